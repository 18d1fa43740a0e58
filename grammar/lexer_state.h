// The lexer's inside: one object that walks over one text. Declared here because its functions fill
// four files (`lexer.cpp`, `lex_words.cpp`, `lex_numbers.cpp`, `lex_strings.cpp`); nobody else includes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/unicode.h"
#include "grammar/lexer.h"

namespace polc::grammar {

/// A kind of quotation. `keeps_marks`: the marks belong to the text, as in 《…办法》.
struct Quote {
  std::string_view open_text;
  std::string_view close_text;
  char32_t open;
  bool nests;
  bool has_escapes;
  bool keeps_marks;
};

inline constexpr Quote kAsciiQuote{"\"", "\"", U'"', false, true, false};
inline constexpr Quote kQuotes[] = {
    {"“", "”", U'“', true, false, false},     {"「", "」", U'「', true, false, false},
    {"『", "』", U'『', true, false, false},  {"《", "》", U'《', true, false, true},
    {"＂", "＂", U'＂', false, false, false},
};

class Lexer {
 public:
  /// `source` must be valid UTF-8.
  Lexer(const base::Source& source, base::SourceId id, base::Diagnostics& out);

  Lexemes run();

 private:
  /// A character with its full-width form narrowed; `value` is 0 at the end of the text.
  struct Character {
    char32_t value = 0;
    std::size_t next = 0;  // offset after it
  };

  // lexer.cpp
  void step();
  void step_beyond_ascii();
  void lex_mark(char32_t value, std::size_t end);
  void lex_comment();
  void skip_unknown(std::size_t end);
  void suggest_currency(std::string_view code, std::size_t end, base::Diagnostic& found) const;
  Character at(std::size_t offset) const;
  bool is_common_han(std::size_t offset) const;
  bool starts_with(std::size_t offset, std::string_view text) const;
  Token& emit(TokenKind kind, std::size_t end);
  void emit_mark(TokenKind kind, std::size_t end) { emit(kind, end); }
  void set_text(Token& token, std::string text);
  base::Span span(std::size_t begin, std::size_t end) const;
  std::string_view slice(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
  void report_invisible(std::size_t begin);
  void report_missing_space(std::size_t begin, std::size_t cut, std::size_t end);
  void mark_last_cut();

  // lex_words.cpp
  struct WordScan;
  void lex_word();
  void lex_bracketed(std::string_view close);
  WordScan scan_word(std::size_t begin);
  std::size_t letters_end(std::size_t begin) const;
  bool lex_special_word(const WordScan& scan);
  bool lex_ordinal(const WordScan& scan);
  std::size_t find_word_end(const WordScan& scan);
  std::size_t find_end_before_percent(const WordScan& scan);
  std::size_t find_end_before_digits(const WordScan& scan);
  void emit_word(std::size_t end, bool is_normalised);
  bool is_chinese_word(std::size_t begin, std::size_t end) const;

  // lex_numbers.cpp
  struct NumberScan;
  void lex_number();
  bool lex_date();
  bool lex_loose_date();
  void lex_spaced_unit(NumberScan& scan);
  void collect_units();
  std::size_t date_end(std::size_t begin, std::string& iso) const;
  std::size_t iso_date_end(std::size_t begin, std::string& iso) const;
  std::size_t chinese_date_end(std::size_t begin, std::string& iso) const;
  std::size_t digits_end(std::size_t begin) const;
  std::size_t thousands_end(std::size_t begin, std::size_t first_end);
  std::size_t exponent_end(std::size_t begin) const;
  void lex_unit(NumberScan& scan);
  std::size_t unit_end(std::size_t begin) const;
  std::size_t multiplier_end(std::size_t begin) const;
  void finish_unit(NumberScan& scan, std::size_t begin);
  void emit_number(const NumberScan& scan);
  bool is_value_at(std::size_t begin) const;
  std::size_t value_end(std::size_t begin) const;
  std::size_t percent_end(std::size_t begin) const;
  std::size_t chinese_percent_end(std::size_t begin, std::string& digits) const;
  void lex_chinese_percent(std::size_t end, std::string digits);
  void check_after_value(std::size_t begin);

  // lex_strings.cpp
  void lex_string(const Quote& quote);
  std::size_t find_close(const Quote& quote, std::size_t begin);
  std::size_t find_close_in_line(const Quote& quote, std::size_t begin, std::size_t& depth) const;
  bool reopens_in_line(const Quote& quote, std::size_t begin) const;
  std::string string_text(const Quote& quote, std::size_t begin, std::size_t end);
  void lex_unclosed(const Quote& quote);
  bool lex_wrong_quotes();
  base::Span find_other_close(const Quote& quote, std::size_t begin, std::size_t end) const;

  std::string_view text_;
  base::SourceId id_;
  base::Diagnostics& out_;
  Lexemes made_;
  std::size_t position_ = 0;
  bool starts_line_ = true;
  bool is_cut_reported_ = false;         // the token about to be written lacks a space after it
  std::vector<std::string_view> units_;  // declared in this text
  std::size_t num_open_parens_ = 0;
  std::size_t close_search_left_;  // bytes that searches for a closing mark may still cost in vain
};

}  // namespace polc::grammar
