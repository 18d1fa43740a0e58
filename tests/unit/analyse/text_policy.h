// Compiles a policy given as text and runs the checks on words, for the tests of this folder.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

/// A compiled policy with what was found in it. `findings` holds what compiling and `check_text` reported and no
/// `allow` answered.
struct CheckedText {
  base::SourceStore sources;
  compiler::Compiled compiled;
  std::vector<Subject> subjects;
  base::Diagnostics findings;

  /// The codes found, in order, divided by spaces.
  std::string codes() const;
  /// The message of the first finding of `code`, in English; "" without.
  std::string message_of(const std::string& code) const;
  const base::Diagnostic* find(const std::string& code) const;
};

/// Compiles and checks; the policy must compile without errors.
std::unique_ptr<CheckedText> check_policy(const std::string& text,
                                          const std::optional<std::string>& document = std::nullopt,
                                          const AnalyseOptions& options = {});

}  // namespace polc::analyse
