// Builds the tree of a text given in a test. Used by the tests of this folder.
#pragma once

#include <string>
#include <string_view>

namespace polc::ast::testing {

/// Returns the dump of the tree, one statement a line, without the last line break.
std::string tree_of(std::string_view text);

/// Returns what was reported, one finding a line: `P1001 2:5`; ordered by place.
std::string findings_of(std::string_view text);

/// Returns the messages instead of the places: `P1001 found …`.
std::string messages_of(std::string_view text);

/// Returns the text after applying repair `number` (from 0) of the first finding.
std::string repaired(std::string_view text, std::size_t number);

}  // namespace polc::ast::testing
