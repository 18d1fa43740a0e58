#include "runtime/batch/evaluate_table.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "runtime/explain/evaluate.h"

namespace polc::runtime {
namespace {

std::int64_t low_of(const Range& range) { return range.low ? static_cast<std::int64_t>(range.low->numerator()) : 0; }

std::int64_t high_of(const Range& range) {
  return range.high ? static_cast<std::int64_t>(range.high->numerator()) : kUnbounded;
}

bool is_open(const Decision& decision) {
  return decision.outcome != CaseOutcome::Determined ||
         std::any_of(decision.claims.begin(), decision.claims.end(), [](const ClaimDecision& claim) {
           return std::any_of(claim.grants.begin(), claim.grants.end(), [](const Grant& grant) {
             return grant.outcome == GrantOutcome::Undetermined || grant.outcome == GrantOutcome::Referred;
           });
         });
}

class TableEvaluation {
 public:
  TableEvaluation(const Program& program, const CaseTable& table, const std::vector<Index>& readings,
                  const TableOptions& options)
      : program_(program), table_(table), readings_(readings), options_(options) {}

  GrantTable run() {
    auto bad = table_.bad.begin();
    auto aside = table_.aside.begin();
    for (std::uint32_t row = 0; row < table_.num_cases(); ++row) {
      result_.first_grant.push_back(static_cast<std::uint32_t>(result_.num_grants()));
      if (bad != table_.bad.end() && bad->row == row) {
        add_bad(*bad++);
      } else if (aside != table_.aside.end() && aside->row == row) {
        add(row, evaluate(program_, (aside++)->one, readings_), true);
      } else {
        add(row, evaluate(program_, case_of_row(program_, table_, row), readings_), false);
      }
    }
    result_.first_grant.push_back(static_cast<std::uint32_t>(result_.num_grants()));
    return std::move(result_);
  }

 private:
  void add_bad(const BadCase& bad) {
    Decision decision;
    decision.case_id = table_.case_ids[bad.row];
    decision.outcome = CaseOutcome::Error;
    decision.errors = bad.errors;
    add(bad.row, std::move(decision), true);
  }

  void add(std::uint32_t row, Decision decision, bool is_apart) {
    const bool is_error = decision.outcome == CaseOutcome::Error;
    result_.case_outcome.push_back(decision.outcome);
    result_.total_min.push_back(is_error ? 0 : low_of(decision.total));
    result_.total_max.push_back(is_error ? 0 : high_of(decision.total));
    if (!is_error && !is_apart) add_grants(row, decision);
    if (is_error || is_apart || (options_.details == Details::Open && is_open(decision))) {
      result_.details.push_back({row, std::move(decision)});
    }
  }

  void add_grants(std::uint32_t row, const Decision& decision) {
    POLC_ASSERT(decision.claims.size() == table_.first_claim[row + 1] - table_.first_claim[row], "a decision on each claim");
    for (std::size_t at = 0; at < decision.claims.size(); ++at) {
      std::vector<const Grant*> grants;
      for (const Grant& grant : decision.claims[at].grants) grants.push_back(&grant);
      std::sort(grants.begin(), grants.end(), [this](const Grant* lhs, const Grant* rhs) {
        return program_.awards[lhs->award].name < program_.awards[rhs->award].name;
      });
      for (const Grant* grant : grants) add_grant(static_cast<std::uint32_t>(table_.first_claim[row] + at), *grant);
    }
  }

  void add_grant(std::uint32_t claim, const Grant& grant) {
    result_.claim.push_back(claim);
    result_.award.push_back(grant.award);
    result_.outcome.push_back(grant.outcome);
    result_.entitled_min.push_back(low_of(grant.entitled));
    result_.entitled_max.push_back(high_of(grant.entitled));
    result_.amount_min.push_back(low_of(grant.amount));
    result_.amount_max.push_back(high_of(grant.amount));
  }

  const Program& program_;
  const CaseTable& table_;
  const std::vector<Index>& readings_;
  const TableOptions& options_;
  GrantTable result_;
};

}  // namespace

struct TableEvaluator::State {
  const Program& program;
  std::vector<Index> readings;
};

TableEvaluator::TableEvaluator(const Program& program, std::vector<Index> readings)
    : state_(new State{program, std::move(readings)}) {}

TableEvaluator::~TableEvaluator() = default;

GrantTable TableEvaluator::evaluate(const CaseTable& table, const TableOptions& options) {
  return TableEvaluation(state_->program, table, state_->readings, options).run();
}

void TableEvaluator::evaluate(const CaseTable& table, const TableOptions& options, const BlockSink& sink) {
  sink(evaluate(table, options));
}

GrantTable evaluate_table(const Program& program, const CaseTable& table, const std::vector<Index>& readings,
                          const TableOptions& options) {
  return TableEvaluator(program, readings).evaluate(table, options);
}

}  // namespace polc::runtime
