// The inside of the translation of keywords: one object that walks over one tree and collects edits. Declared here
// because its functions fill three files: `translate.cpp`, and the forms of each language in `translate_chinese.cpp`
// and `translate_english.cpp`. Nobody else includes it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "grammar/format/word_names.h"
#include "grammar/tree.h"

namespace polc::grammar::format {

class Translator {
 public:
  Translator(const Tree& tree, base::Language target)
      : tree_(tree),
        tokens_(tree.lexemes.tokens),
        source_(tree.lexemes.source->text()),
        target_(target),
        words_(find_word_names(tree)),
        is_done_(tree.nodes.size()) {}

  std::vector<base::Edit> run(std::span<const std::uint32_t> protected_statements);

 private:
  using Children = std::vector<std::uint32_t>;

  /// On which side a written word needs no space.
  enum class Glue : std::uint8_t { None, Before, After, Both };

  // ---- the tree

  const Node& node(std::uint32_t index) const { return tree_.nodes[index]; }
  NodeKind kind(std::uint32_t index) const { return node(index).kind; }
  Keyword keyword(std::uint32_t index) const { return node(index).keyword; }
  bool is_keyword(std::uint32_t index, Keyword keyword) const {
    return kind(index) == NodeKind::Keyword && node(index).keyword == keyword;
  }
  const Token& last_token(std::uint32_t index) const { return tokens_[node(index).end - 1]; }
  std::uint32_t begin(std::uint32_t index) const { return tokens_[node(index).first].begin; }
  std::uint32_t end(std::uint32_t index) const { return last_token(index).end; }
  std::string_view text(std::uint32_t leaf) const { return tree_.lexemes.text(tokens_[node(leaf).first]); }
  std::string_view written(std::uint32_t index) const {
    return source_.substr(begin(index), end(index) - begin(index));
  }
  Children children(std::uint32_t index) const {
    Children found;
    collect_children(tree_, index, found);
    return found;
  }

  // ---- the walk

  void visit(std::uint32_t index);
  void translate_leaf(std::uint32_t index);
  void translate_keyword(std::uint32_t index);
  void translate_name(std::uint32_t index);

  // ---- forms that are said in another order or with other words; their keywords are then done

  void write_chinese_form(std::uint32_t index, const Children& parts);
  void join_type(std::uint32_t index, const Children& parts);
  void join_ordinal(const Children& parts);
  void join_count(const Children& parts, std::string_view after);
  void join_fact(const Children& parts);
  void join_bound(const Children& parts);
  void join_unit(const Children& parts);
  void join_rolling(const Children& parts);
  void join_equal_parts(const Children& parts);
  void begin_percent(std::uint32_t index, const Children& parts);
  void finish_percent(const Children& parts);
  void end_tier(const Children& parts);
  void end_basis(const Children& parts);
  void drop_group_words(const Children& parts);
  void drop_for(const Children& parts);
  void share_first(const Children& parts);

  void write_english_form(std::uint32_t index, const Children& parts);
  void split_ordinal(const Children& parts);
  void split_number_word(std::uint32_t index);
  void split_glued_fact(std::uint32_t index);
  void split_equal_parts(const Children& parts);
  void percent_first(const Children& parts);
  void words_first(std::uint32_t index, const Children& parts);
  void drop_words(const Children& parts);
  void add_group_words(const Children& parts);
  void add_for(std::uint32_t index, const Children& parts);
  void share_last(const Children& parts);

  bool is_before_operator(std::uint32_t index) const;

  // ---- edits

  /// Returns how the target language writes the word; "" if it has none.
  std::string_view word(Keyword word) const;
  bool is_target_language(std::uint32_t leaf) const;
  /// Stands nothing but white space between two places?
  bool is_blank(std::uint32_t from, std::uint32_t to) const;
  /// Replaces bytes by `text`, with spaces around it where there are none.
  void put(std::uint32_t from, std::uint32_t to, std::string_view text, Glue glue = Glue::None);
  void insert(std::uint32_t at, std::string_view text, Glue glue = Glue::None) { put(at, at, text, glue); }
  void finish(std::uint32_t index) { is_done_[index] = true; }

  const Tree& tree_;
  const std::vector<Token>& tokens_;
  std::string_view source_;
  base::Language target_;
  std::vector<std::optional<Keyword>> words_;
  std::vector<bool> is_done_;            // by node
  std::vector<std::uint32_t> percents_;  // the `P% of X` being written as `X的P%`
  std::vector<base::Edit> edits_;
  bool is_protecting_ = false;
};

}  // namespace polc::grammar::format
