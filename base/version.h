// The version of polc, as `--version`, results and reports state it. `CMakeLists.txt` says it again for the
// build; tests/check_tables.py holds the two equal.
#pragma once

#include <string_view>

namespace polc::base {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace polc::base
