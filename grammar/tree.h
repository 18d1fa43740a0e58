// The concrete tree of one text: every construct of the grammar as a node over a range of tokens, in one
// flat vector in post-order (the children of a node stand before it, the last child directly before).
// Holds no text of its own; together with the tokens and trivia it is the whole file, byte for byte.
// Written by the parser; read by the builder of the syntax tree and the formatter.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/language.h"
#include "grammar/keywords.h"
#include "grammar/tokens.h"

namespace polc::grammar {

enum class NodeKind : std::uint8_t {
#define POLC_NODE(name) name,
#include "grammar/nodes.def"
#undef POLC_NODE
};

/// Returns the name of the enumerator.
std::string_view name_of(NodeKind kind);

/// One construct. `first` and `end` are indexes of tokens, half open. `subtree_size` counts the node itself.
struct Node {
  NodeKind kind = NodeKind::Error;
  Keyword keyword{};  // of a `Keyword` node: which one was matched
  bool has_error : 1 = false;
  std::uint16_t height : 15 = 1;  // levels of the subtree; the parser keeps it within `kMaxHeight`
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t subtree_size = 1;
};
static_assert(sizeof(Node) == 16);

/// The tree of one text; the roots are its statements in order.
struct Tree {
  Lexemes lexemes;
  std::vector<Node> nodes;
  std::vector<std::uint32_t> statements;  // indexes of the root nodes, in order
  bool has_errors = false;                // something was reported by the lexer or the parser
};

/// Puts the children of `node` into `children`, in order.
void collect_children(const Tree& tree, std::uint32_t node, std::vector<std::uint32_t>& children);

/// Returns the language that most keywords of a text are written in; nothing where there are as many of each.
std::optional<base::Language> keyword_language(const Tree& tree);

/// Writes the tree as an S-expression, one statement a paragraph, for tests and `--dump`.
std::string dump(const Tree& tree);

}  // namespace polc::grammar
