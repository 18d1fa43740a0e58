#include <algorithm>
#include <optional>
#include <set>

#include "base/assert.h"
#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/declared_groups.h"
#include "compiler/analyse/regions/largest_amount.h"
#include "compiler/analyse/regions/payable_rows.h"
#include "compiler/analyse/regions/rule_words.h"

namespace polc::analyse {

using base::Code;
using runtime::Mode;
using runtime::Scope;
using runtime::Step;
using runtime::StepKind;
using runtime::WindowKind;

namespace {

/// A `stack` that names more awards than this speaks of all of them, not of each pair.
constexpr std::size_t kMostPairedAwards = 32;

class GroupCheck {
 public:
  explicit GroupCheck(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  void run() {
    for (const runtime::Stack& stack : program_.stacks) {
      look_for_impossible(stack);
      for (const Step& step : program_.steps) look_for_both(stack, step);
    }
    for (const Step& step : program_.steps) {
      look_for_open_mode(step);
      if (!is_in_force(view_, step.when)) continue;
      look_for_low_cap(step);
      look_for_idle_cap(step);
      look_for_dead_renewal(step);
      look_for_ties(step);
    }
  }

 private:
  base::Span span_of(Index rule) const { return program_.rules[rule].span; }

  // ---- P4105

  /// Returns whether one case can have both awards.
  bool can_have_both(Index first, Index second) {
    const Index left_kind = program_.awards[first].claim_kind;
    const Index right_kind = program_.awards[second].claim_kind;
    for (const Entry& left : view_.entries_of(first)) {
      const Entry* right = view_.find(second, left.kind);
      if (right == nullptr) continue;
      Situation situation{left.kind, {left_kind}};
      Regions other = right->gate;
      if (left_kind != right_kind) {
        situation.claim_kinds.push_back(right_kind);
        for (Region& region : other) region = view_.axes().second_claim(region);
      }
      if (inspection_.satisfier.ask_any(situation, intersect(left.gate, other)).answer != Answer::No) return true;
    }
    return false;
  }

  void look_for_impossible(const runtime::Stack& stack) {
    if (stack.awards.size() > kMostPairedAwards) return;
    for (std::size_t at = 0; at < stack.awards.size(); ++at) {
      for (std::size_t next = at + 1; next < stack.awards.size(); ++next) {
        const Index first = std::min(stack.awards[at], stack.awards[next]);
        const Index second = std::max(stack.awards[at], stack.awards[next]);
        if (inspection_.dead_awards.contains(first) || inspection_.dead_awards.contains(second) ||
            can_have_both(first, second))
          continue;
        inspection_
            .report(Code::P4105, span_of(stack.rule), {award_words(program_, first), award_words(program_, second)},
                    {first, second})
            .also(program_.awards[first].span, {"one award", "一项资助"})
            .also(program_.awards[second].span, {"the other", "另一项"})
            .advise({"take one of them out of the statement, or correct the conditions that keep them apart",
                     "请从该句中去掉一项，或更正使两者不能并存的条件"});
      }
    }
  }

  // ---- P4107

  void look_for_both(const runtime::Stack& stack, const Step& step) {
    if (step.kind != StepKind::Highest || !is_in_force(view_, stack.when) || !is_in_force(view_, step.when)) return;
    std::vector<Index> shared;
    for (const Index award : stack.awards) {
      if (std::find(step.awards.begin(), step.awards.end(), award) != step.awards.end()) shared.push_back(award);
    }
    if (shared.size() < 2) return;
    std::sort(shared.begin(), shared.end());
    inspection_
        .report(Code::P4107, span_of(step.rule), {award_words(program_, shared[0]), award_words(program_, shared[1])},
                shared)
        .also(span_of(stack.rule), {"said to be received together here", "此处写作可同时享受"})
        .advise({"keep one of the two statements", "请只保留其中一句"});
  }

  // ---- P4209

  void look_for_open_mode(const Step& step) {
    const bool has_mode = step.kind == StepKind::Highest || step.kind == StepKind::HighestWithOthers;
    if (!has_mode || !step.modes.empty()) return;
    std::vector<std::string> names;
    std::vector<Index> awards = step.awards;
    std::sort(awards.begin(), awards.end());
    for (const Index award : awards) names.push_back(program_.awards[award].name);
    const Bilingual words = awards.size() == program_.awards.size() && awards.size() > 1
                                ? Bilingual{"every award", "各项资助"}
                                : quoted_list(names);
    base::Diagnostic& found = inspection_.report(Code::P4209, span_of(step.rule), {words}, awards);
    found.advise({"evaluated as `topping up`; write the mode that is meant", "现按“补差”计算；请写明本意"});
    if (step.when != kNone) return;
    const base::Span span = span_of(step.rule);
    const bool is_chinese = is_chinese_statement(inspection_.text_of(span));
    const auto add = [&](const Bilingual& title, const std::string& english, const std::string& chinese) {
      found.fix({"`" + english + "`: " + title.english, chinese + "：" + title.chinese},
                {{{span.source, span.end, span.end}, " " + (is_chinese ? chinese : english)}}, false);
    };
    add({"the difference is paid", "只付差额"}, "topping up", "补差");
    add({"past payments do not count", "以往已付不计"}, "ignoring paid", "不扣已付");
    add({"nothing more once something was paid", "已有拨付的不再享受"}, "nothing more once paid", "已享受不再享受");
  }

  // ---- P4312

  /// Returns the largest value of a cap for an applicant kind, or nothing when it is not fixed by the text.
  std::optional<Fraction> cap_value(const Step& step, Index kind) {
    if (kind >= step.number.size() || step.number[kind] == kNone) return std::nullopt;
    const auto pieces = view_.conditions().pieces(step.number[kind], End::High);
    if (!pieces || pieces->empty()) return std::nullopt;
    std::optional<Fraction> most;
    for (const Piece& piece : *pieces) {
      if (!piece.value.is_constant()) return std::nullopt;
      if (!most || piece.value.constant > *most) most = piece.value.constant;
    }
    return most;
  }

  void look_for_low_cap(const Step& step) {
    if (step.kind != StepKind::Cap) return;
    std::vector<Index> awards = step.awards;
    std::sort(awards.begin(), awards.end());
    for (const Index award : awards) {
      for (const Entry& entry : view_.entries_of(award)) {
        if (!step.for_kind[entry.kind] || inspection_.dead_awards.contains(award)) continue;
        const auto cap = cap_value(step, entry.kind);
        if (cap && report_low_cap(step, entry, *cap)) return;
      }
    }
  }

  bool report_low_cap(const Step& step, const Entry& entry, const Fraction& cap) {
    const auto least = least_amount(inspection_, entry);
    if (!least || least->amount <= cap) return false;
    const Replay replay = inspection_.replay(inspection_.situation_of(entry), least->point, {entry.award});
    const runtime::Grant* grant = replay.find(0, entry.award);
    if (grant == nullptr || replay.decision.outcome == runtime::CaseOutcome::Error) return false;
    POLC_ASSERT(grant->amount != grant->entitled, "the cap cuts the example");
    const Bilingual words = money_words(program_, cap);
    const Bilingual amount = money_words(program_, least->amount);
    base::Diagnostic& found = inspection_.report(Code::P4312, span_of(step.rule),
                                                 {words, award_words(program_, entry.award), amount}, {entry.award});
    found.article = program_.rules[step.rule].article;
    found.also(program_.awards[entry.award].span,
               {"it gives at least " + amount.english, "此处至少给" + amount.chinese});
    const Bilingual paid = money_words(program_, grant->amount);
    found.witness = base::Witness{replay.case_json,
                                  {"entitled to " + amount.english + ", paid " + paid.english,
                                   "应得" + amount.chinese + "，实付" + paid.chinese}};
    found.advise({"correct the cap or the amount", "请更正上限或金额"});
    return true;
  }

  // ---- P4311

  void look_for_idle_cap(const Step& step) {
    if (step.kind != StepKind::Cap || step.counts_others || step.refuses_whole) return;
    std::optional<Fraction> most;
    for (const Index kind : view_.kinds()) {
      if (!step.for_kind[kind]) continue;
      const auto cap = cap_value(step, kind);
      const auto sum = step.scope == Scope::Claim ? most_per_claim(step, kind) : most_when_one(step, kind);
      if (!cap || !sum || *sum > *cap) return;
      if (!most || *sum > *most) most = sum;
    }
    if (!most || most->is_zero()) return;
    std::vector<Index> awards = step.awards;
    std::sort(awards.begin(), awards.end());
    std::vector<std::string> names;
    for (const Index award : awards) names.push_back(program_.awards[award].name);
    inspection_.report(Code::P4311, span_of(step.rule), {quoted_list(names), money_words(program_, *most)}, awards)
        .advise({"correct the cap, or delete it", "请更正上限，或删去"});
  }

  /// The most that the awards of a cap pay together for one claim.
  std::optional<Fraction> most_per_claim(const Step& step, Index kind) {
    std::optional<Fraction> most;
    for (Index claim = 0; claim < program_.claim_kinds.size(); ++claim) {
      std::vector<const Entry*> entries;
      for (const Index award : program_.claim_kinds[claim].awards) {
        const bool is_member = std::find(step.awards.begin(), step.awards.end(), award) != step.awards.end();
        const Entry* entry = is_member ? view_.find(award, kind) : nullptr;
        if (entry != nullptr) entries.push_back(entry);
      }
      if (entries.empty()) continue;
      const auto sum = largest_sum(inspection_, entries);
      if (!sum) return std::nullopt;
      if (!most || *sum > *most) most = sum;
    }
    return most;
  }

  /// Where a `once` or `highest` lets one award of the cap be paid at a time, the most any of them pays.
  std::optional<Fraction> most_when_one(const Step& cap, Index kind) {
    const bool is_one = std::any_of(program_.steps.begin(), program_.steps.end(), [&](const Step& step) {
      const bool chooses = step.kind == StepKind::Once || (step.kind == StepKind::Highest && never_adds(step));
      return chooses && step.for_kind[kind] && step.scope >= cap.scope && step.window == WindowKind::Ever &&
             step.per_facts.empty() && is_in_force(view_, step.when) &&
             std::includes(step.awards.begin(), step.awards.end(), cap.awards.begin(), cap.awards.end(),
                           [&](Index lhs, Index rhs) { return program_.awards[lhs].name < program_.awards[rhs].name; });
    });
    if (!is_one) return std::nullopt;
    std::optional<Fraction> most;
    for (const Index award : cap.awards) {
      const Entry* entry = view_.find(award, kind);
      if (entry == nullptr) continue;
      const auto amount = largest_sum(inspection_, {entry});
      if (!amount) return std::nullopt;
      if (!most || *amount > *most) most = amount;
    }
    return most;
  }

  /// Modes under which past and new payments together stay within the highest.
  bool never_adds(const Step& step) {
    return std::all_of(step.modes.begin(), step.modes.end(), [&](const runtime::ModeChoice& choice) {
      const bool adds = choice.mode == Mode::IgnoringPaid || choice.mode == Mode::ReplacingPaid;
      return !adds || !is_in_force(view_, choice.when);
    });
  }

  // ---- P4314

  bool says_renewal(const std::string& label) const {
    for (const char* word : {"renewal", "复评", "复审", "续期", "续展", "到期换证", "再次认定"}) {
      if (label.find(word) != std::string::npos) return true;
    }
    return false;
  }

  bool is_renewal(const runtime::Table& table, const runtime::TableCell& cell) const {
    for (std::size_t at = 0; at < cell.sets.size(); ++at) {
      const Index enumeration = program_.nodes[table.dimensions[at].value].enumeration;
      if (enumeration == kNone || cell.sets[at].codes.empty()) continue;
      const auto& values = program_.enumerations[enumeration].values;
      if (std::all_of(cell.sets[at].codes.begin(), cell.sets[at].codes.end(),
                      [&](Index code) { return says_renewal(values[code]); }))
        return true;
    }
    return false;
  }

  void look_for_dead_renewal(const Step& step) {
    const bool is_for_ever = step.kind == StepKind::Once && step.window == WindowKind::Ever &&
                             step.scope != Scope::Claim && step.per_facts.empty();
    if (!is_for_ever) return;
    std::vector<Index> awards = step.awards;
    std::sort(awards.begin(), awards.end());
    for (const Index award : awards) {
      for (const Entry& entry : view_.entries_of(award)) {
        if (!step.for_kind[entry.kind] || entry.tables.empty() || !entry.tables.front().is_root) continue;
        const runtime::Table& table = program_.tables[entry.tables.front().table];
        const bool has_first = std::any_of(table.cells.begin(), table.cells.end(), [&](const auto& cell) {
          return !is_renewal(table, cell) && !cell.is_nothing;
        });
        for (const Payment& payment : entry.payments) {
          if (payment.is_nothing || payment.cell >= table.cells.size() ||
              !is_renewal(table, table.cells[payment.cell]) || !has_first)
            continue;
          const auto amount = view_.conditions().pieces(payment.amount, End::High);
          const Bilingual words = amount && amount->size() == 1 && amount->front().value.is_constant()
                                      ? money_words(program_, amount->front().value.constant)
                                      : quote_rule(inspection_, payment.rule);
          inspection_.report(Code::P4314, span_of(step.rule), {quoted(program_.awards[award].name), words}, {award})
              .also(inspection_.span_of(payment.rule, award), {"the renewal amount", "复评的金额"})
              .advise({"limit `once` to the first stage (`per stage`), or delete the renewal amount",
                       "请把“仅享受一次”限于首次（“同一环节”），或删去复评金额"});
          break;
        }
      }
    }
  }

  // ---- P4110

  /// The schedules an award is paid by.
  std::vector<Index> schedules_of(Index award) const {
    std::vector<Index> result;
    for (Index at = 0; at < program_.schedules.size(); ++at) {
      const auto& awards = program_.schedules[at].awards;
      if (std::find(awards.begin(), awards.end(), award) != awards.end()) result.push_back(at);
    }
    return result;
  }

  void look_for_ties(const Step& step) {
    if (step.kind != StepKind::Highest || step.awards.size() > kMostPairedAwards) return;
    std::vector<Index> awards = step.awards;
    std::sort(awards.begin(), awards.end());
    for (std::size_t at = 0; at < awards.size(); ++at) {
      for (std::size_t next = at + 1; next < awards.size(); ++next) {
        const bool is_same_claim = program_.awards[awards[at]].claim_kind == program_.awards[awards[next]].claim_kind;
        if (is_same_claim && schedules_of(awards[at]) != schedules_of(awards[next]))
          look_for_tie(step, awards[at], awards[next]);
      }
    }
  }

  void look_for_tie(const Step& step, Index first, Index second) {
    for (const Entry& left : view_.entries_of(first)) {
      const Entry* right = step.for_kind[left.kind] ? view_.find(second, left.kind) : nullptr;
      if (right == nullptr) continue;
      for (const Payment& one : left.payments) {
        for (const Payment& other : right->payments) {
          if (one.amount == kNone || other.amount == kNone || one.is_nothing || other.is_nothing) continue;
          const auto lhs = view_.conditions().pieces(one.amount, End::Low);
          const auto rhs = view_.conditions().pieces(other.amount, End::Low);
          const auto equal = lhs && rhs ? view_.conditions().compare(*lhs, runtime::Op::Equal, *rhs) : std::nullopt;
          if (!equal) continue;
          const Regions where = intersect(intersect(one.where, other.where),
                                          intersect(*equal, view_.conditions().above(one.amount, kNone)));
          const Verdict verdict = inspection_.satisfier.ask_any(inspection_.situation_of(left), where);
          if (verdict.answer == Answer::Yes &&
              report_tie(step, first, second, inspection_.situation_of(left), verdict.region))
            return;
        }
      }
    }
  }

  bool report_tie(const Step& step, Index first, Index second, const Situation& situation, const Region& point) {
    const Replay replay = inspection_.replay(situation, point, {first, second});
    const runtime::Grant* left = replay.find(0, first);
    const runtime::Grant* right = replay.find(0, second);
    if (left == nullptr || right == nullptr || left->entitled != right->entitled) return false;
    const Bilingual amount = money_words(program_, left->entitled);
    base::Diagnostic& found = inspection_.report(Code::P4110, span_of(step.rule),
                                                 {award_words(program_, first),
                                                  award_words(program_, second),
                                                  amount,
                                                  {"they are paid by different schedules", "两者的分期不同"}},
                                                 {first, second});
    found.witness = base::Witness{replay.case_json, {"both give " + amount.english, "两项都给" + amount.chinese}};
    found.advise({"give both the same schedule, or say by their amounts which one is meant",
                  "请为两者规定同样的分期，或使金额有别"});
    return true;
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
};

}  // namespace

void check_groups(Inspection& inspection) { GroupCheck(inspection).run(); }

}  // namespace polc::analyse
