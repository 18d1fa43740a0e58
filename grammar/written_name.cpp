#include "grammar/written_name.h"

#include "base/diagnostic.h"
#include "base/source.h"
#include "grammar/lexer.h"

namespace polc::grammar {
namespace {

/// Is `text` one token of a kind, which says `name` and is no word of the language?
bool says(const std::string& text, TokenKind kind, const std::string& name) {
  base::SourceStore sources;
  const base::SourceId id = sources.add("", text);
  base::Diagnostics faults;
  const Lexemes lexemes = lex(sources.get(id), id, faults);
  if (!faults.all().empty() || lexemes.tokens.size() != 2) return false;  // the other is the end of the text
  const Token& token = lexemes.tokens.front();
  return token.kind == kind && (token.word == kNoWord || token.is_bracketed) && lexemes.text(token) == name;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') result += '\\';
    result += byte;
  }
  return result + '"';
}

std::optional<std::string> unquoted_name(const std::string& name) {
  for (const std::string& text : {name, "[" + name + "]"}) {
    if (says(text, TokenKind::Word, name)) return text;
  }
  return std::nullopt;
}

bool can_be_quoted(const std::string& name) { return says(quoted(name), TokenKind::String, name); }

}  // namespace polc::grammar
