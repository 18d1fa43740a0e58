#include "compiler/analyse/regions/policy_view.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace polc::analyse {

using runtime::Guard;
using runtime::Node;
using runtime::Op;
using runtime::RuleKind;

bool wants_yes(RuleKind kind) { return kind != RuleKind::Exclude && kind != RuleKind::Unless; }

namespace {

std::vector<Index> order_kinds(const Program& program) {
  std::vector<std::size_t> num_awards(program.num_kinds());
  for (const runtime::Award& award : program.awards) {
    for (std::size_t kind = 0; kind < award.entitlements.size(); ++kind)
      num_awards[kind] += award.entitlements[kind].is_open ? 1 : 0;
  }
  std::vector<Index> kinds(program.num_kinds());
  std::iota(kinds.begin(), kinds.end(), Index{0});
  std::sort(kinds.begin(), kinds.end(), [&](Index lhs, Index rhs) {
    if (num_awards[lhs] != num_awards[rhs]) return num_awards[lhs] > num_awards[rhs];
    return program.applicant_kinds[lhs].name < program.applicant_kinds[rhs].name;
  });
  return kinds;
}

}  // namespace

PolicyView::PolicyView(const compiler::Compiled& compiled, std::vector<Index> readings)
    : compiled_(compiled),
      axes_(compiled.program),
      conditions_(axes_, std::move(readings)),
      kinds_(order_kinds(compiled.program)) {
  gates_.push_back({Region{}});
  const Program& program = compiled.program;
  for (Index award = 0; award < program.awards.size(); ++award) {
    first_entry_.push_back(entries_.size());
    for (const Index kind : kinds_) {
      if (program.awards[award].entitlements[kind].is_open) entries_.push_back(make_entry(award, kind));
    }
  }
  first_entry_.push_back(entries_.size());
}

std::span<const Entry> PolicyView::entries_of(Index award) const {
  return std::span(entries_).subspan(first_entry_[award], first_entry_[award + 1] - first_entry_[award]);
}

const Entry* PolicyView::find(Index award, Index kind) const {
  for (const Entry& entry : entries_of(award)) {
    if (entry.kind == kind) return &entry;
  }
  return nullptr;
}

const Regions& PolicyView::satisfied(const Guard& guard) {
  return conditions_.where(guard.node, wants_yes(program().rules[guard.rule].kind));
}

void PolicyView::count(const Regions& regions, RegionShare& share) const {
  ++share.num_all;
  if (regions.empty() || (regions.size() == 1 && !axes_.has_atoms(regions.front()))) ++share.num_single;
}

RegionShare PolicyView::guards() {
  RegionShare share;
  std::set<std::pair<Index, bool>> asked;
  for (const auto& [key, gate] : gate_numbers_) asked.emplace(std::get<1>(key), std::get<2>(key));
  for (const auto& [node, truth] : asked) count(conditions_.where(node, truth), share);
  return share;
}

RegionShare PolicyView::cells() const {
  RegionShare share;
  for (const Entry& entry : entries_) {
    for (const TableView& table : entry.tables) {
      for (const Regions& cell : table.cells) count(cell, share);
    }
  }
  return share;
}

Entry PolicyView::make_entry(Index award, Index kind) {
  const runtime::Award& source = program().awards[award];
  const runtime::Entitlement& entitlement = source.entitlements[kind];
  Entry entry;
  entry.award = award;
  entry.kind = kind;
  entry.gate = gate_of(entitlement);
  if (source.refers) {
    entry.payments.push_back({source.rule, kNone, 0, false, entry.gate});
    return entry;
  }
  if (entitlement.amount == kNone) return entry;
  std::set<Index> seen;
  collect_tables(entitlement.amount, {Region{}}, seen, entry);
  add_payments(entitlement, entry);
  return entry;
}

/// Guards are met in the order of their nodes, so that awards under the same gates share the work.
Regions PolicyView::gate_of(const runtime::Entitlement& entitlement) {
  std::vector<std::pair<Index, bool>> guards;
  for (const Guard& guard : entitlement.guards)
    guards.emplace_back(guard.node, wants_yes(program().rules[guard.rule].kind));
  std::sort(guards.begin(), guards.end());
  guards.erase(std::unique(guards.begin(), guards.end()), guards.end());
  std::size_t gate = 0;
  for (const auto& [node, truth] : guards) gate = narrow_gate(gate, node, truth);
  return gates_[gate];
}

std::size_t PolicyView::narrow_gate(std::size_t gate, Index node, bool truth) {
  const auto [number, is_new] = gate_numbers_.emplace(std::tuple(gate, node, truth), gates_.size());
  if (!is_new) return number->second;
  Regions narrowed = intersect(gates_[gate], conditions_.where(node, truth));
  if (narrowed.size() > Conditions::kMostRegions) {
    narrowed = intersect(Region(axes_.atom(node), ValueSet::only(truth ? 1 : 0)), gates_[gate]);
  }
  gates_.push_back(std::move(narrowed));
  return number->second;
}

/// A node that several others use is looked at once: the tables below it keep the path on which they were met first.
void PolicyView::collect_tables(Index node, const Regions& path, std::set<Index>& seen, Entry& entry) {
  const bool is_root = seen.empty();
  if (!seen.insert(node).second) return;
  const Node& one = program().nodes[node];
  const auto args = arguments(program(), node);
  if (one.op == Op::If) {
    collect_tables(args[1], intersect(path, conditions_.where(args[0], true)), seen, entry);
    collect_tables(args[2], intersect(path, conditions_.where(args[0], false)), seen, entry);
    return;
  }
  if (one.op != Op::Cells) {
    for (const Index arg : args) collect_tables(arg, path, seen, entry);
    return;
  }
  const bool is_known =
      std::any_of(entry.tables.begin(), entry.tables.end(), [&](const TableView& view) { return view.table == one.a; });
  if (is_known) return;
  const runtime::Table& table = program().tables[one.a];
  TableView view{one.a, is_root, path, {}};
  for (const runtime::TableCell& cell : table.cells) view.cells.push_back(conditions_.cell(table, cell));
  entry.tables.push_back(view);
  for (std::size_t at = 0; at < table.cells.size(); ++at) {
    const Index amount = table.cells[at].amount;
    if (program().nodes[amount].op != Op::Constant)
      collect_tables(amount, intersect(path, view.cells[at]), seen, entry);
  }
}

void PolicyView::add_payments(const runtime::Entitlement& entitlement, Entry& entry) {
  const Node& root = program().nodes[entitlement.amount];
  if (root.op != Op::Cells) {
    const Index rule = entitlement.amount_rule != kNone ? entitlement.amount_rule : program().awards[entry.award].rule;
    entry.payments.push_back({rule, entitlement.amount, 0, false, entry.gate});
    return;
  }
  const runtime::Table& table = program().tables[root.a];
  const TableView& view = entry.tables.front();
  for (std::size_t at = 0; at < table.cells.size(); ++at) {
    const runtime::TableCell& cell = table.cells[at];
    entry.payments.push_back({cell.rule, cell.amount, at, cell.is_nothing, intersect(entry.gate, view.cells[at])});
  }
  if (table.otherwise == kNone) return;
  const Node& otherwise = program().nodes[table.otherwise];
  const bool is_nothing = otherwise.op == Op::Constant && program().constants[otherwise.a].number.is_zero();
  if (is_nothing) return;
  Regions covered;
  for (const Regions& cell : view.cells) covered.insert(covered.end(), cell.begin(), cell.end());
  auto rest = axes_.subtract(entry.gate, covered, Conditions::kMostRegions * 4);
  entry.is_otherwise_known = rest.has_value();
  if (rest)
    entry.payments.push_back({table.otherwise_rule, table.otherwise, table.cells.size(), false, std::move(*rest)});
}

}  // namespace polc::analyse
