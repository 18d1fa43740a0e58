// Finds the JSON values in a text without reading them: where each element of an array begins and ends,
// how deep it is nested and where brackets go wrong. So one bad case of a file is kept apart from the good ones
// beside it, and nothing is read recursively before its depth is known. Used by `read_json` alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace polc::runtime {

/// The bytes of one JSON value in a text, and how many brackets are open at its deepest place.
struct JsonExtent {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t depth = 0;
};

/// Where a text stops being JSON: a byte offset and what is wrong there.
struct JsonFault {
  enum class Kind : std::uint8_t { None, Syntax, Encoding } kind = Kind::None;
  std::size_t offset = 0;
  base::Bilingual message;
  bool is_unclosed = false;  // `offset` is a bracket or quote that nothing closes

  bool is_set() const { return kind != Kind::None; }
};

/// The elements of an array, up to the first place where its structure breaks.
struct JsonElements {
  std::vector<JsonExtent> complete;
  JsonFault fault;  // set when the array does not end as it should
  JsonExtent rest;  // then: from the element that could not be finished to the end of the text
};

/// Returns the offset of the first character at or after `begin` that is not JSON white space, or the size.
std::size_t skip_space(std::string_view text, std::size_t begin);

/// Finds the value that begins at `begin`, where a character stands that is not white space. Strings and brackets
/// are followed, everything else is left to the parser. Sets `fault` when brackets or quotes do not close.
JsonExtent find_value(std::string_view text, std::size_t begin, JsonFault& fault);

/// Splits the array that begins with the `[` at `begin` and that must fill `text` to its end. Linear.
JsonElements split_array(std::string_view text, std::size_t begin);

/// A place in a text as people count it: both from 1, columns in code points.
struct TextPlace {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Works out places of offsets that never go back, so that all places of a text cost one pass.
class PlaceCounter {
 public:
  /// `text` must outlive this; it begins at line `first_line`.
  PlaceCounter(std::string_view text, std::size_t first_line) : text_(text), place_{first_line, 1} {}
  /// `offset` must not be smaller than the one before.
  TextPlace place_of(std::size_t offset);

 private:
  std::string_view text_;
  std::size_t counted_to_ = 0;
  TextPlace place_;
};

}  // namespace polc::runtime
