#include "compiler/analyse/text/check_text.h"

#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse {

void check_text(const std::vector<Subject>& subjects, const base::SourceStore& sources, base::Diagnostics& out) {
  std::vector<text::PolicyText> policies;
  for (const Subject& subject : subjects) policies.push_back(text::read_policy_text(subject, sources));
  for (const text::PolicyText& policy : policies) {
    text::check_numbers(policy, out);
    text::check_boundaries(policy, out);
    text::check_items(policy, out);
    text::check_units(policy, out);
    text::check_source(policy, out);
    text::check_dates(policy, out);
    text::check_order(policy, out);
    text::check_range(policy, out);
    text::check_names(policy, out);
    text::check_cell_conditions(policy, out);
    text::check_exceptions(policy, out);
    text::check_questions(policy, out);
    text::check_tests(policy, out);
  }
  text::check_references(policies, out);
}

}  // namespace polc::analyse
