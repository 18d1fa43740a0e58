// Writes JSON text, value by value, into a string the caller owns: escapes, commas, indentation. Used for
// findings, results and tool output. It does not read JSON and holds no tree; what is asked for is what
// is written, in that order. Han characters stay unescaped, bytes that are not UTF-8 become U+FFFD.
//
//   std::string text;
//   JsonWriter json(text, JsonWriter::Layout::Compact);
//   json.begin_object().member("case", "S1").key("total").begin_object().member("min", std::int64_t{500}).end_object();
//   json.key("missing").begin_array().end_array().end_object();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polc::base {

class JsonWriter {
 public:
  /// `Indented`: two spaces a level, one value a line. `Compact`: one line without spaces.
  enum class Layout : std::uint8_t { Compact, Indented };

  /// Appends to `out`, which must outlive the writer; text already in it stays.
  JsonWriter(std::string& out, Layout layout) : out_(out), layout_(layout) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();

  /// Writes the key of the next value. Only inside an object, and once for each value.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  /// Writes `text` as it stands: an exact decimal ("1049.85") or a value that is JSON already.
  JsonWriter& raw(std::string_view text);

  /// `key` and value in one call. `const char*` is listed so that a literal is never taken for a bool.
  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, const std::string& text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, const char* text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }

  /// Returns true when every object and array begun has ended.
  bool is_complete() const { return open_.empty(); }

 private:
  /// One object or array that has begun and not ended.
  struct Open {
    bool is_object = false;
    bool has_values = false;
  };

  void begin_value();
  void begin(bool is_object);
  void end(bool is_object);
  void break_line();

  std::string& out_;
  Layout layout_;
  std::vector<Open> open_;
  bool after_key_ = false;
};

/// Appends `text` to `out` as a JSON string with its quotation marks.
void append_json_string(std::string_view text, std::string& out);

}  // namespace polc::base
