#include "compiler/analyse/text/policy_text.h"

#include <utility>
#include <variant>

namespace polc::analyse::text {
namespace {

/// Puts the statements of one file under their headings and texts.
void add_file(const ast::Ast& ast, const base::SourceStore& sources, std::vector<ArticleText>& articles) {
  const auto open = [&](const ast::Heading* heading, const ast::Heading* section) {
    ArticleText article;
    article.ast = &ast;
    article.heading = heading;
    article.section = section;
    article.blocks.emplace_back();
    articles.push_back(std::move(article));
  };
  open(nullptr, nullptr);
  for (const ast::Statement& statement : ast.statements) {
    if (const auto* heading = std::get_if<ast::Heading>(&statement)) {
      const ast::Heading* section = heading->is_section ? heading : articles.back().section;
      open(heading->is_section ? nullptr : heading, section);
      continue;
    }
    std::vector<Block>& blocks = articles.back().blocks;
    if (const auto* text = std::get_if<ast::TextStatement>(&statement)) {
      if (!blocks.back().statements.empty()) blocks.emplace_back();
      blocks.back().texts.push_back({text, read_text(passage_of(sources, text->text))});
      continue;
    }
    const bool is_aside =
        std::holds_alternative<ast::Sample>(statement) || std::holds_alternative<ast::Test>(statement);
    // Samples and tests stand at the end of a file, under its last article, and encode no sentence of it.
    if (!is_aside) blocks.back().statements.push_back(&statement);
  }
}

}  // namespace

const ast::PolicyHeader* PolicyText::header() const {
  const auto& files = subject->compiled->model.files;
  return files.empty() ? nullptr : files.front().header;
}

PolicyText read_policy_text(const Subject& subject, const base::SourceStore& sources) {
  PolicyText policy;
  policy.subject = &subject;
  policy.sources = &sources;
  for (const compiler::UsedFile& file : subject.compiled->trees) add_file(file.ast, sources, policy.articles);
  return policy;
}

}  // namespace polc::analyse::text
