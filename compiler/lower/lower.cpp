#include "compiler/lower/lower.h"

#include "compiler/lower/awards.h"
#include "compiler/lower/lowering.h"
#include "compiler/lower/nodes.h"
#include "compiler/lower/rules.h"
#include "compiler/lower/statements.h"

namespace polc::lower {

void lower(model::Model& model, base::Diagnostics& out) {
  const RuleNumbers rules = number_rules(model);
  Nodes nodes(model.program);
  Lowering lowering(model, nodes, rules, out);
  lower_awards(model, lowering, rules, out);
  lower_groups(model, lowering, rules, out);
  lower_other_statements(model, lowering, rules, out);
  check_definitions(model, lowering, out);
  check_groups(model, out);
}

}  // namespace polc::lower
