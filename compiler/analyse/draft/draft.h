// A starting policy from a document: its header, its sections and articles with their texts word for word, and under
// each text what may become rules, as comments. It pays nothing until the drafter writes the rules. Used by `polc new`.
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"

namespace polc::analyse::draft {

struct DraftOptions {
  std::string source;       // the path of the document from the policy; "" for none
  std::string title;        // of a policy whose document begins with none
  base::Language keywords;  // of the comments; the keywords themselves are English, for the formatter to translate
};

/// Returns Chinese where a document is mostly written in Han characters, else English.
base::Language language_of(std::string_view document);

/// Returns the text of the policy. `document`: plain text in UTF-8. The result has no errors of the grammar; it is not
/// in the canonical layout. Linear.
std::string draft_policy(std::string_view document, const DraftOptions& options);

}  // namespace polc::analyse::draft
