#include <doctest/doctest.h>

#include "base/unicode.h"
#include "grammar/keywords.h"

using namespace polc;
using grammar::Keyword;
using grammar::KeywordRole;

TEST_CASE("keywords: a word is found in either language") {
  CHECK(grammar::find_word("award") != grammar::kNoWord);
  CHECK(grammar::find_word("资助") != grammar::kNoWord);
  CHECK(grammar::find_word("奖项") == grammar::kNoWord);
  CHECK(grammar::find_keyword("text", KeywordRole::Statement) == Keyword::TextStatement);
  CHECK(grammar::find_keyword("text", KeywordRole::Type) == Keyword::TypeText);
  CHECK(grammar::find_keyword("nothing more once paid", KeywordRole::Mode) == Keyword::NothingMore);
}

TEST_CASE("keywords: statement words and joints are reserved, others are free") {
  for (const char* word : {"award", "require", "when", "to", "by", "资助", "须", "要求", "且", "于"}) {
    CHECK_MESSAGE(grammar::is_reserved(grammar::find_word(word)), word);
  }
  for (const char* word : {"等级", "补差", "认定", "level", "first", "nothing", "是", "层级", "most"}) {
    CHECK_MESSAGE(!grammar::is_reserved(grammar::find_word(word)), word);
  }
}

TEST_CASE("keywords: the first Chinese spelling is the one that is written") {
  CHECK(grammar::spelling(Keyword::Award, base::Language::Chinese) == "资助");
  CHECK(grammar::spelling(Keyword::AtMost, base::Language::English) == "at most");
  CHECK(grammar::spelling(Keyword::OrMore, base::Language::English) == "以上");
  CHECK(grammar::spelling(Keyword::CapAt, base::Language::Chinese) == "at");
}

TEST_CASE("keywords: no two keywords of one role share a spelling") {
  for (std::size_t i = 0; i < grammar::kNumKeywords; ++i) {
    const auto& row = grammar::info(static_cast<Keyword>(i));
    for (std::size_t j = i + 1; j < grammar::kNumKeywords; ++j) {
      const auto& other = grammar::info(static_cast<Keyword>(j));
      const bool is_same = row.role == other.role && !row.english.empty() && row.english == other.english;
      const bool is_known = row.name == "ForClaim" || row.name == "At" || row.name == "PercentOf" ||
                            row.name == "UpTo" || row.name == "LimitTo";
      CHECK_MESSAGE((!is_same || is_known), std::string(row.name));
    }
  }
}

TEST_CASE("keywords: a name that begins or ends with a keyword can be parted") {
  CHECK(grammar::find_glued_keyword("对象单位") == std::string("对象").size());
  CHECK(grammar::find_glued_keyword("面积超过") == std::string("面积").size());
  CHECK_FALSE(grammar::find_glued_keyword("信用良好").has_value());
}
