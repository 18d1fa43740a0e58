// The reader of the web page against simdjson: on the same bytes both say the same.
#include "calculator/plain_json.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/cases/json_document.h"
#include "runtime/cases/json_text.h"
#include "tests/property/chance.h"

using namespace polc;
using runtime::JsonType;
using runtime::JsonValue;

namespace {

/// A tree as one text, so that two can be compared and shown.
void describe(JsonValue value, std::string& text) {
  text += '[';
  text += std::to_string(static_cast<int>(value.type()));
  text += ' ';
  text += value.key();
  text += '=';
  text += value.text();
  if (value.type() == JsonType::Object || value.type() == JsonType::Array) {
    for (const JsonValue inner : value) describe(inner, text);
  }
  text += ']';
}

std::string by_simdjson(std::string_view text) {
  const runtime::PaddedText padded{std::string(text)};
  runtime::JsonDocument document;
  if (!document.parse(padded.view())) return "no JSON";
  std::string result;
  describe(document.root(), result);
  return result;
}

std::string by_plain_reader(std::string_view text) {
  calculator::PlainJson json;
  if (!calculator::read_plain_json(text, json)) return "no JSON";
  std::string result;
  describe(JsonValue(json.nodes, 0), result);
  return result;
}

constexpr std::string_view kTexts[] = {
    R"({})",
    R"([])",
    R"({"a":1,"a":2,"":{"b":[]}})",
    R"( { "级别" : "国家级" , "n" : -0 , "e" : 1.50e+10 , "t" : true , "f" : false , "u" : null } )",
    R"(["\"\\\/\b\f\n\r\t","\u4e00\u00e9\ud83d\ude00","\u0000"])",
    R"([123456789012345678901234567890.123456789, 0.10, -1E5])",
    R"({"a":[{"b":[1,2,{"c":"d"}]},"e"],"f":"长一些的文字，带有“引号”"})",
};

}  // namespace

TEST_CASE("plain json: reads values as simdjson does") {
  for (const std::string_view text : kTexts) {
    CAPTURE(text);
    CHECK(by_plain_reader(text) == by_simdjson(text));
    CHECK(by_plain_reader(text) != "no JSON");
  }
}

TEST_CASE("plain json: keeps the text of numbers and unescapes texts") {
  CHECK(by_plain_reader(R"({"a\u0041":-0.50,"b":"\ud83d\ude00\n"})") == "[6 =[3 aA=-0.50][4 b=😀\n]]");
}

TEST_CASE("plain json: what is no object or array, or no JSON, is refused") {
  for (const std::string_view text : {"", " ", "1", "\"a\"", "null", "{", "[1,]", "{\"a\"}", "{\"a\":1}x", "[01]",
                                      "[\"\\ud800\"]", "[\"\xFF\"]", "[\"\t\"]"}) {
    CAPTURE(text);
    CHECK(by_plain_reader(text) == "no JSON");
  }
}

TEST_CASE("plain json: damaged texts are refused by both readers or read alike") {
  constexpr std::string_view kPieces[] = {"\"", "\\", "{", "}",     "[",        "]",    ",", ":",
                                          "1",  "-",  "e", "\\u12", "\xE4\xB8", "null", " ", "\x01"};
  testing::Chance chance(20220301);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(kTexts[chance.below(std::size(kTexts))]);
    for (std::size_t change = 1 + chance.below(3); change > 0; --change) {
      const std::size_t at = chance.below(text.size() + 1);
      if (chance.percent(50)) text.erase(at, 1 + chance.below(3));
      if (chance.percent(60)) text.insert(std::min(at, text.size()), kPieces[chance.below(std::size(kPieces))]);
    }
    // Both are given what the reader of cases gives them: one value that brackets delimit, not too deep.
    const std::size_t begin = runtime::skip_space(text, 0);
    if (begin == text.size() || (text[begin] != '{' && text[begin] != '[')) continue;
    runtime::JsonFault fault;
    const runtime::JsonExtent extent = runtime::find_value(text, begin, fault);
    if (fault.is_set() || extent.depth > runtime::JsonDocument::kMaxDepth) continue;
    const std::string value = text.substr(extent.begin, extent.end - extent.begin);
    if (by_plain_reader(value) != by_simdjson(value)) FAIL("differ on: " << value);
  }
}
