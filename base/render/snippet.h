// Source lines with marks under them: where a finding is, what else takes part in it, and how its fix would
// change the lines. Lines too long for a terminal are cut around what is marked. Text only; used by
// `render/text.cpp`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "base/render/terminal.h"
#include "base/source.h"

namespace polc::base {

/// A place to underline. The main place of a finding has carets, the others have dashes.
struct Mark {
  Span span;
  bool is_main = false;
  std::string label;  // shown after the underline; may be empty
};

/// How snippets are drawn.
struct SnippetStyle {
  Language language = Language::English;
  Painter painter;
  Ink main_ink = Ink::Error;
  std::uint32_t gutter = 1;  // columns for line numbers
};

/// Returns the lines of `source` that `marks` begin on, each followed by its underlines, every line ended. A mark
/// over several lines is drawn on its first.
std::string draw_snippet(const Source& source, std::vector<Mark> marks, const SnippetStyle& style);

/// Returns the lines that `edits` change, as they would become; the old lines stand before them where more than
/// one line changes. Edits of other sources are left out. Empty when the edits do not fit together.
std::string draw_edits(const Source& source, SourceId id, const std::vector<Edit>& edits, const SnippetStyle& style);

}  // namespace polc::base
