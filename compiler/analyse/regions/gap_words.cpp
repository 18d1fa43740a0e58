#include "compiler/analyse/regions/gap_words.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace polc::analyse {

using runtime::Table;

namespace {

/// Ways to write a bound without its number, beside the same bound with it.
struct BoundWords {
  std::string_view without;
  std::string_view with;
};
constexpr std::array<BoundWords, 9> kLowerBounds{
    {{"over ", "at least "}, {"超过", "不低于"}, {"以外", "以上"}, {">", ">="}, {"＞", "≥"}}};
constexpr std::array<BoundWords, 9> kUpperBounds{
    {{"under ", "at most "}, {"不满", "不超过"}, {"不足", "不超过"}, {"低于", "不超过"}, {"<", "<="}, {"＜", "≤"}}};

}  // namespace

std::vector<AxisId> GapWords::axes_of(const TableView& view) const {
  std::set<AxisId> axes;
  for (const Regions& cell : view.cells) {
    for (const Region& region : cell) {
      for (const Constraint& one : region.constraints()) {
        if (view_.axes()[one.axis].kind != AxisKind::Atom) axes.insert(one.axis);
      }
    }
  }
  return {axes.begin(), axes.end()};
}

Bilingual GapWords::describe(const Entry& entry, const TableView& view, const Region& point) const {
  const Table& table = program_.tables[view.table];
  const Situation situation = inspection_.situation_of(entry);
  std::vector<AxisId> axes;
  for (const runtime::Dimension& dimension : table.dimensions) {
    if (const auto axis = view_.conditions().axis_of(dimension.value)) axes.push_back(*axis);
  }
  // Conditions of cells count where they make the difference.
  for (const AxisId axis : axes_of(view)) {
    const bool is_dimension = std::find(axes.begin(), axes.end(), axis) != axes.end();
    if (!is_dimension && point.find(axis) != nullptr) axes.push_back(axis);
  }
  std::vector<std::pair<AxisId, std::int64_t>> values;
  for (const AxisId axis : axes) values.emplace_back(axis, inspection_.cases.choose(situation, point, axis));
  Bilingual words = values_words(view_, values);
  if (words.english.empty()) return {"any claim", "任何申请"};
  return words;
}

Bilingual GapWords::nearest(const Entry& entry, const TableView& view, const Region& point) const {
  const Table& table = program_.tables[view.table];
  const Situation situation = inspection_.situation_of(entry);
  std::optional<std::size_t> best;
  std::vector<std::pair<AxisId, std::int64_t>> best_changes;
  Region best_point;
  for (std::size_t at = 0; at < view.cells.size(); ++at) {
    for (const Region& region : intersect(intersect(entry.gate, view.path), view.cells[at])) {
      if (view_.axes().has_atoms(region)) continue;
      std::vector<std::pair<AxisId, std::int64_t>> changes;
      Region moved = point;
      for (const Constraint& one : region.constraints()) {
        const std::int64_t own = inspection_.cases.choose(situation, point, one.axis);
        if (one.values.contains(own)) {
          moved.set(one.axis, ValueSet::only(own));
          continue;
        }
        const std::int64_t value = own < one.values.first()  ? one.values.first()
                                   : own > one.values.last() ? one.values.last()
                                                             : one.values.first();
        changes.emplace_back(one.axis, value);
        moved.set(one.axis, ValueSet::only(value));
      }
      if (best && changes.size() >= best_changes.size()) continue;
      best = at;
      best_changes = changes;
      best_point = moved;
    }
  }
  if (!best || best_changes.empty()) return {};
  const runtime::Case made = inspection_.cases.make(situation, best_point);
  const Bilingual amount = money_words(program_, inspection_.replayer.amount(made, 0, table.cells[*best].amount));
  const Bilingual change = values_words(view_, best_changes);
  return {"with " + change.english + " it would be " + amount.english + "; ",
          "若" + change.chinese + "则为" + amount.chinese + "；"};
}

std::optional<std::size_t> GapWords::covering_cell(const TableView& view, const Region& point) const {
  for (std::size_t at = 0; at < view.cells.size(); ++at) {
    for (const Region& region : view.cells[at]) {
      if (meets(point, region)) return at;
    }
  }
  return std::nullopt;
}

std::optional<GapWords::Tiers> GapWords::find_tiers(const Entry& entry, const TableView& view,
                                                    const Region& point) const {
  const Table& table = program_.tables[view.table];
  static_cast<void>(entry);
  for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
    const auto axis = view_.conditions().axis_of(table.dimensions[at].value);
    if (!axis || table.dimensions[at].num_codes != 0) continue;
    const ValueSet* values = point.find(*axis);
    if (values == nullptr) continue;
    const ValueSet& domain = view_.axes()[*axis].domain;
    if (values->first() == domain.first() || values->last() == domain.last()) continue;
    Region below = point;
    below.set(*axis, ValueSet::only(values->stretches().front().low - 1));
    Region over = point;
    over.set(*axis, ValueSet::only(values->stretches().front().high + 1));
    const auto lower = covering_cell(view, below);
    const auto upper = covering_cell(view, over);
    if (lower && upper && *lower != *upper) return Tiers{*lower, *upper, at};
  }
  return std::nullopt;
}

void GapWords::offer_bound(Index rule, bool is_upper, base::Diagnostic& found) const {
  if (rule == kNone) return;
  const base::Span span = program_.rules[rule].span;
  const std::string_view text = inspection_.text_of(span);
  const std::string_view labels = text.substr(0, text.find(':'));
  for (const BoundWords& words : is_upper ? kUpperBounds : kLowerBounds) {
    if (words.without.empty()) continue;
    const std::size_t at = labels.find(words.without);
    if (at == std::string_view::npos || labels.compare(at, words.with.size(), words.with) == 0) continue;
    const auto begin = span.begin + static_cast<std::uint32_t>(at);
    const base::Span place{span.source, begin, begin + static_cast<std::uint32_t>(words.without.size())};
    std::string better(labels);
    better.replace(at, words.without.size(), words.with);
    while (!better.empty() && better.back() == ' ') better.pop_back();
    found.fix({"write `" + better + "`", "改为“" + better + "”"}, {{place, std::string(words.with)}}, false);
    return;
  }
}

void GapWords::offer_bounds(const Entry& entry, const TableView& view, const Tiers& tiers,
                            base::Diagnostic& found) const {
  static_cast<void>(entry);
  const Table& table = program_.tables[view.table];
  offer_bound(table.cells[tiers.upper].rule, false, found);
  offer_bound(table.cells[tiers.lower].rule, true, found);
}

void GapWords::offer_cell(const Entry& entry, const TableView& view, const Situation& situation, const Region& point,
                          base::Diagnostic& found) const {
  const Table& table = program_.tables[view.table];
  std::vector<std::string> labels;
  for (const runtime::Dimension& dimension : table.dimensions) {
    const auto axis = view_.conditions().axis_of(dimension.value);
    if (!axis || view_.axes()[*axis].kind != AxisKind::Fact ||
        program_.facts[view_.axes()[*axis].slot].enumeration == kNone)
      return;
    const auto code = static_cast<std::size_t>(inspection_.cases.choose(situation, point, *axis));
    labels.push_back(program_.enumerations[program_.facts[view_.axes()[*axis].slot].enumeration].values[code]);
  }
  if (labels.empty() || !view.is_root) return;
  std::string joined;
  for (const std::string& label : labels) joined += (joined.empty() ? "" : " ") + label;
  offer_nothing(entry.award, {joined}, found);
}

void GapWords::offer_nothing(Index award, const std::vector<std::string>& labels, base::Diagnostic& found) const {
  const model::Placed<ast::Award>& placed = view_.compiled().model.award_statements[award];
  if (!placed.statement->table || placed.statement->table->cells.empty()) return;
  const base::Span last = placed.statement->table->cells.back().span;
  const bool is_chinese = is_chinese_statement(inspection_.text_of(placed.statement->span));
  std::string text;
  for (const std::string& label : labels) text += "\n    " + label + (is_chinese ? " 不予资助" : " nothing");
  found.fix(
      {"say that " + quoted_list(labels).english + " gets nothing", "写明" + quoted_list(labels).chinese + "不予资助"},
      {{{last.source, last.end, last.end}, text}}, false);
}

}  // namespace polc::analyse
