// The canonical layout of a policy text: `polc fmt` and the formatting of an editor. Moves white space and nothing
// else; with a language it also writes every keyword in that language. Proves of each result that it has the tokens
// and comments of the text it was given, and gives no text where it cannot. The layout itself is in `format/`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "base/language.h"
#include "base/source.h"

namespace polc::grammar {

/// Lines of the source, from 1, both included.
struct LineRange {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
};

struct FormatOptions {
  std::optional<base::Language> keywords = std::nullopt;  // the language to write them in; as they are without
  std::optional<LineRange> lines = std::nullopt;          // format only the statements that touch them
};

enum class FormatOutcome : std::uint8_t {
  Done,      // `text` is the formatted text, which may be the text itself
  Errors,    // the text has errors of the grammar, which were reported
  Unproved,  // the result would not have been the same policy; `line` is where it differs first
};

struct FormatResult {
  FormatOutcome outcome = FormatOutcome::Done;
  std::string text;
  std::uint32_t line = 0;  // of the source, from 1
};

/// Formats one text. Not both options at once. Reports what the parser reports (P1…) where the text has errors.
/// The text ends in one line feed unless it is empty; its line ends are line feeds but inside strings, which stay
/// byte for byte; with `lines`, what was not asked for stays byte for byte. Formatting its own result changes
/// nothing. Linear in the text but for sorting columns.
FormatResult format_text(const base::Source& source, base::SourceId id, const FormatOptions& options,
                         base::Diagnostics& out);

}  // namespace polc::grammar
