// Whether bytes are UTF-8, checked as fast as memory is read. Saved programs and tables are checked whole before
// anything in them is used. One of the two places that know simdjson; a build without it brings another `.cpp`.
#pragma once

#include <string_view>

namespace polc::runtime {

/// Returns whether all of `bytes` is UTF-8, without overlong forms and surrogates. Linear.
bool is_utf8(std::string_view bytes);

}  // namespace polc::runtime
