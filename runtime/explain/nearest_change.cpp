#include "runtime/explain/nearest_change.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "runtime/explain/evaluate.h"
#include "runtime/explain/thresholds.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMaxEvaluations = 300;
constexpr std::size_t kMaxOfGrant = 64;
constexpr std::size_t kMaxTogether = 6;  // facts changed at once

bool is_effective(GrantOutcome outcome, const Range& amount) {
  const bool has_amount = !amount.high || amount.high->sign() > 0;
  return outcome == GrantOutcome::Referred || (outcome != GrantOutcome::Denied && has_amount);
}

/// True when the grant is denied, or the policy sets an amount of 0 for it; not when settlement took it away.
bool pays_nothing(const Grant& grant) {
  const bool is_zero = grant.entitled.high && grant.entitled.high->is_zero();
  return grant.outcome == GrantOutcome::Denied || (grant.outcome != GrantOutcome::Referred && is_zero);
}

/// The facts whose change could make the grant pay. A revocation answers misconduct: that nobody should have committed
/// it is no advice.
std::vector<ReadFact> facts_in_the_way(const Grant& grant) {
  std::vector<ReadFact> facts;
  for (const Reason& reason : grant.because) {
    const bool is_failing = reason.holds == Tri::No && reason.kind != RuleKind::Revoke;
    const bool sets_zero = grant.outcome != GrantOutcome::Denied && is_amount_rule(reason.kind);
    if (!is_failing && !sets_zero) continue;
    const std::vector<ReadFact> of_reason = failing_facts(reason);
    facts.insert(facts.end(), of_reason.begin(), of_reason.end());
  }
  return facts;
}

/// Searches the changes for the grants of one decision; keeps count of evaluations.
class Search {
 public:
  Search(const Program& program, const Case& one, const std::vector<Index>& readings, const Decision& decision)
      : program_(program), case_(one), readings_(readings), decision_(decision) {}

  std::vector<NearestChange> run() {
    std::vector<NearestChange> found;
    for (std::size_t claim = 0; claim < decision_.claims.size(); ++claim) {
      for (std::size_t grant = 0; grant < decision_.claims[claim].grants.size(); ++grant) {
        if (!pays_nothing(decision_.claims[claim].grants[grant])) continue;
        num_left_ = std::min(kMaxOfGrant, kMaxEvaluations - num_evaluations_);
        const std::optional<NearestChange> nearest = search_grant(claim, grant);
        if (nearest) found.push_back(*nearest);
      }
    }
    return found;
  }

 private:
  /// The other values worth trying for one fact, the nearest first.
  struct Candidate {
    CasePath path;
    std::size_t effort = 0;
    std::vector<FactChange> changes;
  };

  std::optional<NearestChange> search_grant(std::size_t claim, std::size_t grant) {
    const std::vector<Candidate> candidates = collect(decision_.claims[claim].grants[grant]);
    for (const Candidate& candidate : candidates) {
      const std::optional<NearestChange> best = best_of(candidate, claim, grant);
      if (best) return best;
    }
    return search_together(candidates, claim, grant);
  }

  std::vector<Candidate> collect(const Grant& grant) const {
    std::vector<Candidate> result;
    std::vector<std::string> seen;
    for (const ReadFact& fact : facts_in_the_way(grant)) {
      if (std::find(seen.begin(), seen.end(), fact.path) != seen.end()) continue;
      seen.push_back(fact.path);
      Candidate candidate;
      candidate.path = parse_case_path(program_, case_, fact.path);
      candidate.effort = effort_of(program_, candidate.path);
      for (Constant& value : other_values(program_, case_, candidate.path)) {
        candidate.changes.push_back({candidate.path, std::move(value), fact.judge});
      }
      if (!candidate.changes.empty()) result.push_back(std::move(candidate));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Candidate& lhs, const Candidate& rhs) { return lhs.effort < rhs.effort; });
    return result;
  }

  /// For a label without rank the value that pays most, otherwise the first that pays.
  std::optional<NearestChange> best_of(const Candidate& candidate, std::size_t claim, std::size_t grant) {
    const Fact* fact = fact_of(program_, candidate.path);
    const bool takes_first = fact == nullptr || fact->type != FactType::OneOf;
    std::optional<NearestChange> best;
    for (const FactChange& change : candidate.changes) {
      std::optional<NearestChange> result = attempt({change}, claim, grant);
      if (!result) continue;
      const bool is_better =
          !best || (best->amount.high && (!result->amount.high || *result->amount.high > *best->amount.high));
      if (is_better) best = std::move(result);
      if (takes_first) break;
    }
    return best;
  }

  /// Changes all failing facts at once, then gives back those that turn out not to matter.
  std::optional<NearestChange> search_together(const std::vector<Candidate>& candidates, std::size_t claim,
                                               std::size_t grant) {
    if (candidates.size() < 2 || candidates.size() > kMaxTogether) return std::nullopt;
    std::vector<FactChange> changes;
    for (const Candidate& candidate : candidates) changes.push_back(candidate.changes.front());
    std::optional<NearestChange> best = attempt(changes, claim, grant);
    for (std::size_t at = 0; !best && at < candidates.size(); ++at) {
      for (std::size_t value = 1; !best && value < candidates[at].changes.size(); ++value) {
        std::vector<FactChange> others = changes;
        others[at] = candidates[at].changes[value];
        best = attempt(others, claim, grant);
      }
    }
    for (std::size_t at = candidates.size(); best && at-- > 0;) {
      if (best->changes.size() < 2) break;
      std::vector<FactChange> fewer = best->changes;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
      std::optional<NearestChange> result = attempt(fewer, claim, grant);
      if (result) best = std::move(result);
    }
    return best;
  }

  std::optional<NearestChange> attempt(const std::vector<FactChange>& changes, std::size_t claim, std::size_t grant) {
    if (num_left_ == 0) return std::nullopt;
    --num_left_;
    ++num_evaluations_;
    Case changed = case_;
    for (const FactChange& change : changes) give_value(changed, change.path, change.value);
    const Decision decision = evaluate(program_, changed, readings_);
    if (decision.outcome == CaseOutcome::Error || claim >= decision.claims.size()) return std::nullopt;
    const std::vector<Grant>& grants = decision.claims[claim].grants;
    if (grant >= grants.size() || !is_effective(grants[grant].outcome, grants[grant].amount)) return std::nullopt;
    return NearestChange{claim, grant, changes, grants[grant].outcome, grants[grant].amount, decision.total};
  }

  const Program& program_;
  const Case& case_;
  const std::vector<Index>& readings_;
  const Decision& decision_;
  std::size_t num_evaluations_ = 0;
  std::size_t num_left_ = 0;
};

}  // namespace

std::vector<NearestChange> find_nearest_changes(const Program& program, const Case& one,
                                                const std::vector<Index>& readings, const Decision& decision) {
  return Search(program, one, readings, decision).run();
}

std::size_t effort_of(const Program& program, const CasePath& path) {
  const Fact* fact = fact_of(program, path);
  if (fact == nullptr) return 5;
  const std::size_t judged = fact->is_judged ? 1 : 0;
  switch (fact->type) {
    case FactType::YesNo: return judged;
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money: return 2;
    case FactType::OneOf:
    case FactType::Ranked:
    case FactType::AnyOf: return 3;
    case FactType::Date:
    case FactType::Text: return 4;
  }
  return 5;
}

std::vector<ReadFact> failing_facts(const Reason& reason) {
  const bool is_exclusion =
      reason.kind == RuleKind::Exclude || reason.kind == RuleKind::Unless || reason.kind == RuleKind::Revoke;
  const Tri failing = is_exclusion ? Tri::Yes : Tri::No;
  std::vector<ReadFact> result;
  for (const ReadFact& fact : reason.facts) {
    if (fact.holds == failing && !fact.value.empty()) result.push_back(fact);
  }
  if (!result.empty()) return result;
  for (const ReadFact& fact : reason.facts) {
    if (!fact.value.empty()) result.push_back(fact);
  }
  return result;
}

}  // namespace polc::runtime
