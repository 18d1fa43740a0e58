// A policy as its articles stand: the sentences of each article, read, and the statements under them. What the checks
// of rules against text walk over. Points into the syntax trees of the compiled policy, which must outlive it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"
#include "compiler/analyse/text/mention.h"
#include "compiler/ast/ast.h"

namespace polc::analyse::text {

/// One `text` statement, read.
struct QuotedText {
  const ast::TextStatement* statement = nullptr;
  Reading reading;
};

/// Texts that follow one another, and the statements after them up to the next text or heading.
struct Block {
  std::vector<QuotedText> texts;                  // none: statements that stand under no text
  std::vector<const ast::Statement*> statements;  // in document order
};

/// What stands under one heading; `heading` is null for what stands before the first and directly under a section.
struct ArticleText {
  const ast::Ast* ast = nullptr;
  const ast::Heading* heading = nullptr;
  const ast::Heading* section = nullptr;
  std::vector<Block> blocks;

  /// The label without "article", "" without a heading.
  std::string label() const { return heading == nullptr ? std::string() : heading->label.text; }
};

/// Everything a check needs of one policy.
struct PolicyText {
  const Subject* subject = nullptr;
  const base::SourceStore* sources = nullptr;
  std::vector<ArticleText> articles;  // of all files of the `use` tree, in order

  const runtime::Program& program() const { return subject->compiled->program; }
  const model::Model& model() const { return subject->compiled->model; }
  /// The header of the main file; null without.
  const ast::PolicyHeader* header() const;
};

/// Reads the texts of a policy. Linear in its size.
PolicyText read_policy_text(const Subject& subject, const base::SourceStore& sources);

/// Calls `visit` with every text of the policy, its article and its block, in document order.
template <typename Visit>
void for_each_text(const PolicyText& policy, Visit visit) {
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const QuotedText& text : block.texts) visit(article, block, text);
    }
  }
}

/// Calls `visit` with every statement of type `Statement` and its article, in document order.
template <typename Statement, typename Visit>
void for_each_statement(const PolicyText& policy, Visit visit) {
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) {
        if (const auto* one = std::get_if<Statement>(statement)) visit(article, *one);
      }
    }
  }
}

}  // namespace polc::analyse::text
