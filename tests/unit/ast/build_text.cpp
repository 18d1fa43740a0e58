#include "tests/unit/ast/build_text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "compiler/ast/build.h"
#include "compiler/ast/dump.h"

namespace polc::ast::testing {
namespace {

struct Built {
  base::SourceStore sources;
  base::SourceId source;
  base::Diagnostics found;
  Ast ast;

  explicit Built(std::string_view text)
      : source(sources.add("test.pol", std::string(text))), ast(build(sources, source, found)) {
    found.sort();
  }
};

std::string join_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

std::string tree_of(std::string_view text) {
  std::string tree = dump(Built(text).ast);
  if (!tree.empty()) tree.pop_back();
  return tree;
}

std::string findings_of(std::string_view text) {
  const Built built(text);
  std::vector<std::string> lines;
  for (const base::Diagnostic& one : built.found.all()) {
    const base::LineColumn place = built.sources.get(built.source).place(one.span.begin);
    lines.push_back(fmt::format("{} {}:{}", base::info(one.code).id, place.line, place.column));
  }
  return join_lines(lines);
}

std::string messages_of(std::string_view text) {
  const Built built(text);
  std::vector<std::string> lines;
  for (const base::Diagnostic& one : built.found.all()) {
    lines.push_back(fmt::format("{} {}", base::info(one.code).id, base::message(one, base::Language::English)));
  }
  return join_lines(lines);
}

std::string repaired(std::string_view text, std::size_t number) {
  const Built built(text);
  std::string result(text);
  if (built.found.all().empty() || built.found.all()[0].fixes.size() <= number) return "no such repair";
  std::vector<base::Edit> edits = built.found.all()[0].fixes[number].edits;
  std::sort(edits.begin(), edits.end(),
            [](const base::Edit& lhs, const base::Edit& rhs) { return lhs.span.begin > rhs.span.begin; });
  for (const base::Edit& edit : edits) result.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  return result;
}

}  // namespace polc::ast::testing
