#include <doctest/doctest.h>

#include "grammar/parser.h"

namespace {

using namespace polc;

struct Parsed {
  base::SourceStore sources;
  base::SourceId id;
  base::Diagnostics found;
  grammar::Tree tree;

  explicit Parsed(std::string_view text)
      : id(sources.add("test.pol", std::string(text))), tree(grammar::parse(sources.get(id), id, found)) {}
};

}  // namespace

TEST_CASE("grammar: no rule can loop without reading") { CHECK(grammar::count_grammar_problems() == 0); }

TEST_CASE("grammar: the tree keeps keywords, which have a role") {
  CHECK(grammar::dump(Parsed("award \"A\" to 单位 一等奖 when 甲 5").tree) ==
        "(Award (Keyword Award) (String A) (ToClause (Keyword To) (Name 单位)) "
        "(Cell (Part (Labels (Name 一等奖)) (WhenClause (Keyword When) (Name 甲))) (Number 5)))\n");
  CHECK(grammar::dump(Parsed("text \"x\" claim \"C\" a : text").tree) ==
        "(Text (Keyword TextStatement) (String x))\n"
        "(Claim (Keyword Claim) (String C) (Fact (Name a) (Type (Keyword TypeText))))\n");
}

TEST_CASE("grammar: phrases match word by word and in Chinese as one word") {
  const std::string english =
      grammar::dump(Parsed("highest with other grants for every award per matter nothing more once paid").tree);
  const std::string chinese = grammar::dump(Parsed("与其他政策就高 针对 各项资助 同一事项 已享受不再享受").tree);
  CHECK(english == chinese);
  CHECK(english.find("Keyword NothingMore") != std::string::npos);
}

TEST_CASE("grammar: nodes cover ranges of tokens and are laid out in post-order") {
  const Parsed parsed("award \"A\" 5");
  REQUIRE(parsed.tree.statements.size() == 1);
  const grammar::Node& root = parsed.tree.nodes[parsed.tree.statements[0]];
  CHECK(root.first == 0);
  CHECK(root.end == 3);
  CHECK(root.subtree_size == parsed.tree.nodes.size());
}

TEST_CASE("grammar: lines left out by recovery are error nodes") {
  const Parsed parsed("award \"A\" by d\n  a 1\n  b ** 2\n  c 3");
  CHECK(grammar::dump(parsed.tree).find("(Error! b)") != std::string::npos);
  CHECK(parsed.tree.has_errors);
  CHECK(parsed.tree.nodes[parsed.tree.statements[0]].has_error);
}

TEST_CASE("grammar: nested lists and suffixes take linear time") {
  std::string text = "define x as ";
  for (int i = 0; i < 150; ++i) text += "any \"A\" where (count of \"B\" where (";
  CHECK(Parsed(text).found.all().size() == 1);
  std::string amount = "award \"A\" pays ";
  for (int i = 0; i < 150; ++i) amount += "(1 at most ";
  amount += "1" + std::string(150, ')');
  CHECK(Parsed(amount).found.all().empty());
}

TEST_CASE("grammar: a mistake inside many parentheses of a condition is found in linear time") {
  const std::string open(150, '(');
  const std::string close(150, ')');

  CHECK(Parsed("require " + open + "甲 and and 乙" + close).tree.has_errors);
}
