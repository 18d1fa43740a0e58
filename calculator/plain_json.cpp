#include "calculator/plain_json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/unicode.h"
#include "runtime/cases/json_fault.h"
#include "runtime/cases/json_text.h"

namespace polc::calculator {
namespace {

using runtime::JsonType;
using runtime::JsonValue;

/// Copies a text that is known to be JSON; nothing is checked again.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, PlainJson& result) : text_(text), result_(result) {}

  void add_value(std::string_view key) {
    at_ = runtime::skip_space(text_, at_);
    const std::size_t node = result_.nodes.size();
    result_.nodes.emplace_back().key = key;
    switch (text_[at_]) {
      case '{':
      case '[': add_members(node); break;
      case '"':
        result_.nodes[node].type = JsonType::String;
        result_.nodes[node].text = take_string();
        break;
      default: take_token(node); break;
    }
    result_.nodes[node].end = static_cast<std::uint32_t>(result_.nodes.size());
  }

 private:
  void add_members(std::size_t node) {
    const bool is_object = text_[at_] == '{';
    const char close = is_object ? '}' : ']';
    result_.nodes[node].type = is_object ? JsonType::Object : JsonType::Array;
    at_ = runtime::skip_space(text_, at_ + 1);
    while (text_[at_] != close) {
      std::string_view key;
      if (is_object) {
        key = take_string();
        at_ = runtime::skip_space(text_, at_) + 1;  // the colon
      }
      add_value(key);
      at_ = runtime::skip_space(text_, at_);
      if (text_[at_] == ',') at_ = runtime::skip_space(text_, at_ + 1);
    }
    ++at_;
  }

  void take_token(std::size_t node) {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    at_ = end;
    JsonValue::Node& found = result_.nodes[node];
    found.text = token;
    found.type = token == "null"    ? JsonType::Null
                 : token == "true"  ? JsonType::True
                 : token == "false" ? JsonType::False
                                    : JsonType::Number;
  }

  std::string_view take_string() {
    const std::size_t begin = ++at_;
    bool has_escapes = false;
    for (; text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') continue;
      has_escapes = true;
      ++at_;
    }
    const std::string_view written = text_.substr(begin, at_ - begin);
    ++at_;
    return has_escapes ? result_.unescaped.emplace_back(unescape(written)) : written;
  }

  static std::string unescape(std::string_view written) {
    std::string result;
    for (std::size_t at = 0; at < written.size(); ++at) {
      if (written[at] != '\\') {
        result += written[at];
        continue;
      }
      const char letter = written[++at];
      if (letter != 'u') {
        constexpr std::string_view kLetters = "bfnrt";
        constexpr std::string_view kMeanings = "\b\f\n\r\t";
        const std::size_t place = kLetters.find(letter);
        result += place == std::string_view::npos ? letter : kMeanings[place];
        continue;
      }
      char32_t value = code_unit(written, at + 1);
      at += 4;
      if (value >= 0xD800 && value <= 0xDBFF) {
        value = 0x10000 + ((value - 0xD800) << 10U) + (code_unit(written, at + 3) - 0xDC00);
        at += 6;
      }
      base::append_utf8(result, value);
    }
    return result;
  }

  /// The four hexadecimal digits at `at`.
  static char32_t code_unit(std::string_view written, std::size_t at) {
    char32_t unit = 0;
    for (const char one : written.substr(at, 4)) {
      const int digit = one <= '9' ? one - '0' : (one | 0x20) - 'a' + 10;
      unit = unit * 16 + static_cast<char32_t>(digit);
    }
    return unit;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  PlainJson& result_;
};

}  // namespace

bool read_plain_json(std::string_view text, PlainJson& result) {
  result.nodes.clear();
  result.unescaped.clear();
  const std::size_t begin = runtime::skip_space(text, 0);
  const bool is_composed = begin < text.size() && (text[begin] == '{' || text[begin] == '[');
  if (!is_composed || runtime::find_json_fault(text).is_set()) return false;
  TreeBuilder(text, result).add_value({});
  return true;
}

}  // namespace polc::calculator
