#include "grammar/format/word_names.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>

namespace polc::grammar::format {
namespace {

using Word = std::optional<Keyword>;

constexpr std::string_view kSame = "同一";
constexpr std::array kReserved{Keyword::On, Keyword::Paid, Keyword::Award, Keyword::Policy};
constexpr std::array kFacts{Keyword::Applied, Keyword::Level, Keyword::Entitled, Keyword::Recipient};
constexpr std::array kLabels{Keyword::First, Keyword::Renewal, Keyword::Yes, Keyword::No};

// Constructs whose names are operands.
bool holds_operands(NodeKind kind) {
  return (kind >= NodeKind::Paren && kind <= NodeKind::SumExpr) || kind == NodeKind::WhenClause ||
         kind == NodeKind::UnlessClause || kind == NodeKind::WhereClause || kind == NodeKind::AsClause ||
         (kind >= NodeKind::AtMostSuffix && kind <= NodeKind::RoundedSuffix) || kind == NodeKind::PaysClause;
}

bool declares(NodeKind kind) {
  return kind == NodeKind::Fact || kind == NodeKind::Type || kind == NodeKind::Define || kind == NodeKind::Parameter ||
         kind == NodeKind::Reading;
}

bool holds_labels(NodeKind kind) {
  return kind == NodeKind::Labels || kind == NodeKind::DimensionLabel || kind == NodeKind::ClaimItem ||
         kind == NodeKind::HistoryItem || kind == NodeKind::Compare || kind == NodeKind::InExpr ||
         kind == NodeKind::Assignment;
}

/// Looks at the names of one tree.
class WordFinder {
 public:
  explicit WordFinder(const Tree& tree)
      : tree_(tree), parents_(tree.nodes.size(), NodeKind::Error), words_(tree.nodes.size()) {}

  std::vector<Word> run() {
    for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) note_children(i);
    for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      if (tree_.nodes[i].kind == NodeKind::Name) words_[i] = word_of(i);
      if (tree_.nodes[i].kind == NodeKind::GluedFact) words_[i] = glued_word(i);
    }
    return std::move(words_);
  }

 private:
  const Token& token(std::uint32_t node) const { return tree_.lexemes.tokens[tree_.nodes[node].first]; }

  void note_children(std::uint32_t index) {
    const Node& node = tree_.nodes[index];
    if (node.kind == NodeKind::Use) uses_files_ = true;
    const std::uint32_t begin = index + 1 - node.subtree_size;
    const bool names_kind = node.kind == NodeKind::ClaimItem || node.kind == NodeKind::HistoryItem;
    // What is compared with anything but the stage is a value of the policy.
    const bool compares =
        node.kind == NodeKind::Compare || node.kind == NodeKind::InExpr || node.kind == NodeKind::Assignment;
    const bool has_no_labels = compares && !is_spelling_of(tree_.lexemes.text(token(begin)), Keyword::Stage);
    for (std::uint32_t end = index; end > begin; end -= tree_.nodes[end - 1].subtree_size) {
      // The kind of a claim, after the first word, is no label, nor is the dimension of one.
      const bool is_kind =
          (names_kind && end - 1 == begin + 1) || (node.kind == NodeKind::DimensionLabel && end - 1 == begin);
      parents_[end - 1] = is_kind ? NodeKind::Claim : has_no_labels ? NodeKind::Paren : node.kind;
      if (tree_.nodes[end - 1].kind == NodeKind::Name && declares(node.kind)) {
        declared_.insert(tree_.lexemes.text(token(end - 1)));
      }
    }
  }

  Word word_of(std::uint32_t node) const {
    const Token& name = token(node);
    if (name.is_bracketed || name.word == kNoWord || name.word == kGluedFactWord) return std::nullopt;
    const std::string_view text = tree_.lexemes.text(name);
    const NodeKind parent = parents_[node];
    if (declares(parent)) return std::nullopt;
    if (name.is_reserved) return find(text, kReserved);
    if (uses_files_) return std::nullopt;
    if (is_spelling_of(text, Keyword::Stage) && !is_declared(Keyword::Stage)) return Keyword::Stage;
    if (holds_labels(parent)) {
      if (const Word word = find(text, kLabels); word && !is_declared(*word)) return word;
    }
    if (holds_operands(parent)) {
      if (const Word word = find(text, kFacts); word && !is_declared(*word)) return word;
    }
    return std::nullopt;
  }

  // `同一环节` is `per stage`.
  Word glued_word(std::uint32_t node) const {
    const std::string_view fact = tree_.lexemes.text(token(node)).substr(kSame.size());
    const bool is_stage = is_spelling_of(fact, Keyword::Stage) && !uses_files_ && !is_declared(Keyword::Stage);
    return is_stage ? Word(Keyword::Stage) : std::nullopt;
  }

  static Word find(std::string_view text, std::span<const Keyword> words) {
    const auto found =
        std::find_if(words.begin(), words.end(), [=](Keyword word) { return is_spelling_of(text, word); });
    return found == words.end() ? Word() : *found;
  }

  bool is_declared(Keyword word) const {
    return std::any_of(declared_.begin(), declared_.end(),
                       [=](std::string_view text) { return is_spelling_of(text, word); });
  }

  const Tree& tree_;
  std::vector<NodeKind> parents_;
  std::vector<Word> words_;
  std::set<std::string_view> declared_;
  bool uses_files_ = false;
};

}  // namespace

std::vector<Word> find_word_names(const Tree& tree) { return WordFinder(tree).run(); }

}  // namespace polc::grammar::format
