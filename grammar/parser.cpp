#include "grammar/parser.h"

#include "grammar/lexer.h"
#include "grammar/parse_state.h"
#include "grammar/rules/tests.h"

namespace polc::grammar {
namespace {

using rules::TokenInput;

// How often a reserved word is tried as a name in one statement; each try reads the statement again.
constexpr int kMaxNameTries = 3;

constexpr Keyword kLaterWords[] = {Keyword::Amend, Keyword::Repeal, Keyword::Replaces, Keyword::Budget};

bool match_statement(TokenInput& in, ParseState& state) {
  state.is_too_deep = false;
  return rules::control<rules::statement>::match<tao::pegtl::apply_mode::action, tao::pegtl::rewind_mode::required,
                                                 tao::pegtl::nothing, rules::control>(in, state);
}

bool is_at_end(const TokenInput& in, const ParseState& state) {
  return in.current()->kind == TokenKind::Semicolon || state.begins_statement(in.current()) || in.empty();
}

/// Walks over the statements of one text.
class Driver {
 public:
  Driver(Tree& tree, base::Diagnostics& out)
      : tree_(tree), state_(tree, out), out_(out), in_(tree.lexemes.tokens.data()) {}

  void run() {
    while (true) {
      while (in_.current()->kind == TokenKind::Semicolon) in_.bump(1);
      if (in_.empty()) return;
      begin_ = in_.current();
      num_before_ = state_.num_nodes();
      state_.statement_begin = num_before_;
      if (is_later()) {
        refuse_later();
      } else if (match_whole()) {
        finish();
      } else {
        recover();
      }
    }
  }

  /// Reads up to the last statement and notes what could follow it.
  Continuation run_to_end() {
    const Token* const end = in_.current() + (tree_.lexemes.tokens.size() - 1);
    while (true) {
      while (in_.current()->kind == TokenKind::Semicolon) in_.bump(1);
      begin_ = in_.current();
      num_before_ = state_.num_nodes();
      state_.statement_begin = num_before_;
      find_mistake();
      if (in_.empty() || state_.furthest() == end) break;
      if (is_later() || !match_whole()) skip();
    }
    return {state_.furthest() == end, state_.expected()};
  }

 private:
  // The fast way: a right statement, wholly, with nothing noted on the way.
  bool match_whole() {
    if (match_statement(in_, state_) && is_at_end(in_, state_)) return true;
    rewind();
    return false;
  }

  // Reads the statement to learn how far it can be read.
  void find_mistake() {
    state_.is_recording = true;
    state_.forget_expectations(begin_);
    if (match_statement(in_, state_)) state_.expect(in_.current(), Expected::Statement);
    state_.is_recording = false;
    rewind();
  }

  void recover() {
    if (state_.is_too_deep) {
      state_.forget_expectations(state_.too_deep_at);
      state_.report_too_deep();
      return skip();
    }
    for (int i = 0; i < kMaxNameTries; ++i) {
      find_mistake();
      const Token* wrong = state_.furthest();
      if (!state_.try_word_as_name(wrong)) break;
      if (match_whole()) {
        state_.report_word_as_name(wrong);
        return finish();
      }
      find_mistake();
      if (state_.furthest() <= wrong + 1) {
        state_.restore_word(wrong);
        break;
      }
      state_.report_word_as_name(wrong);
    }
    recover_in_lists();
  }

  // Reads the statement once more, leaving out wrong lines of its lists.
  void recover_in_lists() {
    state_.is_recording = true;
    state_.is_recovering = true;
    state_.forget_expectations(begin_);
    const bool is_match = match_statement(in_, state_);
    const bool is_whole = is_match && is_at_end(in_, state_);
    if (is_match && !is_whole) state_.expect(in_.current(), Expected::Statement);
    state_.is_recording = false;
    state_.is_recovering = false;
    if (is_match) finish_wrong();
    if (is_whole) return;
    if (state_.is_too_deep) {
      state_.forget_expectations(state_.too_deep_at);
      state_.report_too_deep();
    } else {
      state_.report_unexpected(begin_);
    }
    if (!is_match) rewind();
    skip();
  }

  void finish() { tree_.statements.push_back(static_cast<std::uint32_t>(tree_.nodes.size() - 1)); }

  void finish_wrong() {
    state_.mark_last_as_wrong();
    finish();
  }

  // Statements that are planned: `amend`, `repeal`, `replaces`, `budget`.
  bool is_later() {
    for (const Keyword word : kLaterWords) {
      if (state_.begins_with(begin_, word)) return true;
    }
    return false;
  }

  void refuse_later() {
    const std::string word(tree_.lexemes.written(*begin_));
    out_.report(base::Code::P1017, tree_.lexemes.span(*begin_), {{"`" + word + "`", "“" + word + "”"}});
    state_.forget_expectations(begin_);
    skip();
  }

  void rewind() {
    state_.truncate(num_before_);
    in_.move_to(begin_);
  }

  void skip() { in_.move_to(state_.next_statement(begin_)); }

  Tree& tree_;
  ParseState state_;
  base::Diagnostics& out_;
  TokenInput in_;
  const Token* begin_ = nullptr;
  std::size_t num_before_ = 0;
};

}  // namespace

Tree parse(const base::Source& source, base::SourceId id, base::Diagnostics& out) {
  const std::size_t num_errors = out.num_errors();
  Tree tree;
  tree.lexemes = lex(source, id, out);
  tree.nodes.reserve(tree.lexemes.tokens.size() * 2);
  Driver(tree, out).run();
  tree.has_errors = out.num_errors() > num_errors;
  return tree;
}

Continuation find_continuation(const base::Source& source, base::SourceId id) {
  base::Diagnostics ignored;
  Tree tree;
  tree.lexemes = lex(source, id, ignored);
  if (tree.lexemes.tokens.empty()) return {};
  return Driver(tree, ignored).run_to_end();
}

std::size_t count_grammar_problems() { return tao::pegtl::analyze<rules::statement>(-1); }

}  // namespace polc::grammar
