#include <algorithm>
#include <map>
#include <set>

#include "base/assert.h"
#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/pair_index.h"

namespace polc::analyse {

using base::Code;
using runtime::Table;
using runtime::TableCell;

namespace {

enum class Amounts : std::uint8_t { Same, MayDiffer, Undecided };

/// Two cells of one table that cover one case.
struct Overlap {
  const Entry* entry = nullptr;
  const TableView* view = nullptr;
  std::size_t first = 0;
  std::size_t second = 0;
  Regions where;  // of both cells, inside the gate
  Region point;   // MayDiffer: where the amounts differ; else a case of both
};

class CellCheck {
 public:
  explicit CellCheck(Inspection& inspection) : inspection_(inspection), program_(inspection.program()) {}

  void run() {
    for (const Entry& entry : inspection_.view.entries()) {
      if (entry.gate.empty() || inspection_.dead_awards.contains(entry.award)) continue;
      for (const TableView& view : entry.tables) look_at(entry, view);
    }
    report_conflicts();
    report_harmless();
  }

 private:
  void look_at(const Entry& entry, const TableView& view) {
    const Regions context = intersect(entry.gate, view.path);
    for (const auto& [first, second] : meeting_pairs(view.cells)) {
      const Table& table = program_.tables[view.table];
      if (!seen_.emplace(entry.award, entry.kind, view.table, first, second).second) continue;
      Overlap overlap{
          &entry, &view, first, second, intersect(intersect(view.cells[first], view.cells[second]), context), {}};
      if (overlap.where.empty()) continue;
      judge(overlap, table.cells[first].amount, table.cells[second].amount);
    }
  }

  void judge(Overlap& overlap, Index first, Index second) {
    const Situation situation = inspection_.situation_of(*overlap.entry);
    Verdict differ{Answer::No, {}};
    if (first != second) {
      Regions conflict = inspection_.view.conditions().above(first, second);
      const Regions other = inspection_.view.conditions().above(second, first);
      conflict.insert(conflict.end(), other.begin(), other.end());
      conflict = intersect(overlap.where, conflict);
      differ = inspection_.satisfier.ask_any(situation, conflict);
      if (differ.answer != Answer::No) {
        Regions& known = inspection_.conflicts[{situation.claim_kinds.front(), situation.applicant_kind}];
        known.insert(known.end(), conflict.begin(), conflict.end());
      }
    }
    if (differ.answer == Answer::Unknown) {
      inspection_.report_undecided(
          Claimed::NoOverlap, overlap.entry->award,
          {"whether two of its cells give one claim different amounts", "其两项金额对同一申请是否不同"});
      return;
    }
    if (differ.answer == Answer::Yes) {
      overlap.point = differ.region;
      conflicts_.push_back(overlap);
      return;
    }
    const Verdict both = inspection_.satisfier.ask_any(situation, overlap.where);
    if (both.answer != Answer::Yes) return;
    overlap.point = both.region;
    harmless_.push_back(overlap);
  }

  // ---- P4101, P4203

  /// Returns the numeric dimension on which the bounds of two cells cross without one lying inside the other.
  std::optional<std::size_t> shared_tier(const Overlap& overlap) const {
    const Table& table = program_.tables[overlap.view->table];
    for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
      const auto axis = inspection_.view.conditions().axis_of(table.dimensions[at].value);
      if (!axis || table.dimensions[at].num_codes != 0) continue;
      const Region first = inspection_.view.conditions().labels(table, table.cells[overlap.first]);
      const Region second = inspection_.view.conditions().labels(table, table.cells[overlap.second]);
      const ValueSet* one = first.find(*axis);
      const ValueSet* other = second.find(*axis);
      if (one != nullptr && other != nullptr && !one->includes(*other) && !other->includes(*one)) return at;
    }
    return std::nullopt;
  }

  /// Cells of one row against cells of another are one mistake: the same labels but those of the last dimension.
  std::vector<std::string> cause(const Overlap& overlap) const {
    const Table& table = program_.tables[overlap.view->table];
    std::vector<std::string> key{std::to_string(overlap.entry->award), shared_tier(overlap) ? "tier" : "label"};
    for (const std::size_t cell : {overlap.first, overlap.second}) {
      const auto& sets = table.cells[cell].sets;
      const std::size_t num_kept = sets.size() > 1 ? sets.size() - 1 : sets.size();
      std::string text;
      for (std::size_t at = 0; at < num_kept; ++at) {
        for (const Index code : sets[at].codes) text += std::to_string(code) + ",";
        for (const runtime::Interval& one : sets[at].intervals) {
          text += (one.low ? runtime::to_text(*one.low) : "") + ".." + (one.high ? runtime::to_text(*one.high) : "");
        }
        text += ';';
      }
      if (table.dimensions.empty()) text += std::to_string(cell);
      key.push_back(text);
    }
    return key;
  }

  void report_conflicts() {
    std::map<std::vector<std::string>, std::vector<const Overlap*>> groups;
    std::vector<std::vector<std::string>> order;
    std::set<std::pair<Index, Index>> rules;
    for (const Overlap& overlap : conflicts_) {
      const Table& table = program_.tables[overlap.view->table];
      const std::pair pair(table.cells[overlap.first].rule, table.cells[overlap.second].rule);
      if (pair.first != kNone && !rules.insert(pair).second) continue;  // the same cells for another kind
      auto key = cause(overlap);
      auto& group = groups[key];
      if (group.empty()) order.push_back(key);
      group.push_back(&overlap);
    }
    for (const auto& key : order) report_conflict(*groups[key].front(), groups[key].size() - 1);
  }

  void report_conflict(const Overlap& overlap, std::size_t num_more) {
    inspection_.tally.refuted.insert(Claimed::NoOverlap);
    const Table& table = program_.tables[overlap.view->table];
    const TableCell& first = table.cells[overlap.first];
    const TableCell& second = table.cells[overlap.second];
    const Index award = overlap.entry->award;
    const Situation situation = inspection_.situation_of(*overlap.entry);
    const Replay replay = inspection_.replay(situation, overlap.point, {award});
    POLC_ASSERT(replay.is_error("P4101"), "the evaluator finds two amounts for the example");
    const auto amount = [&](const TableCell& cell) {
      return money_words(program_, inspection_.replayer.amount(replay.input, 0, cell.amount));
    };
    const Bilingual low = amount(first);
    const Bilingual high = amount(second);
    const std::vector<Region> labels{inspection_.view.conditions().labels(table, first),
                                     inspection_.view.conditions().labels(table, second)};
    Bilingual where = inspection_.describe(situation, overlap.point, labels);
    if (where.english.empty()) where = {"any claim", "任何申请"};
    const auto tier = shared_tier(overlap);
    const Code code = tier ? Code::P4203 : Code::P4101;
    base::Diagnostic& found =
        inspection_.report(code, inspection_.span_of(second.rule, award),
                           {quoted(program_.awards[award].name), where, low, high, more_like_it(num_more)}, {award});
    found.also(inspection_.span_of(first.rule, award), {"here " + low.english, "此处给" + low.chinese});
    found.witness = base::Witness{
        replay.case_json,
        {"two amounts: " + low.english + ", " + high.english, "两个金额：" + low.chinese + "，" + high.chinese}};
    if (tier) {
      found.advise(
          {"let the shared bound belong to one cell: write `over` or `under` in the other, or name a reading with "
           "`shared bounds to`",
           "请让交界之数只归一档：另一档改用“超过”或“不满”，或以“交界归于”写明解释口径"});
    } else {
      found.advise({"correct one amount, or narrow one of the cells so that they no longer meet",
                    "请更正其中一个金额，或缩小其中一项的适用范围，使两项不再重叠"});
    }
    if (table.dimensions.size() == 1 && first.rule != kNone && second.rule != kNone) {
      found.fix({"delete the second: " + high.english, "删去后一项：" + high.chinese},
                {{inspection_.span_of(second.rule, award), ""}}, false);
      found.fix({"delete the first: " + low.english, "删去前一项：" + low.chinese},
                {{inspection_.span_of(first.rule, award), ""}}, false);
    }
  }

  // ---- P4102, P4103

  bool are_equal(const Regions& lhs, const Regions& rhs) const {
    const auto left = inspection_.view.axes().subtract(lhs, rhs, Conditions::kMostRegions);
    const auto right = inspection_.view.axes().subtract(rhs, lhs, Conditions::kMostRegions);
    return left && right && left->empty() && right->empty();
  }

  void report_harmless() {
    std::set<std::pair<Index, Index>> rules;
    for (const Overlap& overlap : harmless_) {
      const Table& table = program_.tables[overlap.view->table];
      const TableCell& first = table.cells[overlap.first];
      const TableCell& second = table.cells[overlap.second];
      if (first.rule == second.rule || !rules.emplace(first.rule, second.rule).second) continue;
      const Index award = overlap.entry->award;
      const Replay replay = inspection_.replay(inspection_.situation_of(*overlap.entry), overlap.point, {award});
      const Bilingual amount = money_words(program_, inspection_.replayer.amount(replay.input, 0, first.amount));
      const bool is_duplicate = are_equal(overlap.view->cells[overlap.first], overlap.view->cells[overlap.second]);
      const std::vector<Region> labels{inspection_.view.conditions().labels(table, first),
                                       inspection_.view.conditions().labels(table, second)};
      Bilingual where = inspection_.describe(inspection_.situation_of(*overlap.entry), overlap.point, labels);
      if (where.english.empty()) where = {"any claim", "任何申请"};
      base::Diagnostic& found =
          inspection_.report(is_duplicate ? Code::P4102 : Code::P4103, inspection_.span_of(second.rule, award),
                             {quoted(program_.awards[award].name), where, amount}, {award});
      found.also(inspection_.span_of(first.rule, award), {"the other cell", "另一项"});
      found.witness =
          base::Witness{replay.case_json, {"both cells give " + amount.english, "两项都给" + amount.chinese}};
      found.advise({"delete one of the two, or narrow it", "请删去其中一项，或缩小其范围"});
      if (is_duplicate && table.dimensions.size() == 1) {
        found.fix({"delete the second cell", "删去后一项"}, {{inspection_.span_of(second.rule, award), ""}}, false);
      }
    }
  }

  Inspection& inspection_;
  const Program& program_;
  std::set<std::tuple<Index, Index, Index, std::size_t, std::size_t>> seen_;
  std::vector<Overlap> conflicts_;
  std::vector<Overlap> harmless_;
};

}  // namespace

void check_cells(Inspection& inspection) { CellCheck(inspection).run(); }

}  // namespace polc::analyse
