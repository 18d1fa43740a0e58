// File URIs of the protocol and the paths they mean (RFC 8089).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polc::lsp {

/// Returns the path of a `file:` URI, percent escapes undone; nothing for another scheme (an unsaved document).
std::optional<std::string> path_of(std::string_view uri);

/// Returns the URI of an absolute path; what a URI cannot hold is escaped.
std::string uri_of(std::string_view path);

}  // namespace polc::lsp
