#include <algorithm>
#include <set>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/cover.h"
#include "compiler/analyse/regions/declared_groups.h"
#include "compiler/analyse/regions/payable_rows.h"

namespace polc::analyse {

using base::Code;
using runtime::Step;
using runtime::StepKind;

namespace {

constexpr std::size_t kMostParts = 64;

/// An amount of a group, for one applicant kind.
struct Member {
  const Entry* entry = nullptr;
  const Payment* payment = nullptr;
};

/// Amounts inside a `highest` that are never the one paid.
class ShadowCheck {
 public:
  explicit ShadowCheck(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  void run() {
    for (const Step& step : program_.steps) {
      if (step.kind == StepKind::Highest && is_in_force(view_, step.when)) look_at(step);
    }
  }

 private:
  /// Members by applicant kind whose awards are for one claim kind; a `highest` compares them claim by claim.
  void look_at(const Step& step) {
    std::vector<Index> awards = step.awards;
    std::sort(awards.begin(), awards.end());
    for (const Index award : awards) {
      std::set<Index> rules;
      for (const Entry& entry : view_.entries_of(award)) {
        for (const Payment& payment : entry.payments) {
          if (step.for_kind[entry.kind] && !payment.is_nothing && payment.amount != kNone &&
              rules.insert(payment.rule).second)
            judge(step, awards, award, payment.rule);
        }
      }
    }
  }

  /// Reports the amount of one rule if it is shadowed for every kind that can have it.
  void judge(const Step& step, const std::vector<Index>& awards, Index award, Index rule) {
    std::vector<Member> own;
    for (const Entry& entry : view_.entries_of(award)) {
      for (const Payment& payment : entry.payments) {
        if (payment.rule == rule && !payment.where.empty()) own.push_back({&entry, &payment});
      }
    }
    if (own.empty()) return;
    std::optional<Member> single;
    std::set<Index> many;
    for (const Member& member : own) {
      if (!step.for_kind[member.entry->kind]) return;
      const std::vector<Member> rivals = rivals_of(awards, member);
      const auto one =
          std::find_if(rivals.begin(), rivals.end(), [&](const Member& rival) { return covers(member, {rival}); });
      if (one != rivals.end()) {
        single = *one;
        many.insert(one->entry->award);
      } else if (covers(member, rivals)) {
        for (const Member& rival : rivals) many.insert(rival.entry->award);
        single.reset();
        if (own.size() > 1) return;
      } else {
        return;
      }
    }
    report(own.front(), single, {many.begin(), many.end()});
  }

  /// The amounts of other awards of the group for the same claims that are never less where they meet `member`.
  std::vector<Member> rivals_of(const std::vector<Index>& awards, const Member& member) {
    std::vector<Member> rivals;
    for (const Index other : awards) {
      const bool is_rival = other != member.entry->award &&
                            program_.awards[other].claim_kind == program_.awards[member.entry->award].claim_kind;
      const Entry* entry = is_rival ? view_.find(other, member.entry->kind) : nullptr;
      if (entry == nullptr) continue;
      for (const Payment& payment : entry->payments) {
        if (payment.amount == kNone || payment.is_nothing) continue;
        const Regions both = intersect(member.payment->where, payment.where);
        if (both.empty() || !is_never_above(*member.entry, both, member.payment->amount, payment.amount)) continue;
        const bool may_tie = is_never_above(*member.entry, both, payment.amount, member.payment->amount);
        if (may_tie && other > member.entry->award) continue;  // of two equals the later is the idle one
        rivals.push_back({entry, &payment});
      }
    }
    return rivals;
  }

  bool is_never_above(const Entry& entry, const Regions& where, Index lhs, Index rhs) {
    if (lhs == rhs) return true;
    const auto low = view_.conditions().pieces(lhs, End::High);
    const auto high = view_.conditions().pieces(rhs, End::Low);
    const auto above = low && high ? view_.conditions().compare(*low, runtime::Op::Greater, *high) : std::nullopt;
    return above && inspection_.satisfier.ask_any(inspection_.situation_of(entry), intersect(where, *above)).answer ==
                        Answer::No;
  }

  bool covers(const Member& member, const std::vector<Member>& rivals) {
    Regions covers;
    for (const Member& rival : rivals)
      covers.insert(covers.end(), rival.payment->where.begin(), rival.payment->where.end());
    return std::all_of(member.payment->where.begin(), member.payment->where.end(), [&](const Region& region) {
      const Uncovered open = find_uncovered(view_.axes(), region, covers, kMostParts);
      const bool is_known = open.is_decided && (open.is_complete || open.parts.empty());
      return is_known &&
             inspection_.satisfier.ask_any(inspection_.situation_of(*member.entry), open.parts).answer == Answer::No;
    });
  }

  void report(const Member& member, const std::optional<Member>& single, std::vector<Index> others) {
    const Index award = member.entry->award;
    const Situation situation = inspection_.situation_of(*member.entry);
    const Verdict verdict = inspection_.satisfier.ask_any(situation, member.payment->where);
    if (verdict.answer != Answer::Yes) return;
    const Replay replay = inspection_.replay(situation, verdict.region, {award});
    const Bilingual amount =
        money_words(program_, inspection_.replayer.amount(replay.input, 0, member.payment->amount));
    std::vector<Index> awards = others;
    awards.push_back(award);
    const base::Span span = inspection_.span_of(member.payment->rule, award);
    if (single) {
      const Bilingual higher =
          money_words(program_, inspection_.replayer.amount(replay.input, 0, single->payment->amount));
      base::Diagnostic& found = inspection_.report(
          Code::P4307, span,
          {award_words(program_, award), amount, award_words(program_, single->entry->award), higher}, awards);
      found.also(inspection_.span_of(single->payment->rule, single->entry->award),
                 {"here " + higher.english, "此处给" + higher.chinese});
      finish(found, replay, amount, higher);
      return;
    }
    std::vector<std::string> names;
    for (const Index other : others) names.push_back(program_.awards[other].name);
    base::Diagnostic& found =
        inspection_.report(Code::P4308, span, {award_words(program_, award), amount, quoted_list(names)}, awards);
    finish(found, replay, amount, {"more", "更多"});
  }

  static void finish(base::Diagnostic& found, const Replay& replay, const Bilingual& amount, const Bilingual& higher) {
    found.witness = base::Witness{replay.case_json,
                                  {"not the highest: " + amount.english + " beside " + higher.english,
                                   "不是较高者：" + amount.chinese + "，另有" + higher.chinese}};
    found.advise({"correct the amount, narrow the other award, or delete this one",
                  "请更正金额，缩小另一项资助的范围，或删去此项"});
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
};

}  // namespace

void check_shadows(Inspection& inspection) { ShadowCheck(inspection).run(); }

}  // namespace polc::analyse
