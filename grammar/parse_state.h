// What the parser knows while it reads: the tokens, the tree so far, how far it got and what could have
// stood there. The grammar's rules drive it; reporting and going on after a mistake are its own.
// Included by the parser's files alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/diagnostic.h"
#include "grammar/expected.h"
#include "grammar/keywords.h"
#include "grammar/tree.h"

namespace polc::grammar {

/// Where a list of items may end. A test holds lines that elsewhere are statements.
enum class ListEnd : std::uint8_t { Statement, TestLine };

class ParseState {
 public:
  ParseState(Tree& tree, base::Diagnostics& out);

  // ---- the tree

  std::size_t num_nodes() const { return nodes_.size(); }
  void truncate(std::size_t count) {
    if (nodes_.size() > count) nodes_.resize(count);
  }
  void add_leaf(NodeKind kind, Keyword keyword, const Token* first, const Token* end);
  /// Closes a node over everything written since there were `num_before` nodes.
  void add_node(NodeKind kind, const Token* first, const Token* end, std::size_t num_before);
  /// Has the statement being read a node of this kind so far?
  bool statement_has(NodeKind kind) const;
  void mark_last_as_wrong() { nodes_.back().has_error = true; }

  // ---- how far the parser got

  /// Notes that `kind` or `keyword` could have stood at `at`; only while `is_recording`.
  void expect(const Token* at, Expected kind);
  void expect(const Token* at, Keyword keyword);
  void forget_expectations(const Token* begin);
  const Token* furthest() const { return furthest_; }
  /// What could have stood there.
  const ExpectedSet& expected() const { return expected_; }

  // ---- mistakes

  /// Reports that the token the parser could not get past is not what could stand there.
  /// `begin`: the first token of the statement or item that failed.
  void report_unexpected(const Token* begin);
  void note_too_deep(const Token* at, std::size_t limit);
  void report_too_deep();
  /// Makes the reserved word at `token` a name if one could stand there; `restore_word` undoes it.
  bool try_word_as_name(const Token* token);
  void restore_word(const Token* token);
  void report_word_as_name(const Token* token);
  bool begins_with(const Token* token, Keyword keyword) const;
  bool begins_statement(const Token* token) const;
  bool is_list_end(const Token* token, ListEnd end) const;
  /// Returns where to go on inside a list: the next line, or after a `;` or `。`.
  const Token* next_item(const Token* begin) const;
  /// Returns the next statement.
  const Token* next_statement(const Token* begin) const;

  const Lexemes& lexemes() const { return tree_.lexemes; }
  const Token* first_token() const { return tree_.lexemes.tokens.data(); }
  base::Diagnostics& out() { return out_; }
  std::size_t num_reported() const { return num_reported_; }

  // Switches of the rules.
  bool is_recording = false;        // expectations are noted
  bool is_recovering = false;       // lists report and skip a wrong item
  bool words_are_suffixes = false;  // `at most` cuts an amount instead of comparing
  bool is_too_deep = false;
  std::size_t depth = 0;
  std::size_t statement_begin = 0;  // the number of nodes before the statement
  const Token* too_deep_at = nullptr;
  const Token* hidden_at = nullptr;  // expectations here are summed up by an outer rule

 private:
  bool reaches(const Token* at);
  bool looks_like_joint(const Token* token) const;
  bool follows_reported_mistake(const Token* begin) const;
  bool report_misplaced_clause(const Token* begin);
  bool suggest_one_number(base::Diagnostic& found) const;
  bool suggest_scope(const Token* begin, base::Diagnostic& found) const;
  bool suggest_inner_quote(base::Diagnostic& found) const;
  bool suggest_label(base::Diagnostic& found) const;
  bool suggest_equal(base::Diagnostic& found) const;
  bool suggest_key_type(base::Diagnostic& found) const;
  void suggest_mark(base::Diagnostic& found) const;
  void suggest_word(base::Diagnostic& found) const;
  Token& token_at(const Token* token);

  Tree& tree_;
  std::vector<Node>& nodes_;
  base::Diagnostics& out_;
  const Token* furthest_ = nullptr;
  ExpectedSet expected_;
  std::size_t num_reported_ = 0;
  std::size_t too_deep_limit_ = 0;
};

}  // namespace polc::grammar
