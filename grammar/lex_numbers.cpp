// Numbers with their units, percents and dates, and what may be glued to them.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "grammar/lexer_state.h"

namespace polc::grammar {
namespace {

using base::Code;
using base::plain;

constexpr std::string_view kYuan = "元";
constexpr std::string_view kYear = "年";
constexpr std::string_view kPercentWord = "百分之";

// What may follow a number's unit without a space.
constexpr std::string_view kAfterNumber[] = {"以上", "以下", "以内", "以外"};
// Parts of longer phrases that follow a number of years: `任意连续3年内`, `分3年等额`.
constexpr std::string_view kAfterYears[] = {"年内", "年等额"};
// What may follow a date without a space.
constexpr std::string_view kAfterDate[] = {"至", "到", "起", "起施行", "为基准日"};
constexpr std::string_view kRangeWords[] = {"至", "到"};
// The types that may have a unit of their own.
constexpr std::string_view kCountingTypes[] = {"number", "integer", "数值", "整数"};
constexpr std::size_t kMaxUnits = 64;  // looked through for every number with a space after it

template <std::size_t Count>
bool is_one_of(std::string_view text, const std::string_view (&words)[Count]) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

std::string two_digits(std::string_view digits) {
  return digits.size() == 1 ? fmt::format("0{}", digits) : std::string(digits);
}

constexpr std::string_view kNumerals[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

// Returns the value of the numeral at the start of `text` and removes it, or −1.
int take_numeral(std::string_view& text) {
  for (int value = 0; value < 10; ++value) {
    const std::string_view numeral = kNumerals[value];
    if (text.starts_with(numeral)) {
      text.remove_prefix(numeral.size());
      return value;
    }
  }
  for (const auto& [numeral, value] : {std::pair<std::string_view, int>{"〇", 0}, {"两", 2}}) {
    if (text.starts_with(numeral)) {
      text.remove_prefix(numeral.size());
      return value;
    }
  }
  return -1;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

NumberParts split_number(std::string_view text) {
  NumberParts parts;
  std::size_t digits = 0;
  while (digits < text.size() && (text[digits] == '.' || (text[digits] >= '0' && text[digits] <= '9'))) ++digits;
  parts.digits = text.substr(0, digits);
  text.remove_prefix(digits);
  if (take(text, "万")) parts.power_of_ten += 4;
  if (take(text, "亿")) parts.power_of_ten += 8;
  parts.unit = text;
  return parts;
}

int chinese_numeral(std::string_view text) {
  if (text.empty()) return -1;
  constexpr std::array<std::pair<std::string_view, int>, 3> kPlaces = {{{"千", 1000}, {"百", 100}, {"十", 10}}};
  int value = 0;
  for (const auto& [word, worth] : kPlaces) {
    std::string_view rest = text;
    const bool is_bare_ten = worth == 10 && take(rest, word);  // 十五 and 一百十五 leave out the one
    const int numeral = is_bare_ten ? 1 : take_numeral(rest);
    if (!is_bare_ten && (numeral < 1 || !take(rest, word))) continue;
    value += numeral * worth;
    text = rest;
    std::string_view after_zero = text;
    if (take_numeral(after_zero) == 0 && !after_zero.empty()) text = after_zero;
  }
  if (text.empty()) return value;
  const int last = take_numeral(text);
  return last >= 0 && text.empty() ? value + last : -1;
}

/// A number while it is read. The offsets follow one another.
struct Lexer::NumberScan {
  std::size_t begin = 0;
  std::size_t digits_end = 0;
  std::size_t end = 0;
  std::size_t unit_begin = 0;  // where the unit begins if a space stands before it
  bool is_normalised = false;  // separators, full-width digits, or a part that was reported
};

std::size_t Lexer::digits_end(std::size_t begin) const {
  std::size_t end = begin;
  while (true) {
    Character character = at(end);
    if (character.value == U'_') character = at(character.next);
    if (!base::is_digit(character.value)) return end;
    end = character.next;
  }
}

void Lexer::lex_number() {
  NumberScan scan{.begin = position_, .digits_end = digits_end(position_)};
  const char32_t after_digits = at(scan.digits_end).value;
  if ((after_digits == U'-' || after_digits == U'年') && lex_date()) return;
  if ((after_digits == U'-' || after_digits == U'/' || after_digits == U'.') && lex_loose_date()) return;
  const std::size_t grouped = thousands_end(scan.begin, scan.digits_end);
  if (grouped != 0) scan.digits_end = grouped;
  const Character point = at(scan.digits_end);
  if (point.value == U'.' && base::is_digit(at(point.next).value)) scan.digits_end = digits_end(point.next);
  scan.end = scan.digits_end;

  const std::size_t exponent = exponent_end(scan.end);
  if (exponent != 0) {
    out_.report(Code::P1008, span(scan.begin, exponent),
                {plain(slice(scan.begin, exponent)), {"exponents are not used", "不使用指数"}});
    scan.end = exponent;
    return emit_number(scan);
  }
  const Character sign = at(scan.end);
  if (sign.value == U'%') {
    scan.end = sign.next;
    emit_number(scan);
    made_.tokens.back().kind = TokenKind::Percent;
    return check_after_value(scan.begin);
  }
  const bool is_counted = !made_.tokens.empty() && made_.tokens.back().end == scan.begin &&
                          made_.tokens.back().kind == TokenKind::Word &&
                          made_.source->text().substr(made_.tokens.back().begin, 3) == "第" &&
                          made_.tokens.back().end - made_.tokens.back().begin == 3;
  if (!is_counted && base::is_letter(sign.value)) lex_unit(scan);
  if (scan.end == scan.digits_end && base::is_space(sign.value)) lex_spaced_unit(scan);
  emit_number(scan);
}

// `500 平方米`, for units that the file itself declares; any other word after a space is a word of its own.
void Lexer::lex_spaced_unit(NumberScan& scan) {
  std::size_t begin = scan.end;
  while (base::is_space(at(begin).value)) begin = at(begin).next;
  const std::string_view word = slice(begin, unit_end(begin));
  for (const std::string_view unit : units_) {
    if (!word.starts_with(unit)) continue;
    const std::string_view rest = word.substr(unit.size());
    if (!rest.empty() && !is_one_of(rest, kAfterNumber)) continue;
    scan.end = begin + unit.size();
    scan.unit_begin = begin;
    return;
  }
}

// Finds the units of `number in 平方米`, `整数 单位为 人`.
void Lexer::collect_units() {
  for (const std::string_view word : {std::string_view("in"), std::string_view("单位为")}) {
    for (std::size_t i = text_.find(word); i != std::string_view::npos; i = text_.find(word, i + word.size())) {
      std::string_view before = text_.substr(0, i);
      before = before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
      const bool is_type =
          before.size() < i && std::any_of(std::begin(kCountingTypes), std::end(kCountingTypes),
                                           [&](std::string_view type) { return before.ends_with(type); });
      std::size_t begin = i + word.size();
      while (is_type && base::is_space(at(begin).value)) begin = at(begin).next;
      const std::string_view unit = slice(begin, unit_end(begin));
      if (is_type && !unit.empty()) units_.push_back(unit);
    }
  }
  // The longest first, so that 平方米 is not taken for 平方; each once.
  std::sort(units_.begin(), units_.end(), [](std::string_view lhs, std::string_view rhs) {
    return lhs.size() != rhs.size() ? lhs.size() > rhs.size() : lhs < rhs;
  });
  units_.erase(std::unique(units_.begin(), units_.end()), units_.end());
  if (units_.size() > kMaxUnits) units_.resize(kMaxUnits);
}

// Returns the end of `300,000`, which is reported, or 0. Between parentheses it may be a list.
std::size_t Lexer::thousands_end(std::size_t begin, std::size_t first_end) {
  if (first_end - begin > 3 || text_[begin] == '0') return 0;
  std::size_t end = first_end;
  while (true) {
    const Character comma = at(end);
    if (comma.value != U',') break;
    const std::size_t group = digits_end(comma.next);
    const std::string digits = base::narrow(slice(comma.next, group));
    if (digits.size() != 3 || digits.find('_') != std::string::npos) break;
    end = group;
  }
  if (end == first_end) return 0;
  std::string joined = base::narrow(slice(begin, end));
  std::erase(joined, ',');
  const bool is_safe = num_open_parens_ == 0;
  base::Diagnostic& found = out_.report(Code::P1004, span(begin, end), {plain(slice(begin, end))});
  found.fix({fmt::format("write `{}`", joined), fmt::format("写作“{}”", joined)}, {{span(begin, end), joined}},
            is_safe);
  if (!is_safe) {
    std::string spaced(slice(begin, end));
    for (std::size_t i = spaced.find(','); i != std::string::npos; i = spaced.find(',', i + 1))
      spaced.insert(i + 1, " ");
    found.fix({"write a list, with a space after each comma", "如为并列各数,请在逗号后加空格"},
              {{span(begin, end), spaced}}, false);
  }
  return end;
}

std::size_t Lexer::exponent_end(std::size_t begin) const {
  const Character letter = at(begin);
  if (letter.value != U'e' && letter.value != U'E') return 0;
  Character next = at(letter.next);
  if (next.value == U'+' || next.value == U'-') next = at(next.next);
  if (!base::is_digit(next.value)) return 0;
  std::size_t end = next.next;
  while (base::is_digit(at(end).value) || base::is_letter(at(end).value)) end = at(end).next;
  return end;
}

std::size_t Lexer::multiplier_end(std::size_t begin) const {
  std::size_t end = begin;
  if (starts_with(end, "万")) end += std::string_view("万").size();
  if (starts_with(end, "亿")) end += std::string_view("亿").size();
  return end;
}

// Letters and `·`, digits after a Latin letter (m2), and `/` with more of the same.
std::size_t Lexer::unit_end(std::size_t begin) const {
  std::size_t end = begin;
  bool is_after_latin = false;
  while (true) {
    const Character character = at(end);
    const bool is_latin = character.value < 0x80 && base::is_letter(character.value);
    const bool is_digit_of_unit = base::is_digit(character.value) && is_after_latin;
    const bool is_divider = character.value == U'/' && end > begin && base::is_letter(at(character.next).value);
    if (!base::is_letter(character.value) && character.value != U'·' && !is_digit_of_unit && !is_divider) return end;
    is_after_latin = is_latin || is_digit_of_unit;
    end = character.next;
  }
}

void Lexer::lex_unit(NumberScan& scan) {
  const std::size_t unit = multiplier_end(scan.end);
  std::size_t repeated = unit;
  while (starts_with(repeated, "万") || starts_with(repeated, "亿")) repeated += std::string_view("万").size();
  if (repeated > unit) {
    const std::size_t end = unit_end(scan.end);
    const std::string once = std::string(slice(scan.begin, unit)) + std::string(slice(repeated, end));
    out_.report(Code::P1019, span(scan.begin, end), {plain(slice(scan.begin, end))})
        .fix({fmt::format("write `{}`", once), fmt::format("写作“{}”", once)}, {{span(scan.begin, end), once}}, false);
    scan.is_normalised = true;
    scan.end = end;
    return;
  }
  scan.end = unit;
  finish_unit(scan, unit);
}

// Decides how much of the letters after the number is its unit.
void Lexer::finish_unit(NumberScan& scan, std::size_t begin) {
  const std::size_t end = unit_end(begin);
  const std::string_view letters = slice(begin, end);
  scan.end = end;
  if (letters == kYuan || letters.empty()) return;
  std::size_t cut = end;
  for (const std::string_view word : kAfterNumber) {
    if (letters.ends_with(word)) cut = end - word.size();
  }
  if (is_one_of(letters, kAfterYears)) cut = begin + kYear.size();
  for (const std::string_view word : kRangeWords) {
    if (letters.ends_with(word) && base::is_digit(at(end).value)) cut = end - word.size();
    if (letters == word) cut = begin;
  }
  const std::string_view unit = slice(begin, cut);
  scan.end = cut;
  if (unit.starts_with(kYuan) && unit.size() > kYuan.size() && unit[kYuan.size()] != '/') {
    const std::size_t after = begin + kYuan.size();
    if (starts_with(after, kYuan) || starts_with(after, "万元") || starts_with(after, "亿元")) {
      const std::string once(slice(scan.begin, after));
      out_.report(Code::P1019, span(scan.begin, cut), {plain(slice(scan.begin, cut))})
          .fix({fmt::format("write `{}`", once), fmt::format("写作“{}”", once)}, {{span(scan.begin, cut), once}}, true);
      scan.is_normalised = true;
      return;
    }
    report_missing_space(scan.begin, after, cut);
    scan.end = after;
    return;
  }
  const WordId word = find_word(unit);
  if (word != kNoWord && is_reserved(word)) {
    report_missing_space(scan.begin, begin, cut);
    scan.end = begin;
  }
}

void Lexer::emit_number(const NumberScan& scan) {
  Token& token = emit(TokenKind::Number, scan.end);
  bool is_plain = !scan.is_normalised;
  for (std::size_t i = scan.begin; i < scan.digits_end && is_plain; ++i) {
    is_plain = (text_[i] >= '0' && text_[i] <= '9') || text_[i] == '.';
  }
  const bool is_exponent = scan.end > scan.digits_end && exponent_end(scan.digits_end) != 0;
  if (is_plain && !is_exponent && scan.unit_begin == 0) return;
  std::string text = base::narrow(slice(scan.begin, scan.digits_end));
  std::erase_if(text, [](char byte) { return byte == '_' || byte == ','; });
  if (scan.is_normalised) {
    const std::size_t unit = multiplier_end(scan.digits_end);
    text += slice(scan.digits_end, unit);
    if (slice(unit, scan.end).find(kYuan) != std::string_view::npos) text += kYuan;
  } else if (!is_exponent) {
    text += base::narrow(slice(std::max(scan.digits_end, scan.unit_begin), scan.end));
  }
  set_text(token, std::move(text));
}

// ------------------------------------------------------------------ dates

bool Lexer::lex_date() {
  std::string iso;
  const std::size_t end = date_end(position_, iso);
  if (end == 0) return false;
  const std::size_t begin = position_;
  Token& token = emit(TokenKind::Date, end);
  if (iso != slice(begin, end)) set_text(token, std::move(iso));
  const std::string_view letters = slice(end, letters_end(end));
  if (!letters.empty() && !is_one_of(letters, kAfterDate)) {
    report_missing_space(begin, end, end + letters.size());
    mark_last_cut();
  }
  return true;
}

// `2022-3-1`, `2022/03/01`, `2022.3.1`: what can only be a date is read as one and reported.
bool Lexer::lex_loose_date() {
  std::array<std::string, 3> parts;
  std::size_t end = position_;
  char32_t divider = 0;
  for (std::size_t part = 0; part < 3; ++part) {
    if (part > 0) {
      const Character mark = at(end);
      if (part == 2 && mark.value != divider) return false;
      divider = mark.value;
      end = mark.next;
    }
    for (Character digit = at(end); base::is_digit(digit.value); digit = at(end)) {
      base::append_utf8(parts[part], digit.value);
      end = digit.next;
    }
    if (part == 0 ? parts[part].size() != 4 : parts[part].empty() || parts[part].size() > 2) return false;
  }
  const bool is_month = parts[1] >= "01" ? two_digits(parts[1]) <= "12" : false;
  if (!is_month || two_digits(parts[2]) > "31" || two_digits(parts[2]) == "00" || base::is_letter(at(end).value))
    return false;
  std::string iso = fmt::format("{}-{}-{}", parts[0], two_digits(parts[1]), two_digits(parts[2]));
  out_.report(
          Code::P1008, span(position_, end),
          {plain(slice(position_, end)), {fmt::format("a date is written {}", iso), fmt::format("日期写作{}", iso)}})
      .fix({fmt::format("write `{}`", iso), fmt::format("写作“{}”", iso)}, {{span(position_, end), iso}}, true);
  set_text(emit(TokenKind::Date, end), std::move(iso));
  return true;
}

// Returns the end of the date at `begin` and its `YYYY-MM-DD`, or 0. The day need not exist.
std::size_t Lexer::date_end(std::size_t begin, std::string& iso) const {
  const std::size_t end = iso_date_end(begin, iso);
  return end != 0 ? end : chinese_date_end(begin, iso);
}

std::size_t Lexer::iso_date_end(std::size_t begin, std::string& iso) const {
  iso.clear();
  std::size_t i = begin;
  for (const char32_t expected : {U'0', U'0', U'0', U'0', U'-', U'0', U'0', U'-', U'0', U'0'}) {
    const Character character = at(i);
    const bool fits = expected == U'0' ? base::is_digit(character.value) : character.value == expected;
    if (!fits) return 0;
    base::append_utf8(iso, character.value);
    i = character.next;
  }
  return base::is_digit(at(i).value) ? 0 : i;
}

std::size_t Lexer::chinese_date_end(std::size_t begin, std::string& iso) const {
  std::size_t i = begin;
  std::array<std::string, 3> parts;
  constexpr std::array<std::string_view, 3> kUnits = {"年", "月", "日"};
  for (std::size_t part = 0; part < 3; ++part) {
    for (Character digit = at(i); base::is_digit(digit.value); digit = at(i)) {
      base::append_utf8(parts[part], digit.value);
      i = digit.next;
    }
    if (parts[part].empty() || parts[part].size() > (part == 0 ? 4U : 2U) || !starts_with(i, kUnits[part])) return 0;
    i += kUnits[part].size();
  }
  iso = fmt::format("{:0>4}-{}-{}", parts[0], two_digits(parts[1]), two_digits(parts[2]));
  return i;
}

std::size_t Lexer::letters_end(std::size_t begin) const {
  std::size_t end = begin;
  while (base::is_letter(at(end).value)) end = at(end).next;
  return end;
}

// ------------------------------------------------------------------ percents and glued values

// Returns the end of `20%` at `begin`, or 0.
std::size_t Lexer::percent_end(std::size_t begin) const {
  std::size_t end = digits_end(begin);
  if (end == begin) return 0;
  if (at(end).value == U'.' && base::is_digit(at(at(end).next).value)) end = digits_end(at(end).next);
  return at(end).value == U'%' ? at(end).next : 0;
}

// Does the run of digits at `begin` turn out to be an amount, a percent or a date?
bool Lexer::is_value_at(std::size_t begin) const { return value_end(begin) != 0; }

std::size_t Lexer::value_end(std::size_t begin) const {
  std::string iso;
  const std::size_t date = date_end(begin, iso);
  if (date != 0) return date;
  const std::size_t percent = percent_end(begin);
  if (percent != 0) return percent;
  std::size_t end = digits_end(begin);
  if (at(end).value == U'.' && base::is_digit(at(at(end).next).value)) end = digits_end(at(end).next);
  const std::size_t multiplier = multiplier_end(end);
  if (starts_with(multiplier, kYuan)) return multiplier + kYuan.size();
  return multiplier > end ? multiplier : 0;
}

// Returns the end of `百分之五十` at `begin` and its digits, or 0. Nothing but the words that may follow a
// number may follow it, else it is the start of a name.
std::size_t Lexer::chinese_percent_end(std::size_t begin, std::string& digits) const {
  if (!starts_with(begin, kPercentWord)) return 0;
  const std::size_t number = begin + kPercentWord.size();
  if (base::is_digit(at(number).value)) {
    std::size_t end = digits_end(number);
    if (at(end).value == U'.' && base::is_digit(at(at(end).next).value)) end = digits_end(at(end).next);
    digits = base::narrow(slice(number, end));
    std::erase(digits, '_');
    return end;
  }
  std::size_t end = letters_end(number);
  for (const std::string_view word : kAfterNumber) {
    if (slice(number, end).ends_with(word)) end -= word.size();
  }
  const std::string_view numerals = slice(number, end);
  const std::size_t point = numerals.find("点");
  const int whole = chinese_numeral(numerals.substr(0, point));
  if (whole < 0) return 0;
  digits = fmt::format("{}", whole);
  if (point == std::string_view::npos) return end;
  digits += '.';
  std::string_view rest = numerals.substr(point + std::string_view("点").size());
  if (rest.empty()) return 0;
  while (!rest.empty()) {
    const int digit = take_numeral(rest);
    if (digit < 0) return 0;
    digits += static_cast<char>('0' + digit);
  }
  return end;
}

void Lexer::lex_chinese_percent(std::size_t end, std::string digits) {
  const std::size_t begin = position_;
  set_text(emit(TokenKind::Percent, end), std::move(digits) + "%");
  check_after_value(begin);
}

// A percent takes 以上 and the like without a space and no other letter.
void Lexer::check_after_value(std::size_t begin) {
  const std::string_view letters = slice(position_, letters_end(position_));
  if (letters.empty() || is_one_of(letters, kAfterNumber)) return;
  report_missing_space(begin, position_, position_ + letters.size());
  mark_last_cut();
}

}  // namespace polc::grammar
