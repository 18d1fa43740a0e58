// What has to be true of the formatter for any text, looked at from outside: with a lexer run and a syntax tree of its
// own, not with the formatter's proof. Used by the corpus test and the random test of this folder.
#pragma once

#include <cstddef>
#include <string>

#include "grammar/format.h"

namespace polc::testing {

/// How the texts of a run came out.
struct FormatTally {
  std::size_t num_formatted = 0;
  std::size_t num_with_errors = 0;   // refused, as they must be
  std::size_t num_untranslated = 0;  // formatted, but refused a change of keywords
  std::size_t num_bracketed = 0;     // translated with a name put in brackets
};

/// Returns what is wrong with what the formatter makes of `text`, or "". `lines`: a part to format by itself.
/// Looked at: the tokens, comments and syntax tree stay; a second run changes nothing; a translation says the same,
/// and en → zh → en gives the same text; a part by itself keeps every word, and changes nothing in a
/// formatted text.
std::string find_fault(const std::string& text, const grammar::LineRange& lines, FormatTally& tally);

}  // namespace polc::testing
