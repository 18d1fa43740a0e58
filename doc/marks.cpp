#include "doc/marks.h"

#include "doc/phrases.h"

namespace polc::doc {
namespace {

struct Mark {
  const char* style;
  const char* sign;
  Phrase words;
};

/// Returns what is to be said of a rule. An amount is paid and withheld, a requirement met and missed.
Mark mark_of(const analyse::RuleCoverage& rule, bool is_amount) {
  const bool lacks_denial = rule.is_deniable && !rule.use.denies;
  if (rule.use.pays && !lacks_denial) return {"mark full", "●", is_amount ? Phrase::AmountTested : Phrase::RuleTested};
  if (rule.use.pays) return {"mark half", "◐", is_amount ? Phrase::AmountOnlyPaid : Phrase::RuleOnlyMet};
  if (rule.use.denies) return {"mark half", "◑", is_amount ? Phrase::AmountOnlyDenied : Phrase::RuleOnlyMissed};
  return {"mark none", "○", is_amount ? Phrase::AmountUntested : Phrase::RuleUntested};
}

}  // namespace

void write_test_mark(Html& html, const Material& material, runtime::Index rule) {
  const auto found = material.rules.find(rule);
  if (found == material.rules.end() || material.tests.empty()) return;
  const Mark mark = mark_of(found->second, analyse::sets_amount(material.program.rules[rule].kind));
  html.open("span", {{"class", mark.style}}).open("span", {{"aria-hidden", "true"}}).text(mark.sign).close();
  html.element("span", {{"class", "mark-words"}}, phrase(mark.words)).close();
}

}  // namespace polc::doc
