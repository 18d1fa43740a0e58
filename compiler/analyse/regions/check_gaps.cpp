#include <algorithm>
#include <map>
#include <set>

#include "base/assert.h"
#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/cover.h"
#include "compiler/analyse/regions/gap_words.h"

namespace polc::analyse {

using base::Code;
using runtime::Table;

namespace {

constexpr std::size_t kMostParts = 64;

/// A part of an award's gate that no cell covers.
struct Gap {
  const Entry* entry = nullptr;
  const TableView* view = nullptr;
  Region part;                // as found
  Region point;               // with what atoms read fixed
  bool is_label_open = true;  // false: some cell's labels hold, only its condition does not
};

class GapCheck {
 public:
  explicit GapCheck(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  void run() {
    for (Index award = 0; award < program_.awards.size(); ++award) {
      if (inspection_.dead_awards.contains(award)) continue;
      gaps_.clear();
      for (const Entry& entry : view_.entries_of(award)) {
        for (const TableView& view : entry.tables) look_at(entry, view);
      }
      report(award);
    }
  }

 private:
  void look_at(const Entry& entry, const TableView& view) {
    const Table& table = program_.tables[view.table];
    if (table.otherwise != kNone || entry.gate.empty()) return;
    if (table.cells.empty() && is_for_other_kinds(entry)) {
      report_missing_kind(entry);
      return;
    }
    Regions target = intersect(entry.gate, view.path);
    ordinary_numbers(view, target);
    report_missing_values(entry, view, target);
    Regions covers;
    for (const Regions& cell : view.cells) covers.insert(covers.end(), cell.begin(), cell.end());
    for (const Region& part : target) {
      const Uncovered open = find_uncovered(view_.axes(), part, covers, kMostParts);
      if (!open.is_decided) report_undecided(entry.award);
      if (open.parts.empty()) continue;
      Regions labels;
      for (const runtime::TableCell& cell : table.cells) labels.push_back(view_.conditions().labels(table, cell));
      for (const Region& gap : open.parts) {
        for (const Region& sound : sound_part(entry, gap)) add(entry, view, sound, labels);
      }
    }
  }

  /// A case that is an error of the policy shows no gap; the first part beyond such cases does.
  Regions sound_part(const Entry& entry, const Region& gap) const {
    const Regions parts = inspection_.without_conflicts({gap}, program_.awards[entry.award].claim_kind, entry.kind);
    for (const Region& part : parts) {
      if (inspection_.satisfier.ask(inspection_.situation_of(entry), part).answer == Answer::Yes) return {part};
    }
    return parts;
  }

  void report_undecided(Index award) {
    inspection_.report_undecided(Claimed::NoGap, award,
                                 {"whether its cells cover every case", "其各项金额是否覆盖所有情形"});
  }

  /// Negative amounts and areas are no cases unless the policy itself speaks of them.
  void ordinary_numbers(const TableView& view, Regions& target) const {
    for (const runtime::Dimension& dimension : program_.tables[view.table].dimensions) {
      const auto axis = view_.conditions().axis_of(dimension.value);
      if (!axis || view_.axes()[*axis].kind != AxisKind::Fact || dimension.num_codes != 0) continue;
      const runtime::Fact& fact = program_.facts[view_.axes()[*axis].slot];
      if (fact.low || fact.type == runtime::FactType::Date) continue;
      const bool speaks_of_negative = std::any_of(view.cells.begin(), view.cells.end(), [&](const Regions& cell) {
        return std::any_of(cell.begin(), cell.end(), [&](const Region& one) {
          const ValueSet* values = one.find(*axis);
          return values != nullptr &&
                 (values->last() < 0 || (values->first() < 0 && values->first() > view_.axes()[*axis].domain.first()));
        });
      });
      if (speaks_of_negative) continue;
      Regions limited;
      for (const Region& region : target) {
        if (auto part = view_.axes().limited(region, *axis, ValueSet::between(0, view_.axes()[*axis].domain.last())))
          limited.push_back(std::move(*part));
      }
      target = std::move(limited);
    }
  }

  void add(const Entry& entry, const TableView& view, const Region& part, const Regions& labels) {
    const Verdict verdict = inspection_.satisfier.ask(inspection_.situation_of(entry), part);
    if (verdict.answer == Answer::Unknown) report_undecided(entry.award);
    if (verdict.answer != Answer::Yes) return;
    const auto rest = view_.axes().subtract({verdict.region}, labels, kMostParts);
    const bool is_label_open = !rest || !rest->empty();
    if (!is_label_open && is_left_by_dead_cells(view, verdict.region, labels)) return;
    gaps_.push_back({&entry, &view, part, is_label_open && rest ? rest->front() : verdict.region, is_label_open});
  }

  /// The labels that hold there are those of cells reported as dead; the gap is what follows from that.
  bool is_left_by_dead_cells(const TableView& view, const Region& point, const Regions& labels) const {
    const Table& table = program_.tables[view.table];
    for (std::size_t at = 0; at < table.cells.size(); ++at) {
      if (meets(point, labels[at]) && !inspection_.dead_rules.contains(table.cells[at].rule)) return false;
    }
    return true;
  }

  // ---- P4206

  bool is_for_other_kinds(const Entry& entry) const {
    const auto entries = view_.entries_of(entry.award);
    return std::any_of(entries.begin(), entries.end(), [](const Entry& other) { return !other.payments.empty(); });
  }

  void report_missing_kind(const Entry& entry) {
    const Verdict verdict = inspection_.satisfier.ask_any(inspection_.situation_of(entry), entry.gate);
    if (verdict.answer != Answer::Yes) return;
    inspection_.tally.refuted.insert(Claimed::NoGap);
    const std::string& kind = program_.applicant_kinds[entry.kind].name;
    const Replay replay = inspection_.replay(inspection_.situation_of(entry), verdict.region, {entry.award});
    expect_no_amount(replay, entry.award);
    base::Diagnostic& found =
        inspection_.report(Code::P4206, program_.awards[entry.award].span,
                           {quoted(program_.awards[entry.award].name), quoted(kind)}, {entry.award});
    found.witness = base::Witness{replay.case_json, {"denied: the policy sets no amount", "不予资助：没有规定金额"}};
    std::string others;
    for (const Entry& other : view_.entries_of(entry.award)) {
      if (!other.payments.empty()) others += (others.empty() ? "" : ", ") + program_.applicant_kinds[other.kind].name;
    }
    found.advise({"add an amount for `" + kind + "`, or limit the award: `to " + others + "`",
                  "请为“" + kind + "”补写金额，或以“对象 " + others + "”限定本项资助"});
  }

  // ---- P4205

  void report_missing_values(const Entry& entry, const TableView& view, Regions& target) {
    const Table& table = program_.tables[view.table];
    if (!view.is_root) return;
    for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
      const auto axis = view_.conditions().axis_of(table.dimensions[at].value);
      if (!axis || view_.axes()[*axis].kind != AxisKind::Fact ||
          program_.facts[view_.axes()[*axis].slot].enumeration == kNone)
        continue;
      ValueSet named;
      const bool names_all = std::any_of(table.cells.begin(), table.cells.end(), [&](const runtime::TableCell& cell) {
        for (const Index code : cell.sets[at].codes) named = unite(named, ValueSet::only(code));
        return cell.sets[at].is_any && cell.sets[at].codes.empty();
      });
      if (names_all) continue;
      const ValueSet unnamed = subtract(view_.axes()[*axis].domain, named);
      if (unnamed.is_empty()) continue;
      Regions open;
      Regions rest;
      for (const Region& region : target) {
        if (auto part = view_.axes().limited(region, *axis, unnamed)) open.push_back(std::move(*part));
        if (auto part = view_.axes().without(region, *axis, unnamed)) rest.push_back(std::move(*part));
      }
      if (open.empty()) continue;
      if (report_missing_value(entry, *axis, table.dimensions[at].name, open, unnamed)) target = std::move(rest);
    }
  }

  bool report_missing_value(const Entry& entry, AxisId axis, const std::string& dimension, const Regions& open,
                            const ValueSet& unnamed) {
    const Regions sound = inspection_.without_conflicts(open, program_.awards[entry.award].claim_kind, entry.kind);
    const Verdict verdict = inspection_.satisfier.ask_any(inspection_.situation_of(entry), sound);
    if (verdict.answer != Answer::Yes) return verdict.answer == Answer::No;
    const auto& values = program_.enumerations[program_.facts[view_.axes()[axis].slot].enumeration].values;
    std::vector<std::string> names;
    for (const Stretch& stretch : unnamed.stretches()) {
      for (std::int64_t code = stretch.low; code <= stretch.high; ++code) {
        const bool is_met = std::any_of(open.begin(), open.end(), [&](const Region& region) {
          return view_.axes().values(region, axis).contains(code);
        });
        if (is_met) names.push_back(values[static_cast<std::size_t>(code)]);
      }
    }
    const bool is_new = missing_values_.emplace(entry.award, axis).second;
    if (!is_new) return true;
    inspection_.tally.refuted.insert(Claimed::NoGap);
    const Replay replay = inspection_.replay(inspection_.situation_of(entry), verdict.region, {entry.award});
    expect_no_amount(replay, entry.award);
    const std::string& value = values[static_cast<std::size_t>(
        inspection_.cases.choose(inspection_.situation_of(entry), verdict.region, axis))];
    base::Diagnostic& found = inspection_.report(
        Code::P4205, program_.awards[entry.award].span,
        {quoted(program_.awards[entry.award].name), plain_words(dimension), plain_words(value), quoted_list(names)},
        {entry.award});
    found.severity = is_unpaid_by_sisters(entry.award, axis, unnamed) ? base::Severity::Note : found.severity;
    found.witness = base::Witness{
        replay.case_json, {"denied: the policy sets no amount for " + value, "不予资助：没有规定" + value + "的金额"}};
    found.advise({"give the value its amount, or say that it gets `nothing`",
                  "请为该取值补写金额；确实不资助的，请写明“不予资助”"});
    GapWords(inspection_).offer_nothing(entry.award, names, found);
    return true;
  }

  static Bilingual plain_words(const std::string& text) { return {text, text}; }

  /// Returns whether other awards for the same claims divide by the same fact, and none of them pays the values.
  bool is_unpaid_by_sisters(Index award, AxisId axis, const ValueSet& values) const {
    bool has_sister = false;
    for (const Index other : program_.claim_kinds[program_.awards[award].claim_kind].awards) {
      if (other == award) continue;
      for (const Entry& entry : view_.entries_of(other)) {
        for (const Payment& payment : entry.payments) {
          if (payment.is_nothing) continue;
          for (const Region& region : payment.where) {
            has_sister = has_sister || region.find(axis) != nullptr;
            if (view_.axes().values(region, axis).meets(values)) return false;
          }
        }
      }
    }
    return has_sister;
  }

  // ---- P4201, P4202

  void report(Index award) {
    if (gaps_.empty()) return;
    inspection_.tally.refuted.insert(Claimed::NoGap);
    std::stable_sort(gaps_.begin(), gaps_.end(),
                     [](const Gap& lhs, const Gap& rhs) { return lhs.is_label_open && !rhs.is_label_open; });
    std::vector<const Gap*> tiers;
    std::vector<const Gap*> others;
    const GapWords words(inspection_);
    for (const Gap& gap : gaps_) {
      const auto tier = gap.is_label_open ? words.find_tiers(*gap.entry, *gap.view, gap.point) : std::nullopt;
      (tier ? tiers : others).push_back(&gap);
    }
    report_tiers(award, tiers);
    if (others.empty()) return;
    const Gap& first = *others.front();
    const auto num_more = std::count_if(others.begin() + 1, others.end(), [&](const Gap* gap) {
      return gap->is_label_open == first.is_label_open && gap->entry->kind == first.entry->kind;
    });
    base::Diagnostic& found =
        report_gap(Code::P4201, first, program_.awards[award].span, static_cast<std::size_t>(num_more));
    const bool is_note = !first.is_label_open || is_unpaid_everywhere(first);
    if (is_note) found.severity = base::Severity::Note;
    if (first.is_label_open)
      words.offer_cell(*first.entry, *first.view, inspection_.situation_of(*first.entry), first.point, found);
  }

  bool is_unpaid_everywhere(const Gap& gap) const {
    for (const runtime::Dimension& dimension : program_.tables[gap.view->table].dimensions) {
      const auto axis = view_.conditions().axis_of(dimension.value);
      const ValueSet* values = axis ? gap.point.find(*axis) : nullptr;
      if (values != nullptr && dimension.num_codes != 0 && is_unpaid_by_sisters(gap.entry->award, *axis, *values))
        return true;
    }
    return false;
  }

  void report_tiers(Index award, const std::vector<const Gap*>& gaps) {
    std::set<std::pair<Index, Index>> seen;
    for (const Gap* gap : gaps) {
      const auto tiers = GapWords(inspection_).find_tiers(*gap->entry, *gap->view, gap->point);
      const Table& table = program_.tables[gap->view->table];
      const Index lower = table.cells[tiers->lower].rule;
      const Index upper = table.cells[tiers->upper].rule;
      if (!seen.emplace(lower, upper).second) continue;
      base::Diagnostic& found = report_gap(Code::P4202, *gap, inspection_.span_of(upper, award), 0);
      found.also(inspection_.span_of(lower, award), {"the tier below ends here", "下一档到此为止"});
      GapWords(inspection_).offer_bounds(*gap->entry, *gap->view, *tiers, found);
    }
  }

  base::Diagnostic& report_gap(Code code, const Gap& gap, base::Span span, std::size_t num_more) {
    const Situation situation = inspection_.situation_of(*gap.entry);
    const Replay replay = inspection_.replay(situation, gap.point, {gap.entry->award});
    expect_no_amount(replay, gap.entry->award);
    const GapWords words(inspection_);
    base::Diagnostic& found =
        inspection_.report(code, span,
                           {quoted(program_.awards[gap.entry->award].name),
                            words.describe(*gap.entry, *gap.view, gap.point), more_like_it(num_more)},
                           {gap.entry->award});
    found.witness = base::Witness{replay.case_json, {"denied: the policy sets no amount", "不予资助：没有规定金额"}};
    const Bilingual neighbour = words.nearest(*gap.entry, *gap.view, gap.point);
    found.advise(
        {neighbour.english + "add a cell for this case, say that it gets `nothing`, or `exclude` it",
         neighbour.chinese + "请为此情形补写金额；确实不资助的，请写明“不予资助”；不在资助范围之内的，请以“排除”写明"});
    return found;
  }

  /// The example meets every condition of the award, and no amount is set for it.
  void expect_no_amount(const Replay& replay, Index award) const {
    const runtime::Grant* grant = replay.find(0, award);
    POLC_ASSERT(grant != nullptr && grant->outcome == runtime::GrantOutcome::Denied,
                "the evaluator denies the example of a gap");
    for (const runtime::Reason& reason : grant->because) {
      const bool is_gate = reason.kind != runtime::RuleKind::Cell && reason.kind != runtime::RuleKind::Award &&
                           reason.kind != runtime::RuleKind::Revoke;
      POLC_ASSERT(!is_gate || reason.holds == runtime::Tri::Yes,
                  "the example of a gap meets every condition of the award");
    }
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
  std::vector<Gap> gaps_;
  std::set<std::pair<Index, AxisId>> missing_values_;
};

}  // namespace

void check_gaps(Inspection& inspection) { GapCheck(inspection).run(); }

}  // namespace polc::analyse
