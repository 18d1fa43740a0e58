#include "grammar/format/roles.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "grammar/format/spacing.h"

namespace polc::grammar::format {
namespace {

using Children = std::vector<std::uint32_t>;

// Statements that no article holds.
bool stands_outside_articles(NodeKind kind) {
  return kind == NodeKind::Policy || kind == NodeKind::Use || kind == NodeKind::Heading || kind == NodeKind::Sample ||
         kind == NodeKind::Test;
}

// Parts of a statement that may have lines of their own, so that what runs on is indented once more.
bool is_item(NodeKind kind) {
  switch (kind) {
    case NodeKind::Cell:
    case NodeKind::Fact:
    case NodeKind::Step:
    case NodeKind::TimesTable:
    case NodeKind::TimesFactor: return true;
    default: break;
  }
  return (kind >= NodeKind::ForClause && kind <= NodeKind::WithClause) ||
         (kind >= NodeKind::UnitClause && kind <= NodeKind::PresumedClause) ||
         (kind >= NodeKind::AppliedItem && kind <= NodeKind::OtherItem);
}

bool is_word_after(Keyword keyword) {
  return keyword == Keyword::OrMore || keyword == Keyword::OrLess || keyword == Keyword::Beyond;
}

/// Walks over the statements of one tree.
class RoleFinder {
 public:
  RoleFinder(const Tree& tree, std::span<const Piece> pieces)
      : tree_(tree),
        tokens_(tree.lexemes.tokens),
        roles_(tokens_.size()),
        pieces_(tokens_.size(), nullptr),
        follows_comment_(tokens_.size()) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (pieces[i].is_comment()) continue;
      pieces_[pieces[i].token] = &pieces[i];
      follows_comment_[pieces[i].token] = i > 0 && pieces[i - 1].is_comment();
    }
  }

  std::vector<TokenRole> run() {
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      roles_[i].num_spaces = static_cast<std::uint8_t>(spaces_between(tree_.lexemes, tokens_[i - 1], tokens_[i]));
    }
    find_depths();
    for (std::uint32_t i = 0; i < tree_.statements.size(); ++i) visit_statement(i);
    return std::move(roles_);
  }

 private:
  // ---------------------------------------------------------------- the tree

  const Node& node(std::uint32_t index) const { return tree_.nodes[index]; }
  NodeKind kind(std::uint32_t index) const { return node(index).kind; }
  std::uint32_t first(std::uint32_t index) const { return node(index).first; }
  bool is_keyword(std::uint32_t index, Keyword keyword) const {
    return kind(index) == NodeKind::Keyword && node(index).keyword == keyword;
  }
  Children children(std::uint32_t index) const {
    Children found;
    collect_children(tree_, index, found);
    return found;
  }
  bool begins_line(std::uint32_t token) const {
    return roles_[token].must_begin_line || (pieces_[token] != nullptr && pieces_[token]->begins_line());
  }
  bool is_word(std::uint32_t token, Keyword keyword) const {
    return !tokens_[token].is_bracketed && tokens_[token].kind == TokenKind::Word &&
           is_spelling_of(tree_.lexemes.text(tokens_[token]), keyword);
  }

  void set_spaces(std::uint32_t token, int count) { roles_[token].num_spaces = static_cast<std::uint8_t>(count); }
  void set_stop(std::uint32_t token, StopKind stop) { roles_[token].stop = stop; }
  void set_depth(std::uint32_t begin, std::uint32_t end, std::size_t depth) {
    for (std::uint32_t i = begin; i < end; ++i) roles_[i].depth = static_cast<std::uint8_t>(depth);
  }
  // A statement or one of its parts: its first token at `depth`, what runs on one step deeper.
  void set_item(std::uint32_t index, std::size_t depth) {
    set_depth(first(index) + 1, node(index).end, depth + 1);
    roles_[first(index)].depth = static_cast<std::uint8_t>(depth);
    roles_[first(index)].begins_item = true;
  }

  // ---------------------------------------------------------------- statements

  // What follows a heading stands one step deeper; `allow` goes with the statement after it.
  void find_depths() {
    depths_.resize(tree_.statements.size());
    bool is_in_article = false;
    for (std::size_t i = 0; i < depths_.size(); ++i) {
      const NodeKind statement = kind(tree_.statements[i]);
      depths_[i] = is_in_article && !stands_outside_articles(statement) ? 1 : 0;
      if (statement == NodeKind::Heading) is_in_article = true;
    }
    for (std::size_t i = depths_.size(); i-- > 1;) {
      if (kind(tree_.statements[i - 1]) == NodeKind::Allow) depths_[i - 1] = depths_[i];
    }
  }

  void visit_statement(std::uint32_t number) {
    const std::uint32_t statement = statement_ = tree_.statements[number];
    const std::size_t depth = depths_[number];
    const std::uint32_t end = number + 1 < tree_.statements.size() ? first(tree_.statements[number + 1]) : last_token();
    for (std::uint32_t i = first(statement); i < end; ++i) roles_[i].statement = number;
    set_item(statement, depth);
    set_depth(node(statement).end, end, depth + 1);
    roles_[first(statement)].must_begin_line = true;
    const Children parts = children(statement);
    if (kind(statement) == NodeKind::Applicant || kind(statement) == NodeKind::Claim) break_facts(parts);
    for (const std::uint32_t part : parts) {
      if (is_item(kind(part)) && begins_line(first(part))) set_item(part, depth + 1);
    }
    visit_kind(statement, parts, depth);
    visit_inner(statement);
  }

  std::uint32_t last_token() const { return static_cast<std::uint32_t>(tokens_.size()); }

  void visit_kind(std::uint32_t statement, const Children& parts, std::size_t depth) {
    switch (kind(statement)) {
      case NodeKind::Policy: visit_clauses(parts); break;
      case NodeKind::Reading:
      case NodeKind::Parameter: set_spaces(first(statement) + 2, 1); break;
      case NodeKind::Group: visit_group(parts); break;
      case NodeKind::Award:
        visit_award(parts);
        visit_cells(parts, depth);
        visit_clauses(parts);
        break;
      case NodeKind::Define: visit_cells(parts, depth); break;
      case NodeKind::Test: visit_test(parts, depth); break;
      default: break;
    }
  }

  // Two facts do not share a line.
  void break_facts(const Children& parts) {
    const auto is_fact = [this](std::uint32_t part) { return kind(part) == NodeKind::Fact; };
    if (std::count_if(parts.begin(), parts.end(), is_fact) < 2) return;
    for (const std::uint32_t part : parts) {
      if (is_fact(part)) roles_[first(part)].must_begin_line = true;
    }
  }

  // `issuer "…"`, `when C` on lines of their own: what the clauses say begins in one column.
  void visit_clauses(const Children& parts) {
    for (const std::uint32_t part : parts) {
      const bool is_clause = (kind(part) >= NodeKind::ForClause && kind(part) <= NodeKind::UnlessClause) ||
                             (kind(part) >= NodeKind::IssuerClause && kind(part) <= NodeKind::SourceClause) ||
                             kind(part) == NodeKind::ApplyClause;
      if (!is_clause || !begins_line(first(part))) continue;
      const Children words = children(part);
      if (kind(words.front()) == NodeKind::Keyword) set_stop(node(words.front()).end, StopKind::ClauseValue);
    }
  }

  void visit_group(const Children& parts) {
    for (const std::uint32_t part : parts) {
      if (kind(part) == NodeKind::WhenClause) set_stop(first(part), StopKind::GroupCondition);
      if (kind(part) != NodeKind::ModeClause || !begins_line(first(part))) continue;
      const Children words = children(part);
      if (words.size() > 1) set_stop(first(words[1]), StopKind::ModeCondition);
    }
  }

  // Expectations run on below `expect`.
  void visit_test(const Children& parts, std::size_t depth) {
    bool is_after_expect = false;
    for (const std::uint32_t part : parts) {
      if (is_keyword(part, Keyword::Expect)) {
        is_after_expect = true;
        roles_[first(part)].begins_item = true;
      } else if (is_after_expect) {
        set_depth(first(part), node(part).end, depth + 2);
      } else if (kind(part) == NodeKind::ClaimItem) {
        const Children words = children(part);
        if (words.size() > 2) set_claim_stops(words);
      }
    }
  }

  void set_claim_stops(const Children& words) {
    set_stop(first(words[2]), StopKind::ClaimRest);
    for (std::size_t i = 3; i < words.size(); ++i) {
      if (kind(words[i]) != NodeKind::WithClause && kind(words[i]) != NodeKind::OnClause) continue;
      if (kind(words[i - 1]) != NodeKind::WithClause) set_stop(first(words[i]), StopKind::ClaimClause);
      return;
    }
  }

  // ---------------------------------------------------------------- awards and their cells

  void visit_award(const Children& parts) {
    if (parts.size() > 2 && kind(parts[2]) != NodeKind::Cell) set_stop(first(parts[2]), StopKind::AwardRest);
    const std::uint32_t amount = parts.back();
    if (parts.size() < 4 || kind(amount) != NodeKind::AmountClause) return;
    set_stop(first(amount), StopKind::AwardAmount);
    const NodeKind form = kind(children(amount).front());
    roles_[first(amount)].is_right_aligned = form == NodeKind::Number || form == NodeKind::Percent;
  }

  // A label on a line of its own holds for the cells that its author indented below it.
  void visit_cells(const Children& parts, std::size_t depth) {
    const Piece* holder = nullptr;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (kind(parts[i]) == NodeKind::TimesTable) visit_factors(children(parts[i]));
      if (kind(parts[i]) != NodeKind::Cell) continue;
      const bool next_shares_line = i + 1 < parts.size() && !begins_line(first(parts[i + 1]));
      if (begins_line(first(parts[i]))) {
        const Piece* piece = pieces_[first(parts[i])];
        const bool is_held = holder != nullptr && piece->begins_line() && piece->column > holder->column;
        if (is_held) set_item(parts[i], depth + 2);
        if (!is_held) holder = stands_alone(parts[i]) ? piece : nullptr;
      }
      visit_cell(parts[i], next_shares_line);
    }
  }

  void visit_factors(const Children& parts) {
    for (const std::uint32_t part : parts) {
      if (kind(part) == NodeKind::Cell) visit_cell(part, true);
    }
  }

  // Do later labels of the cell have lines of their own?
  bool stands_alone(std::uint32_t cell) const {
    const Children parts = children(cell);
    return std::any_of(parts.begin() + 1, parts.end(),
                       [this](std::uint32_t part) { return kind(part) == NodeKind::Part && begins_line(first(part)); });
  }

  void visit_cell(std::uint32_t cell, bool next_shares_line) {
    const Children parts = children(cell);
    set_cell_start(first(cell));
    std::size_t num_labels = 0;  // on the line that the amount stands on
    bool has_colon = false;
    for (const std::uint32_t part : parts) {
      has_colon = has_colon || kind(part) == NodeKind::Colon;
      if (kind(part) != NodeKind::Part) continue;
      const bool is_row = begins_line(first(part));
      if (is_row) {
        num_labels = 0;
        roles_[first(part)].begins_item = true;
        const Children words = children(part);
        if (words.size() > 1) set_stop(first(words.back()), StopKind::CellCondition);
      } else if (part != parts.front()) {
        set_spaces(first(part), 2);
        set_stop(first(part), StopKind::CellPart);
      }
      ++num_labels;
    }
    const std::uint32_t amount = amount_of(parts);
    const bool is_lone = num_labels == 1 && !next_shares_line && (begins_line(first(cell)) || stands_alone(cell));
    const StopKind lone = has_colon ? StopKind::ColonAmount : StopKind::LoneAmount;
    set_stop(first(amount), is_lone ? lone : StopKind::CellAmount);
    roles_[first(amount)].is_right_aligned = kind(amount) == NodeKind::Number || kind(amount) == NodeKind::Percent;
  }

  void set_cell_start(std::uint32_t start) {
    // `first 30万元 renewal 8万元` reads as a phrase, not as a table.
    if (begins_line(start) || is_word(start, Keyword::First) || is_word(start, Keyword::Renewal)) return;
    const bool follows_name = start == first(statement_) + 2 && kind(statement_) == NodeKind::Award;
    set_spaces(start, follows_name ? 1 : 2);
    set_stop(start, follows_name ? StopKind::FirstCell : StopKind::CellStart);
  }

  // The amount follows the labels; a misplaced condition may follow it.
  std::uint32_t amount_of(const Children& parts) const {
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (kind(parts[i]) != NodeKind::Part && kind(parts[i]) != NodeKind::Colon) return parts[i];
    }
    return parts.back();
  }

  // ---------------------------------------------------------------- everything inside

  void visit_inner(std::uint32_t statement) {
    const std::uint32_t begin = statement + 1 - node(statement).subtree_size;
    for (std::uint32_t index = begin; index <= statement; ++index) visit_node(index);
  }

  void visit_node(std::uint32_t index) {
    join_phrase(index);
    switch (kind(index)) {
      case NodeKind::Fact:
        set_spaces(first(index) + 1, 1);
        if (begins_line(first(index))) set_stop(first(index) + 1, StopKind::FactType);
        break;
      case NodeKind::JudgedClause:
      case NodeKind::PresumedClause:
      case NodeKind::AdoptedClause: set_spaces(first(index), 2); break;
      case NodeKind::ReasonClause:
        set_spaces(first(index), 2);
        set_stop(first(index), StopKind::Reason);
        break;
      case NodeKind::Type:
      case NodeKind::UnitClause: join_marks(index, TokenKind::Divide); break;
      case NodeKind::Negation: set_spaces(first(index) + 1, 0); break;
      case NodeKind::OpenRange:
        set_spaces(first(index) + 1, 0);
        set_spaces(first(index) + 2, 0);
        break;
      case NodeKind::Call: set_spaces(first(index) + 1, 0); break;
      case NodeKind::IfExpr: align_arms(index); break;
      case NodeKind::PercentAfter: join_possessive(index); break;
      case NodeKind::ThisName: join_this(index); break;
      case NodeKind::Heading:
      case NodeKind::Selector:
      case NodeKind::ItemNumber: join_ordinal(index); break;
      case NodeKind::Keyword:
        if (is_word_after(node(index).keyword) && is_value_before(first(index))) set_spaces(first(index), 0);
        break;
      default: break;
    }
  }

  // The words of a phrase stand on one line, whatever their order in the language of the keywords.
  void join_phrase(std::uint32_t index) {
    switch (kind(index)) {
      case NodeKind::Keyword:
        for (std::uint32_t i = first(index); i < node(index).end; ++i) roles_[i].is_keyword = true;
        keep_together(first(index), node(index).end);
        if (is_word_after(node(index).keyword)) keep_together(first(index) - 1, node(index).end);
        break;
      case NodeKind::SpacedNumber:
      case NodeKind::OpenRange:
      case NodeKind::ItemNumber:
      case NodeKind::PerFactClause:
      case NodeKind::RollingClause:
      case NodeKind::EqualParts:
      case NodeKind::Bound:
      case NodeKind::ShareClause:
      case NodeKind::ThisName:
      case NodeKind::Window: keep_together(first(index), node(index).end); break;
      case NodeKind::PercentOf: keep_together(first(index), first(children(index)[2]) + 1); break;
      case NodeKind::PercentAfter: keep_together(first(children(index)[1]) - 1, node(index).end); break;
      case NodeKind::AtExpr: keep_together(first(children(index)[1]), node(index).end); break;
      case NodeKind::Tier: keep_together(first(index), first(children(index).back())); break;
      case NodeKind::ForAwards: keep_together(first(index), std::min(first(index) + 2, node(index).end)); break;
      case NodeKind::Heading:
      case NodeKind::Selector: join_number(index); break;
      case NodeKind::Group: join_amount(index); break;
      default: break;
    }
  }

  void keep_together(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin + 1; i < end; ++i) roles_[i].stays_on_line = true;
  }

  // `article 6`, `第 6 条`.
  void join_number(std::uint32_t index) {
    const Children parts = children(index);
    if (parts.size() < 2) return;
    const bool has_word_after = parts.size() > 2 && kind(parts[2]) == NodeKind::Keyword;
    keep_together(first(index), node(parts[has_word_after ? 2 : 1]).end);
  }

  // `limit … to 3`, `cap … at 5万元`.
  void join_amount(std::uint32_t index) {
    for (const std::uint32_t part : children(index)) {
      if (is_keyword(part, Keyword::LimitTo) || is_keyword(part, Keyword::CapAt))
        keep_together(first(part), first(part) + 2);
    }
  }

  bool is_value_before(std::uint32_t token) const {
    const TokenKind before = tokens_[token - 1].kind;
    return before == TokenKind::Number || before == TokenKind::Percent;
  }

  void join_marks(std::uint32_t index, TokenKind mark) {
    for (std::uint32_t i = first(index); i + 1 < node(index).end; ++i) {
      if (tokens_[i].kind != mark) continue;
      set_spaces(i, 0);
      set_spaces(i + 1, 0);
      keep_together(i - 1, i + 2);
    }
  }

  // `then` and `else` on lines of their own stand under their `if`.
  void align_arms(std::uint32_t index) {
    for (const std::uint32_t part : children(index)) {
      if (is_keyword(part, Keyword::Then) || is_keyword(part, Keyword::Else)) roles_[first(part)].under = first(index);
    }
  }

  // `合格投入的20%`, `(甲 + 乙)的20%`.
  void join_possessive(std::uint32_t index) {
    const Children parts = children(index);
    const std::uint32_t word = first(parts[1]);
    const Token& before = tokens_[word - 1];
    if (follows_comment_[word + 1]) return;  // a name ends before 的 only where its percent follows
    const bool is_word = before.kind == TokenKind::Word && !before.is_bracketed;
    if (is_word || before.kind == TokenKind::CloseParen) set_spaces(word, 0);
    set_spaces(word + 1, 0);
  }

  // `本项的级别`, which the lexer takes apart before a bare name.
  void join_this(std::uint32_t index) {
    const Children parts = children(index);
    if (parts.size() < 3 || tokens_[first(parts[2])].is_bracketed) return;
    if (follows_comment_[first(parts[1])] || follows_comment_[first(parts[2])]) return;
    if (!is_full_width(tree_.lexemes, tokens_[first(parts[0])])) return;
    set_spaces(first(parts[1]), 0);
    set_spaces(first(parts[2]), 0);
  }

  // `第4条`, `第一项`: where the lexer takes the three apart again.
  void join_ordinal(std::uint32_t index) {
    const Children parts = children(index);
    if (parts.size() < 3 || !is_keyword(parts[0], Keyword::Ordinal) || kind(parts[2]) != NodeKind::Keyword) return;
    const Token& number = tokens_[first(parts[1])];
    const bool is_numeral =
        number.kind == TokenKind::Word && !number.is_bracketed && chinese_numeral(tree_.lexemes.text(number)) >= 0;
    const bool is_digits = number.kind == TokenKind::Number &&
                           tree_.lexemes.text(number).find_first_not_of("0123456789.") == std::string_view::npos;
    if (!is_digits && !is_numeral) return;
    if (follows_comment_[first(parts[1])]) return;  // apart from 第, the number would take 条 as its unit
    set_spaces(first(parts[1]), 0);
    set_spaces(first(parts[2]), 0);
  }

  const Tree& tree_;
  const std::vector<Token>& tokens_;
  std::vector<TokenRole> roles_;
  std::vector<const Piece*> pieces_;   // by token
  std::vector<bool> follows_comment_;  // by token
  std::vector<std::size_t> depths_;    // by statement
  std::uint32_t statement_ = 0;        // the node of the one being visited
};

}  // namespace

std::vector<TokenRole> find_roles(const Tree& tree, std::span<const Piece> pieces) {
  return RoleFinder(tree, pieces).run();
}

}  // namespace polc::grammar::format
