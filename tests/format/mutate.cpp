#include "tests/format/mutate.h"

#include <algorithm>
#include <string_view>

#include "base/diagnostic.h"
#include "grammar/keywords.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"

namespace polc::testing {
namespace {

using grammar::Keyword;

const std::vector<std::string> kSpaces{" ", "  ", "     ", "\t", "\n", "\n  ", "\n    ", "\n\n\n", "\r\n", "　", ""};
const std::vector<std::string> kInserted{"# 注\n", " # c \n", ";",    "；",    "。",      ",",    "，",
                                         "(",      ")",       ":",    "：",    "\"x\"",   "[条]", "3年",
                                         "5%",     "的20%",   "以上", "1万元", "20% of ", "第3条"};

/// Where words and marks of a text begin and end.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Place> places_of(const std::string& text) {
  const base::Source source("", text);
  base::Diagnostics found;
  std::vector<Place> places;
  for (const grammar::Token& token : grammar::lex(source, base::SourceId{0}, found).tokens) {
    places.push_back({token.begin, token.end});
  }
  return places;
}

// Up to eight whole statements with the comments between them.
std::string piece_of(const std::string& text, Chance& chance) {
  const base::Source source("", text);
  base::Diagnostics found;
  const grammar::Tree tree = grammar::parse(source, base::SourceId{0}, found);
  if (tree.statements.empty()) return text;
  const auto begin_of = [&](std::size_t statement) {
    return tree.lexemes.tokens[tree.nodes[tree.statements[statement]].first].begin;
  };
  const std::size_t first = chance.below(tree.statements.size());
  const std::size_t last = first + 1 + chance.below(8);
  const std::size_t end = last < tree.statements.size() ? begin_of(last) : text.size();
  return text.substr(begin_of(first), end - begin_of(first));
}

std::string random_word(Chance& chance) {
  const auto keyword = static_cast<Keyword>(chance.below(grammar::kNumKeywords));
  return std::string(
      grammar::spelling(keyword, chance.percent(50) ? base::Language::English : base::Language::Chinese));
}

// Other white space between two tokens, wherever the first ends.
void change_space(std::string& text, const Place& place, Chance& chance) {
  std::size_t end = place.end;
  while (end < text.size() && std::string_view(" \t\r\n").find(text[end]) != std::string_view::npos) ++end;
  text.replace(place.end, end - place.end, chance.one_of(kSpaces));
}

void change_once(std::string& text, const std::vector<PolicyText>& corpus, Chance& chance) {
  const std::vector<Place> places = places_of(text);
  const Place place = chance.one_of(places);
  switch (chance.below(12)) {
    case 0: text.insert(place.end, chance.one_of(kInserted)); break;
    case 1: text.replace(place.begin, place.end - place.begin, random_word(chance)); break;
    case 2: text.insert(place.begin, random_word(chance) + " "); break;
    case 3: text.erase(place.begin, place.end - place.begin); break;
    case 4: {
      const Place other = chance.one_of(places);
      text.insert(place.end, " " + text.substr(other.begin, other.end - other.begin) + " ");
      break;
    }
    case 5: text += piece_of(chance.one_of(corpus).text, chance); break;
    default: change_space(text, place, chance); break;
  }
}

}  // namespace

std::string mutate(const std::vector<PolicyText>& corpus, Chance& chance) {
  std::string text = piece_of(chance.one_of(corpus).text, chance);
  for (std::size_t count = chance.below(12); count > 0; --count) {
    change_space(text, chance.one_of(places_of(text)), chance);
  }
  if (chance.percent(60)) return text;
  for (std::size_t count = 1 + chance.below(3); count > 0; --count) change_once(text, corpus, chance);
  return text;
}

}  // namespace polc::testing
