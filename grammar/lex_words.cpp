// Words: where they end, which parts a run of letters and digits falls into, and names in brackets.
#include <algorithm>
#include <utility>

#include "grammar/lexer_state.h"

namespace polc::grammar {
namespace {

constexpr std::string_view kOrdinal = "第";
constexpr std::string_view kPercentWord = "百分之";
constexpr std::string_view kHundred = "百";
constexpr std::string_view kPossessive = "的";
constexpr std::string_view kThis = "本项";
constexpr std::string_view kSame = "同一";
constexpr std::string_view kCounted[] = {"条", "项", "章", "节"};

constexpr char32_t kMiddleDot = U'·';

bool is_ascii_word_byte(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
}

bool continues_word(char32_t value) {
  return base::is_letter(value) || base::is_digit(value) || value == U'_' || value == kMiddleDot;
}

}  // namespace

/// A run of letters, digits, `_` and `·`, with what decides whether it needs a second look.
struct Lexer::WordScan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t first_digit = 0;  // `end` without any
  bool has_possessive = false;
  bool may_hold_percent = false;  // has a 百
  bool is_normalised = false;
};

Lexer::WordScan Lexer::scan_word(std::size_t begin) {
  WordScan scan{.begin = begin, .end = begin};
  std::size_t first_digit = std::string_view::npos;
  std::size_t i = begin;
  while (i < text_.size()) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (byte < 0x80U) {
      if (!is_ascii_word_byte(byte)) break;
      if (byte <= '9' && first_digit == std::string_view::npos) first_digit = i;
      ++i;
      continue;
    }
    if (is_common_han(i)) {
      if (text_[i] == kPossessive[0] && text_[i + 1] == kPossessive[1] && text_[i + 2] == kPossessive[2]) {
        scan.has_possessive = true;
      } else if (text_[i] == kHundred[0] && text_[i + 1] == kHundred[1] && text_[i + 2] == kHundred[2]) {
        scan.may_hold_percent = true;
      }
      i += 3;
      continue;
    }
    const base::CodePoint point = base::decode_at(text_, i);
    const char32_t value = base::narrow(point.value);
    if (base::is_invisible(value)) {
      report_invisible(i);
      scan.is_normalised = true;
    } else if (!continues_word(value)) {
      break;
    }
    if (value != point.value) scan.is_normalised = true;
    if (base::is_digit(value) && first_digit == std::string_view::npos) first_digit = i;
    i += point.length;
  }
  scan.end = i;
  scan.first_digit = std::min(first_digit, i);
  return scan;
}

void Lexer::lex_word() {
  WordScan scan = scan_word(position_);
  if (lex_special_word(scan)) return;
  emit_word(find_word_end(scan), scan.is_normalised);
}

// Takes the words that are no word at all: `百分之五十`, `第三条`, and 本项 before 的.
bool Lexer::lex_special_word(const WordScan& scan) {
  const char lead = text_[scan.begin];
  if (lead != kPercentWord[0] && lead != kThis[0]) return false;
  if (starts_with(scan.begin, kPercentWord)) {
    std::string digits;
    const std::size_t end = chinese_percent_end(scan.begin, digits);
    if (end == 0) return false;
    lex_chinese_percent(end, std::move(digits));
    return true;
  }
  if (starts_with(scan.begin, kOrdinal)) return lex_ordinal(scan);
  const std::size_t after_this = scan.begin + kThis.size();
  if (starts_with(scan.begin, kThis) && starts_with(after_this, kPossessive) &&
      after_this + kPossessive.size() < scan.end) {
    emit_word(after_this, false);
    emit_word(after_this + kPossessive.size(), false);
    return true;
  }
  return false;
}

// `第三条`, `第一项`: three words when nothing but numerals stands between.
bool Lexer::lex_ordinal(const WordScan& scan) {
  const std::size_t number = scan.begin + kOrdinal.size();
  for (const std::string_view counted : kCounted) {
    if (scan.end < number + counted.size() || !starts_with(scan.end - counted.size(), counted)) continue;
    const std::size_t number_end = scan.end - counted.size();
    if (chinese_numeral(slice(number, number_end)) < 0) continue;
    emit_word(number, false);
    emit_word(number_end, false);
    emit_word(scan.end, false);
    return true;
  }
  return false;
}

// Returns where the word at the start of the run ends; reports a value glued to a name.
std::size_t Lexer::find_word_end(const WordScan& scan) {
  if (scan.first_digit < scan.end) return find_end_before_digits(scan);
  if (scan.may_hold_percent || scan.has_possessive) return find_end_before_percent(scan);
  return scan.end;
}

// `合格投入的百分之二十`, `不低于百分之十`, and `合格投入的 20%` with a space.
std::size_t Lexer::find_end_before_percent(const WordScan& scan) {
  std::string digits;
  const std::size_t found = slice(scan.begin, scan.end).find(kPercentWord);
  if (found != std::string_view::npos && found > 0) {
    const std::size_t percent = scan.begin + found;
    const std::size_t end = chinese_percent_end(percent, digits);
    if (end != 0) {
      const std::size_t before = percent - kPossessive.size();
      if (found >= kPossessive.size() && starts_with(before, kPossessive))
        return before > scan.begin ? before : percent;
      if (!is_chinese_word(scan.begin, percent)) report_missing_space(scan.begin, percent, end);
      return percent;
    }
  }
  const std::size_t last = scan.end - std::min(scan.end, kPossessive.size());
  if (last <= scan.begin || !starts_with(last, kPossessive)) return scan.end;
  std::size_t next = scan.end;
  while (next < text_.size() && base::is_space(at(next).value)) next = at(next).next;
  const bool is_percent = percent_end(next) != 0 || chinese_percent_end(next, digits) != 0;
  return is_percent ? last : scan.end;
}

// A Chinese keyword ends before a digit; a name ends before 的 and a percent; a name that runs into an
// amount, a percent or a date lacks a space. Other digits belong to the name.
std::size_t Lexer::find_end_before_digits(const WordScan& scan) {
  if (is_chinese_word(scan.begin, scan.first_digit)) return scan.first_digit;
  for (std::size_t i = scan.first_digit; i < scan.end;) {
    const Character character = at(i);
    if (!base::is_digit(character.value)) {
      i = character.next;
      continue;
    }
    const std::size_t before = i - std::min(i, kPossessive.size());
    if (before > scan.begin && starts_with(before, kPossessive) && percent_end(i) != 0) return before;
    if (is_value_at(i)) {
      report_missing_space(scan.begin, i, value_end(i));
      return i;
    }
    i = std::min(digits_end(i), scan.end);
  }
  return find_end_before_percent(scan);
}

void Lexer::emit_word(std::size_t end, bool is_normalised) {
  std::string text;
  if (is_normalised) {
    for (std::size_t i = position_; i < end; i = at(i).next) {
      const char32_t value = at(i).value;
      if (!base::is_invisible(value)) base::append_utf8(text, value);
    }
  }
  const std::size_t begin = position_;
  Token& token = emit(TokenKind::Word, end);
  token.word = find_word(is_normalised ? std::string_view(text) : slice(begin, end));
  token.is_reserved = token.word != kNoWord && is_reserved(token.word);
  if (token.word == kNoWord && starts_with(begin, kSame)) token.word = kGluedFactWord;
  if (is_normalised) set_text(token, std::move(text));
}

bool Lexer::is_chinese_word(std::size_t begin, std::size_t end) const {
  const WordId word = find_word(slice(begin, end));
  return word != kNoWord && is_chinese_keyword(word);
}

// `[要求]` and `【要求】`: a word written as a name.
void Lexer::lex_bracketed(std::string_view close) {
  const std::size_t open_end = at(position_).next;
  const std::size_t begin = position_;
  if (!base::is_letter(at(open_end).value)) return skip_unknown(open_end);
  const WordScan scan = scan_word(open_end);
  const std::size_t close_end = at(scan.end).next;
  const bool is_closed = starts_with(scan.end, close) || (close == "]" && at(scan.end).value == U']');
  if (!is_closed) return skip_unknown(open_end);

  std::string text;
  for (std::size_t i = open_end; i < scan.end; i = at(i).next) {
    if (!base::is_invisible(at(i).value)) base::append_utf8(text, at(i).value);
  }
  position_ = begin;
  Token& token = emit(TokenKind::Word, close_end);
  token.is_bracketed = true;
  set_text(token, std::move(text));
}

}  // namespace polc::grammar
