// The parts of the pages of docs/findings/: title, name, definition, body in either language. Used by `polc explain`,
// which shows pages, and by `polc doc`, which says what a code means.
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"
#include "cli/pages.h"

namespace polc::cli {

/// Returns the first line of a page without "# ": the code and the name. A view into the page, as are the next two.
std::string_view title_of(const Page& page);
/// Returns the name of the finding.
std::string_view name_of(const Page& page);
/// Returns the part of a page in `language`, without the title.
std::string_view body_of(const Page& page, base::Language language);

/// Returns the first paragraph: what the finding is, in a sentence or two. Line breaks become spaces, or nothing
/// between Chinese characters.
std::string definition_of(const Page& page, base::Language language);

}  // namespace polc::cli
