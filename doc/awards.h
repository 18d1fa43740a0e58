// What an award pays and what it asks for: tables of amounts, lists of requirements with the article of each, and how
// it goes together with others. Marks say which amounts and requirements the tests of the policy look at.
#pragma once

#include <string>

#include "base/language.h"
#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Writes the card of an award, which stands under its statement. `award`: index into the program.
void write_award_card(Html& html, const Material& material, runtime::Index award);

/// Writes the amounts of an award: one table, or a sentence where it pays one amount or by a formula.
void write_amounts(Html& html, const Material& material, runtime::Index award);

/// Writes the name of an award as a link to its statement.
void write_award_name(Html& html, const Material& material, runtime::Index award);

/// Returns "art. 6" and "第六条"; a label that is no number stands as it is.
base::Bilingual article_words(const std::string& label);

}  // namespace polc::doc
