#include "runtime/cases/json_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace polc::runtime {
namespace {

bool is_space(char one) { return one == ' ' || one == '\t' || one == '\n' || one == '\r'; }

bool ends_scalar(char one) { return is_space(one) || one == ',' || one == ']' || one == '}'; }

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

JsonFault fault_at(std::size_t offset, std::string_view english, std::string_view chinese) {
  return {JsonFault::Kind::Syntax, offset, {std::string(english), std::string(chinese)}, false};
}

/// Returns the offset after the string whose opening quote is at `begin`, or `npos` when it is not closed.
std::size_t skip_string(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

JsonFault mismatch_fault(std::string_view text, std::size_t opened, std::size_t closed) {
  return fault_at(closed, fmt::format("`{}` cannot close the `{}` before it", text[closed], text[opened]),
                  fmt::format("“{}”不能与之前的“{}”配对", text[closed], text[opened]));
}

JsonFault unclosed_fault(std::string_view text, std::size_t opened) {
  JsonFault fault = fault_at(opened, fmt::format("the `{}` that stands here is never closed", text[opened]),
                             fmt::format("此处的“{}”没有结束", text[opened]));
  fault.is_unclosed = true;
  return fault;
}

/// Follows brackets from the `{` or `[` at `begin`. Offsets of open brackets are kept, so a mismatch can name its
/// partner.
JsonExtent find_bracketed(std::string_view text, std::size_t begin, JsonFault& fault) {
  std::vector<std::size_t> open;
  JsonExtent result{begin, text.size(), 0};
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char one = text[at];
    if (one == '"') {
      const std::size_t after = skip_string(text, at);
      if (after == std::string_view::npos) {
        fault = unclosed_fault(text, at);
        return result;
      }
      at = after - 1;
    } else if (one == '{' || one == '[') {
      open.push_back(at);
      result.depth = std::max(result.depth, open.size());
    } else if (one == '}' || one == ']') {
      const char opening = text[open.back()];
      if ((one == '}') != (opening == '{')) {
        fault = mismatch_fault(text, open.back(), at);
        return result;
      }
      open.pop_back();
      if (open.empty()) {
        result.end = at + 1;
        return result;
      }
    }
  }
  fault = unclosed_fault(text, open.back());
  return result;
}

}  // namespace

std::size_t skip_space(std::string_view text, std::size_t begin) {
  while (begin < text.size() && is_space(text[begin])) ++begin;
  return begin;
}

JsonExtent find_value(std::string_view text, std::size_t begin, JsonFault& fault) {
  const char first = text[begin];
  if (first == '{' || first == '[') return find_bracketed(text, begin, fault);
  if (first == '"') {
    const std::size_t after = skip_string(text, begin);
    if (after == std::string_view::npos) fault = unclosed_fault(text, begin);
    return {begin, std::min(after, text.size()), 0};
  }
  std::size_t end = begin;
  while (end < text.size() && !ends_scalar(text[end])) ++end;
  return {begin, end, 0};
}

JsonElements split_array(std::string_view text, std::size_t begin) {
  JsonElements result;
  std::size_t at = skip_space(text, begin + 1);
  bool needs_element = false;  // after a comma
  while (at < text.size() && (text[at] != ']' || needs_element)) {
    result.rest = find_value(text, at, result.fault);
    if (result.fault.is_set()) return result;
    if (result.rest.end == at) {
      result.fault = fault_at(at, fmt::format("found `{}`, expected a case", text[at]),
                              fmt::format("此处是“{}”，应为案件", text[at]));
      return result;
    }
    result.complete.push_back(result.rest);
    at = skip_space(text, result.rest.end);
    needs_element = at < text.size() && text[at] == ',';
    if (needs_element) {
      at = skip_space(text, at + 1);
    } else if (at < text.size() && text[at] != ']') {
      result.fault = fault_at(at, "expected a comma or the end of the array", "此处应为逗号，或以“]”结束");
      break;
    }
  }
  if (at >= text.size()) {
    result.fault = fault_at(at, "the list of cases is not closed with `]`", "案件列表没有以“]”结束");
  } else if (!result.fault.is_set()) {
    at = skip_space(text, at + 1);
    if (at < text.size()) result.fault = fault_at(at, "something follows the end of the array", "数组结束之后还有内容");
  }
  result.rest = {at, text.size(), 0};
  return result;
}

TextPlace PlaceCounter::place_of(std::size_t offset) {
  const std::string_view between = text_.substr(counted_to_, offset - counted_to_);
  const auto num_lines = static_cast<std::size_t>(std::count(between.begin(), between.end(), '\n'));
  if (num_lines > 0) place_ = {place_.line + num_lines, 1};
  const std::size_t line_end = between.rfind('\n');
  place_.column += count_code_points(line_end == std::string_view::npos ? between : between.substr(line_end + 1));
  counted_to_ = offset;
  return place_;
}

}  // namespace polc::runtime
