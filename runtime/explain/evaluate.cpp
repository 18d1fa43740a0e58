#include "runtime/explain/evaluate.h"

#include <algorithm>
#include <map>

#include "base/assert.h"
#include "runtime/explain/kind_decision.h"
#include "runtime/explain/payout.h"

namespace polc::runtime {
namespace {

void add_once(std::vector<std::string>& texts, const std::string& text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

Grant to_grant(const Program& program, const GrantState& state) {
  Grant result;
  result.award = state.award;
  result.outcome = outcome_of(program.awards[state.award].refers, state.guard, state.amount);
  result.entitled = state.entitled;
  result.amount = state.amount;
  result.because = state.because;
  result.adjusted = state.adjusted;
  if (result.outcome != GrantOutcome::Undetermined) return result;
  result.missing = state.missing;
  result.discretion = state.discretion;
  return result;
}

std::vector<ClaimDecision> to_claims(const Program& program, const Case& one, const KindDecision& decision) {
  std::vector<ClaimDecision> result;
  for (const Claim& claim : one.claims) result.push_back({claim.id, program.claim_kinds[claim.kind].name, {}, {}});
  for (const GrantState& state : decision.grants) result[state.claim].grants.push_back(to_grant(program, state));
  for (ClaimDecision& claim : result) {
    if (!claim.grants.empty()) continue;
    claim.reason = {"the policy has no award for `" + claim.kind + "`", "政策没有针对“" + claim.kind + "”的资助"};
  }
  return result;
}

// The facts that decide most grants alone come first; then by code point.
std::vector<std::string> order_missing(const std::vector<ClaimDecision>& claims, Paths missing) {
  std::map<std::string, std::size_t> num_decided;
  for (const ClaimDecision& claim : claims) {
    for (const Grant& grant : claim.grants) {
      missing = merge(missing, grant.missing);
      if (grant.missing.size() == 1) ++num_decided[grant.missing.front()];
    }
  }
  std::stable_sort(missing.begin(), missing.end(), [&](const std::string& lhs, const std::string& rhs) {
    const auto count = [&](const std::string& path) {
      const auto found = num_decided.find(path);
      return found == num_decided.end() ? std::size_t{0} : found->second;
    };
    return count(lhs) > count(rhs);
  });
  return missing;
}

// Adds what is left to a person or another document, and returns the outcome of the case.
CaseOutcome refer(const Program& program, const KindDecision& decision, Decision& result) {
  bool is_referred = false;
  bool is_open = false;
  Paths missing;
  if (!is_every_grant_denied(decision)) {
    for (std::size_t i = 0; i < program.discretions.size(); ++i) {
      if (decision.discretions[i].holds == Tri::Yes) add_once(result.discretion, program.discretions[i].text);
      if (decision.discretions[i].holds == Tri::Unknown) missing = merge(missing, decision.discretions[i].causes);
      is_referred = is_referred || decision.discretions[i].holds == Tri::Yes;
      is_open = is_open || decision.discretions[i].holds == Tri::Unknown;
    }
  }
  for (const ClaimDecision& claim : result.claims) {
    for (const Grant& grant : claim.grants) {
      for (const std::string& decider : grant.discretion) add_once(result.discretion, decider);
      if (grant.outcome != GrantOutcome::Referred) continue;
      is_referred = true;
      add_once(result.referred, program.awards[grant.award].document);
    }
  }
  result.missing = order_missing(result.claims, std::move(missing));
  if (is_referred) return CaseOutcome::Referred;
  return result.total.is_exact() && !is_open ? CaseOutcome::Determined : CaseOutcome::Undetermined;
}

std::vector<CaseError> without_repeats(const std::vector<CaseError>& errors) {
  std::vector<CaseError> result;
  for (const CaseError& error : errors) {
    const bool is_known = std::any_of(result.begin(), result.end(), [&](const CaseError& other) {
      return other.code == error.code && other.path == error.path && other.english == error.english;
    });
    if (!is_known) result.push_back(error);
  }
  return result;
}

}  // namespace

std::vector<Index> adopted_readings(const Program& program) {
  std::vector<Index> result;
  for (const Reading& reading : program.readings) result.push_back(reading.adopted);
  return result;
}

Decision evaluate(const Program& program, const Case& one, const std::vector<Index>& readings) {
  POLC_ASSERT(readings.size() == program.readings.size(), "every reading has a value");
  Decision result;
  result.case_id = one.id;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Reading& reading = program.readings[i];
    result.readings.emplace_back(reading.name, program.enumerations[reading.enumeration].values[readings[i]]);
  }
  const KindDecision decision = decide_for_any_kind(program, one, readings);
  if (!decision.errors.empty()) {
    result.outcome = CaseOutcome::Error;
    result.errors = without_repeats(decision.errors);
    return result;
  }
  result.total = decision.total;
  result.claims = to_claims(program, one, decision);
  result.outcome = refer(program, decision, result);
  if (one.claims_unknown && !program.awards.empty()) insert(result.missing, "claims");
  result.judged.assign(decision.judged.begin(), decision.judged.end());
  result.presumed.assign(decision.presumed.begin(), decision.presumed.end());
  result.obligations = obligations_due(program, decision);
  result.recover = decision.recover;
  result.schedule = scheduled_parts(program, one, decision);
  return result;
}

}  // namespace polc::runtime
