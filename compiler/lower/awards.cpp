#include "compiler/lower/awards.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "compiler/lower/selection.h"

namespace polc::lower {

using base::Code;
using base::plain;
using model::Address;
using runtime::Entitlement;
using runtime::Fraction;
using runtime::Guard;

namespace {

/// The gates of a policy by what they hold for.
struct GateScopes {
  std::vector<Index> everywhere;
  std::map<std::pair<Index, Index>, std::vector<Index>> by_article;  // (file, heading)
  std::map<std::pair<Index, Index>, std::vector<Index>> by_section;
  std::map<Index, std::vector<Index>> by_file;
  std::unordered_map<Index, std::vector<Index>> by_award;
};

class AwardLowering {
 public:
  AwardLowering(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out)
      : model_(model), lowering_(lowering), rules_(rules), out_(out) {}

  void run() {
    sort_gates();
    for (Index award = 0; award < model_.award_statements.size(); ++award) lower_award(award);
  }

 private:
  // ---- gates

  void sort_gates() {
    gate_kinds_.reserve(model_.gates.size());
    gate_nodes_.resize(model_.gates.size());
    for (Index gate = 0; gate < model_.gates.size(); ++gate) {
      const ast::Gate& statement = *model_.gates[gate].statement;
      const Address& address = model_.gates[gate].address;
      gate_kinds_.push_back(select_kinds(model_, statement.to, out_));
      gate_nodes_[gate].resize(model_.program.num_kinds());
      const bool is_every = std::any_of(statement.awards.begin(), statement.awards.end(),
                                        [](const auto& one) { return one.kind == ast::AwardSelector::Kind::Every; });
      if (is_every) {
        scopes_.everywhere.push_back(gate);
      } else if (!statement.awards.empty()) {
        for (const Index award : select_awards(model_, statement.awards, address.file, out_))
          scopes_.by_award[award].push_back(gate);
      } else if (address.article != kNone) {
        scopes_.by_article[{address.file, address.article}].push_back(gate);
      } else if (address.section != kNone) {
        scopes_.by_section[{address.file, address.section}].push_back(gate);
      } else {
        scopes_.by_file[address.file].push_back(gate);
      }
    }
  }

  std::vector<Index> gates_of(Index award) const {
    const Address& address = model_.award_statements[award].address;
    std::vector<Index> gates = scopes_.everywhere;
    const auto take = [&](const auto& map, const auto& key) {
      if (const auto found = map.find(key); found != map.end())
        gates.insert(gates.end(), found->second.begin(), found->second.end());
    };
    take(scopes_.by_article, std::pair(address.file, address.article));
    take(scopes_.by_section, std::pair(address.file, address.section));
    take(scopes_.by_file, address.file);
    take(scopes_.by_award, award);
    return gates;
  }

  struct GateNode {
    bool is_known = false;
    std::optional<Index> node;
  };

  std::optional<Index> gate_node(Index gate, Index kind, const Context& context) {
    GateNode& cached = gate_nodes_[gate][kind];
    if (cached.is_known) return cached.node;
    Context inner = context;
    inner.ast = &model_.ast_of(model_.gates[gate].address);
    lowering_.take_read_claim();
    const auto node = lowering_.condition(model_.gates[gate].statement->condition, inner);
    if (!lowering_.take_read_claim()) cached = {true, node};
    return node;
  }

  // ---- one award

  void lower_award(Index award) {
    const auto& [statement, address] = model_.award_statements[award];
    const std::vector<bool> admitted = select_kinds(model_, statement->to, out_);
    runtime::Award& made = model_.program.awards[award];
    made.rule = rules_.of(statement);
    made.kind_rule = rules_.of(&statement->to);
    if (statement->refer_to) {
      made.refers = true;
      made.document = statement->refer_to->text;
    }
    made.entitlements.resize(model_.program.num_kinds());
    if (model_.undeclared_claim_kinds.contains(made.claim_kind)) return;
    const std::vector<Index> gates = gates_of(award);
    for (Index kind = 0; kind < model_.program.num_kinds(); ++kind) {
      Context context;
      context.ast = &model_.ast_of(address);
      context.applicant_kind = model_.program.applicant_kinds.empty() ? kNone : kind;
      context.claim_kind = model_.program.awards[award].claim_kind;
      context.rule = rules_.of(statement);
      Entitlement entitlement;
      entitlement.is_open = admitted[kind];
      if (entitlement.is_open) {
        // After a condition that cannot be read, its last words may have been taken for labels.
        const bool is_whole = add_guards(*statement, address, gates, kind, context, entitlement);
        if (is_whole) add_amount(*statement, context, entitlement);
      }
      model_.program.awards[award].entitlements[kind] = std::move(entitlement);
    }
  }

  /// Returns whether every condition of the award itself could be lowered.
  bool add_guards(const ast::Award& statement, const Address& address, const std::vector<Index>& gates, Index kind,
                  const Context& context, Entitlement& entitlement) {
    if (const ast::PolicyHeader* header = model_.files[address.file].header) {
      if (header->effective)
        add_window(*header->effective, header->effective->basis == ast::Basis::ApplicationDate, entitlement);
      if (header->apply) add_window(*header->apply, true, entitlement);
    }
    for (const Index heading : {address.section, address.article}) {
      if (heading == kNone) continue;
      const auto& apply = model_.headings[heading].statement->apply;
      if (apply) add_window(*apply, true, entitlement);
    }
    for (const ast::Window& window : statement.apply) add_window(window, true, entitlement);
    for (const Index gate : gates) {
      if (!gate_kinds_[gate][kind]) continue;
      if (const auto node = gate_node(gate, kind, context))
        entitlement.guards.push_back({rules_.of(model_.gates[gate].statement), *node});
    }
    bool is_whole = true;
    for (const ast::Condition& condition : statement.conditions) {
      const auto node = lowering_.condition(condition.expr, context);
      is_whole = is_whole && node.has_value();
      if (node) entitlement.guards.push_back({rules_.of(&condition), *node});
    }
    std::sort(entitlement.guards.begin(), entitlement.guards.end(),
              [](const Guard& lhs, const Guard& rhs) { return lhs.rule < rhs.rule; });
    return is_whole;
  }

  void add_window(const ast::Window& window, bool by_application, Entitlement& entitlement) {
    Nodes& nodes = lowering_.nodes();
    Node date;
    date.op = by_application ? Op::ApplicationDate : Op::ClaimDate;
    date.type = NodeType::Numeric;
    date.fact_type = FactType::Date;
    const Index day = nodes.add(date, {});
    std::vector<Index> ends;
    if (window.from)
      ends.push_back(nodes.compare(Op::GreaterEqual, day, nodes.number(Fraction(window.from->days), FactType::Date)));
    if (window.to)
      ends.push_back(nodes.compare(Op::LessEqual, day, nodes.number(Fraction(window.to->days), FactType::Date)));
    if (!ends.empty()) entitlement.guards.push_back({rules_.of(&window), nodes.all_of(ends)});
  }

  // ---- amounts

  void add_amount(const ast::Award& statement, const Context& context, Entitlement& entitlement) {
    if (statement.refer_to) return;
    Lowering::TableOptions options;
    options.owner = statement.name.text;
    options.shared_bounds = statement.shared_bounds ? &*statement.shared_bounds : nullptr;
    if (!add_factors(statement, context, options)) return;
    if (statement.each_at_most != ast::kNoExpr) {
      const auto bound = lowering_.amount(statement.each_at_most, context);
      if (!bound) return;
      options.each_at_most = *bound;
    }
    if (statement.table) {
      for (const ast::Cell& cell : statement.table->cells) options.cell_rules.push_back(rules_.of(&cell));
      if (const auto table = lowering_.table(*statement.table, options, context)) entitlement.amount = table->node;
      return;
    }
    if (statement.amount == ast::kNoExpr) return;
    entitlement.amount_rule = rules_.of(&statement);
    if (const auto money = lowering_.amount(statement.amount, context))
      entitlement.amount = lowering_.wrap(*money, options);
  }

  /// Multiplies the `times` clauses of an award into one factor. Returns false when one has an error.
  bool add_factors(const ast::Award& statement, const Context& context, Lowering::TableOptions& options) {
    Nodes& nodes = lowering_.nodes();
    for (const ast::Times& times : statement.times) {
      std::optional<Lowered> factor;
      base::Span span = times.span;
      if (times.table) {
        Lowering::TableOptions inner;
        inner.owner = statement.name.text;
        inner.pays_money = false;
        factor = lowering_.table(*times.table, inner, context);
      } else {
        factor = lowering_.lower(times.factor, context);
      }
      if (!factor) return false;
      const bool is_number = (factor->type == FactType::Number || factor->type == FactType::Integer ||
                              factor->type == FactType::Percent) &&
                             factor->unit.is_none();
      if (!is_number) {
        out_.report(Code::P3001, span,
                    {plain("`times`"),
                     model::describe(model_, {factor->type, factor->enumeration, factor->unit.text()}),
                     {"a number or percent", "数值或百分比"}});
        return false;
      }
      Index node = factor->node;
      if (times.when != ast::kNoExpr) {
        const auto when = lowering_.condition(times.when, context);
        if (!when) return false;
        Node choice;
        choice.op = Op::If;
        choice.type = NodeType::Numeric;
        choice.fact_type = FactType::Number;
        node = nodes.add(choice, {*when, node, nodes.number(Fraction(1), FactType::Number)});
      }
      options.factor =
          options.factor == kNone ? node : nodes.arithmetic(Op::Multiply, options.factor, node, FactType::Number);
    }
    return true;
  }

  Model& model_;
  Lowering& lowering_;
  const RuleNumbers& rules_;
  base::Diagnostics& out_;
  GateScopes scopes_;
  std::vector<std::vector<bool>> gate_kinds_;
  std::vector<std::vector<GateNode>> gate_nodes_;  // by gate and kind; only conditions that read no claim
};

}  // namespace

void lower_awards(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out) {
  AwardLowering(model, lowering, rules, out).run();
}

}  // namespace polc::lower
