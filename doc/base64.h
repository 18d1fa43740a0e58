// Bytes as text that may stand in a page.
#pragma once

#include <string>
#include <string_view>

namespace polc::doc {

/// Returns the base64 of `bytes` (RFC 4648, with padding, on one line).
std::string base64(std::string_view bytes);

}  // namespace polc::doc
