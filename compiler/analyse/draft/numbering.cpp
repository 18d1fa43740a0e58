#include "compiler/analyse/draft/numbering.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/unicode.h"
#include "compiler/analyse/text/han_numerals.h"

namespace polc::analyse::draft {
namespace {

using text::is_han_numeral;

constexpr std::size_t kMostDigits = 4;
constexpr std::size_t kMostHanNumerals = 7;  // 一千二百三十四

struct Numeral {
  std::size_t end = 0;
  std::int64_t value = 0;
};

std::optional<Numeral> read_digits(std::u32string_view line, std::size_t at) {
  Numeral numeral{at, 0};
  while (numeral.end < line.size() && base::is_digit(line[numeral.end]) && numeral.end - at <= kMostDigits)
    numeral.value = numeral.value * 10 + static_cast<std::int64_t>(line[numeral.end++] - U'0');
  const std::size_t length = numeral.end - at;
  if (length == 0 || length > kMostDigits || numeral.value == 0) return std::nullopt;
  return numeral;
}

std::optional<Numeral> read_han(std::u32string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && is_han_numeral(line[end]) && end - at <= kMostHanNumerals) ++end;
  if (end == at || end - at > kMostHanNumerals) return std::nullopt;
  const auto value = text::value_of_han(line.substr(at, end - at));
  if (!value || !value->is_whole() || value->sign() <= 0 || *value > runtime::Fraction(9999)) return std::nullopt;
  return Numeral{end, static_cast<std::int64_t>(value->numerator())};
}

/// I to XXXIX, as chapters are numbered.
std::optional<Numeral> read_roman(std::u32string_view line, std::size_t at) {
  Numeral numeral{at, 0};
  std::int64_t last = 0;
  for (; numeral.end < line.size(); ++numeral.end) {
    const char32_t letter = line[numeral.end];
    const std::int64_t value = letter == U'I' ? 1 : letter == U'V' ? 5 : letter == U'X' ? 10 : 0;
    if (value == 0) break;
    // IV: what was added before a greater letter is taken away.
    numeral.value += value > last ? value - 2 * last : value;
    last = value;
  }
  if (numeral.end == at || numeral.value <= 0 || numeral.value > 39) return std::nullopt;
  return numeral;
}

LineNumber number_of(NumberStyle style, std::u32string_view line, std::size_t begin, const Numeral& numeral,
                     std::size_t end) {
  return {style, text::to_utf8(line.substr(begin, numeral.end - begin)), numeral.value, end};
}

bool is_at(std::u32string_view line, std::size_t at, std::u32string_view word) {
  return line.substr(std::min(at, line.size()), word.size()) == word;
}

/// 第一章, 第二部分, 第4条.
std::optional<LineNumber> read_ordinal(std::u32string_view line) {
  if (!is_at(line, 0, U"第")) return std::nullopt;
  const auto han = read_han(line, 1);
  const auto numeral = han ? han : read_digits(line, 1);
  if (!numeral) return std::nullopt;
  if (is_at(line, numeral->end, U"条")) return number_of(NumberStyle::Article, line, 1, *numeral, numeral->end + 1);
  for (const std::u32string_view word : {U"章", U"编", U"部分"}) {
    if (is_at(line, numeral->end, word))
      return number_of(NumberStyle::Chapter, line, 1, *numeral, numeral->end + word.size());
  }
  return std::nullopt;
}

struct Word {
  std::u32string_view text;
  NumberStyle style;
};

constexpr std::array<Word, 8> kWords{{{U"Article ", NumberStyle::Article},
                                      {U"ARTICLE ", NumberStyle::Article},
                                      {U"Art. ", NumberStyle::Article},
                                      {U"Chapter ", NumberStyle::Chapter},
                                      {U"Section ", NumberStyle::Chapter},
                                      {U"Part ", NumberStyle::Chapter},
                                      {U"Chapitre ", NumberStyle::Chapter},
                                      {U"Titre ", NumberStyle::Chapter}}};

/// Article 4, Chapter II: alone on the line, before a mark, or before a title that begins with a capital.
std::optional<LineNumber> read_word(std::u32string_view line) {
  for (const Word& word : kWords) {
    if (!is_at(line, 0, word.text)) continue;
    const std::size_t begin = word.text.size();
    const auto roman = read_roman(line, begin);
    const auto numeral = roman ? roman : read_digits(line, begin);
    if (!numeral) return std::nullopt;
    std::size_t end = numeral->end;
    if (end == line.size()) return number_of(word.style, line, begin, *numeral, end);
    const bool has_mark = std::u32string_view(U".:-").find(line[end]) != std::u32string_view::npos;
    const bool has_title = line[end] == U' ' && end + 1 < line.size() &&
                           ((line[end + 1] >= U'A' && line[end + 1] <= U'Z') || line[end + 1] == U'-');
    if (!has_mark && !has_title) return std::nullopt;
    while (end < line.size() && std::u32string_view(U".:- ").find(line[end]) != std::u32string_view::npos) ++end;
    return number_of(word.style, line, begin, *numeral, end);
  }
  return std::nullopt;
}

std::optional<LineNumber> read_bracketed(std::u32string_view line) {
  if (!is_at(line, 0, U"(")) return std::nullopt;
  const auto han = read_han(line, 1);
  const auto numeral = han ? han : read_digits(line, 1);
  if (!numeral || !is_at(line, numeral->end, U")")) return std::nullopt;
  const NumberStyle style = han ? NumberStyle::HanBracket : NumberStyle::DigitsBracket;
  return number_of(style, line, 1, *numeral, numeral->end + 1);
}

std::optional<LineNumber> read_marked(std::u32string_view line) {
  if (const auto han = read_han(line, 0)) {
    if (!is_at(line, han->end, U"、")) return std::nullopt;
    return number_of(NumberStyle::HanComma, line, 0, *han, han->end + 1);
  }
  const auto digits = read_digits(line, 0);
  if (!digits || digits->end == line.size()) return std::nullopt;
  const char32_t mark = line[digits->end];
  if (mark == U')') return number_of(NumberStyle::DigitsBracket, line, 0, *digits, digits->end + 1);
  if (mark != U'.' && mark != U'、') return std::nullopt;
  // 1.5亿元 and 1.2 are no items.
  if (digits->end + 1 < line.size() && base::is_digit(line[digits->end + 1])) return std::nullopt;
  return number_of(NumberStyle::Digits, line, 0, *digits, digits->end + 1);
}

}  // namespace

std::optional<LineNumber> read_line_number(const text::Passage& line) {
  const std::u32string_view folded = line.text;
  for (const auto read : {read_ordinal, read_bracketed, read_marked, read_word}) {
    if (auto number = read(folded)) {
      while (number->end < folded.size() && folded[number->end] == U' ') ++number->end;
      return number;
    }
  }
  return std::nullopt;
}

}  // namespace polc::analyse::draft
