// Messages of the language server protocol on a pair of streams: a header with the length, then JSON. Frames and
// unframes; knows nothing of what a message says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>

#include <nlohmann/json.hpp>

namespace polc::lsp {

using Json = nlohmann::json;

/// A longer message is skipped and answered with an error.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{512} << 20U;

enum class ReadOutcome : std::uint8_t {
  Message,  // `content` is the bytes of one message
  TooLong,  // skipped
  Broken,   // no header that could be read: what follows cannot be told apart
  End,      // the stream ended between messages
};

struct ReadMessage {
  ReadOutcome outcome = ReadOutcome::End;
  std::string content;
};

/// Reads one message. Blocks until it is whole or the stream ends.
ReadMessage read_message(std::istream& in);

/// Writes one message and flushes. Text that is no UTF-8 is written with U+FFFD in its place.
void write_message(std::ostream& out, const Json& message);

}  // namespace polc::lsp
