#include "lsp/transport.h"

#include <algorithm>
#include <cctype>
#include <istream>
#include <optional>
#include <ostream>
#include <string_view>

namespace polc::lsp {
namespace {

constexpr std::size_t kMaxHeaderBytes = 8192;

/// Returns the next line of the header without its end; nothing at the end of the stream or when it is no header.
std::optional<std::string> read_line(std::istream& in) {
  std::string line;
  for (int byte = in.get(); byte != std::istream::traits_type::eof(); byte = in.get()) {
    if (byte == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return line;
    }
    if (line.size() >= kMaxHeaderBytes) return std::nullopt;
    line += static_cast<char>(byte);
  }
  return std::nullopt;
}

/// Returns the length that a header line gives, when it is that line and says one.
std::optional<std::size_t> read_length(std::string_view line) {
  constexpr std::string_view kName = "content-length:";
  if (line.size() <= kName.size()) return std::nullopt;
  const bool is_length = std::equal(kName.begin(), kName.end(), line.begin(), [](char expected, char found) {
    return expected == static_cast<char>(std::tolower(static_cast<unsigned char>(found)));
  });
  if (!is_length) return std::nullopt;
  std::size_t length = 0;
  bool has_digit = false;
  for (const char letter : line.substr(kName.size())) {
    if (letter == ' ' && !has_digit) continue;
    if (letter < '0' || letter > '9' || length > kMaxMessageBytes * 10) return std::nullopt;
    length = length * 10 + static_cast<std::size_t>(letter - '0');
    has_digit = true;
  }
  return has_digit ? std::optional(length) : std::nullopt;
}

}  // namespace

ReadMessage read_message(std::istream& in) {
  std::optional<std::size_t> length;
  bool has_header = false;
  while (true) {
    const std::optional<std::string> line = read_line(in);
    if (!line) return {in.eof() && !has_header ? ReadOutcome::End : ReadOutcome::Broken, {}};
    if (line->empty()) break;
    has_header = true;
    if (const auto found = read_length(*line)) length = found;
  }
  if (!length) return {ReadOutcome::Broken, {}};
  if (*length > kMaxMessageBytes) {
    in.ignore(static_cast<std::streamsize>(*length));
    return {ReadOutcome::TooLong, {}};
  }
  ReadMessage message{ReadOutcome::Message, std::string(*length, '\0')};
  in.read(message.content.data(), static_cast<std::streamsize>(*length));
  if (static_cast<std::size_t>(in.gcount()) != *length) return {ReadOutcome::Broken, {}};
  return message;
}

void write_message(std::ostream& out, const Json& message) {
  const std::string content = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  out << "Content-Length: " << content.size() << "\r\n\r\n" << content;
  out.flush();
}

}  // namespace polc::lsp
