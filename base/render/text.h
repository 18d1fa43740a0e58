// Findings as people read them: the message, the lines it is about with marks under them, what to do, the
// change a fix would make, and where the page of the finding is. Also the closing line of a run.
#pragma once

#include <string>

#include "base/language.h"
#include "base/render/report.h"

namespace polc::base {

struct TextStyle {
  Language language = Language::English;
  bool use_colour = false;
};

/// Returns all findings of the report, each followed by an empty line; "" when there are none. Every line ends
/// with a line break, but fixes are numbered as `polc check --fix=CODE:N` counts them.
std::string render_text(const Report& report, const TextStyle& style);

/// Returns the closing line, with its line break: how many findings, or what was checked and found in order.
std::string render_summary(const Report& report, const TextStyle& style);

}  // namespace polc::base
