// Quotations: which mark closes which, escapes, line breaks inside, and where to go on after one that is
// never closed.
#include <algorithm>
#include <utility>

#include "grammar/lexer_state.h"

namespace polc::grammar {
namespace {

using base::Code;
using base::plain;

bool ends_with_wide(std::string_view text) {
  if (text.empty()) return false;
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
  return base::is_han_or_punctuation(base::decode_at(text, begin).value);
}

void trim_end(std::string& text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.pop_back();
}

// Could the character at this lead byte be invisible? A quick no for Han characters and ASCII.
bool may_be_invisible(unsigned char byte) {
  if (byte < 0x20U) return byte != '\t' && byte != '\n' && byte != '\r';
  if (byte < 0x80U) return byte == 0x7FU;
  return (byte >= 0xC2U && byte <= 0xE3U) || byte >= 0xEFU;
}

// Does the text between the marks say just what its bytes are?
bool is_plain(const Quote& quote, std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte == '\n' || (byte == '\\' && quote.has_escapes)) return false;
    if (!may_be_invisible(byte)) {
      ++i;
      continue;
    }
    const base::CodePoint point = base::decode_at(bytes, i);
    if (base::is_invisible(point.value)) return false;
    i += point.length;
  }
  return true;
}

}  // namespace

void Lexer::lex_string(const Quote& quote) {
  const std::size_t begin = position_;
  const std::size_t inner = begin + quote.open_text.size();
  const std::size_t close = find_close(quote, inner);
  if (close == std::string_view::npos) return lex_unclosed(quote);

  const std::size_t margin = quote.keeps_marks ? 0 : quote.open_text.size();
  const std::size_t end = close + quote.close_text.size();
  const std::string_view bytes = slice(begin + margin, end - margin);
  if (is_plain(quote, bytes)) {
    emit(TokenKind::String, end).extra = static_cast<std::uint32_t>(margin);
    return;
  }
  std::string text = string_text(quote, begin + margin, end - margin);
  set_text(emit(TokenKind::String, end), std::move(text));
}

// Returns the offset of the closing mark, or npos. A quotation may run over lines; but when the next line
// with such marks begins like a statement or clause and its own marks are even, those marks are its own.
std::size_t Lexer::find_close(const Quote& quote, std::size_t begin) {
  std::size_t depth = 1;
  std::size_t line = begin;
  while (true) {
    const std::size_t close = find_close_in_line(quote, line, depth);
    if (close != std::string_view::npos) return close;
    const std::size_t line_end = text_.find('\n', line);
    if (line_end == std::string_view::npos) break;
    const std::size_t length = line_end + 1 - line;
    if (close_search_left_ < length) break;
    close_search_left_ -= length;
    line = line_end + 1;
    if (reopens_in_line(quote, line)) break;
  }
  return std::string_view::npos;
}

std::size_t Lexer::find_close_in_line(const Quote& quote, std::size_t begin, std::size_t& depth) const {
  for (std::size_t i = begin; i < text_.size() && text_[i] != '\n'; ++i) {
    if (quote.has_escapes && text_[i] == '\\' && i + 1 < text_.size() && text_[i + 1] != '\n') {
      ++i;
    } else if (text_[i] != quote.close_text[0]) {
      continue;
    } else if (starts_with(i, quote.close_text)) {
      if (--depth == 0) return i;
    } else if (quote.nests && starts_with(i, quote.open_text)) {
      ++depth;
    }
  }
  return std::string_view::npos;
}

bool Lexer::reopens_in_line(const Quote& quote, std::size_t begin) const {
  std::size_t word = begin;
  while (word < text_.size() && base::is_space(at(word).value)) word = at(word).next;
  const std::size_t word_end = letters_end(word);
  if (word_end == word || find_word(slice(word, word_end)) == kNoWord) return false;

  const std::size_t line_end = std::min(text_.find('\n', word), text_.size());
  int num_opened = 0;
  int num_closed = 0;
  for (std::size_t i = word; i < line_end; ++i) {
    if (quote.has_escapes && text_[i] == '\\') {
      ++i;
    } else if (starts_with(i, quote.open_text)) {
      ++num_opened;
    } else if (starts_with(i, quote.close_text)) {
      ++num_closed;
    }
  }
  return num_opened > 0 && (quote.nests ? num_opened == num_closed : num_opened % 2 == 0);
}

// Returns the text between `begin` and `end` without escapes, line breaks and invisible characters.
std::string Lexer::string_text(const Quote& quote, std::size_t begin, std::size_t end) {
  std::string text;
  text.reserve(end - begin);
  for (std::size_t i = begin; i < end;) {
    const char byte = text_[i];
    if (quote.has_escapes && byte == '\\') {
      const base::CodePoint escaped = base::decode_at(text_, i + 1);
      const std::string_view sequence = slice(i, i + 1 + escaped.length);
      if (escaped.value == U'"' || escaped.value == U'\\') {
        text += sequence[1];
      } else {
        out_.report(Code::P1015, span(i, i + sequence.size()), {plain(sequence)})
            .fix({"write the backslash twice", "反斜杠写两次"}, {{span(i, i), "\\"}}, false);
        text += sequence;
      }
      i += sequence.size();
    } else if (byte == '\n') {
      trim_end(text);
      while (i < end && (text_[i] == ' ' || text_[i] == '\t' || text_[i] == '\r' || text_[i] == '\n')) ++i;
      const bool is_between_wide =
          i < end && ends_with_wide(text) && base::is_han_or_punctuation(base::decode_at(text_, i).value);
      if (!is_between_wide && !text.empty() && i < end) text += ' ';
    } else {
      const base::CodePoint point = base::decode_at(text_, i);
      const bool is_hidden = may_be_invisible(static_cast<unsigned char>(byte)) && base::is_invisible(point.value);
      if (is_hidden) report_invisible(i);
      if (!is_hidden) text += slice(i, i + point.length);
      i += point.length;
    }
  }
  return text;
}

// Takes `”…“`, `‘…’` and `'…'` on one line as the quotation they were meant to be.
bool Lexer::lex_wrong_quotes() {
  const Character open = at(position_);
  if (open.value != U'”' && open.value != U'‘' && open.value != U'’' && open.value != U'\'') return false;
  const std::size_t begin = position_;
  for (std::size_t i = open.next; i < text_.size() && text_[i] != '\n';) {
    const Character close = at(i);
    const bool is_double = open.value == U'”' && (close.value == U'“' || close.value == U'”');
    const bool is_single = open.value != U'”' && (close.value == U'‘' || close.value == U'’' || close.value == U'\'');
    if (!is_double && !is_single) {
      i = close.next;
      continue;
    }
    out_.report(Code::P1016, span(begin, open.next), {plain(base::describe_code_point(open.value))})
        .advise({"a quotation is written \"…\", “…” or 《…》", "引文写作\"…\"、“…”或《…》"})
        .fix({"write “…”", "写作“…”"}, {{span(begin, open.next), "“"}, {span(i, close.next), "”"}}, true);
    set_text(emit(TokenKind::String, close.next), std::string(slice(open.next, i)));
    return true;
  }
  return false;
}

// Returns the last mark of another kind that could have been meant to close it: `"一等奖”`.
base::Span Lexer::find_other_close(const Quote& quote, std::size_t begin, std::size_t end) const {
  base::Span found = span(begin, begin);
  for (const std::string_view mark : {"\"", "”", "“", "」", "』", "》"}) {
    const std::size_t last = slice(begin, end).rfind(mark);
    if (last == std::string_view::npos || mark == quote.close_text) continue;
    const base::Span place = span(begin + last, begin + last + mark.size());
    if (found.end == found.begin || place.begin > found.begin) found = place;
  }
  return found;
}

// Takes the rest of the line as the text, so that the statements after it are still read.
void Lexer::lex_unclosed(const Quote& quote) {
  const std::size_t begin = position_;
  std::size_t end = std::min(text_.find('\n', begin), text_.size());
  if (end > begin && text_[end - 1] == '\r') --end;
  const std::size_t open_end = begin + quote.open_text.size();
  base::Diagnostic& found =
      out_.report(Code::P1003, span(begin, open_end), {plain(quote.open_text), plain(quote.close_text)});
  const base::Span other = find_other_close(quote, open_end, end);
  if (other.end > other.begin) {
    found.fix({"end it with the mark that belongs to the first", "改用与起始引号相配的结束引号"},
              {{other, std::string(quote.close_text)}}, false);
  }
  found.fix({"close it at the end of the line", "在行末补上引号"}, {{span(end, end), std::string(quote.close_text)}},
            false);
  Quote literal = quote;
  literal.has_escapes = false;
  std::string text = string_text(literal, quote.keeps_marks ? begin : open_end, end);
  Token& token = emit(TokenKind::String, end);
  token.is_unclosed = true;
  set_text(token, std::move(text));
}

}  // namespace polc::grammar
