#include "base/json_writer.h"

#include <string>

#include <doctest/doctest.h>

#include "base/assert.h"

namespace polc::base {
namespace {

TEST_CASE("json writer: compact text has no spaces and keeps the order of the calls") {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::Compact);

  json.begin_object().member("b", "x").member("a", std::int64_t{-9223372036854775807}).member("c", true);
  json.key("list").begin_array().null().raw("1049.85").begin_object().end_object().end_array().end_object();

  CHECK(text == R"({"b":"x","a":-9223372036854775807,"c":true,"list":[null,1049.85,{}]})");
  CHECK(json.is_complete());
}

TEST_CASE("json writer: indented text has two spaces a level and empty containers on one line") {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::Indented);

  json.begin_object().key("missing").begin_array().end_array();
  json.key("total").begin_object().member("min", std::int64_t{1}).end_object().end_object();

  CHECK(text == "{\n  \"missing\": [],\n  \"total\": {\n    \"min\": 1\n  }\n}");
}

TEST_CASE("json writer: quotation marks, backslashes and control characters are escaped, Han is not") {
  std::string text;

  append_json_string("“上海品牌” \"a\\b\"\n\t\x01\x7F", text);

  CHECK(text == "\"“上海品牌” \\\"a\\\\b\\\"\\n\\t\\u0001\x7F\"");
}

TEST_CASE("json writer: bytes that are not UTF-8 become the replacement character, one each") {
  std::string text;

  append_json_string("a\xFF\xE4\xB8z\xED\xA0\x80\xC0\x80", text);

  CHECK(text == "\"a\uFFFD\uFFFD\uFFFDz\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("json writer: a value without a key in an object is a fault of polc") {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::Compact);
  json.begin_object();

  CHECK_THROWS_AS(json.string("x"), InternalFault);
}

}  // namespace
}  // namespace polc::base
