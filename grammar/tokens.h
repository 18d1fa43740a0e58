// What a text is made of: words, quotations, numbers, dates and marks, each with its place, and the
// comments between them. Every byte of the text is in a token, in a piece of trivia, or white space, so
// the text can be written back unchanged. Made by the lexer; read by the parser, the builder of the
// syntax tree and the formatter.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "grammar/keywords.h"

namespace polc::grammar {

enum class TokenKind : std::uint8_t {
  End,  // after the last token; empty
  Word,
  String,
  Number,   // `30万元`: digits, multiplier and unit together
  Percent,  // `50%`, `百分之五十`
  Date,     // `2022-03-01`, `2022年3月1日`
  Comma,
  Colon,
  Semicolon,
  OpenParen,
  CloseParen,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Plus,
  Minus,
  Times,
  Divide,
  Dot,
  Tilde,
};

/// One token. `word`: its id if the word is in the keyword table. `extra`: the place of its normalised
/// text if it has one, else the bytes of a string's quotation mark on either side.
struct Token {
  TokenKind kind = TokenKind::End;
  bool starts_line : 1 = false;
  bool is_glued : 1 = false;       // nothing stands between it and the token before
  bool is_reserved : 1 = false;    // a statement word or joint, written bare
  bool is_normalised : 1 = false;  // its text differs from its bytes
  bool is_bracketed : 1 = false;   // `[要求]`: a name whatever the word
  bool is_unclosed : 1 = false;    // a string that took the rest of its line; reported
  bool is_cut : 1 = false;         // the next token is glued to it and should not be; reported
  WordId word = kNoWord;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t extra = 0;
};
static_assert(sizeof(Token) == 16);

/// What stands between tokens beside white space. `Skipped`: bytes that were reported and left out.
struct Trivia {
  enum class Kind : std::uint8_t { Comment, Skipped } kind = Kind::Comment;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The tokens of one text. Views into `source`, which must outlive this.
struct Lexemes {
  const base::Source* source = nullptr;
  base::SourceId source_id = base::kNoSource;
  std::vector<Token> tokens;      // the last one is `End`
  std::vector<Trivia> trivia;     // in order
  std::deque<std::string> texts;  // normalised texts, by `Token::extra`

  /// Returns the bytes of the token as written.
  std::string_view written(const Token& token) const {
    return source->text().substr(token.begin, token.end - token.begin);
  }
  /// Returns what the token says: a word narrowed and without brackets, a string without its quotation
  /// marks, a number without separators.
  std::string_view text(const Token& token) const;
  base::Span span(const Token& token) const { return {source_id, token.begin, token.end}; }
};

/// A number token taken apart. The views live as long as the text given.
struct NumberParts {
  std::string_view digits;  // "1.5"
  int power_of_ten = 0;     // 4 for 万, 8 for 亿, 12 for 万亿
  std::string_view unit;    // "元", "平方米/月", ""
};

/// Takes the text of a `Number` token apart.
NumberParts split_number(std::string_view text);

/// Returns the value of Chinese numerals from 0 to 9999 ("三", "二十一", "一百零五"), or −1.
int chinese_numeral(std::string_view text);

}  // namespace polc::grammar
