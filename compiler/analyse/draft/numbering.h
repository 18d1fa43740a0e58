// The number before a line of a document: 第一章, 一、, 第4条, （二）, 3., Article 4, Chapter II. Tells what kind of
// numbering it is and what its value is; which kinds are sections and which articles is for the outline to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "compiler/analyse/text/passage.h"

namespace polc::analyse::draft {

/// Coarse to fine: the order in which documents put them inside each other.
enum class NumberStyle : std::uint8_t {
  Chapter,       // 第一章, 第二部分, Chapter II, Section 3, Titre 1
  Article,       // 第一条, Article 4, Art. 4
  HanComma,      // 一、
  HanBracket,    // （一）
  Digits,        // 1. and 1、
  DigitsBracket  // （1） and 1)
};
inline constexpr std::size_t kNumNumberStyles = 6;

struct LineNumber {
  NumberStyle style = NumberStyle::Chapter;
  std::string label;       // as written, narrowed: 一, 4, II
  std::int64_t value = 0;  // 1 to 9999
  std::size_t end = 0;     // the first character of `line` behind the number and its mark
};

/// Reads the number that `line`, one folded line, begins with; nothing where it begins with none, or where what looks
/// like one is part of a sentence (1.5亿元, Article 4 of the Act).
std::optional<LineNumber> read_line_number(const text::Passage& line);

}  // namespace polc::analyse::draft
