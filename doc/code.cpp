#include "doc/code.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace polc::doc {

using names::Colour;
using names::Coloured;

namespace {

/// The class of the style sheet for a colour.
std::string_view class_of(Colour colour) {
  switch (colour) {
    case Colour::Keyword: return "keyword";
    case Colour::String: return "string";
    case Colour::Number: return "number";
    case Colour::Comment: return "comment";
    case Colour::Operator: return "operator";
    case Colour::ApplicantKind: return "kind";
    case Colour::Award: return "award";
    case Colour::Fact: return "fact";
    case Colour::Value: return "value";
    case Colour::Definition:
    case Colour::Parameter:
    case Colour::Sample: return "defined";
    case Colour::Test:
    case Colour::Heading: return "heading";
  }
  return "";
}

class CodeWriter {
 public:
  CodeWriter(Html& html, const Links& links, const base::Source& source, Anchors anchors)
      : html_(html), links_(links), source_(source), anchors_(anchors) {}

  void write(base::Span span) {
    indent_ = source_.place(span.begin).column - 1;
    const std::vector<Coloured>& pieces = links_.pieces(span.source);
    auto piece = std::lower_bound(pieces.begin(), pieces.end(), span.begin,
                                  [](const Coloured& one, std::uint32_t begin) { return one.begin < begin; });
    std::uint32_t at = span.begin;
    open_line();
    for (; piece != pieces.end() && piece->end <= span.end; ++piece) {
      write_gap(at, piece->begin);
      write_piece(*piece);
      at = piece->end;
    }
    write_gap(at, span.end);
    close_line();
  }

 private:
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return source_.text().substr(begin, end - begin);
  }

  // Lines of a placed text are elements, so that what does not fit hangs under its own line.
  void open_line() {
    if (anchors_ == Anchors::Placed) html_.open("span", {{"class", "code-line"}});
  }
  void close_line() {
    if (anchors_ == Anchors::Placed) html_.close();
  }

  /// Writes what is between pieces: white space and marks, with less indentation.
  void write_gap(std::uint32_t begin, std::uint32_t end) {
    std::string_view rest = slice(begin, end);
    while (true) {
      const std::size_t stop = std::min(rest.find('\n'), rest.size());
      std::string line(rest.substr(0, stop));
      std::erase(line, '\r');
      html_.text(line);
      if (stop == rest.size()) return;
      rest.remove_prefix(stop + 1);
      rest.remove_prefix(std::min({rest.find_first_not_of(' '), indent_, rest.size()}));
      html_.text("\n");
      close_line();
      open_line();
    }
  }

  void write_piece(const Coloured& piece) {
    const std::string_view text = slice(piece.begin, piece.end);
    std::string style(class_of(piece.colour));
    if (piece.name == nullptr) {
      html_.open("span", {{"class", style}}).text(text).close();
      return;
    }
    if (piece.name->is_declaration) style += " definition";
    Attributes attributes{{"class", style}, {"href", links_.target_of(*piece.name)}};
    if (anchors_ == Anchors::Placed) attributes.emplace_back("id", links_.id_of(*piece.name));
    html_.open("a", attributes).text(text).close();
  }

  Html& html_;
  const Links& links_;
  const base::Source& source_;
  Anchors anchors_;
  std::size_t indent_ = 0;
};

/// Returns the comments of a file before `begin` that no other statement has: those behind it on its last line aside.
std::vector<const Coloured*> comments_before(const Links& links, const base::Source& source, base::Span statement) {
  const std::vector<Coloured>& pieces = links.pieces(statement.source);
  auto at = std::lower_bound(pieces.begin(), pieces.end(), statement.begin,
                             [](const Coloured& one, std::uint32_t begin) { return one.begin < begin; });
  std::vector<const Coloured*> comments;
  while (at != pieces.begin() && std::prev(at)->colour == Colour::Comment) comments.push_back(&*--at);
  const std::uint32_t line_before = at == pieces.begin() ? 0 : source.place(std::prev(at)->end).line;
  std::erase_if(comments, [&](const Coloured* one) { return source.place(one->begin).line == line_before; });
  std::reverse(comments.begin(), comments.end());
  return comments;
}

/// Returns the comments behind a statement that are not in front of the next one.
std::vector<const Coloured*> comments_after(const Links& links, const base::Source& source, base::Span statement) {
  const std::vector<Coloured>& pieces = links.pieces(statement.source);
  auto at = std::lower_bound(pieces.begin(), pieces.end(), statement.end,
                             [](const Coloured& one, std::uint32_t end) { return one.begin < end; });
  std::vector<const Coloured*> comments;
  for (; at != pieces.end() && at->colour == Colour::Comment; ++at) comments.push_back(&*at);
  const std::uint32_t last_line = source.place(statement.end).line;
  if (at != pieces.end())
    std::erase_if(comments, [&](const Coloured* one) { return source.place(one->begin).line != last_line; });
  return comments;
}

void write_comments(Html& html, const base::Source& source, const std::vector<const Coloured*>& comments) {
  for (const Coloured* one : comments) {
    std::string text(source.text().substr(one->begin, one->end - one->begin));
    std::erase(text, '\r');
    html.open("span", {{"class", "code-line comment"}}).text(text + "\n").close();
  }
}

std::string_view class_of(names::SymbolKind kind) {
  switch (kind) {
    case names::SymbolKind::ApplicantKind: return "kind";
    case names::SymbolKind::Claim:
    case names::SymbolKind::Award: return "award";
    case names::SymbolKind::Fact: return "fact";
    case names::SymbolKind::Value: return "value";
    case names::SymbolKind::Definition:
    case names::SymbolKind::Parameter:
    case names::SymbolKind::Reading:
    case names::SymbolKind::Sample: return "defined";
    case names::SymbolKind::Test:
    case names::SymbolKind::Article:
    case names::SymbolKind::Section: return "heading";
  }
  return "";
}

}  // namespace

void write_code(Html& html, const Links& links, const base::Source& source, base::Span span, Anchors anchors) {
  CodeWriter(html, links, source, anchors).write(span);
}

void write_comments_before(Html& html, const Links& links, const base::Source& source, base::Span statement) {
  write_comments(html, source, comments_before(links, source, statement));
}

void write_comments_after(Html& html, const Links& links, const base::Source& source, base::Span statement) {
  write_comments(html, source, comments_after(links, source, statement));
}

bool has_comments(const Links& links, const base::Source& source, base::Span statement) {
  return !comments_before(links, source, statement).empty() || !comments_after(links, source, statement).empty();
}

void write_name(Html& html, const Links& links, const names::Symbol& symbol) {
  const std::string target = links.target_of(symbol);
  const std::string style(class_of(symbol.kind));
  if (target.empty()) {
    html.element("span", {{"class", style}}, std::string_view(symbol.name));
  } else {
    html.element("a", {{"class", style}, {"href", target}}, std::string_view(symbol.name));
  }
}

}  // namespace polc::doc
