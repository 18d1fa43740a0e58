// SHA-256 of a text, as results cite the policy they were made with (libmd does the work).
#pragma once

#include <string>
#include <string_view>

namespace polc::base {

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits. Linear.
std::string sha256(std::string_view bytes);

}  // namespace polc::base
