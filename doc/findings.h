// The findings of a policy on its page: each in full beside the rule it is about, with the case that shows it, and a
// list of all of them. A rule that a finding elsewhere speaks of has a link to it.
#pragma once

#include <functional>
#include <string>

#include "base/diagnostic.h"
#include "base/language.h"
#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Returns in a sentence or two what a code means, in both languages; empty for a code without a page.
using ExplainCode = std::function<base::Bilingual(base::Code)>;

/// Writes the cards of the findings that stand in the statement with this anchor, and links to those that mention it.
void write_findings_at(Html& html, const Material& material, const ExplainCode& explain,
                       const std::string& statement_id);

/// Writes the section that lists all findings, those answered by an `allow` included. Findings that stand nowhere are
/// written here in full.
void write_findings(Html& html, const Material& material, const ExplainCode& explain);

}  // namespace polc::doc
