#include "compiler/ast/builder.h"

#include "compiler/ast/build.h"
#include "grammar/parser.h"

namespace polc::ast {

using base::Code;
using base::plain;

Ast build(const base::SourceStore& sources, base::SourceId source, base::Diagnostics& out) {
  const std::size_t num_errors = out.num_errors();
  const grammar::Tree tree = grammar::parse(sources.get(source), source, out);
  Ast ast = Builder(tree, out).run();
  ast.source = source;
  ast.has_errors = out.num_errors() > num_errors;
  return ast;
}

Builder::Builder(const grammar::Tree& tree, base::Diagnostics& out) : tree_(tree), out_(out) {}

Ast Builder::run() {
  ast_.statements.reserve(tree_.statements.size());
  ast_.exprs.reserve(tree_.nodes.size() / 6);
  for (const NodeIndex statement : tree_.statements) build_statement(statement);
  return std::move(ast_);
}

void Builder::build_statement(NodeIndex index) {
  switch (kind(index)) {
    case NodeKind::Policy: return policy(index);
    case NodeKind::Use: return use(index);
    case NodeKind::Allow: return allow(index);
    case NodeKind::Heading: return heading(index);
    case NodeKind::Text: return text(index);
    case NodeKind::Applicant: return applicant(index);
    case NodeKind::Claim: return claim(index);
    case NodeKind::Define: return define(index);
    case NodeKind::Parameter: return parameter(index);
    case NodeKind::Award: return award(index);
    case NodeKind::Gate: return gate(index);
    case NodeKind::Group: return group(index);
    case NodeKind::Obligation: return obligation(index);
    case NodeKind::Revoke: return revoke(index);
    case NodeKind::Schedule: return schedule(index);
    case NodeKind::Discretion: return discretion(index);
    case NodeKind::Subordinate: return subordinate(index);
    case NodeKind::Priority: return priority(index);
    case NodeKind::Reading: return reading(index);
    case NodeKind::Sample: return sample(index);
    case NodeKind::Test: return test(index);
    default: return;  // the other kinds are parts; none is a root
  }
}

Builder::Children::Children(Builder& builder, NodeIndex node) : stack_(builder.stack_), begin_(builder.stack_.size()) {
  grammar::collect_children(builder.tree_, node, stack_);
  size_ = stack_.size() - begin_;
}

bool Builder::is_keyword(NodeIndex index, Keyword word) const {
  return kind(index) == NodeKind::Keyword && keyword(index) == word;
}

Span Builder::span(NodeIndex index) const {
  const grammar::Node& one = node(index);
  const grammar::Token& first = tree_.lexemes.tokens[one.first];
  if (one.first == one.end) return {tree_.lexemes.source_id, first.begin, first.begin};
  return {tree_.lexemes.source_id, first.begin, tree_.lexemes.tokens[one.end - 1].end};
}

std::string_view Builder::written(NodeIndex index) const { return written(span(index)); }

std::string_view Builder::written(Span place) const { return tree_.lexemes.source->slice(place); }

void Builder::report_duplicate(NodeIndex clause) {
  out_.report(Code::P1014, span(clause), {plain(tree_.lexemes.written(first_token(clause)))})
      .fix({"remove the second one", "删去后一处"}, {{span(clause), ""}}, false);
}

void Builder::set_once(ExprId& slot, ExprId value, NodeIndex clause) {
  if (slot != kNoExpr) return report_duplicate(clause);
  slot = value;
}

}  // namespace polc::ast
