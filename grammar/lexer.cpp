#include "grammar/lexer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "grammar/lexer_state.h"

namespace polc::grammar {
namespace {

using base::Code;
using base::plain;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Marks of one character; those of two are put together in `lex_mark`.
TokenKind mark_kind(char32_t value) {
  switch (value) {
    case U',':
    case U'、': return TokenKind::Comma;
    case U':': return TokenKind::Colon;
    case U';':
    case U'。': return TokenKind::Semicolon;
    case U'(': return TokenKind::OpenParen;
    case U')': return TokenKind::CloseParen;
    case U'=': return TokenKind::Equal;
    case U'≠': return TokenKind::NotEqual;
    case U'<': return TokenKind::Less;
    case U'≤': return TokenKind::LessEqual;
    case U'>': return TokenKind::Greater;
    case U'≥': return TokenKind::GreaterEqual;
    case U'+': return TokenKind::Plus;
    case U'-':
    case U'−': return TokenKind::Minus;
    case U'*':
    case U'×': return TokenKind::Times;
    case U'/':
    case U'÷': return TokenKind::Divide;
    case U'.': return TokenKind::Dot;
    case U'~':
    case U'–':
    case U'—': return TokenKind::Tilde;
    default: return TokenKind::End;
  }
}

TokenKind with_equal(char32_t value) {
  switch (value) {
    case U'<': return TokenKind::LessEqual;
    case U'>': return TokenKind::GreaterEqual;
    case U'!': return TokenKind::NotEqual;
    default: return TokenKind::End;
  }
}

// The code an amount is written with in place of its sign; empty for anything else.
std::string_view code_of_sign(char32_t value) {
  switch (value) {
    case U'€': return "EUR";
    case U'£': return "GBP";
    case U'$': return "USD";
    default: return {};
  }
}

void report_not_utf8(const base::Source& source, base::SourceId id, std::size_t offset, base::Diagnostics& out) {
  const auto begin = static_cast<std::uint32_t>(offset);
  const auto byte = static_cast<unsigned char>(source.text()[offset]);
  out.report(Code::P1007, {id, begin, begin + 1}, {plain(fmt::format("0x{:02X}", byte))})
      .advise(
          {"save the file as UTF-8; nothing else of it was checked", "请将文件另存为 UTF-8 编码;文件的其余内容未检查"});
}

// The product for a text that is not read at all: everything is skipped.
Lexemes refuse(const base::Source& source, base::SourceId id) {
  Lexemes made;
  made.source = &source;
  made.source_id = id;
  const auto size = static_cast<std::uint32_t>(source.text().size());
  if (size > 0) made.trivia.push_back({Trivia::Kind::Skipped, 0, size});
  made.tokens.push_back({.kind = TokenKind::End, .starts_line = true, .begin = size, .end = size});
  return made;
}

}  // namespace

std::string_view Lexemes::text(const Token& token) const {
  if (token.is_normalised) return texts[token.extra];
  std::string_view bytes = written(token);
  if (token.kind != TokenKind::String) return bytes;
  return bytes.substr(token.extra, bytes.size() - 2 * std::size_t{token.extra});
}

Lexemes lex(const base::Source& source, base::SourceId id, base::Diagnostics& out) {
  if (source.text().size() > kMaxFileBytes) {
    out.report(Code::P1013, {id, 0, 0},
               {plain(fmt::format("{}", source.text().size())), plain(fmt::format("{}", kMaxFileBytes))});
    return refuse(source, id);
  }
  const std::size_t invalid = base::find_invalid_utf8(source.text());
  if (invalid < source.text().size()) {
    report_not_utf8(source, id, invalid, out);
    return refuse(source, id);
  }
  return Lexer(source, id, out).run();
}

Lexer::Lexer(const base::Source& source, base::SourceId id, base::Diagnostics& out)
    : text_(source.text()), id_(id), out_(out), close_search_left_(4 * source.text().size() + 4096) {
  made_.source = &source;
  made_.source_id = id;
  made_.tokens.reserve(text_.size() / 8 + 1);
}

Lexemes Lexer::run() {
  if (text_.starts_with(kByteOrderMark)) {
    made_.trivia.push_back({Trivia::Kind::Skipped, 0, 3});
    position_ = 3;
  }
  collect_units();
  while (position_ < text_.size()) step();
  emit(TokenKind::End, position_);
  return std::move(made_);
}

void Lexer::step() {
  const char byte = text_[position_];
  if (byte == ' ' || byte == '\t' || byte == '\r') {
    ++position_;
  } else if (byte == '\n') {
    ++position_;
    starts_line_ = true;
  } else if (byte == '#') {
    lex_comment();
  } else if (byte == '"') {
    lex_string(kAsciiQuote);
  } else if (byte == '\'' && lex_wrong_quotes()) {
    return;
  } else if (byte == '[') {
    lex_bracketed("]");
  } else if (base::is_digit(static_cast<unsigned char>(byte))) {
    lex_number();
  } else if (static_cast<unsigned char>(byte) >= 0x80U) {
    step_beyond_ascii();
  } else if (base::is_letter(static_cast<unsigned char>(byte))) {
    lex_word();
  } else {
    lex_mark(static_cast<unsigned char>(byte), position_ + 1);
  }
}

void Lexer::step_beyond_ascii() {
  if (is_common_han(position_)) return lex_word();
  const base::CodePoint point = base::decode_at(text_, position_);
  const char32_t value = base::narrow(point.value);
  for (const Quote& quote : kQuotes) {
    if (point.value == quote.open) return lex_string(quote);
  }
  if (lex_wrong_quotes()) return;
  if (value == U'【' || value == U'[') return lex_bracketed(value == U'[' ? "]" : "】");
  if (base::is_digit(value)) return lex_number();
  if (base::is_letter(value)) return lex_word();
  if (base::is_space(value)) {
    position_ += point.length;
  } else if (value == U'#') {
    lex_comment();
  } else if (base::is_invisible(value)) {
    report_invisible(position_);
    made_.trivia.push_back({Trivia::Kind::Skipped, static_cast<std::uint32_t>(position_),
                            static_cast<std::uint32_t>(position_ + point.length)});
    position_ += point.length;
  } else {
    lex_mark(value, position_ + point.length);
  }
}

void Lexer::lex_mark(char32_t value, std::size_t end) {
  const Character next = at(end);
  if (next.value == U'=' && with_equal(value) != TokenKind::End) return emit_mark(with_equal(value), next.next);
  const TokenKind kind = mark_kind(value);
  if (kind == TokenKind::OpenParen) ++num_open_parens_;
  if (kind == TokenKind::CloseParen && num_open_parens_ > 0) --num_open_parens_;
  if (kind != TokenKind::End) return emit_mark(kind, end);
  if (base::is_invisible(value)) {
    report_invisible(position_);
    made_.trivia.push_back(
        {Trivia::Kind::Skipped, static_cast<std::uint32_t>(position_), static_cast<std::uint32_t>(end)});
    position_ = end;
    return;
  }
  skip_unknown(end);
}

void Lexer::lex_comment() {
  const std::size_t end = std::min(text_.find('\n', position_), text_.size());
  for (std::size_t i = position_; i < end;) {
    const base::CodePoint point = base::decode_at(text_, i);
    // Direction controls make a comment show other text than it holds; other invisible characters in a
    // comment deceive nobody.
    if (base::is_bidi_control(point.value)) report_invisible(i);
    i += point.length;
  }
  made_.trivia.push_back(
      {Trivia::Kind::Comment, static_cast<std::uint32_t>(position_), static_cast<std::uint32_t>(end)});
  position_ = end;
}

// Leaves out a run of one meaningless character.
void Lexer::skip_unknown(std::size_t end) {
  const std::string_view character = slice(position_, end);
  while (starts_with(end, character)) end += character.size();
  const base::CodePoint point = base::decode_at(text_, position_);
  base::Diagnostic& found =
      out_.report(Code::P1016, span(position_, end), {plain(base::describe_code_point(point.value))});
  const std::string_view code = code_of_sign(base::narrow(point.value));
  if (!code.empty()) suggest_currency(code, end, found);
  made_.trivia.push_back(
      {Trivia::Kind::Skipped, static_cast<std::uint32_t>(position_), static_cast<std::uint32_t>(end)});
  position_ = end;
}

// `€100`, `100 €`: the code stands before the number.
void Lexer::suggest_currency(std::string_view code, std::size_t end, base::Diagnostic& found) const {
  found.advise({fmt::format("an amount is written `{} 100`, or `100` where that is the policy's currency", code),
                fmt::format("金额写作“{} 100”；与政策币种相同的，写“100”即可", code)});
  const base::Bilingual title{fmt::format("write `{}` before the number", code), fmt::format("在数字之前写“{}”", code)};
  std::size_t next = end;
  while (base::is_space(at(next).value)) next = at(next).next;
  if (base::is_digit(at(next).value)) {
    found.fix(title, {{span(position_, next), fmt::format("{} ", code)}}, false);
  } else if (!made_.tokens.empty() && !starts_line_ && made_.tokens.back().kind == TokenKind::Number) {
    const Token& number = made_.tokens.back();
    found.fix(title, {{span(number.begin, number.begin), fmt::format("{} ", code)}, {span(number.end, end), ""}},
              false);
  }
}

Lexer::Character Lexer::at(std::size_t offset) const {
  if (offset >= text_.size()) return {0, offset};
  const auto byte = static_cast<unsigned char>(text_[offset]);
  if (byte < 0x80U) return {byte, offset + 1};
  const base::CodePoint point = base::decode_at(text_, offset);
  return {base::narrow(point.value), offset + point.length};
}

// Han characters of three bytes from U+4E00 on, the bulk of every policy; the text is valid UTF-8.
bool Lexer::is_common_han(std::size_t offset) const {
  const auto lead = static_cast<unsigned char>(text_[offset]);
  return (lead > 0xE4U && lead <= 0xE9U) || (lead == 0xE4U && static_cast<unsigned char>(text_[offset + 1]) >= 0xB8U);
}

bool Lexer::starts_with(std::size_t offset, std::string_view text) const {
  return offset <= text_.size() && text_.substr(offset, text.size()) == text;
}

Token& Lexer::emit(TokenKind kind, std::size_t end) {
  Token token;
  token.kind = kind;
  token.starts_line = starts_line_;
  token.begin = static_cast<std::uint32_t>(position_);
  token.end = static_cast<std::uint32_t>(end);
  token.is_cut = is_cut_reported_;
  is_cut_reported_ = false;
  token.is_glued = !made_.tokens.empty() && made_.tokens.back().end == token.begin;
  starts_line_ = false;
  position_ = end;
  return made_.tokens.emplace_back(token);
}

void Lexer::set_text(Token& token, std::string text) {
  token.is_normalised = true;
  token.extra = static_cast<std::uint32_t>(made_.texts.size());
  made_.texts.push_back(std::move(text));
}

base::Span Lexer::span(std::size_t begin, std::size_t end) const {
  return {id_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void Lexer::report_invisible(std::size_t begin) {
  const base::CodePoint point = base::decode_at(text_, begin);
  const base::Span place = span(begin, begin + point.length);
  out_.report(Code::P4604, place, {plain(base::describe_code_point(point.value))})
      .fix({"remove the character", "删去该字符"}, {{place, ""}}, true);
}

void Lexer::report_missing_space(std::size_t begin, std::size_t cut, std::size_t end) {
  is_cut_reported_ = true;
  const std::string_view left = slice(begin, cut);
  const std::string_view right = slice(cut, end);
  out_.report(Code::P1002, span(begin, end), {plain(slice(begin, end)), plain(left), plain(right)})
      .fix({fmt::format("write `{} {}`", left, right), fmt::format("写作“{} {}”", left, right)},
           {{span(cut, cut), " "}}, true);
}

// For a space that turns out to be missing after the token was written.
void Lexer::mark_last_cut() {
  made_.tokens.back().is_cut = true;
  is_cut_reported_ = false;
}

}  // namespace polc::grammar
