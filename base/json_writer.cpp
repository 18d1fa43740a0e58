#include "base/json_writer.h"

#include <charconv>
#include <cstddef>

#include "base/assert.h"
#include "base/unicode.h"

namespace polc::base {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void append_control(unsigned char control, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (control) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default:
      out += "\\u00";
      out += kDigits[control >> 4U];
      out += kDigits[control & 0xFU];
  }
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_at(text, at);
    if (!point.is_valid) {
      out += kReplacement;
    } else if (point.value < 0x20) {
      append_control(static_cast<unsigned char>(point.value), out);
    } else {
      if (point.value == U'"' || point.value == U'\\') out += '\\';
      out += text.substr(at, point.length);
    }
    at += point.length;
  }
  out += '"';
}

JsonWriter& JsonWriter::begin_object() {
  begin(true);
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  end(true);
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  begin(false);
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  end(false);
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  POLC_ASSERT(!open_.empty() && open_.back().is_object && !after_key_, "a key stands in an object, before a value");
  if (open_.back().has_values) out_ += ',';
  open_.back().has_values = true;
  break_line();
  append_json_string(name, out_);
  out_ += layout_ == Layout::Indented ? ": " : ":";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  begin_value();
  append_json_string(text, out_);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  char digits[24];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  return raw(std::string_view(digits, static_cast<std::size_t>(result.ptr - digits)));
}

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view text) {
  begin_value();
  out_ += text;
  return *this;
}

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (open_.empty()) return;
  POLC_ASSERT(!open_.back().is_object, "a value in an object has a key");
  if (open_.back().has_values) out_ += ',';
  open_.back().has_values = true;
  break_line();
}

void JsonWriter::begin(bool is_object) {
  begin_value();
  out_ += is_object ? '{' : '[';
  open_.push_back({is_object, false});
}

void JsonWriter::end(bool is_object) {
  POLC_ASSERT(!open_.empty() && open_.back().is_object == is_object && !after_key_, "what ends is what began last");
  const bool has_values = open_.back().has_values;
  open_.pop_back();
  if (has_values) break_line();
  out_ += is_object ? '}' : ']';
}

void JsonWriter::break_line() {
  if (layout_ == Layout::Compact) return;
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

}  // namespace polc::base
