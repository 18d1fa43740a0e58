#include "tests/format/format_checks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/ast/build.h"
#include "compiler/ast/dump.h"
#include "grammar/lexer.h"

namespace polc::testing {
namespace {

using base::Language;
using grammar::FormatOptions;
using grammar::FormatOutcome;
using grammar::FormatResult;

// Names of built-in facts, which follow the language of the keywords; the syntax tree keeps them as written.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kBuiltIns{
    {{"申报日", "applied"},
     {"层级", "level"},
     {"应得", "entitled"},
     {"领取人", "recipient"},
     {"(= 环节 首次)", "(= stage first)"},
     {"(= 环节 复评)", "(= stage renewal)"},
     {"环节", "stage"}}};

FormatResult run(const std::string& text, const FormatOptions& options) {
  const base::Source source("test.pol", text);
  base::Diagnostics found;
  return grammar::format_text(source, base::SourceId{0}, options, found);
}

/// Everything but white space, one a line.
std::string contents_of(const std::string& text) {
  const base::Source source("test.pol", text);
  base::Diagnostics found;
  const grammar::Lexemes lexemes = grammar::lex(source, base::SourceId{0}, found);
  std::string contents;
  for (const grammar::Token& token : lexemes.tokens) contents += std::string(lexemes.written(token)) + "\n";
  for (const grammar::Trivia& trivia : lexemes.trivia) {
    if (trivia.kind != grammar::Trivia::Kind::Comment) continue;
    const std::string comment = text.substr(trivia.begin, trivia.end - trivia.begin);
    contents += comment.substr(0, comment.find_last_not_of(" \t\r") + 1) + "\n";
  }
  return contents;
}

std::string tree_of(const std::string& text) {
  base::SourceStore sources;
  const base::SourceId id = sources.add("test.pol", text);
  base::Diagnostics found;
  return ast::dump(ast::build(sources, id, found));
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string tree_in_english(const std::string& text) {
  std::string tree = tree_of(text);
  for (const auto& [chinese, english] : kBuiltIns) tree = replace_all(std::move(tree), chinese, english);
  return tree;
}

std::string show(std::string_view what, const std::string& before, const std::string& after) {
  return std::string(what) + "\n--- before\n" + before + "\n--- after\n" + after + "\n";
}

std::string find_layout_fault(const std::string& text, const std::string& after) {
  if (contents_of(text) != contents_of(after)) return show("tokens or comments differ", text, after);
  if (tree_of(text) != tree_of(after)) return show("the syntax trees differ", text, after);
  const FormatResult again = run(after, {});
  if (again.text != after) return show("a second run changes the text", after, again.text);
  if (!after.empty() && (!after.ends_with('\n') || after.ends_with("\n\n"))) return show("wrong end", text, after);
  return {};
}

std::string find_translation_fault(const std::string& text, FormatTally& tally) {
  const FormatResult english = run(text, {.keywords = Language::English});
  const FormatResult chinese =
      run(english.outcome == FormatOutcome::Done ? english.text : text, {.keywords = Language::Chinese});
  if (english.outcome != FormatOutcome::Done || chinese.outcome != FormatOutcome::Done) {
    ++tally.num_untranslated;
    return {};
  }
  if (tree_in_english(text) != tree_in_english(english.text))
    return show("English says something else", text, english.text);
  if (tree_in_english(text) != tree_in_english(chinese.text))
    return show("Chinese says something else", text, chinese.text);
  for (const std::string& one : {english.text, chinese.text}) {
    const FormatResult plain = run(one, {});
    if (plain.text != one) return show("a translation is not in the layout", one, plain.text);
  }
  if (const FormatResult again = run(english.text, {.keywords = Language::English}); again.text != english.text)
    return show("English in English changes the text", english.text, again.text);
  // A name that had to be put in brackets keeps them.
  if (std::count(chinese.text.begin(), chinese.text.end(), '[') >
      std::count(english.text.begin(), english.text.end(), '[')) {
    ++tally.num_bracketed;
    return {};
  }
  const FormatResult back = run(chinese.text, {.keywords = Language::English});
  if (back.text != english.text)
    return show("en, zh, en is not the identity", english.text, back.text + "\n--- by\n" + chinese.text);
  return {};
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string find_range_fault(const std::string& text, const std::string& formatted, const grammar::LineRange& lines) {
  const FormatResult part = run(text, {.lines = lines});
  if (part.outcome != FormatOutcome::Done) return show("a part cannot be formatted", text, "");
  if (contents_of(text) != contents_of(part.text)) return show("tokens of a part differ", text, part.text);
  const std::size_t num_lines = split_lines(text).size();
  if (lines.first > num_lines && part.text != text) return show("nothing was asked for", text, part.text);
  const FormatResult again = run(formatted, {.lines = lines});
  if (again.text != formatted) return show("a part of a formatted text changes", formatted, again.text);
  return {};
}

}  // namespace

std::string find_fault(const std::string& text, const grammar::LineRange& lines, FormatTally& tally) {
  const FormatResult formatted = run(text, {});
  if (formatted.outcome == FormatOutcome::Errors) {
    ++tally.num_with_errors;
    return {};
  }
  ++tally.num_formatted;
  if (formatted.outcome == FormatOutcome::Unproved) return show("the proof failed", text, "");
  if (std::string fault = find_layout_fault(text, formatted.text); !fault.empty()) return fault;
  if (std::string fault = find_range_fault(text, formatted.text, lines); !fault.empty()) return fault;
  return find_translation_fault(text, tally);
}

}  // namespace polc::testing
