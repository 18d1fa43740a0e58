#include "grammar/format.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/edits.h"
#include "grammar/format/layout.h"
#include "grammar/format/meaning.h"
#include "grammar/format/proof.h"
#include "grammar/format/range.h"
#include "grammar/format/translate.h"
#include "grammar/parser.h"

namespace polc::grammar {
namespace {

using Places = std::vector<std::optional<format::KeptPlace>>;

/// A text that was made here, with its tree.
struct Made {
  base::Source source;
  base::Diagnostics found;
  Tree tree;

  explicit Made(std::string text) : source("", std::move(text)), tree(parse(source, base::kNoSource, found)) {}
  std::string text() const { return std::string(source.text()); }
};

FormatResult differs_at(const Tree& tree, std::uint32_t offset) {
  return {FormatOutcome::Unproved, "", tree.lexemes.source->place(offset).line};
}

FormatResult prove(const Tree& tree, const Made& made) {
  if (const auto offset = format::find_difference(tree, made.tree)) return differs_at(tree, *offset);
  return {FormatOutcome::Done, made.text(), 0};
}

FormatResult lay_out(const Tree& tree, const Places& kept) {
  return prove(tree, Made(format::join_lines(format::lay_out(tree, kept).lines)));
}

// ------------------------------------------------------------------ keywords

/// Returns which statement a place of a text belongs to.
std::uint32_t statement_at(const Tree& tree, std::uint32_t offset) {
  const auto after = std::upper_bound(
      tree.statements.begin(), tree.statements.end(), offset,
      [&](std::uint32_t at, std::uint32_t node) { return at < tree.lexemes.tokens[tree.nodes[node].first].begin; });
  return static_cast<std::uint32_t>(after - tree.statements.begin()) - (after == tree.statements.begin() ? 0 : 1);
}

/// The statements that a translation made say something else, as indexes; sorted. None if all is well.
std::vector<std::uint32_t> find_changed(const Tree& before, const std::vector<std::string>& meaning, const Made& made) {
  const std::vector<std::string> after = format::say_meaning(made.tree);
  std::vector<std::uint32_t> changed;
  for (std::size_t i = 0; i < meaning.size(); ++i) {
    if (i >= after.size() || meaning[i] != after[i]) changed.push_back(static_cast<std::uint32_t>(i));
  }
  if (!changed.empty()) return changed;
  if (made.tree.has_errors) return {statement_at(made.tree, made.found.all().front().span.begin)};
  const bool is_same = after.size() == meaning.size() && format::has_same_comments(before, made.tree);
  return is_same ? changed : std::vector<std::uint32_t>{0};
}

/// Moves the kept columns to the tokens that stand in their place after `edits`.
Places move_places(const Tree& before, const Places& kept, std::span<const base::Edit> edits, const Tree& after) {
  Places moved(after.lexemes.tokens.size());
  const std::vector<Token>& tokens = after.lexemes.tokens;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    const std::uint32_t offset = format::offset_after(edits, before.lexemes.tokens[i].begin);
    const auto found = std::lower_bound(tokens.begin(), tokens.end(), offset,
                                        [](const Token& token, std::uint32_t at) { return token.begin < at; });
    if (found != tokens.end()) moved[static_cast<std::size_t>(found - tokens.begin())] = kept[i];
  }
  return moved;
}

/// Lays out a translated text. Columns of the original are kept if the result is one that stays as it is.
FormatResult lay_out_translated(const Tree& tree, std::span<const base::Edit> edits, const Tree& translated) {
  const Places kept = move_places(tree, format::lay_out(tree, {}).kept, edits, translated);
  FormatResult result = lay_out(translated, kept);
  if (result.outcome != FormatOutcome::Done) return result;
  const Made made(result.text);
  if (lay_out(made.tree, {}).text == result.text) return result;
  return lay_out(translated, Places(kept.size()));
}

/// Translates the keywords. Where a name would become a word of the language, it is written in brackets.
FormatResult translate(const Tree& tree, base::Language language) {
  const std::vector<std::string> meaning = format::say_meaning(tree);
  std::vector<std::uint32_t> changed;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const std::vector<base::Edit> edits = format::translate_keywords(tree, language, changed);
    const std::optional<std::string> text = base::apply_edits(tree.lexemes.source->text(), edits);
    POLC_ASSERT(text.has_value(), "edits of keywords do not overlap");
    const Made made(*text);
    changed = find_changed(tree, meaning, made);
    if (changed.empty()) return lay_out_translated(tree, edits, made.tree);
  }
  if (changed.front() >= tree.statements.size()) return differs_at(tree, 0);
  return differs_at(tree, tree.lexemes.tokens[tree.nodes[tree.statements[changed.front()]].first].begin);
}

}  // namespace

FormatResult format_text(const base::Source& source, base::SourceId id, const FormatOptions& options,
                         base::Diagnostics& out) {
  const Tree tree = parse(source, id, out);
  if (tree.has_errors) return {FormatOutcome::Errors, "", 0};
  if (options.keywords) return translate(tree, *options.keywords);
  if (!options.lines) return lay_out(tree, {});
  return prove(tree, Made(format::replace_range(source, format::lay_out(tree, {}).lines, *options.lines)));
}

}  // namespace polc::grammar
