// How much of a source document the policy quotes: the share of its sentences that carry an amount or a genre word
// (首次, 分别, 除外, 就高 …) and stand in some `text`, by article. For `check --coverage` and for P5104.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/analyse/analyse.h"

namespace polc::analyse {

/// The sentences of one article of the policy. A sentence that no text quotes counts with the article whose text stands
/// before it in the document; `article` is "" before the first.
struct ArticleCoverage {
  std::string article;
  std::size_t num_sentences = 0;
  std::size_t num_quoted = 0;
  std::vector<std::string> unquoted;  // as written in the document
};

struct TextCoverage {
  std::vector<ArticleCoverage> articles;  // in the order of the document
  std::size_t num_sentences = 0;
  std::size_t num_quoted = 0;
};

/// Returns the coverage of the subject's document; empty without one.
TextCoverage measure_coverage(const Subject& subject, const base::SourceStore& sources);

}  // namespace polc::analyse
