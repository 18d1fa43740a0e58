// The bridge between PEGTL and the parser: an input over tokens, terminal rules, rules that write nodes,
// and the control that keeps the tree in step with backtracking. Rules are named like the nonterminals of
// the README's EBNF, in small letters. Included by `parser.cpp` alone.
#pragma once

#include <array>
#include <cstddef>

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/keyword_table.h"
#include "grammar/parse_state.h"
#include "grammar/parser.h"

// NOLINTBEGIN(readability-identifier-naming): rules bear the names of the README's nonterminals.
namespace polc::grammar::rules {

using tao::pegtl::apply_mode;
using tao::pegtl::at;
using tao::pegtl::list;
using tao::pegtl::not_at;
using tao::pegtl::opt;
using tao::pegtl::plus;
using tao::pegtl::rewind_mode;
using tao::pegtl::seq;
using tao::pegtl::sor;
using tao::pegtl::star;
using tao::pegtl::type_list;

/// PEGTL's idea of an input, over tokens. The last token is `End` and never read past.
class TokenInput {
 public:
  using iterator_t = const Token*;

  explicit TokenInput(const Token* begin) : current_(begin) {}

  template <rewind_mode Mode>
  auto mark() {
    return tao::pegtl::internal::marker<iterator_t, Mode>(current_);
  }
  bool empty() const { return current_->kind == TokenKind::End; }
  std::size_t size(std::size_t) const { return empty() ? 0 : 1; }
  iterator_t current() const { return current_; }
  void bump(std::size_t count) { current_ += count; }
  void move_to(iterator_t token) { current_ = token; }

 private:
  iterator_t current_;
};

// ---------------------------------------------------------------- terminals

/// A word or phrase of the language in any of its spellings.
template <Keyword Word>
struct kw {
  using rule_t = kw;
  using subs_t = type_list<>;
  static constexpr bool is_terminal = true;
  static constexpr bool is_leaf = true;
  static constexpr NodeKind leaf_kind = NodeKind::Keyword;
  static constexpr Keyword keyword = Word;
  static constexpr Keyword expected = Word;

  static bool read(TokenInput& in) {
    constexpr const table::Spellings& spellings = table::kTable.spellings[static_cast<std::size_t>(Word)];
    const Token* token = in.current();
    for (std::size_t i = 0; i < spellings.count; ++i) {
      if (static_cast<std::uint16_t>(token->word) != spellings.all[i].words[0]) continue;
      if (!has_rest(token, spellings.all[i])) continue;
      in.bump(spellings.all[i].length);
      return true;
    }
    return false;
  }

 private:
  // A word that is none stops the comparison, so the `End` token is never passed.
  static bool has_rest(const Token* token, const table::Spelling& spelling) {
    for (std::size_t i = 1; i < spelling.length; ++i) {
      if (static_cast<std::uint16_t>(token[i].word) != spelling.words[i]) return false;
    }
    return true;
  }
};

/// A single token that `Test` accepts. `Leaf` is `NodeKind::Error` for marks that leave no node.
template <bool (*Test)(const Token&), NodeKind Leaf, Expected What>
struct token_rule {
  using rule_t = token_rule;
  using subs_t = type_list<>;
  static constexpr bool is_terminal = true;
  static constexpr bool is_leaf = Leaf != NodeKind::Error;
  static constexpr NodeKind leaf_kind = Leaf;
  static constexpr Keyword keyword{};
  static constexpr Expected expected = What;

  static bool read(TokenInput& in) {
    if (!Test(*in.current())) return false;
    in.bump(1);
    return true;
  }
};

template <TokenKind Kind>
bool is_kind(const Token& token) {
  return token.kind == Kind;
}
template <TokenKind Kind, Expected What>
using mark = token_rule<is_kind<Kind>, NodeKind::Error, What>;

// ---------------------------------------------------------------- rules that write nodes

/// A sequence that leaves a node.
template <NodeKind Kind, typename... Rules>
struct node : seq<Rules...> {
  static constexpr NodeKind node_kind = Kind;
};

/// What may follow the first part of a `fold`; the node it leaves takes everything before it in.
template <NodeKind Kind, typename... Rules>
struct tail : seq<Rules...> {
  static constexpr NodeKind fold_kind = Kind;
};

enum class Repeat : std::uint8_t { Once, Often };

/// `First` and then tails, each closing a node over all so far: left recursion without recursion.
template <Repeat Mode, typename First, typename... Tails>
struct fold_rule {
  using rule_t = fold_rule;
  using subs_t = type_list<First, Tails...>;

  template <apply_mode A, rewind_mode M, template <typename...> class Action, template <typename...> class Control>
  static bool match(TokenInput& in, ParseState& state) {
    const Token* begin = in.current();
    const std::size_t num_before = state.num_nodes();
    if (!Control<First>::template match<A, M, Action, Control>(in, state)) return false;
    while ((match_tail<Tails, A, Action, Control>(in, state, begin, num_before) || ...)) {
      if (Mode == Repeat::Once || state.is_too_deep) break;
    }
    return !state.is_too_deep;
  }

 private:
  template <typename Tail, apply_mode A, template <typename...> class Action, template <typename...> class Control>
  static bool match_tail(TokenInput& in, ParseState& state, const Token* begin, std::size_t num_before) {
    if (!Control<Tail>::template match<A, rewind_mode::required, Action, Control>(in, state)) return false;
    if constexpr (A == apply_mode::action) state.add_node(Tail::fold_kind, begin, in.current(), num_before);
    return true;
  }
};
template <typename First, typename... Tails>
struct fold : fold_rule<Repeat::Often, First, Tails...> {};
template <typename First, typename... Tails>
struct fold_once : fold_rule<Repeat::Once, First, Tails...> {};

// ---------------------------------------------------------------- rules about the state

/// Reads words like `at most` as suffixes of an amount (`true`) or as comparisons.
template <bool WordsAreSuffixes, typename... Rules>
struct reading_words {
  using rule_t = reading_words;
  using subs_t = type_list<Rules...>;

  template <apply_mode A, rewind_mode M, template <typename...> class Action, template <typename...> class Control>
  static bool match(TokenInput& in, ParseState& state) {
    const bool before = state.words_are_suffixes;
    state.words_are_suffixes = WordsAreSuffixes;
    const bool is_match = Control<seq<Rules...>>::template match<A, M, Action, Control>(in, state);
    state.words_are_suffixes = before;
    return is_match;
  }
};
template <typename... Rules>
struct in_condition : reading_words<false, Rules...> {};
template <typename... Rules>
struct in_amount : reading_words<true, Rules...> {};

/// Succeeds without reading where words are read as said.
template <bool WordsAreSuffixes>
struct where_words {
  using rule_t = where_words;
  using subs_t = type_list<>;

  template <apply_mode, rewind_mode, template <typename...> class, template <typename...> class>
  static bool match(TokenInput&, ParseState& state) {
    return state.words_are_suffixes == WordsAreSuffixes;
  }
};

/// Succeeds without reading after a `by` clause while wrong items are being skipped.
struct while_recovering_table {
  using rule_t = while_recovering_table;
  using subs_t = type_list<>;

  template <apply_mode, rewind_mode, template <typename...> class, template <typename...> class>
  static bool match(TokenInput&, ParseState& state) {
    return state.is_recovering && state.statement_has(NodeKind::ByClause);
  }
};

/// One level of nesting; beyond `kMaxDepth` it fails and says so.
template <typename... Rules>
struct deeper {
  using rule_t = deeper;
  using subs_t = type_list<Rules...>;

  template <apply_mode A, rewind_mode M, template <typename...> class Action, template <typename...> class Control>
  static bool match(TokenInput& in, ParseState& state) {
    if (state.is_too_deep) return false;
    if (state.depth >= kMaxDepth) {
      state.note_too_deep(in.current(), kMaxDepth);
      return false;
    }
    ++state.depth;
    const bool is_match = Control<seq<Rules...>>::template match<A, M, Action, Control>(in, state);
    --state.depth;
    return is_match;
  }
};

/// Sums up what could begin here as `What`, for messages.
template <Expected What, typename... Rules>
struct described {
  using rule_t = described;
  using subs_t = type_list<Rules...>;

  template <apply_mode A, rewind_mode M, template <typename...> class Action, template <typename...> class Control>
  static bool match(TokenInput& in, ParseState& state) {
    if (!state.is_recording) return Control<seq<Rules...>>::template match<A, M, Action, Control>(in, state);
    const Token* begin = in.current();
    if constexpr (A == apply_mode::action) state.expect(begin, What);
    const Token* outer = state.hidden_at;
    state.hidden_at = begin;
    const bool is_match = Control<seq<Rules...>>::template match<A, M, Action, Control>(in, state);
    state.hidden_at = outer;
    return is_match;
  }
};

/// Items until something else stands there. While recovering, an item that is wrong is reported and left
/// out, and the list goes on with the next line.
template <ListEnd End, std::size_t AtLeast, typename Item>
struct items {
  using rule_t = items;
  using subs_t = type_list<Item>;

  template <apply_mode A, rewind_mode, template <typename...> class Action, template <typename...> class Control>
  static bool match(TokenInput& in, ParseState& state) {
    std::size_t count = 0;
    while (true) {
      const Token* begin = in.current();
      // What was tried before the first item may have got further, and then says more.
      if (state.is_recovering && count > 0) state.forget_expectations(begin);
      if (Control<Item>::template match<A, rewind_mode::required, Action, Control>(in, state)) {
        ++count;
        continue;
      }
      if (!state.is_recovering || state.is_too_deep || count < AtLeast) break;
      if (state.furthest() == begin && state.is_list_end(begin, End)) break;
      if (match_with_name<A, Action, Control>(in, state)) continue;
      skip(in, state, begin);
    }
    return count >= AtLeast;
  }

 private:
  // Tries whether the mistake is only that a reserved word stands for a name.
  template <apply_mode A, template <typename...> class Action, template <typename...> class Control>
  static bool match_with_name(TokenInput& in, ParseState& state) {
    const Token* wrong = state.furthest();
    if (!state.try_word_as_name(wrong)) return false;
    if (Control<Item>::template match<A, rewind_mode::required, Action, Control>(in, state)) {
      state.report_word_as_name(wrong);
      return true;
    }
    state.restore_word(wrong);
    return false;
  }

  static void skip(TokenInput& in, ParseState& state, const Token* begin) {
    state.report_unexpected(begin);
    in.move_to(state.next_item(begin));
    state.add_leaf(NodeKind::Error, Keyword{}, begin, in.current());
    state.mark_last_as_wrong();
  }
};

// ---------------------------------------------------------------- control

template <typename Rule>
concept Terminal = requires {
  Rule::is_terminal;
};
template <typename Rule>
concept WritesNode = requires {
  Rule::node_kind;
};

/// Runs a rule and keeps the tree in step: leaves and nodes on success, nothing on failure.
template <typename Rule>
struct control : tao::pegtl::normal<Rule> {
  template <apply_mode A, rewind_mode M, template <typename...> class Action, template <typename...> class Control>
  static bool match(TokenInput& in, ParseState& state) {
    const Token* begin = in.current();
    if constexpr (Terminal<Rule>) {
      if (Rule::read(in)) {
        if constexpr (A == apply_mode::action && Rule::is_leaf) {
          state.add_leaf(Rule::leaf_kind, Rule::keyword, begin, in.current());
        }
        return true;
      }
      if constexpr (A == apply_mode::action) {
        if (state.is_recording) [[unlikely]]
          state.expect(begin, Rule::expected);
      }
      return false;
    } else {
      const std::size_t num_before = state.num_nodes();
      if (tao::pegtl::internal::match_no_control<Rule, A, M, Action, Control>(in, state)) {
        if constexpr (A == apply_mode::action && WritesNode<Rule>) {
          state.add_node(Rule::node_kind, begin, in.current(), num_before);
        }
        return true;
      }
      if constexpr (A == apply_mode::action) state.truncate(num_before);
      return false;
    }
  }
};

}  // namespace polc::grammar::rules
// NOLINTEND(readability-identifier-naming)

// What `tao::pegtl::analyze` must know of the rules above: whether they read something when they succeed.
namespace tao::pegtl {

template <typename Name, polc::grammar::Keyword Word>
struct analyze_traits<Name, polc::grammar::rules::kw<Word>> : analyze_any_traits<> {};
template <typename Name, bool (*Test)(const polc::grammar::Token&), polc::grammar::NodeKind Leaf,
          polc::grammar::Expected What>
struct analyze_traits<Name, polc::grammar::rules::token_rule<Test, Leaf, What>> : analyze_any_traits<> {};
template <typename Name, polc::grammar::rules::Repeat Mode, typename First, typename... Tails>
struct analyze_traits<Name, polc::grammar::rules::fold_rule<Mode, First, Tails...>>
    : analyze_seq_traits<First, star<sor<Tails...>>> {};
template <typename Name, bool WordsAreSuffixes, typename... Rules>
struct analyze_traits<Name, polc::grammar::rules::reading_words<WordsAreSuffixes, Rules...>>
    : analyze_seq_traits<Rules...> {};
template <typename Name, bool WordsAreSuffixes>
struct analyze_traits<Name, polc::grammar::rules::where_words<WordsAreSuffixes>> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, polc::grammar::rules::while_recovering_table> : analyze_opt_traits<> {};
template <typename Name, typename... Rules>
struct analyze_traits<Name, polc::grammar::rules::deeper<Rules...>> : analyze_seq_traits<Rules...> {};
template <typename Name, polc::grammar::Expected What, typename... Rules>
struct analyze_traits<Name, polc::grammar::rules::described<What, Rules...>> : analyze_seq_traits<Rules...> {};
template <typename Name, polc::grammar::ListEnd End, std::size_t AtLeast, typename Item>
struct analyze_traits<Name, polc::grammar::rules::items<End, AtLeast, Item>>
    : analyze_traits<Name, typename std::conditional_t<AtLeast == 0, star<Item>, plus<Item>>::rule_t> {};

}  // namespace tao::pegtl
