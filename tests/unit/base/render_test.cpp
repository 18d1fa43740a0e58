#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "base/edits.h"
#include "base/render/json.h"
#include "base/render/lines.h"
#include "base/render/sarif.h"
#include "base/render/text.h"

namespace polc::base {
namespace {

/// A text, findings about it, and the report that shows them.
struct Case {
  SourceStore sources;
  Diagnostics findings;

  explicit Case(std::string text) { sources.add("demo.pol", std::move(text)); }

  Span at(std::string_view part) const {
    const std::size_t begin = sources.get(SourceId{0}).text().find(part);
    REQUIRE(begin != std::string_view::npos);
    return {SourceId{0}, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())};
  }

  Report report() const {
    Report made{sources, {}, {}, {.num_files = 1}};
    for (const Diagnostic& finding : findings.all()) made.findings.push_back(&finding);
    made.tally = count(made.findings);
    return made;
  }

  std::string text(Language language = Language::English) const { return render_text(report(), {language, false}); }
};

TEST_CASE("render: a finding shows place, line, carets by display width, advice, fix and page") {
  Case shown("award \"甲\"\n  when 信用良号\n");
  shown.findings.report(Code::P2001, shown.at("信用良号"), {{"fact", "事实"}, plain("信用良号")})
      .advise({"did you mean `信用良好`?", "是否指“信用良好”？"})
      .fix({"write `信用良好`", "改为“信用良好”"}, {{shown.at("信用良号"), "信用良好"}}, false);

  CHECK(shown.text() ==
        "error P2001: there is no fact named `信用良号`\n"
        "  ┌─ demo.pol:2:8\n"
        "2 │   when 信用良号\n"
        "  │        ^^^^^^^^\n"
        "  = help: did you mean `信用良好`?\n"
        "  = fix: write `信用良好`  [--fix=P2001:1]\n"
        "2 +   when 信用良好\n"
        "  = docs: polc explain P2001\n"
        "\n");
  CHECK(shown.text(Language::Chinese).starts_with("错误 P2001 没有名为“信用良号”的事实\n"));
}

TEST_CASE("render: other places stand in the order of the text with their own underline") {
  Case shown("award \"甲\"\n\n\naward \"甲\"\n");
  const std::uint32_t second = shown.at("\naward").begin + 1;
  shown.findings.report(Code::P2002, {SourceId{0}, second + 6, second + 11}, {{"award", "资助"}, plain("甲")})
      .also(shown.at("\"甲\""), {"first here", "首次在此"});

  CHECK(shown.text().find("1 │ award \"甲\"\n  │       ---- first here\n  ⋮\n4 │ award \"甲\"") != std::string::npos);
}

TEST_CASE("render: characters that cannot be seen or would drive the terminal are shown by name") {
  Case shown("a \xE2\x80\xAE b \x1B[31m\tc \xFF\n");
  shown.findings.report(Code::P4604, shown.at("\xE2\x80\xAE"), {plain("U+202E")});

  const std::string text = shown.text();

  CHECK(text.find("1 │ a <U+202E> b ␛[31m  c \uFFFD\n  │   ^^^^^^^^\n") != std::string::npos);
  CHECK(text.find('\x1B') == std::string::npos);
}

TEST_CASE("render: a long line is cut around the mark") {
  std::string line(300, 'x');
  line.replace(200, 3, "HIT");
  Case shown(line);
  shown.findings.report(Code::P1016, shown.at("HIT"), {plain("H")});

  const std::string text = shown.text();

  CHECK(text.find("1 │ …xxxxxxxxxxxxxxxxxxxxxxxxHITxxx") != std::string::npos);
  CHECK(text.find("\n  │                          ^^^\n") != std::string::npos);
}

TEST_CASE("render: an empty place at the end of the file has one caret after the last character") {
  Case shown("award \"甲\"");
  shown.findings.report(Code::P1001, {SourceId{0}, 11, 11}, {{"the end", "文件末尾"}, {"an amount", "金额"}});

  CHECK(shown.text().find("1 │ award \"甲\"\n  │           ^\n") != std::string::npos);
}

TEST_CASE("render: a fix that removes a line shows the line that goes") {
  Case shown("one\ntwo\nthree\n");
  shown.findings.report(Code::P1014, shown.at("two"), {plain("two")})
      .fix({"leave it out", "删去"}, {{shown.at("two\n"), ""}}, true);

  CHECK(shown.text().find("  = fix: leave it out  [--fix]\n2 - two\n  = docs") != std::string::npos);
}

TEST_CASE("render: colour wraps words and never changes the text") {
  Case shown("x\n");
  shown.findings.report(Code::P1016, shown.at("x"), {plain("x")});

  std::string coloured = render_text(shown.report(), {Language::English, true});

  CHECK(coloured.find("\x1B[1;31merror P1016\x1B[0m") == 0);
  for (std::size_t at = coloured.find('\x1B'); at != std::string::npos; at = coloured.find('\x1B')) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  CHECK(coloured == shown.text());
}

TEST_CASE("render: the closing line counts findings, or says what was checked") {
  Case shown("x y\n");
  Report clean = shown.report();
  clean.checked = {.num_files = 1, .num_awards = 19, .num_cells = 41, .num_readings = 3, .num_tests = 8};
  CHECK(render_summary(clean, {}) ==
        "19 awards, 41 cells in 1 file: words, names, types and values in order; 3 readings, 8 tests\n");
  shown.findings.report(Code::P1016, shown.at("x"), {plain("x")});
  shown.findings.report(Code::P1016, shown.at("y"), {plain("y")});
  shown.findings.report(Code::P2009, shown.at("y"), {plain("a"), plain("b"), plain("c")});

  Report three = shown.report();
  three.findings.pop_back();

  CHECK(render_summary(three, {}) == "2 errors, 1 warning in 1 file; 1 not shown (--max-findings)\n");
}

TEST_CASE("render: the closing line claims only what is proved") {
  Case shown("x\n");
  Report clean = shown.report();
  clean.checked = {
      .num_files = 1,
      .num_awards = 19,
      .num_cells = 41,
      .num_readings = 3,
      .num_tests = 8,
      .proved = Proved{.has_no_overlap = true, .has_no_gap = false, .has_no_dead_rule = true, .num_undecided = 2}};

  CHECK(render_summary(clean, {}) ==
        "19 awards, 41 cells in 1 file: no overlap, no dead rule (proved); 3 readings, 8 tests; 2 undecided\n");
}

TEST_CASE("render: a witness is shown with the command that replays it, and stands whole in JSON") {
  Case shown("x\n");
  shown.findings.report(Code::P4310, shown.at("x"), {plain("x"), plain("y"), plain("z")}).witness =
      Witness{R"({"id":"it's"})", {"two amounts: 1, 2", "两个金额：1、2"}};

  CHECK(shown.text().find("  = example: two amounts: 1, 2\n"
                          "  = replay: polc eval demo.pol --case '{\"id\":\"it'\\''s\"}'\n") != std::string::npos);
  CHECK(render_json(shown.report(), Language::English)
            .find("\"witness\": {\n        \"case\": {\"id\":\"it's\"},\n        \"shows\": \"two amounts: 1, 2\"\n    "
                  "  }") != std::string::npos);
}

TEST_CASE("render: compact and GitHub lines escape what would end them") {
  Case shown("x\n");
  shown.findings.report(Code::P1016, shown.at("x"), {plain("100%\n")}).advise({"a: b, c", "甲"});

  CHECK(render_compact(shown.report(), Language::English) ==
        "demo.pol:1:1: error[P1016]: the character 100%  has no meaning here [a: b, c]\n");
  CHECK(render_github(shown.report(), Language::English) ==
        "::error title=polc P1016 unknown-character,file=demo.pol,line=1,col=1,endLine=1,endColumn=2::"
        "the character 100%25%0A has no meaning here%0Aa: b, c\n");
}

TEST_CASE("render: JSON has the keys of a finding, and nulls where there is no place") {
  Case shown("x\n");
  Diagnostic& finding = shown.findings.report(Code::P2006, {}, {plain("a.pol"), {"no such file", "没有此文件"}});
  finding.awards = {"甲"};
  finding.article = "6";

  const std::string text = render_json(shown.report(), Language::English);

  CHECK(text.starts_with(
      "{\n  \"findings\": [\n    {\n      \"code\": \"P2006\",\n      \"name\": \"used-file-missing\",\n"
      "      \"severity\": \"error\",\n"));
  CHECK(text.find("\"file\": null,\n      \"range\": null,\n      \"related\": [],\n      \"fixes\": [],\n"
                  "      \"article\": \"6\",\n      \"awards\": [\n        \"甲\"\n      ],\n      \"help\": \"\"") !=
        std::string::npos);
  CHECK(text.find("\"proved\": {\n    \"files\": 1,") != std::string::npos);
}

TEST_CASE("render: a SARIF fingerprint does not change when lines move") {
  const auto fingerprint_at = [](const std::string& source) {
    Case shown(source);
    shown.findings.report(Code::P1016, shown.at("x"), {plain("x")});
    const std::string text = render_sarif(shown.report(), Language::English);
    const std::size_t at = text.find("polcFinding/v1\": \"");
    REQUIRE(at != std::string::npos);
    return text.substr(at, 40);
  };

  CHECK(fingerprint_at("x\n") == fingerprint_at("\n\n  x\n"));
}

TEST_CASE("edits: insertions at one place keep their order, overlapping edits are refused") {
  const auto edit = [](std::uint32_t begin, std::uint32_t end, std::string text) {
    return Edit{{SourceId{0}, begin, end}, std::move(text)};
  };

  CHECK(apply_edits("abc", {edit(1, 1, "1"), edit(1, 1, "2"), edit(2, 3, "")}) == "a12b");
  CHECK_FALSE(apply_edits("abc", {edit(0, 2, ""), edit(1, 3, "")}));
  CHECK_FALSE(apply_edits("abc", {edit(3, 4, "")}));
}

}  // namespace
}  // namespace polc::base
