#include "compiler/analyse/text/coverage.h"

#include <algorithm>
#include <iterator>

#include "compiler/analyse/text/document.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse {

TextCoverage measure_coverage(const Subject& subject, const base::SourceStore& sources) {
  TextCoverage coverage;
  if (!subject.document) return coverage;
  const text::PolicyText policy = text::read_policy_text(subject, sources);
  const text::Document document = text::read_document(policy, *subject.document);
  for (const text::DocumentSentence& sentence : document.sentences) {
    const text::ArticleText* article = sentence.article != nullptr ? sentence.article : sentence.after;
    const std::string label = article == nullptr ? std::string() : article->label();
    auto found = std::find_if(coverage.articles.begin(), coverage.articles.end(),
                              [&](const ArticleCoverage& one) { return one.article == label; });
    if (found == coverage.articles.end()) {
      coverage.articles.push_back({label, 0, 0, {}});
      found = std::prev(coverage.articles.end());
    }
    ++found->num_sentences;
    ++coverage.num_sentences;
    if (sentence.article == nullptr) {
      found->unquoted.push_back(document.reading.passage.quote(sentence.extent));
      continue;
    }
    ++found->num_quoted;
    ++coverage.num_quoted;
  }
  return coverage;
}

}  // namespace polc::analyse
