// The source document as a list of sentences: headings told apart, the numbering before a sentence left out, and which
// article's text quotes it. Used by the coverage and the checks of text against source.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/analyse/text/mention.h"
#include "compiler/analyse/text/policy_text.h"
#include "compiler/analyse/text/source_match.h"

namespace polc::analyse::text {

/// A sentence or clause of the document that carries an amount, a percent or a genre word.
struct DocumentSentence {
  Extent extent;                         // of the document's passage
  const ArticleText* article = nullptr;  // whose text quotes it; else null
  const ArticleText* after = nullptr;    // of the nearest quoted sentence before it; null before the first
};

struct Document {
  Reading reading;
  Essence essence;                          // of the whole
  std::vector<DocumentSentence> sentences;  // in document order
};

/// Reads the document of a policy and finds which of its sentences the texts quote.
Document read_document(const PolicyText& policy, const std::string& bytes);

/// True for a word that a sentence with legal effect has: 首次 复评 每期 一次性 分别 除外 就高 不重复 累计 每年 最高
/// 以上 …
bool has_genre_word(const Passage& passage, Extent extent);

/// Returns `extent` without 1. or （一） or 第一条 before it.
Extent without_numbering(const Passage& passage, Extent extent);

}  // namespace polc::analyse::text
