// The checks of this folder, one function a group of codes. Each reads one policy (or all of them) and reports; none
// depends on what another reported. Called by `check_text` alone.
#pragma once

#include <cstdint>
#include <vector>

#include "base/diagnostic.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

/// Numbers of the rules against numbers of the text: P4401, P4412, P4606, P4607, P4609.
void check_numbers(const PolicyText& policy, base::Diagnostics& out);
/// Boundaries of the rules against those of the text: P4608, P5102.
void check_boundaries(const PolicyText& policy, base::Diagnostics& out);
/// Which number belongs to which item: P5101, P5107.
void check_items(const PolicyText& policy, base::Diagnostics& out);
/// Numbers without unit or with an undeclared one: P4402, P4414; and, by siblings alone, P4401, P4412.
void check_units(const PolicyText& policy, base::Diagnostics& out);
/// The texts against the source document: P5103, P5104, P5108, P4612.
void check_source(const PolicyText& policy, base::Diagnostics& out);
/// Periods and dates: P4501–P4504, P4508, P4510, P5105. `max_years`: how long a policy may be in force.
void check_dates(const PolicyText& policy, std::int64_t max_years, base::Diagnostics& out);
/// Documents that policies name: P4505–P4507. Takes all policies, since one may name another.
void check_references(const std::vector<PolicyText>& policies, base::Diagnostics& out);
/// Amounts by rank and by tier: P4403–P4407.
void check_order(const PolicyText& policy, base::Diagnostics& out);
/// What an amount can come to: P4408–P4411.
void check_range(const PolicyText& policy, base::Diagnostics& out);
/// Names and declarations: P4601–P4603, P4605, P4610, P4611.
void check_names(const PolicyText& policy, base::Diagnostics& out);
/// A row of amounts that asks for nothing, where all others of its award do: P4611.
void check_cell_conditions(const PolicyText& policy, base::Diagnostics& out);
/// Exceptions in the text without a rule: P5106.
void check_exceptions(const PolicyText& policy, base::Diagnostics& out);
/// Questions the text leaves open: P6101–P6110.
void check_questions(const PolicyText& policy, base::Diagnostics& out);
/// Tests: P4701–P4704.
void check_tests(const PolicyText& policy, base::Diagnostics& out);

}  // namespace polc::analyse::text
