#include "runtime/cases/read_json.h"

#include <istream>
#include <utility>

#include "runtime/cases/case_error.h"
#include "runtime/cases/json_fault.h"
#include "runtime/cases/read_case.h"
#include "runtime/cases/read_value.h"

namespace polc::runtime {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t size_of_mark(std::string_view text) { return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0; }

InputFault fault_of(std::string_view text, std::size_t offset, base::Bilingual message) {
  const TextPlace place = PlaceCounter(text, 1).place_of(offset);
  return {place.line, place.column, std::move(message)};
}

base::Bilingual digits(std::size_t number) {
  const std::string text = std::to_string(number);
  return {text, text};
}

/// Holds back the cases that are not JSON until one is: a text with none has a fault as a whole.
class HoldingSink {
 public:
  explicit HoldingSink(const JsonCaseReader::Sink& sink) : sink_(sink) {}

  void take(ReadCase one) {
    if (!has_readable_ && !one.is_readable) {
      held_.push_back(std::move(one));
      return;
    }
    has_readable_ = true;
    for (ReadCase& earlier : held_) sink_(std::move(earlier));
    held_.clear();
    sink_(std::move(one));
  }

  bool holds_all() const { return !has_readable_ && !held_.empty(); }

 private:
  const JsonCaseReader::Sink& sink_;
  std::vector<ReadCase> held_;
  bool has_readable_ = false;
};

}  // namespace

JsonCaseReader::JsonCaseReader(const Program& program) : words_(program) {}

bool JsonCaseReader::is_single(std::string_view text) {
  const std::size_t first = skip_space(text, size_of_mark(text));
  return first < text.size() && text[first] == '{';
}

std::optional<InputFault> JsonCaseReader::read_text(std::string text, const Sink& sink) {
  const PaddedText padded(std::move(text));
  const std::string_view whole = padded.view();
  const std::size_t begin = skip_space(whole, size_of_mark(whole));
  if (begin == whole.size())
    return fault_of(whole, begin, {"the input is empty, expected a case", "输入为空，应为案件"});
  if (whole[begin] == '[') return read_array(whole, begin, sink);
  if (whole[begin] != '{') {
    return fault_of(whole, begin, {"expected a case `{…}` or a list of cases `[…]`", "应为案件“{…}”或案件列表“[…]”"});
  }
  JsonFault structural;
  const JsonExtent extent = find_value(whole, begin, structural);
  if (structural.is_set()) {
    const JsonFault fault = find_fault_in(whole, extent, structural);
    return fault_of(whole, fault.offset, fault.message);
  }
  const std::size_t after = skip_space(whole, extent.end);
  if (after < whole.size()) {
    return fault_of(whole, after,
                    {"something follows the case; JSON lines are read from a file named .jsonl or from -",
                     "案件之后还有内容；逐行 JSON 请用 .jsonl 文件或 - 输入"});
  }
  PlaceCounter places(whole, 1);
  ReadCase one = read_one(whole, extent, places);
  if (!one.is_readable) {
    const JsonFault fault = find_fault_in(whole, extent, {});
    return fault_of(whole, fault.offset, fault.message);
  }
  sink(std::move(one));
  return std::nullopt;
}

std::optional<InputFault> JsonCaseReader::read_array(std::string_view text, std::size_t begin, const Sink& sink) {
  const JsonElements elements = split_array(text, begin);
  PlaceCounter places(text, 1);
  HoldingSink holding(sink);
  for (const JsonExtent& extent : elements.complete) holding.take(read_one(text, extent, places));
  JsonFault fault = elements.fault;
  if (fault.is_set()) {
    fault = find_fault_in(text, elements.rest, fault);
    holding.take(unreadable(fault, places));
  }
  if (!holding.holds_all()) return std::nullopt;
  if (!elements.complete.empty()) fault = find_fault_in(text, elements.complete.front(), {});
  return fault_of(text, fault.offset, fault.message);
}

void JsonCaseReader::read_lines(std::istream& in, const Sink& sink) {
  std::string line;
  PaddedText padded{std::string()};
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    padded.assign(line);
    const std::string_view whole = padded.view();
    const std::size_t begin = skip_space(whole, number == 1 ? size_of_mark(whole) : 0);
    if (begin == whole.size()) continue;
    PlaceCounter places(whole, number);
    JsonFault structural;
    const JsonExtent extent = find_value(whole, begin, structural);
    const std::size_t after = skip_space(whole, extent.end);
    if (structural.is_set()) {
      sink(unreadable(find_fault_in(whole, extent, structural), places));
    } else if (after < whole.size()) {
      const base::Bilingual message = {"something follows the case; expected one case a line",
                                       "案件之后还有内容；每行应为一个案件"};
      const JsonFault inner = find_fault_in(whole, extent, {});
      sink(unreadable(inner.is_set() ? inner : JsonFault{JsonFault::Kind::Syntax, after, message, false}, places));
    } else {
      sink(read_one(whole, extent, places));
    }
  }
}

ReadCase JsonCaseReader::next_case() {
  ReadCase one;
  one.input.id = std::to_string(++num_read_);
  return one;
}

ReadCase JsonCaseReader::unreadable(const JsonFault& fault, PlaceCounter& places) {
  ReadCase one = next_case();
  const TextPlace place = places.place_of(fault.offset);
  const CaseErrorCode code = fault.kind == JsonFault::Kind::Encoding ? CaseErrorCode::E1012 : CaseErrorCode::E1013;
  one.errors = {make_case_error(code, {}, {fault.message, digits(place.line), digits(place.column)}, "")};
  one.line = place.line;
  one.is_readable = false;
  check_id(one);
  return one;
}

ReadCase JsonCaseReader::read_one(std::string_view whole, const JsonExtent& extent, PlaceCounter& places) {
  const std::string_view text = whole.substr(extent.begin, extent.end - extent.begin);
  const std::size_t line = places.place_of(extent.begin).line;
  CaseErrors errors;
  if (extent.depth > JsonDocument::kMaxDepth) {
    errors.report(CaseErrorCode::E1011, {}, {digits(extent.depth), digits(JsonDocument::kMaxDepth)}, "");
  } else if (text.size() > kMaxCaseBytes) {
    errors.report(CaseErrorCode::E1021, {}, {digits(text.size()), digits(kMaxCaseBytes)}, "");
  } else if (text.front() != '{' && !find_json_fault(text).is_set()) {
    errors.report(CaseErrorCode::E1002, {}, {shown(text), {"a case `{…}`", "案件“{…}”"}}, "");
  } else if (text.front() != '{' || !document_.parse(text)) {
    return unreadable(find_fault_in(whole, extent, {}), places);
  }
  ReadCase one = next_case();
  one.line = line;
  if (errors.empty()) one.input = read_case(words_, document_.root(), one.input.id, errors);
  one.errors = errors.take();
  check_id(one);
  return one;
}

void JsonCaseReader::check_id(ReadCase& one) {
  const auto [earlier, is_new] = places_of_ids_.emplace(one.input.id, num_read_);
  if (is_new) return;
  const std::string place = std::to_string(earlier->second);
  const CasePlace root;
  one.errors.push_back(make_case_error(CaseErrorCode::E1007, root.at("id"),
                                       {shown(one.input.id), {"case " + place, "第 " + place + " 个案件"}}, ""));
}

}  // namespace polc::runtime
