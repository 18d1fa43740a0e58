// The inside of `build`: one object that walks over the concrete tree of a file and fills its `Ast`.
// Declared here because its functions fill several files; nobody else includes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "compiler/ast/ast.h"
#include "grammar/tree.h"

namespace polc::ast {

using grammar::Keyword;
using grammar::NodeKind;
using NodeIndex = std::uint32_t;

class Builder {
 public:
  /// `tree` must outlive the builder.
  Builder(const grammar::Tree& tree, base::Diagnostics& out);

  Ast run();

 private:
  /// The children of one node, in order, while this lives. Kept on one stack that all of them share, so
  /// that they must end in the reverse order of their beginning, as scopes do.
  class Children {
   public:
    Children(Builder& builder, NodeIndex node);
    ~Children() { stack_.resize(begin_); }
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

    std::size_t size() const { return size_; }
    NodeIndex operator[](std::size_t i) const { return stack_[begin_ + i]; }

   private:
    std::vector<NodeIndex>& stack_;
    std::size_t begin_;
    std::size_t size_;
  };

  // ---- nodes and tokens (builder.cpp)

  const grammar::Node& node(NodeIndex index) const { return tree_.nodes[index]; }
  NodeKind kind(NodeIndex index) const { return tree_.nodes[index].kind; }
  Keyword keyword(NodeIndex index) const { return tree_.nodes[index].keyword; }
  bool is_keyword(NodeIndex index, Keyword word) const;
  const grammar::Token& first_token(NodeIndex index) const { return tree_.lexemes.tokens[node(index).first]; }
  Span span(NodeIndex index) const;
  std::string_view written(NodeIndex index) const;
  std::string_view written(Span span) const;
  void build_statement(NodeIndex index);
  void report_duplicate(NodeIndex clause);

  /// Puts `value` into `slot`; when it is filled already, reports P1014 for `clause` and keeps the first.
  template <typename Slot, typename Value>
  void set_once(Slot& slot, Value&& value, NodeIndex clause) {
    if (slot) return report_duplicate(clause);
    slot = std::forward<Value>(value);
  }
  void set_once(ExprId& slot, ExprId value, NodeIndex clause);

  // ---- names and values (build_values.cpp)

  Name make_name(NodeIndex leaf) const;
  Name make_label(NodeIndex leaf) const;
  std::vector<Name> make_names(const Children& children, std::size_t begin);
  Name name_after_keyword(NodeIndex clause);
  std::optional<Date> make_date(NodeIndex leaf);
  std::optional<Fraction> make_number(NodeIndex leaf);
  std::optional<Fraction> make_percent(NodeIndex leaf);
  std::string unit_of(NodeIndex leaf) const;
  std::optional<std::uint32_t> make_count(NodeIndex leaf, std::string_view allowed_unit);
  std::optional<std::uint32_t> make_item(NodeIndex item);
  void report_not_whole(NodeIndex leaf, const base::Bilingual& what);

  // ---- expressions (build_expressions.cpp)

  ExprId add(Expr expr);
  ExprId add(ExprKind kind, NodeIndex index, std::vector<ExprId> args);
  ExprId add_error(NodeIndex index) { return add(ExprKind::Error, index, {}); }
  ExprId expr(NodeIndex index);
  ExprId leaf_expr(NodeIndex index);
  ExprId number_expr(NodeIndex index);
  ExprId operator_expr(NodeIndex index);
  ExprId form_expr(NodeIndex index);
  ExprId open_range(NodeIndex index);
  ExprId paren(NodeIndex index);
  ExprId binary(NodeIndex index);
  ExprId logic(NodeIndex index);
  ExprId compare(NodeIndex index);
  ExprId args_of(NodeIndex index, ExprKind kind);
  ExprId call(NodeIndex index);
  ExprId quantifier(NodeIndex index);
  ListRef list_ref(NodeIndex index);
  ExprId true_at(NodeIndex index);
  ExprId tiers(NodeIndex index);
  ExprId suffix(NodeIndex index);
  ExprId rounded(NodeIndex index);
  Operator comparison(NodeIndex mark) const;
  bool is_open_percent(NodeIndex index);
  void check_percent(NodeIndex index, const Children& children);
  void report_mixed_logic(const Children& children, Span whole);
  std::string grouped(const Children& children, Keyword inner);
  void mark_parenthesised(ExprId id, Span whole);

  // ---- parts (build_parts.cpp)

  Window window(NodeIndex index);
  std::optional<Date> window_end(Date from, NodeIndex length);
  void type(TypeDecl& made, NodeIndex index);
  void unit_clause(TypeDecl& made, NodeIndex index);
  void bounds_clause(TypeDecl& made, NodeIndex index);
  std::vector<FactDecl> facts(const Children& children, std::size_t begin);
  FactDecl fact(NodeIndex index);
  Name fact_name(NodeIndex leaf);
  Name heading_label(const Children& children, std::size_t begin, std::size_t end) const;
  AwardSelector selector(NodeIndex index);
  void add_selectors(std::vector<AwardSelector>& selectors, const Children& children);
  Assignment assignment(NodeIndex index);
  void assignments(std::vector<Assignment>& facts, NodeIndex with_clause);
  LabelRef label_ref(NodeIndex index);
  ExprId condition_of(NodeIndex clause);

  // ---- cells (build_cells.cpp)

  void add_cell(CellTable& table, NodeIndex index);
  void add_part(Cell& cell, NodeIndex index, const std::vector<Name>& dimensions);
  LabelGroup label_group(NodeIndex index);
  BoundLabel bound_label(NodeIndex index);
  void add_bound(BoundLabel& label, NodeIndex index);
  void report_missing_colon(NodeIndex last_part);
  void report_stray_comma(NodeIndex index);
  void move_condition_into_cell(Cell& cell, NodeIndex misplaced, NodeIndex last_part);
  void move_condition_into_award(Award& award, NodeIndex misplaced, NodeIndex amount);
  base::Diagnostic& report_misplaced_when(NodeIndex misplaced);

  // ---- statements (build_statements.cpp, build_awards.cpp, build_tests.cpp)

  void policy(NodeIndex index);
  void heading(NodeIndex index);
  void text(NodeIndex index);
  void use(NodeIndex index);
  void allow(NodeIndex index);
  void applicant(NodeIndex index);
  void claim(NodeIndex index);
  void define(NodeIndex index);
  void parameter(NodeIndex index);
  void reading(NodeIndex index);
  void obligation(NodeIndex index);
  void to_clause(std::vector<Name>& to, NodeIndex clause);
  void report_not_allowed(NodeIndex clause, Keyword statement);
  void revoke(NodeIndex index);
  void schedule(NodeIndex index);
  void discretion(NodeIndex index);
  void subordinate(NodeIndex index);
  void priority(NodeIndex index);
  void award(NodeIndex index);
  void award_clause(Award& made, NodeIndex clause);
  void award_amount(Award& made, NodeIndex clause);
  Times times(NodeIndex index);
  void gate(NodeIndex index);
  void group(NodeIndex index);
  void group_clause(Group& made, NodeIndex clause);
  ExprId limit_or_cap(GroupKind group, NodeIndex amount);
  Name per_fact(const Children& children);
  ModeChoice mode(NodeIndex index);
  void sample(NodeIndex index);
  void test(NodeIndex index);
  void test_line(Test& made, NodeIndex index);
  TestClaim test_claim(NodeIndex index);
  void test_history(Test& made, NodeIndex index);
  void history_clause(TestHistory& made, NodeIndex clause);
  void test_other(Test& made, NodeIndex index);
  void other_clause(TestOther& made, NodeIndex clause);
  void expectation(Test& made, NodeIndex index);
  void expected_amount(Expectation& made, NodeIndex index);
  std::vector<Name> missing_facts(NodeIndex index);

  template <typename Statement>
  Statement& start(NodeIndex index) {
    Statement& made = std::get<Statement>(ast_.statements.emplace_back(std::in_place_type<Statement>));
    made.span = span(index);
    return made;
  }

  const grammar::Tree& tree_;
  base::Diagnostics& out_;
  Ast ast_;
  std::vector<NodeIndex> stack_;
};

}  // namespace polc::ast
