// Which fixes of a run's findings to take, and taking them: `polc check --fix`. Fixes that would overlap wait for
// the next round. Used by `check` alone.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"

namespace polc::cli {

/// What the user asked to fix: everything safe, the safe fixes of one code, or fix number N of one code.
struct FixRequest {
  std::optional<base::Code> code;     // every code without
  std::optional<std::size_t> number;  // from 1; taken although it is not safe
};

/// Reads one value of `--fix`: "true" (the option alone), "P1010" or "P1010:2". Nothing when it is none of them.
std::optional<FixRequest> parse_fix_request(const std::string& text);

/// A fix that is taken. Both outlive the plan.
struct TakenFix {
  const base::Diagnostic* finding;
  const base::Fix* fix;
};

/// The fixes of one round and the files as they become.
struct FixPlan {
  std::vector<TakenFix> taken;
  std::map<std::string, std::string> new_texts;  // by path
};

/// Returns the fixes `requests` ask for that fit together, and the texts that result. Files are not touched.
FixPlan plan_fixes(std::span<const base::Diagnostic* const> findings, const base::SourceStore& sources,
                   std::span<const FixRequest> requests);

}  // namespace polc::cli
