#include "compiler/analyse/witness/replay.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "compiler/analyse/witness/case_json.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/expression.h"

namespace polc::analyse {

const runtime::Grant* Replay::find(std::size_t claim, Index award) const {
  if (claim >= decision.claims.size()) return nullptr;
  const auto& grants = decision.claims[claim].grants;
  const auto at = std::find_if(grants.begin(), grants.end(), [&](const runtime::Grant& one) { return one.award == award; });
  return at == grants.end() ? nullptr : &*at;
}

bool Replay::is_error(std::string_view code) const {
  return std::any_of(decision.errors.begin(), decision.errors.end(), [&](const runtime::CaseError& one) { return one.code == code; });
}

Replay Replayer::run(const runtime::Case& made) {
  Replay replay;
  replay.case_json = case_json(view_.program(), made);
  runtime::JsonCaseReader reader(view_.program());
  bool is_read = false;
  const auto fault = reader.read_text(replay.case_json, [&](runtime::ReadCase one) {
    is_read = one.errors.empty();
    replay.input = std::move(one.input);
  });
  POLC_ASSERT(!fault && is_read, "the reader of cases accepts every example");
  replay.decision = runtime::evaluate(view_.program(), replay.input, view_.conditions().readings());
  return replay;
}

runtime::Range Replayer::amount(const runtime::Case& made, std::size_t claim, Index node) {
  runtime::ExpressionEvaluator evaluator(view_.program(), made, view_.conditions().readings());
  return evaluator.evaluate(node, runtime::Place{claim, std::nullopt}).value.range;
}

runtime::Tri Replayer::truth(const runtime::Case& made, std::size_t claim, Index node) {
  runtime::ExpressionEvaluator evaluator(view_.program(), made, view_.conditions().readings());
  return evaluator.evaluate(node, runtime::Place{claim, std::nullopt}).value.truth;
}

}  // namespace polc::analyse
