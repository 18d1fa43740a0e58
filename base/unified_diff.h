// What changed between two texts, line by line, in the unified form that `diff -u` and `git diff` show and `patch`
// reads. For `polc fmt --diff`.
#pragma once

#include <string>
#include <string_view>

namespace polc::base {

/// Returns the differences of `before` and `after` with three lines around each, headed by `before_name` and
/// `after_name`; nothing where they are equal. By the greedy algorithm of Myers (1986): time and memory grow with the
/// lines times the differences; beyond 2,000 differences, everything between the first and the last is one change.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_name,
                         std::string_view after_name);

}  // namespace polc::base
