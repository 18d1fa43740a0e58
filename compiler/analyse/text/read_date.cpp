#include "compiler/analyse/text/read_date.h"

#include <cstdint>
#include <iterator>

#include "base/unicode.h"
#include "compiler/analyse/text/han_numerals.h"

namespace polc::analyse::text {
namespace {

constexpr std::u32string_view kMonths[] = {U"january", U"february", U"march",     U"april",   U"may",      U"june",
                                           U"july",    U"august",   U"september", U"october", U"november", U"december"};
constexpr std::u32string_view kMois[] = {U"janvier", U"février", U"mars",      U"avril",   U"mai",      U"juin",
                                         U"juillet", U"août",    U"septembre", U"octobre", U"novembre", U"décembre"};

/// Reads forward through a text; every step says whether it could be taken.
class Cursor {
 public:
  Cursor(std::u32string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }

  bool take(char32_t value) {
    if (at_ >= text_.size() || text_[at_] != value) return false;
    ++at_;
    return true;
  }

  bool take(std::u32string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  /// Reads 1 to `max_digits` digits; −1 where there are none or more.
  int take_digits(std::size_t max_digits) {
    int value = 0;
    std::size_t count = 0;
    while (at_ < text_.size() && base::is_digit(text_[at_]) && count <= max_digits) {
      value = value * 10 + static_cast<int>(text_[at_++] - U'0');
      ++count;
    }
    return count == 0 || count > max_digits ? -1 : value;
  }

  /// Reads digits or Han numerals.
  int take_number(std::size_t max_digits) {
    if (at_ < text_.size() && base::is_digit(text_[at_])) return take_digits(max_digits);
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_han_numeral(text_[at_])) ++at_;
    const auto value = value_of_han(text_.substr(begin, at_ - begin));
    if (!value || !value->is_whole() || value->numerator() > 9999) return -1;
    return static_cast<int>(value->numerator());
  }

  /// Reads the name of a month; 1 to 12, or −1.
  int take_month() {
    for (std::size_t month = 0; month < std::size(kMonths); ++month) {
      if (take_word(kMonths[month]) || take_word(kMois[month])) return static_cast<int>(month) + 1;
    }
    return -1;
  }

 private:
  bool take_word(std::u32string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (at_ + i >= text_.size()) return false;
      const char32_t value = text_[at_ + i];
      const char32_t lower = value >= U'A' && value <= U'Z' ? value + 32 : value;
      if (lower != word[i]) return false;
    }
    at_ += word.size();
    return true;
  }

  std::u32string_view text_;
  std::size_t at_;
};

std::optional<WrittenDate> make(int year, int month, int day, std::size_t end) {
  if (year < 1900 || year > 2200) return std::nullopt;
  const auto date = runtime::make_date({year, month, day});
  if (!date) return std::nullopt;
  return WrittenDate{end, *date};
}

std::optional<WrittenDate> read_han(std::u32string_view text, std::size_t at) {
  Cursor cursor(text, at);
  const int year = cursor.take_number(4);
  if (year < 0 || !cursor.take(U'年')) return std::nullopt;
  const int month = cursor.take_number(2);
  if (month < 0 || !cursor.take(U'月')) return std::nullopt;
  const int day = cursor.take_number(2);
  if (day < 0 || !(cursor.take(U'日') || cursor.take(U'号'))) return std::nullopt;
  return make(year, month, day, cursor.at());
}

std::optional<WrittenDate> read_digits(std::u32string_view text, std::size_t at) {
  Cursor cursor(text, at);
  const int year = cursor.take_digits(4);
  if (year < 1000 || cursor.at() >= text.size()) return std::nullopt;
  const char32_t mark = text[cursor.at()];
  if ((mark != U'-' && mark != U'.' && mark != U'/') || !cursor.take(mark)) return std::nullopt;
  const int month = cursor.take_digits(2);
  if (month < 0 || !cursor.take(mark)) return std::nullopt;
  const int day = cursor.take_digits(2);
  if (day < 0) return std::nullopt;
  return make(year, month, day, cursor.at());
}

std::optional<WrittenDate> read_day_first(std::u32string_view text, std::size_t at) {
  Cursor cursor(text, at);
  const int day = cursor.take_digits(2);
  if (day < 1) return std::nullopt;
  cursor.take(std::u32string_view(U"er"));
  if (!cursor.take(U' ')) return std::nullopt;
  const int month = cursor.take_month();
  if (month < 0 || !cursor.take(U' ')) return std::nullopt;
  const int year = cursor.take_digits(4);
  return make(year, month, day, cursor.at());
}

std::optional<WrittenDate> read_month_first(std::u32string_view text, std::size_t at) {
  Cursor cursor(text, at);
  const int month = cursor.take_month();
  if (month < 0 || !cursor.take(U' ')) return std::nullopt;
  const int day = cursor.take_digits(2);
  if (day < 1 || !cursor.take(U',')) return std::nullopt;
  cursor.take(U' ');
  const int year = cursor.take_digits(4);
  return make(year, month, day, cursor.at());
}

}  // namespace

std::optional<WrittenDate> read_date(std::u32string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  const bool follows_digit = at > 0 && base::is_digit(text[at - 1]);
  if (follows_digit) return std::nullopt;
  const bool is_number = base::is_digit(text[at]) || is_han_numeral(text[at]);
  const bool follows_letter = at > 0 && base::is_letter(text[at - 1]) && !base::is_han(text[at - 1]);
  if (!is_number) return follows_letter ? std::nullopt : read_month_first(text, at);
  if (const auto date = read_han(text, at)) return date;
  if (const auto date = read_digits(text, at)) return date;
  return read_day_first(text, at);
}

}  // namespace polc::analyse::text
