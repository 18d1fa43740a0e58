// The rules of the Minhang quality policy for one claim with every fact known, written by hand as a C++ programmer
// would: a switch over rows of enums, and a version over columns. What the batch evaluator is measured against.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/case_table.h"

namespace polc::bench::by_hand {

enum class Award : std::uint8_t {
  KeyProduct,
  QualityOfficer,
  Standard,
  ShanghaiStandard,
  Pilot,
  MetrologyCentre,
  Measurement,
  Energy,
  ChinaAward,
  ChinaNomination,
  MayorAward,
  GoldAward,
  DistrictAward,
  Brand,
  Zone,
};
inline constexpr std::size_t kNumAwards = 15;

/// One claim with what the applicant says of itself. Codes as the policy declares them; yes/no 0 and 1.
struct Row {
  std::int32_t day = 0;
  Award award = Award::KeyProduct;
  std::uint8_t is_person = 0;
  // of a unit
  std::uint8_t form = 0, is_registered = 0, pays_tax_here = 0, fits_plan = 0, has_sound_accounts = 0, funding = 0,
               is_key_project = 0;
  // of both
  std::uint8_t has_good_credit = 0, has_cheated = 0;
  // of a person
  std::uint8_t works_here = 0;
  // of the claim: what its kind has, in the order of declaration
  std::uint8_t first = 0, second = 0, third = 0, fourth = 0;
};

/// What a claim comes to; `is_referred`: another document or a person decides.
struct Answer {
  std::int64_t amount = 0;  // minor units
  bool is_referred = false;
};

/// The sums of all answers, by which two evaluators are compared.
struct Sums {
  std::int64_t amount = 0;
  std::int64_t num_referred = 0;
  friend bool operator==(const Sums&, const Sums&) = default;
};

/// Returns the rows of a table of one claim a case, every fact known.
std::vector<Row> rows_of(const runtime::Program& program, const runtime::CaseTable& table);
/// `answers`: as many as rows.
Sums answer_rows(const std::vector<Row>& rows, std::vector<Answer>& answers);

/// The same rows as columns.
struct Columns {
  std::vector<std::int32_t> day;
  std::vector<std::uint8_t> award, is_person, form, is_registered, pays_tax_here, fits_plan, has_sound_accounts,
      funding, is_key_project, has_good_credit, has_cheated, works_here, first, second, third, fourth;
};
Columns columns_of(const std::vector<Row>& rows);
/// `amounts`, `referred`: as many as rows.
Sums answer_columns(const Columns& columns, std::vector<std::int64_t>& amounts, std::vector<std::uint8_t>& referred);

}  // namespace polc::bench::by_hand
