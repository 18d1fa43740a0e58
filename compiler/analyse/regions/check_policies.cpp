#include <algorithm>
#include <map>
#include <set>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/declared_groups.h"
#include "compiler/analyse/regions/payable_rows.h"
#include "compiler/analyse/regions/shared_vocabulary.h"

namespace polc::analyse {

using base::Code;
using base::plain;
using runtime::Step;
using runtime::StepKind;

namespace {

constexpr std::size_t kMostTried = 64;

/// Returns the awards whose payments a policy compares with those of others, for an applicant kind.
std::set<Index> coordinated_awards(PolicyView& view, Index kind) {
  std::set<Index> result;
  for (const Step& step : view.program().steps) {
    const bool counts = step.kind == StepKind::HighestWithOthers ||
                        (step.kind == StepKind::Cap && step.counts_others && step.refuses_whole);
    if (counts && step.for_kind[kind] && is_in_force(view, step.when))
      result.insert(step.awards.begin(), step.awards.end());
  }
  return result;
}

/// Awards of two policies for one claim, or for claims of one matter.
class PolicyPairCheck {
 public:
  PolicyPairCheck(Inspection& first, Inspection& second) : first_(first), second_(second), shared_(first, second) {}

  void run() {
    for (const Index kind : first_.view.kinds()) {
      const auto other_kind = shared_.applicant_kind(kind);
      if (!other_kind) continue;
      left_coordinated_ = coordinated_awards(first_.view, kind);
      right_coordinated_ = coordinated_awards(second_.view, *other_kind);
      for (Index left = 0; left < first_.program().claim_kinds.size(); ++left) {
        for (Index right = 0; right < second_.program().claim_kinds.size(); ++right)
          look_at(kind, *other_kind, left, right);
      }
    }
    for (const auto& [awards, found] : pairs_) report(awards.first, awards.second, found);
  }

 private:
  struct Candidate {
    Situation left;
    Situation right;
    Region joint;  // in axes of the first policy
    Region right_where;
    bool shares_claim = false;
  };
  struct Found {
    std::set<std::pair<Index, Index>> amounts;
    std::vector<Candidate> candidates;
  };
  /// What one of the two policies decides.
  struct Shown {
    const Replay& replay;
    const runtime::Grant& grant;
  };

  /// Returns how two claim kinds meet: the same name, or keys of the same name.
  std::optional<bool> shares_claim(Index left, Index right) const {
    if (first_.program().claim_kinds[left].name == second_.program().claim_kinds[right].name) return true;
    const Index own = first_.program().claim_kinds[left].key;
    const Index other = second_.program().claim_kinds[right].key;
    const bool is_one_matter =
        own != kNone && other != kNone && first_.program().facts[own].name == second_.program().facts[other].name;
    return is_one_matter ? std::optional(false) : std::nullopt;
  }

  void look_at(Index kind, Index other_kind, Index left, Index right) {
    const auto is_shared = shares_claim(left, right);
    if (!is_shared) return;
    const auto left_rows = payable_rows(first_, left, kind);
    for (const PayableRow& other : payable_rows(second_, right, other_kind)) {
      const auto mapped =
          right_coordinated_.contains(other.award) ? std::nullopt : shared_.to_first(other.where, *is_shared);
      if (!mapped) continue;
      for (const PayableRow& own : left_rows) {
        if (left_coordinated_.contains(own.award)) continue;
        auto joint = intersect(own.where, *mapped);
        if (!joint) continue;
        Found& found = pairs_[{own.award, other.award}];
        found.amounts.emplace(own.payment->rule, other.payment->rule);
        if (found.candidates.size() < kMostTried)
          found.candidates.push_back(
              {{kind, {left}}, {other_kind, {right}}, std::move(*joint), other.where, *is_shared});
      }
    }
  }

  void report(Index own, Index other, const Found& found) {
    for (const Candidate& candidate : found.candidates) {
      const Verdict left = first_.satisfier.ask(candidate.left, candidate.joint);
      if (left.answer != Answer::Yes) continue;
      const Replay one = first_.replay(candidate.left, left.region, {own});
      const auto limited = shared_.limited_to(candidate.right_where, one.input, candidate.shares_claim);
      if (!limited) continue;
      const Verdict right = second_.satisfier.ask(candidate.right, *limited);
      if (right.answer != Answer::Yes) continue;
      const Replay two = second_.replay(candidate.right, right.region, {other});
      const runtime::Grant* left_grant = one.find(0, own);
      const runtime::Grant* right_grant = two.find(0, other);
      const bool is_shown = left_grant != nullptr && right_grant != nullptr &&
                            left_grant->outcome != runtime::GrantOutcome::Denied &&
                            right_grant->outcome != runtime::GrantOutcome::Denied;
      if (!is_shown) continue;
      show(own, other, candidate, {one, *left_grant}, {two, *right_grant}, found.amounts.size() - 1);
      return;
    }
  }

  void show(Index own, Index other, const Candidate& candidate, const Shown& left, const Shown& right,
            std::size_t num_more) {
    first_.tally.refuted.insert(Claimed::NoOverlap);
    const Bilingual lower = money_words(first_.program(), left.grant.entitled);
    const Bilingual upper = money_words(second_.program(), right.grant.entitled);
    const Index key = first_.program().claim_kinds[candidate.left.claim_kinds.front()].key;
    const std::string matter = candidate.shares_claim || key == kNone ? "" : first_.program().facts[key].name;
    const Bilingual thing =
        matter.empty() ? Bilingual{"one claim", "同一事项"} : Bilingual{"one " + matter, "同一" + matter};
    base::Diagnostic& found =
        second_.report(Code::P4109, second_.program().awards[other].span,
                       {award_words(first_.program(), own), quoted(first_.program().policy_name),
                        award_words(second_.program(), other), quoted(second_.program().policy_name), thing, lower,
                        upper, more_like_it(num_more)},
                       {other});
    if (first_.program().awards[own].name != second_.program().awards[other].name)
      found.awards.push_back(first_.program().awards[own].name);
    found.also(first_.program().awards[own].span, {"here " + lower.english, "此处给" + lower.chinese});
    found.witness = base::Witness{left.replay.case_json,
                                  {"granted by both: " + lower.english + " and " + upper.english,
                                   "两份政策都给：" + lower.chinese + "与" + upper.chinese},
                                  first_.path,
                                  {{second_.path, right.replay.case_json}}};
    found.advise({"add `highest with other grants for …` to one of the two, or `allow P4109` with a reason",
                  "请在其中一份写明“与其他政策就高 针对 …”，或注明理由后以“放行 P4109”放行"});
  }

  Inspection& first_;
  Inspection& second_;
  SharedVocabulary shared_;
  std::set<Index> left_coordinated_;
  std::set<Index> right_coordinated_;
  std::map<std::pair<Index, Index>, Found> pairs_;
};

// ---------------------------------------------------------------- succession

bool share_award(const Program& lhs, const Program& rhs) {
  return std::any_of(lhs.awards.begin(), lhs.awards.end(), [&](const runtime::Award& one) {
    return std::any_of(rhs.awards.begin(), rhs.awards.end(),
                       [&](const runtime::Award& other) { return other.name == one.name; });
  });
}

std::string day(std::int64_t days) { return runtime::to_text(runtime::Date{static_cast<std::int32_t>(days)}); }

void look_at_succession(Inspection& earlier, Inspection& later) {
  const auto& end = earlier.program().effective_to;
  const auto& begin = later.program().effective_from;
  if (!end || !begin || begin->days <= end->days + 1 || !share_award(earlier.program(), later.program())) return;
  const ast::PolicyHeader* header = later.view.compiled().model.files.front().header;
  if (header == nullptr || !header->effective) return;
  later
      .report(Code::P4207, header->effective->span,
              {{"neither " + quoted(earlier.program().policy_name).english + " nor " +
                    quoted(later.program().policy_name).english + " is in force",
                quoted(earlier.program().policy_name).chinese + "与" + quoted(later.program().policy_name).chinese +
                    "都不在有效期内"},
               plain(day(end->days + 1)),
               plain(day(begin->days - 1))},
              {})
      .advise({"correct one of the two windows, or `allow P4207` with a reason",
               "请更正其中一个有效期，或注明理由后以“放行 P4207”放行"});
}

}  // namespace

void check_policies(const std::vector<Inspection*>& inspections) {
  for (std::size_t first = 0; first < inspections.size(); ++first) {
    for (std::size_t second = first + 1; second < inspections.size(); ++second)
      PolicyPairCheck(*inspections[first], *inspections[second]).run();
  }
}

void check_succession(const std::vector<Inspection*>& inspections) {
  std::vector<Inspection*> ordered;
  for (Inspection* one : inspections) {
    if (one->program().effective_from) ordered.push_back(one);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const Inspection* lhs, const Inspection* rhs) {
    return *lhs->program().effective_from < *rhs->program().effective_from;
  });
  for (std::size_t at = 0; at + 1 < ordered.size(); ++at) {
    // The next version is the first later policy that pays the same awards.
    for (std::size_t next = at + 1; next < ordered.size(); ++next) {
      if (!share_award(ordered[at]->program(), ordered[next]->program())) continue;
      look_at_succession(*ordered[at], *ordered[next]);
      break;
    }
  }
}

}  // namespace polc::analyse
