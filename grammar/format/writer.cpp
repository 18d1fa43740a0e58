#include "grammar/format/writer.h"

#include <string_view>

#include "base/unicode.h"

namespace polc::grammar::format {
namespace {

/// Writes the lines of one text, one after the other.
class Writer {
 public:
  Writer(const Lexemes& lexemes, std::span<const Piece> pieces, std::span<const TokenRole> roles)
      : lexemes_(lexemes), pieces_(pieces), roles_(roles), columns_(lexemes.tokens.size(), 0) {}

  WrittenLine write(const Line& line) {
    WrittenLine written;
    written.has_empty_line_before = line.has_empty_line_before;
    written.begin = pieces_[line.first].begin;
    written.end = pieces_[line.end - 1].end;
    indent_ = indentation_of(line);
    column_ = indent_;
    written.text.assign(indent_, ' ');
    std::size_t stop = 0;
    for (std::size_t i = line.first; i < line.end; ++i) {
      if (i > line.first) add_spaces(line, i, stop, written.text);
      add_piece(line, i, written.text);
    }
    return written;
  }

 private:
  std::uint32_t indentation_of(const Line& line) const {
    const Piece& piece = pieces_[line.first];
    if (!piece.is_comment()) {
      const TokenRole& role = roles_[piece.token];
      if (role.under != kNoToken) return columns_[role.under];
      if (closes_parenthesis(piece) && !parentheses_.empty()) {
        return parentheses_.back().hangs ? parentheses_.back().indent : line.depth * kIndentWidth;
      }
    }
    for (std::size_t i = parentheses_.size(); i-- > 0;) {
      if (parentheses_[i].hangs) return parentheses_[i].indent + kIndentWidth;
    }
    return line.depth * kIndentWidth;
  }

  bool closes_parenthesis(const Piece& piece) const {
    return !piece.is_comment() && lexemes_.tokens[piece.token].kind == TokenKind::CloseParen;
  }

  void add_spaces(const Line& line, std::size_t piece, std::size_t& stop, std::string& text) {
    std::uint32_t count = 0;
    if (pieces_[piece].is_comment()) {
      count = line.comment_spaces;
    } else if (stop < line.stops.size() && line.stops[stop].piece == piece) {
      count = line.stops[stop++].num_spaces;
    } else {
      count = roles_[pieces_[piece].token].num_spaces;
    }
    text.append(count, ' ');
    column_ += count;
  }

  void add_piece(const Line& line, std::size_t index, std::string& text) {
    const std::string_view added = text_of(lexemes_, pieces_[index]);
    text += added;
    if (!pieces_[index].is_comment()) note_token(pieces_[index].token, is_last_token(line, index));
    const std::size_t line_break = added.rfind('\n');
    if (line_break != std::string_view::npos) column_ = 0;
    column_ += static_cast<std::uint32_t>(base::display_width(added.substr(line_break + 1)));
  }

  bool is_last_token(const Line& line, std::size_t index) const {
    return index + 1 == line.end || pieces_[index + 1].is_comment();
  }

  // What stands inside a parenthesis that ends its line is one step deeper than that line.
  void note_token(std::uint32_t token, bool is_last) {
    columns_[token] = column_;
    const TokenKind kind = lexemes_.tokens[token].kind;
    if (kind == TokenKind::OpenParen) parentheses_.push_back({is_last, indent_});
    if (kind == TokenKind::CloseParen && !parentheses_.empty()) parentheses_.pop_back();
  }

  struct Parenthesis {
    bool hangs = false;
    std::uint32_t indent = 0;  // of the line it stands on
  };

  const Lexemes& lexemes_;
  std::span<const Piece> pieces_;
  std::span<const TokenRole> roles_;
  std::vector<std::uint32_t> columns_;  // where each token was written
  std::vector<Parenthesis> parentheses_;
  std::uint32_t indent_ = 0;
  std::uint32_t column_ = 0;
};

}  // namespace

std::vector<WrittenLine> write_lines(const Lexemes& lexemes, std::span<const Piece> pieces,
                                     std::span<const TokenRole> roles, std::span<const Line> lines) {
  Writer writer(lexemes, pieces, roles);
  std::vector<WrittenLine> written;
  written.reserve(lines.size());
  for (const Line& line : lines) {
    written.push_back(writer.write(line));
    written.back().statement = line.statement;
  }
  // A comment between two statements goes with the second.
  for (std::size_t i = written.size(); i-- > 1;) {
    if (pieces[lines[i - 1].first].is_comment()) written[i - 1].statement = written[i].statement;
  }
  return written;
}

}  // namespace polc::grammar::format
