// Writes names and strings into a policy text so that they are read again as what they are. Used where policies are
// written by the program: suggested tests, drafts, a name changed in the editor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polc::grammar {

/// Returns `text` between straight quotation marks, with those and backslashes in it escaped.
std::string quoted(std::string_view text);

/// Returns a name without quotation marks: bare, or in brackets where bare it would be a word of the language or
/// several words; nothing when neither is read as that name. Linear.
std::optional<std::string> unquoted_name(const std::string& name);

/// Returns whether `name` can be read again from `quoted(name)`: false for line breaks and what no text may contain.
bool can_be_quoted(const std::string& name);

}  // namespace polc::grammar
