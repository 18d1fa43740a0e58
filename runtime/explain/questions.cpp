#include "runtime/explain/questions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "runtime/explain/case_path.h"
#include "runtime/explain/kind_decision.h"
#include "runtime/explain/thresholds.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMaxTrials = 200;

/// True when some statement may leave the case to a person, and whether it does hangs on whether a grant is denied.
bool hangs_on_denial(const KindDecision& decision) {
  const bool may_be_left = std::any_of(decision.discretions.begin(), decision.discretions.end(),
                                       [](const Related& one) { return one.holds != Tri::No; });
  const bool has_sure_grant = std::any_of(decision.grants.begin(), decision.grants.end(),
                                          [](const GrantState& grant) { return grant.guard == Tri::Yes; });
  return may_be_left && !has_sure_grant;
}

Paths facts_of_grants(const Program& program, const KindDecision& decision) {
  const bool asks_for_guards = hangs_on_denial(decision);
  Paths result;
  for (const GrantState& grant : decision.grants) {
    if (!grant.amount.is_exact()) result = merge(result, merge(grant.depends_on, grant.missing));
    const bool tells_outcome = asks_for_guards || program.awards[grant.award].refers;
    if (tells_outcome && grant.guard == Tri::Unknown) result = merge(result, grant.missing);
  }
  return result;
}

/// What duties, parts and statements of discretion hang on, where there is a grant they could go with.
Paths facts_of_statements(const Program& program, const KindDecision& decision) {
  Paths result;
  const auto add = [&](const Related& one) {
    if (one.holds == Tri::Unknown) result = merge(result, one.causes);
  };
  if (!is_every_grant_denied(decision)) std::for_each(decision.discretions.begin(), decision.discretions.end(), add);
  const bool is_nothing = decision.total.high && decision.total.high->is_zero();
  if (!is_nothing) std::for_each(decision.obligations.begin(), decision.obligations.end(), add);
  for (const std::vector<Related>& schedule : decision.schedules) {
    for (std::size_t i = 0; i < schedule.size(); ++i) {
      const GrantState& grant = decision.grants[i];
      const bool is_paid = !(grant.amount.high && grant.amount.high->is_zero());
      if (is_paid && !program.awards[grant.award].refers) add(schedule[i]);
    }
  }
  return result;
}

Paths facts_to_ask(const Program& program, const Case& one, const std::vector<Index>& readings) {
  const KindDecision decision = decide_for_any_kind(program, one, readings);
  Paths result = merge(facts_of_grants(program, decision), facts_of_statements(program, decision));
  result = merge(result, decision.recover_causes);
  // Facts of one name may mean something else for another kind of applicant.
  const bool is_kind_open = one.applicant_kind == kNone && program.applicant_kinds.size() > 1;
  if (is_kind_open && !result.empty()) insert(result, "applicant.kind");
  return result;
}

/// A fact to ask for, and its place in the policy.
struct Question {
  std::string path;
  CasePath place;

  auto position() const {
    enum Part : std::uint8_t { Kind, Applicant, Claim, Application, Payment };
    switch (place.kind) {
      case CasePath::Kind::ApplicantKind: return std::make_tuple(Kind, std::size_t{0}, std::size_t{0});
      case CasePath::Kind::ApplicantFact: return std::make_tuple(Applicant, std::size_t{0}, std::size_t{place.slot});
      case CasePath::Kind::ClaimDate: return std::make_tuple(Claim, place.claim, std::size_t{0});
      case CasePath::Kind::ClaimFact: return std::make_tuple(Claim, place.claim, place.position + 1);
      case CasePath::Kind::ApplicationDate: return std::make_tuple(Application, std::size_t{0}, std::size_t{0});
      case CasePath::Kind::Other: break;
    }
    return std::make_tuple(Payment, std::size_t{0}, std::size_t{0});
  }
};

std::vector<Question> questions_of(const Program& program, const Case& one, const std::vector<Index>& readings) {
  std::vector<Question> result;
  for (std::string& path : facts_to_ask(program, one, readings)) {
    CasePath place = parse_case_path(program, one, path);
    result.push_back({std::move(path), std::move(place)});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Question& lhs, const Question& rhs) { return lhs.position() < rhs.position(); });
  return result;
}

/// How many questions are left after one is answered: `sum` over `num_tried` values.
struct Rest {
  std::size_t sum = 0;
  std::size_t num_tried = 1;

  friend bool operator<(const Rest& lhs, const Rest& rhs) { return lhs.sum * rhs.num_tried < rhs.sum * lhs.num_tried; }
};

std::vector<std::string> paths_of(const std::vector<Question>& questions) {
  std::vector<std::string> result;
  for (const Question& question : questions) result.push_back(question.path);
  return result;
}

}  // namespace

std::vector<std::string> open_facts(const Program& program, const Case& one, const std::vector<Index>& readings) {
  return paths_of(questions_of(program, one, readings));
}

std::vector<std::string> find_questions(const Program& program, const Case& one, const std::vector<Index>& readings) {
  const std::vector<Question> questions = questions_of(program, one, readings);
  std::vector<std::pair<Rest, std::size_t>> ranked;
  std::size_t num_trials = 0;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::vector<Constant> values = possible_values(program, questions[i].place);
    // What cannot be tried is taken to answer itself alone.
    Rest rest{questions.size() - 1, 1};
    if (!values.empty() && num_trials + values.size() <= kMaxTrials) {
      rest = {0, values.size()};
      for (const Constant& value : values) {
        Case tried = one;
        give_value(tried, questions[i].place, value);
        rest.sum += facts_to_ask(program, tried, readings).size();
      }
      num_trials += values.size();
    }
    ranked.emplace_back(rest, i);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& lhs, const auto& rhs) { return lhs.first < rhs.first; });
  std::vector<std::string> result;
  for (const auto& [rest, at] : ranked) result.push_back(questions[at].path);
  return result;
}

}  // namespace polc::runtime
