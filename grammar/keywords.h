// The words of the language: one enumerator a row of `keywords.def`, their spellings in both languages
// and what a word may be used for. Does not decide whether a word in a text is a keyword; the grammar does.
// Used by the lexer and parser, the formatter, the language server and for messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace polc::grammar {

/// One meaning of one word or phrase. An English word may have several (`text` the statement and the type).
enum class Keyword : std::uint8_t {
#define POLC_KEYWORD(name, english, chinese, role, standing) name,
#include "grammar/keywords.def"
#undef POLC_KEYWORD
};

inline constexpr std::size_t kNumKeywords =
    std::initializer_list<std::string_view>{
#define POLC_KEYWORD(name, english, chinese, role, standing) english,
#include "grammar/keywords.def"
#undef POLC_KEYWORD
    }
        .size();

/// The grammatical role of a keyword.
enum class KeywordRole : std::uint8_t {
  Statement,
  Later,
  Clause,
  Window,
  Heading,
  Type,
  Fact,
  Label,
  Amount,
  Suffix,
  Compare,
  Logic,
  Value,
  List,
  Function,
  Settle,
  Mode,
  Scope,
  Test,
  Unit,
};

/// Whether a keyword may also be a bare name.
enum class KeywordStanding : std::uint8_t { Statement, Joint, Free };

/// One distinct word of the table; 0 is "not a word of the language".
enum class WordId : std::uint16_t {};
inline constexpr WordId kNoWord{0};
/// Stands for any name that begins with 同一, which may be `per FACT` written as one word.
inline constexpr WordId kGluedFactWord{0x3FFU};

/// The fixed facts of a keyword.
struct KeywordInfo {
  std::string_view name;     // the enumerator
  std::string_view english;  // a phrase; empty when the form has no English word
  std::string_view chinese;  // spellings divided by spaces, the canonical one first; may be empty
  KeywordRole role;
  KeywordStanding standing;
};

/// Returns the row of `keyword`.
const KeywordInfo& info(Keyword keyword);

/// Returns the spelling the formatter writes, or the other language's where this one has none.
std::string_view spelling(Keyword keyword, base::Language language);

/// Returns the spelling in both languages, for messages.
base::Bilingual bilingual(Keyword keyword);

/// Returns the id of one word, exactly as spelled, or `kNoWord`. Constant time.
WordId find_word(std::string_view text);

/// Is the word a statement word or a joint, so that it cannot be a bare name?
bool is_reserved(WordId word);
/// Does the word begin a statement?
bool begins_statement(WordId word);
/// May the word stand after a number as its unit, with a space between?
bool is_unit(WordId word);
/// Is the word one of the Chinese spellings?
bool is_chinese_keyword(WordId word);

/// Is `text` one of the whole spellings of the keyword, in either language? Linear in its spellings.
bool is_spelling_of(std::string_view text, Keyword keyword);

/// Returns the keyword of `role` whose whole spelling in either language is `text`.
std::optional<Keyword> find_keyword(std::string_view text, KeywordRole role);

/// Returns where a name would have to be parted because it begins or ends with a Chinese keyword
/// (`对象单位`: 6), or nothing. Offsets are bytes. For messages about unknown names.
std::optional<std::size_t> find_glued_keyword(std::string_view name);

}  // namespace polc::grammar
