#include "grammar/format/spacing.h"

namespace polc::grammar::format {
namespace {

bool is_value(TokenKind kind) {
  return kind == TokenKind::Number || kind == TokenKind::Percent || kind == TokenKind::Date;
}

bool is_bare_word(const Token& token) { return token.kind == TokenKind::Word && !token.is_bracketed; }

// Numbers and dates end before Chinese words, and Chinese words before them.
bool may_be_glued(const Token& before, const Token& token) {
  return (is_bare_word(before) && is_value(token.kind)) || (is_value(before.kind) && is_bare_word(token));
}

bool is_divider(TokenKind kind) {
  return kind == TokenKind::Comma || kind == TokenKind::Semicolon || kind == TokenKind::Colon;
}

}  // namespace

bool is_full_width(const Lexemes& lexemes, const Token& token) {
  return static_cast<unsigned char>(lexemes.written(token).front()) >= 0x80U;
}

int spaces_between(const Lexemes& lexemes, const Token& before, const Token& token) {
  if (before.kind == TokenKind::OpenParen || token.kind == TokenKind::CloseParen) return 0;
  if (is_divider(token.kind)) return 0;
  if (before.kind == TokenKind::Dot || token.kind == TokenKind::Dot) return 0;
  if (is_divider(before.kind) && is_full_width(lexemes, before)) {
    // `1，200` would be one number; who wrote a space keeps it.
    return token.kind == TokenKind::Number && before.kind == TokenKind::Comma && !token.is_glued ? 1 : 0;
  }
  if (token.kind == TokenKind::OpenParen && is_full_width(lexemes, token)) return is_bare_word(before) ? 0 : 1;
  return token.is_glued && may_be_glued(before, token) ? 0 : 1;
}

}  // namespace polc::grammar::format
