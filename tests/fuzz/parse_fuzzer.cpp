// Feeds arbitrary bytes to the front end: nothing may crash or hang, every byte must be in a token, in
// trivia or white space, and whatever is built can be dumped.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/unicode.h"
#include "compiler/ast/build.h"
#include "compiler/ast/dump.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"

namespace {

using namespace polc;

bool is_white_space(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const base::CodePoint point = base::decode_at(text, begin);
    const bool is_break = point.value == U'\n' || point.value == U'\r';
    if (!is_break && !base::is_space(point.value)) return false;
    begin += point.length;
  }
  return true;
}

// Walks over tokens and trivia together and looks at what is left between them.
void check_lossless(const base::Source& source, const grammar::Lexemes& lexemes) {
  std::size_t position = 0;
  std::size_t next_trivia = 0;
  for (const grammar::Token& token : lexemes.tokens) {
    while (next_trivia < lexemes.trivia.size() && lexemes.trivia[next_trivia].begin < token.begin) {
      const grammar::Trivia& trivia = lexemes.trivia[next_trivia++];
      POLC_ASSERT(trivia.begin >= position && is_white_space(source.text(), position, trivia.begin), "trivia in order");
      position = trivia.end;
    }
    POLC_ASSERT(token.begin >= position && is_white_space(source.text(), position, token.begin), "tokens in order");
    position = token.end;
  }
  POLC_ASSERT(position == source.text().size(), "the whole text");
}

void check_tree(const grammar::Tree& tree) {
  for (const std::uint32_t root : tree.statements) {
    POLC_ASSERT(tree.nodes[root].subtree_size <= root + 1, "a subtree lies before its root");
    POLC_ASSERT(tree.nodes[root].end < tree.lexemes.tokens.size(), "no node covers the end");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::SourceStore sources;
  const base::SourceId id = sources.add("fuzz.pol", std::string(reinterpret_cast<const char*>(data), size));
  base::Diagnostics found;
  check_lossless(sources.get(id), grammar::lex(sources.get(id), id, found));
  base::Diagnostics again;
  check_tree(grammar::parse(sources.get(id), id, again));
  base::Diagnostics last;
  const ast::Ast ast = ast::build(sources, id, last);
  POLC_ASSERT(dump(ast).size() >= ast.statements.size(), "every statement is dumped");
  for (const base::Diagnostic& one : last.all()) {
    POLC_ASSERT(one.span.begin <= one.span.end && one.span.end <= size, "findings lie in the text");
    POLC_ASSERT(!message(one, base::Language::English).empty(), "findings have a message");
  }
  return 0;
}
