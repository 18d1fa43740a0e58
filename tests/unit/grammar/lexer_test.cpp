#include <doctest/doctest.h>

#include <array>

#include <fmt/format.h>

#include "grammar/lexer.h"

namespace {

using namespace polc;
using grammar::TokenKind;

constexpr auto kKindNames =
    std::to_array<std::string_view>({"end", "word", "string", "number", "percent", "date", ",", ":", ";", "(", ")", "=",
                                     "!=",  "<",    "<=",     ">",      ">=",      "+",    "-", "*", "/", ".", "~"});

struct Lexed {
  base::SourceStore sources;
  base::SourceId id;
  base::Diagnostics found;
  grammar::Lexemes lexemes;

  explicit Lexed(std::string_view text)
      : id(sources.add("test.pol", std::string(text))), lexemes(grammar::lex(sources.get(id), id, found)) {}
};

// Words and values with their text, marks by themselves, divided by spaces.
std::string tokens_of(std::string_view text) {
  const Lexed lexed(text);
  std::string result;
  for (const grammar::Token& token : lexed.lexemes.tokens) {
    if (token.kind == TokenKind::End) break;
    if (!result.empty()) result += ' ';
    const std::string_view kind = kKindNames[static_cast<std::size_t>(token.kind)];
    const bool has_text = token.kind <= TokenKind::Date;
    result += has_text ? fmt::format("{}:{}", kind, lexed.lexemes.text(token)) : std::string(kind);
  }
  return result;
}

// Everything between tokens must be white space or trivia; together they are the text.
bool is_lossless(std::string_view text) {
  const Lexed lexed(text);
  std::string rebuilt;
  std::size_t trivia = 0;
  for (const grammar::Token& token : lexed.lexemes.tokens) {
    while (rebuilt.size() < token.begin) {
      const auto& all = lexed.lexemes.trivia;
      while (trivia < all.size() && all[trivia].end <= rebuilt.size()) ++trivia;
      const bool is_trivia = trivia < all.size() && all[trivia].begin == rebuilt.size();
      const std::size_t end = is_trivia ? all[trivia].end : rebuilt.size() + 1;
      const std::string_view bytes = text.substr(rebuilt.size(), end - rebuilt.size());
      const bool is_space = bytes.find_first_not_of(" \t\r\n\xC2\xA0\xE3\x80") == std::string_view::npos;
      if (!is_trivia && !is_space) return false;
      rebuilt += bytes;
    }
    rebuilt += lexed.lexemes.written(token);
  }
  return rebuilt == text;
}

}  // namespace

TEST_CASE("lexer: a Chinese keyword ends before a digit, a name does not") {
  CHECK(tokens_of("超过500") == "word:超过 number:500");
  CHECK(tokens_of("第4条") == "word:第 number:4 word:条");
  CHECK(tokens_of("第三条") == "word:第 word:三 word:条");
  CHECK(tokens_of("自2022-01-01") == "word:自 date:2022-01-01");
  CHECK(tokens_of("至2027年2月28日") == "word:至 date:2027-02-28");
  CHECK(tokens_of("近3年 A2型 第一起草者") == "word:近3年 word:A2型 word:第一起草者");
  CHECK(tokens_of("不低于百分之十") == "word:不低于 percent:10%");
}

TEST_CASE("lexer: a name stops before 的 and a percent") {
  CHECK(tokens_of("合格投入的20%") == "word:合格投入 word:的 percent:20%");
  CHECK(tokens_of("合格投入的百分之二十") == "word:合格投入 word:的 percent:20%");
  CHECK(tokens_of("合格投入的 20%") == "word:合格投入 word:的 percent:20%");
  CHECK(tokens_of("合格的投入 我的20") == "word:合格的投入 word:我的20");
  CHECK(tokens_of("本项的级别") == "word:本项 word:的 word:级别");
}

TEST_CASE("lexer: a number takes its unit and the words for bounds after it") {
  CHECK(tokens_of("100亩以上500亩以下") == "number:100亩 word:以上 number:500亩 word:以下");
  CHECK(tokens_of("30万元以内 200元/亩 60元/平方米·月 5m2") ==
        "number:30万元 word:以内 number:200元/亩 number:60元/平方米·月 number:5m2");
  CHECK(tokens_of("2至3 100元到200元") == "number:2 word:至 number:3 number:100元 word:到 number:200元");
  CHECK(tokens_of("任意连续3年内 分3年等额 限享 3次") ==
        "word:任意连续 number:3年 word:内 word:分 number:3年 word:等额 word:限享 number:3次");
}

TEST_CASE("lexer: a date takes 至 and 起") {
  CHECK(tokens_of("2022年3月1日起施行") == "date:2022-03-01 word:起施行");
  CHECK(tokens_of("2022-03-01起3年") == "date:2022-03-01 word:起 number:3年");
  CHECK(tokens_of("2022-03-01至2027-02-28") == "date:2022-03-01 word:至 date:2027-02-28");
}

TEST_CASE("lexer: full-width forms mean their ASCII twins") {
  CHECK(tokens_of("（甲，乙）：３０％＞＝２；＜≤≥＝") == "( word:甲 , word:乙 ) : percent:30% >= number:2 ; < <= >= =");
  CHECK(tokens_of("Ａｂ１、ｃ。") == "word:Ab1 , word:c ;");
  CHECK(tokens_of("２０２２－０３－０１") == "date:2022-03-01");
}

TEST_CASE("lexer: quotations nest by kind and 《》 keeps its marks") {
  CHECK(tokens_of("“申报“上海品牌”认证”") == "string:申报“上海品牌”认证");
  CHECK(tokens_of("\"申报“上海品牌”认证\"") == "string:申报“上海品牌”认证");
  CHECK(tokens_of("「a「b」c」 『d』 《办法》") == "string:a「b」c string:d string:《办法》");
  CHECK(tokens_of("\"a\\\"b\\\\c\"") == "string:a\"b\\c");
  CHECK(tokens_of("\"对,\n   所获\"") == "string:对, 所获");
  CHECK(tokens_of("\"对，\n   所获\"") == "string:对，所获");
}

TEST_CASE("lexer: brackets write a keyword as a name") {
  const Lexed lexed("[要求] 【资助】 要求");
  CHECK(tokens_of("[要求] 【资助】 要求") == "word:要求 word:资助 word:要求");
  CHECK_FALSE(lexed.lexemes.tokens[0].is_reserved);
  CHECK_FALSE(lexed.lexemes.tokens[1].is_reserved);
  CHECK(lexed.lexemes.tokens[2].is_reserved);
}

TEST_CASE("lexer: numbers lose their separators") {
  CHECK(tokens_of("300_000 0.5 1.5亿 百分之五十 百分之三点五") ==
        "number:300000 number:0.5 number:1.5亿 percent:50% percent:3.5%");
}

TEST_CASE("lexer: a unit may stand apart from its number where the file declares it") {
  const std::string declared = "面积 : number in 平方米 ";
  const std::string before = "word:面积 : word:number word:in word:平方米 ";
  CHECK(tokens_of(declared + "500 平方米以上 3 平方米") == before + "number:500平方米 word:以上 number:3平方米");
  CHECK(tokens_of(declared + "500 平方米区 3 亩") == before + "number:500 word:平方米区 number:3 word:亩");
}

TEST_CASE("lexer: what can only be a date is read as one and reported") {
  const Lexed lexed("2022-3-1 2022/03/01 2022.12.31");
  CHECK(lexed.found.all().size() == 3);
  CHECK(tokens_of("2022-3-1 2022/03/01 2022.12.31") == "date:2022-03-01 date:2022-03-01 date:2022-12-31");
  CHECK(tokens_of("2022/13/1") == "number:2022 / number:13 / number:1");
}

TEST_CASE("lexer: a text that is no UTF-8 has one finding and no tokens") {
  const Lexed lexed("award \xC9\xCF\xBA\xA3 5\nuse \"x");
  REQUIRE(lexed.found.all().size() == 1);
  CHECK(lexed.found.all()[0].code == base::Code::P1007);
  CHECK(lexed.lexemes.tokens.size() == 1);
}

TEST_CASE("lexer: tokens and trivia together are the text, byte for byte") {
  for (const std::string_view text : {"# note\r\naward \"A\\\"\" 一等奖10万元 # end",
                                      "\xEF\xBB\xBF"
                                      "a @@ $ [b [c] \"unclosed\nnext　“x\ny”",
                                      "第三条本项的级别 300,000 ‘x’ ”y“", "a\u200Bb \u200B c", "", "\n\n", "《a",
                                      "30万元元 5万元计 1e5 百分之五十以上", "'"}) {
    CHECK_MESSAGE(is_lossless(text), std::string(text));
  }
}

TEST_CASE("lexer: words know their place on the line") {
  const Lexed lexed("a b\n c");
  CHECK(lexed.lexemes.tokens[0].starts_line);
  CHECK_FALSE(lexed.lexemes.tokens[1].starts_line);
  CHECK(lexed.lexemes.tokens[2].starts_line);
}

TEST_CASE("lexer: Chinese numerals up to 9999") {
  CHECK(grammar::chinese_numeral("三") == 3);
  CHECK(grammar::chinese_numeral("十") == 10);
  CHECK(grammar::chinese_numeral("二十一") == 21);
  CHECK(grammar::chinese_numeral("一百零五") == 105);
  CHECK(grammar::chinese_numeral("两千三百") == 2300);
  CHECK(grammar::chinese_numeral("起草") == -1);
  CHECK(grammar::chinese_numeral("") == -1);
}
