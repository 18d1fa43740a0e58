#include "runtime/cases/json_fault.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/unicode.h"

namespace polc::runtime {
namespace {

bool is_digit(char one) { return one >= '0' && one <= '9'; }

bool is_hex_digit(char one) { return is_digit(one) || (one >= 'a' && one <= 'f') || (one >= 'A' && one <= 'F'); }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// The four digits of a \u escape at `at`, or −1 when they are not there.
std::int32_t read_code_unit(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  std::int32_t unit = 0;
  for (const char one : text.substr(at, 4)) {
    if (!is_hex_digit(one)) return -1;
    const std::int32_t digit = is_digit(one) ? one - '0' : (one | 0x20) - 'a' + 10;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool is_high_surrogate(std::int32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(std::int32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// Follows the grammar of JSON and remembers the first place that departs from it.
class FaultFinder {
 public:
  explicit FaultFinder(std::string_view text) : text_(text) {}

  JsonFault find() {
    at_ = skip_space(text_, 0);
    if (check_value()) {
      at_ = skip_space(text_, at_);
      if (at_ < text_.size()) expected("the end of the value", "值至此应结束");
    }
    const std::size_t invalid = base::find_invalid_utf8(text_);
    const bool is_first = invalid < text_.size() && (!fault_.is_set() || invalid <= fault_.offset);
    return is_first ? not_utf8(invalid) : fault_;
  }

 private:
  JsonFault not_utf8(std::size_t offset) const {
    const auto byte = static_cast<std::uint8_t>(text_[offset]);
    return {JsonFault::Kind::Encoding,
            offset,
            {fmt::format("byte 0x{:02X} is not UTF-8", byte), fmt::format("字节 0x{:02X} 不是 UTF-8", byte)},
            false};
  }

  bool set(std::size_t offset, std::string english, std::string chinese) {
    fault_ = {JsonFault::Kind::Syntax, offset, {std::move(english), std::move(chinese)}, false};
    return false;
  }

  /// Reports what stands at the present place, as far as the next structural character.
  bool expected(std::string_view english, std::string_view chinese) {
    if (at_ >= text_.size()) {
      return set(at_, fmt::format("the text ends, expected {}", english), fmt::format("文本已到末尾，{}", chinese));
    }
    std::size_t end = text_.find_first_of(" \t\r\n,:[]{}\"", at_ + 1);
    end = std::min({end, text_.size(), at_ + 24});
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
    const std::string_view found = text_.substr(at_, end - at_);
    return set(at_, fmt::format("found `{}`, expected {}", found, english),
               fmt::format("此处是“{}”，{}", found, chinese));
  }

  bool check_value() {
    if (at_ >= text_.size()) return expected("a value", "应为值");
    const char first = text_[at_];
    if (first == '{') return check_object();
    if (first == '[') return check_array();
    if (first == '"') return check_string();
    for (const std::string_view literal : {"true", "false", "null"}) {
      if (!text_.substr(at_).starts_with(literal) || !ends_at(at_ + literal.size())) continue;
      at_ += literal.size();
      return true;
    }
    std::size_t end = at_;
    while (!ends_at(end)) ++end;
    if (!is_json_number(text_.substr(at_, end - at_))) {
      return expected("a string, a number, true, false, null, an object or an array",
                      "应为字符串、数字、true、false、null、对象或数组");
    }
    at_ = end;
    return true;
  }

  bool ends_at(std::size_t at) const {
    return at >= text_.size() || std::string_view(" \t\r\n,]}").find(text_[at]) != std::string_view::npos;
  }

  bool check_object() {
    at_ = skip_space(text_, at_ + 1);
    if (at_ < text_.size() && text_[at_] == '}') return ++at_, true;
    while (true) {
      if (at_ >= text_.size() || text_[at_] != '"') return expected("a key in double quotes", "应为双引号中的键");
      if (!check_string()) return false;
      at_ = skip_space(text_, at_);
      if (at_ >= text_.size() || text_[at_] != ':') return expected("a colon after the key", "键之后应为冒号");
      at_ = skip_space(text_, at_ + 1);
      if (!check_value()) return false;
      at_ = skip_space(text_, at_);
      if (at_ < text_.size() && text_[at_] == '}') return ++at_, true;
      if (at_ >= text_.size() || text_[at_] != ',') return expected("a comma or `}`", "应为逗号或“}”");
      at_ = skip_space(text_, at_ + 1);
    }
  }

  bool check_array() {
    at_ = skip_space(text_, at_ + 1);
    if (at_ < text_.size() && text_[at_] == ']') return ++at_, true;
    while (true) {
      if (!check_value()) return false;
      at_ = skip_space(text_, at_);
      if (at_ < text_.size() && text_[at_] == ']') return ++at_, true;
      if (at_ >= text_.size() || text_[at_] != ',') return expected("a comma or `]`", "应为逗号或“]”");
      at_ = skip_space(text_, at_ + 1);
    }
  }

  bool check_string() {
    const std::size_t opened = at_;
    for (++at_; at_ < text_.size(); ++at_) {
      const auto one = static_cast<unsigned char>(text_[at_]);
      if (one == '"') return ++at_, true;
      if (one < 0x20U) {
        return set(at_, fmt::format("control character U+{:04X} inside a string", one),
                   fmt::format("字符串内有控制字符 U+{:04X}", one));
      }
      if (one == '\\' && !check_escape()) return false;
    }
    return set(opened, "the string that begins here is not closed", "此处开始的字符串没有结束");
  }

  /// Leaves the place at the last character of the escape.
  bool check_escape() {
    const std::size_t begin = at_++;
    const char letter = at_ < text_.size() ? text_[at_] : '\0';
    if (letter != '\0' && std::string_view("\"\\/bfnrt").find(letter) != std::string_view::npos) return true;
    if (letter != 'u') return set(begin, "unknown escape in a string", "字符串内有不认识的转义");
    const std::int32_t unit = read_code_unit(text_, at_ + 1);
    if (unit < 0) return set(begin, "`\\u` needs four hexadecimal digits", "“\\u”之后应为四位十六进制数字");
    at_ += 4;
    if (is_low_surrogate(unit)) return set(begin, "half of a surrogate pair", "代理对缺一半");
    if (!is_high_surrogate(unit)) return true;
    const bool is_escape = text_.substr(at_ + 1).starts_with("\\u");
    if (!is_escape || !is_low_surrogate(read_code_unit(text_, at_ + 3))) {
      return set(begin, "half of a surrogate pair", "代理对缺一半");
    }
    at_ += 6;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  JsonFault fault_;
};

}  // namespace

bool is_json_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole_end = skip_digits(text, at);
  if (whole_end == at || (text[at] == '0' && whole_end > at + 1)) return false;
  at = whole_end;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

JsonFault find_json_fault(std::string_view text) { return FaultFinder(text).find(); }

JsonFault find_fault_in(std::string_view whole, const JsonExtent& extent, const JsonFault& structural) {
  if (extent.depth > kMaxFaultDepth) return structural;
  JsonFault inner = find_json_fault(whole.substr(extent.begin, extent.end - extent.begin));
  inner.offset += extent.begin;
  if (!inner.is_set() || !structural.is_set()) return inner.is_set() ? inner : structural;
  // The end of the text tells less than the bracket that is still open there; what stands behind a fault tells
  // nothing, except that the place of an open bracket is not yet the fault.
  const bool tells_more = inner.offset < extent.end && (structural.is_unclosed || inner.offset < structural.offset);
  return tells_more ? inner : structural;
}

}  // namespace polc::runtime
