#include <doctest/doctest.h>

#include "base/unicode.h"

using namespace polc::base;

TEST_CASE("unicode: only well-formed UTF-8 is read") {
  CHECK(decode_at("中", 0).value == U'中');
  CHECK(decode_at("中", 0).length == 3);
  for (const std::string_view bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\x80", "\xFF"}) {
    CHECK_FALSE(decode_at(bad, 0).is_valid);
    CHECK(find_invalid_utf8(bad) == 0);
  }
  CHECK(find_invalid_utf8("a中\xFF") == 4);
  CHECK(find_invalid_utf8("a中") == 4);
}

TEST_CASE("unicode: letters of any script") {
  for (const char32_t letter : {U'a', U'中', U'〇', U'é', U'я', U'あ', U'한', U'Ⅲ', U'々'}) CHECK(is_letter(letter));
  for (const char32_t other : {U'1', U'_', U'，', U' ', U'“', U'·', U'①'}) CHECK_FALSE(is_letter(other));
  CHECK(is_han(U'中'));
  CHECK_FALSE(is_han(U'あ'));
}

TEST_CASE("unicode: full-width forms are narrowed") {
  CHECK(narrow(U'Ａ') == U'A');
  CHECK(narrow(U'：') == U':');
  CHECK(narrow(std::string_view("Ａ１，中")) == "A1,中");
}

TEST_CASE("unicode: what cannot be seen") {
  for (const char32_t hidden : {U'\u200B', U'\u202E', U'\u2066', U'\uFEFF', U'\u00AD', U'\uFE0F'})
    CHECK(is_invisible(hidden));
  CHECK_FALSE(is_invisible(U'\n'));
  CHECK_FALSE(is_invisible(U'中'));
  CHECK(is_bidi_control(U'\u202E'));
  CHECK_FALSE(is_bidi_control(U'\u200B'));
}

TEST_CASE("unicode: a terminal needs two columns for a Han character") {
  CHECK(display_width(std::string_view("中a，")) == 5);
  CHECK(display_width(std::string_view("\u200Be\u0301")) == 1);
}

TEST_CASE("unicode: natural order reads runs of digits as numbers") {
  CHECK(compare_naturally("2", "10") < 0);
  CHECK(compare_naturally("a2b", "a10a") < 0);
  CHECK(compare_naturally("a02", "a2") != 0);
  CHECK(compare_naturally("6.10", "6.9") > 0);
  CHECK(compare_naturally("x", "x") == 0);
  CHECK(compare_code_points("中", "a") > 0);
}
