#include "compiler/locate.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace polc::compiler {
namespace {

/// The statements of one file that findings are placed by, in the order of the text.
struct Landmarks {
  struct Article {
    std::uint32_t begin = 0;
    std::string label;  // "" under a section without an article
  };
  struct Award {
    base::Span span;
    const std::string* name = nullptr;
  };
  std::vector<Article> articles;
  std::vector<Award> awards;
};

Landmarks landmarks_of(const ast::Ast& ast) {
  Landmarks marks;
  for (const ast::Statement& statement : ast.statements) {
    if (const auto* heading = std::get_if<ast::Heading>(&statement)) {
      marks.articles.push_back({heading->span.begin, heading->is_section ? std::string{} : heading->label.text});
    } else if (const auto* award = std::get_if<ast::Award>(&statement)) {
      marks.awards.push_back({award->span, &award->name.text});
    }
  }
  return marks;
}

void locate(const Landmarks& marks, base::Diagnostic& finding) {
  const auto article =
      std::upper_bound(marks.articles.begin(), marks.articles.end(), finding.span.begin,
                       [](std::uint32_t place, const Landmarks::Article& one) { return place < one.begin; });
  if (article != marks.articles.begin() && finding.article.empty()) finding.article = std::prev(article)->label;
  const auto award =
      std::upper_bound(marks.awards.begin(), marks.awards.end(), finding.span.begin,
                       [](std::uint32_t place, const Landmarks::Award& one) { return place < one.span.begin; });
  if (award == marks.awards.begin() || !finding.awards.empty()) return;
  const Landmarks::Award& holder = *std::prev(award);
  if (finding.span.begin < holder.span.end) finding.awards.push_back(*holder.name);
}

}  // namespace

void locate_findings(const std::deque<UsedFile>& files, std::size_t begin, base::Diagnostics& out) {
  if (out.all().size() <= begin) return;
  std::unordered_map<std::uint32_t, Landmarks> by_source;
  for (const UsedFile& file : files)
    by_source.emplace(static_cast<std::uint32_t>(file.ast.source), landmarks_of(file.ast));
  out.annotate(begin, [&](base::Diagnostic& finding) {
    const auto marks = by_source.find(static_cast<std::uint32_t>(finding.span.source));
    if (marks != by_source.end()) locate(marks->second, finding);
  });
}

}  // namespace polc::compiler
