#include "grammar/keywords.h"

#include <algorithm>

#include "base/unicode.h"
#include "grammar/keyword_table.h"

namespace polc::grammar {
namespace {

const table::Word& word_of(WordId word) { return table::kTable.words[static_cast<std::size_t>(word)]; }

// Is `text` one of the spellings of a row, wholly?
bool has_spelling(const KeywordInfo& row, std::string_view text) {
  if (row.english == text) return true;
  std::string_view rest = row.chinese;
  while (!rest.empty()) {
    if (table::next_word(rest) == text) return true;
  }
  return false;
}

bool is_glued_keyword(std::string_view part) {
  const WordId word = find_word(part);
  // One-character words (于, 分, 年) begin far too many names to be worth a suggestion.
  return part.size() > 3 && is_chinese_keyword(word);
}

}  // namespace

const KeywordInfo& info(Keyword keyword) { return table::kRows[static_cast<std::size_t>(keyword)]; }

std::string_view spelling(Keyword keyword, base::Language language) {
  const KeywordInfo& row = info(keyword);
  std::string_view rest = row.chinese;
  const std::string_view chinese = table::next_word(rest);
  if (language == base::Language::Chinese) return chinese.empty() ? row.english : chinese;
  return row.english.empty() ? chinese : row.english;
}

base::Bilingual bilingual(Keyword keyword) {
  return {std::string(spelling(keyword, base::Language::English)),
          std::string(spelling(keyword, base::Language::Chinese))};
}

WordId find_word(std::string_view text) { return static_cast<WordId>(table::find(table::kTable, text)); }

bool is_reserved(WordId word) { return word_of(word).is_reserved; }
bool begins_statement(WordId word) { return word_of(word).begins_statement; }
bool is_unit(WordId word) { return word_of(word).is_unit; }
bool is_chinese_keyword(WordId word) { return word_of(word).is_chinese; }

bool is_spelling_of(std::string_view text, Keyword keyword) {
  return has_spelling(table::kRows[static_cast<std::size_t>(keyword)], text);
}

std::optional<Keyword> find_keyword(std::string_view text, KeywordRole role) {
  for (std::size_t i = 0; i < kNumKeywords; ++i) {
    if (table::kRows[i].role == role && has_spelling(table::kRows[i], text)) return static_cast<Keyword>(i);
  }
  return std::nullopt;
}

std::optional<std::size_t> find_glued_keyword(std::string_view name) {
  for (std::size_t offset = 0; offset < name.size(); offset += base::decode_at(name, offset).length) {
    if (offset == 0) continue;
    if (is_glued_keyword(name.substr(0, offset)) || is_glued_keyword(name.substr(offset))) return offset;
  }
  return std::nullopt;
}

}  // namespace polc::grammar
