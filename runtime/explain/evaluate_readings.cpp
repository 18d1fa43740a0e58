#include "runtime/cases/case_error.h"
#include "runtime/explain/evaluate.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMostCombinations = 4096;

std::size_t num_values(const Program& program, std::size_t reading) {
  return program.enumerations[program.readings[reading].enumeration].values.size();
}

// Returns the number of combinations of readings, or one too many.
std::size_t count_combinations(const Program& program) {
  std::size_t result = 1;
  for (std::size_t i = 0; i < program.readings.size(); ++i) {
    result *= num_values(program, i);
    if (result > kMostCombinations) return kMostCombinations + 1;
  }
  return result;
}

// Counts up, the last reading fastest. Returns to zero at the end.
std::vector<Index> next_combination(const Program& program, std::vector<Index> readings) {
  for (std::size_t i = readings.size(); i > 0; --i) {
    if (++readings[i - 1] < num_values(program, i - 1)) return readings;
    readings[i - 1] = 0;
  }
  return readings;
}

std::size_t num_differences(const std::vector<Index>& lhs, const std::vector<Index>& rhs) {
  std::size_t result = 0;
  for (std::size_t i = 0; i < lhs.size(); ++i) result += lhs[i] != rhs[i] ? 1 : 0;
  return result;
}

CaseError too_many() {
  const std::string most = std::to_string(kMostCombinations);
  return make_case_error(CaseErrorCode::E1022, {}, {{most, most}}, "");
}

}  // namespace

// A reading decides a case when some other value of it alone, the rest as adopted, gives another total or outcome.
Decision evaluate_all_readings(const Program& program, const Case& one) {
  const std::vector<Index> adopted = adopted_readings(program);
  Decision result = evaluate(program, one, adopted);
  const std::size_t num_combinations = count_combinations(program);
  if (num_combinations > kMostCombinations) {
    result.outcome = CaseOutcome::Error;
    result.errors.push_back(too_many());
    return result;
  }
  result.by_reading.push_back({result.readings, result.outcome, result.total});
  std::vector<bool> is_deciding(program.readings.size(), false);
  std::vector<Index> readings(program.readings.size(), 0);
  for (std::size_t i = 0; i < num_combinations; ++i, readings = next_combination(program, readings)) {
    if (readings == adopted) continue;
    const Decision other = evaluate(program, one, readings);
    result.by_reading.push_back({other.readings, other.outcome, other.total});
    const bool is_other_result = other.outcome != result.outcome || other.total != result.total;
    if (!is_other_result || num_differences(readings, adopted) != 1) continue;
    for (std::size_t r = 0; r < readings.size(); ++r) {
      if (readings[r] != adopted[r]) is_deciding[r] = true;
    }
  }
  for (std::size_t r = 0; r < is_deciding.size(); ++r) {
    if (is_deciding[r]) result.deciding_readings.push_back(program.readings[r].name);
  }
  return result;
}

}  // namespace polc::runtime
