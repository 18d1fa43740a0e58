#include "grammar/tree.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace polc::grammar {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({
#define POLC_NODE(name) #name,
#include "grammar/nodes.def"
#undef POLC_NODE
});

void dump_node(const Tree& tree, std::uint32_t index, std::string& text) {
  const Node& node = tree.nodes[index];
  text += '(';
  text += name_of(node.kind);
  if (node.has_error) text += '!';
  if (node.kind == NodeKind::Keyword) text += fmt::format(" {}", info(node.keyword).name);
  std::vector<std::uint32_t> children;
  collect_children(tree, index, children);
  if (children.empty() && node.kind != NodeKind::Keyword && node.first < node.end) {
    text += fmt::format(" {}", tree.lexemes.text(tree.lexemes.tokens[node.first]));
  }
  for (const std::uint32_t child : children) {
    text += ' ';
    dump_node(tree, child, text);
  }
  text += ')';
}

}  // namespace

std::string_view name_of(NodeKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

void collect_children(const Tree& tree, std::uint32_t node, std::vector<std::uint32_t>& children) {
  const std::size_t num_before = children.size();
  const std::uint32_t begin = node + 1 - tree.nodes[node].subtree_size;
  for (std::uint32_t end = node; end > begin; end -= tree.nodes[end - 1].subtree_size) children.push_back(end - 1);
  std::reverse(children.begin() + static_cast<std::ptrdiff_t>(num_before), children.end());
}

std::optional<base::Language> keyword_language(const Tree& tree) {
  std::size_t num_chinese = 0;
  std::size_t num_english = 0;
  for (const Node& node : tree.nodes) {
    if (node.kind != NodeKind::Keyword || node.first == node.end) continue;
    const std::string_view text = tree.lexemes.text(tree.lexemes.tokens[node.first]);
    const bool is_english = !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
    ++(is_english ? num_english : num_chinese);
  }
  if (num_chinese == num_english) return std::nullopt;
  return num_chinese > num_english ? base::Language::Chinese : base::Language::English;
}

std::string dump(const Tree& tree) {
  std::string text;
  for (const std::uint32_t statement : tree.statements) {
    dump_node(tree, statement, text);
    text += '\n';
  }
  return text;
}

}  // namespace polc::grammar
