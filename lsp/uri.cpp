#include "lsp/uri.h"

#include <fmt/format.h>

namespace polc::lsp {
namespace {

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

bool is_plain(char letter) {
  const bool is_letter =
      (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
  return is_letter || letter == '/' || letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

}  // namespace

std::optional<std::string> path_of(std::string_view uri) {
  constexpr std::string_view kScheme = "file://";
  if (uri.substr(0, kScheme.size()) != kScheme) return std::nullopt;
  uri.remove_prefix(kScheme.size());
  const std::size_t slash = uri.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  uri.remove_prefix(slash);  // a host, which is this machine
  std::string path;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    const bool is_escape =
        uri[at] == '%' && at + 2 < uri.size() && digit_of(uri[at + 1]) >= 0 && digit_of(uri[at + 2]) >= 0;
    if (is_escape) {
      path += static_cast<char>(digit_of(uri[at + 1]) * 16 + digit_of(uri[at + 2]));
      at += 2;
    } else {
      path += uri[at];
    }
  }
  return path;
}

std::string uri_of(std::string_view path) {
  std::string uri = "file://";
  for (const char letter : path) {
    if (is_plain(letter)) {
      uri += letter;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return uri;
}

}  // namespace polc::lsp
