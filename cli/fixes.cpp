#include "cli/fixes.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/edits.h"
#include "base/render/report.h"

namespace polc::cli {
namespace {

using base::Diagnostic;
using base::Edit;
using base::Fix;

/// Returns the fix of `finding` that a request asks for, or null.
const Fix* wanted_fix(const Diagnostic& finding, const FixRequest& request) {
  if (request.code && *request.code != finding.code) return nullptr;
  if (request.number) return *request.number <= finding.fixes.size() ? &finding.fixes[*request.number - 1] : nullptr;
  const auto safe =
      std::find_if(finding.fixes.begin(), finding.fixes.end(), [](const Fix& fix) { return fix.is_safe; });
  return safe == finding.fixes.end() ? nullptr : &*safe;
}

const Fix* wanted_fix(const Diagnostic& finding, std::span<const FixRequest> requests) {
  for (const FixRequest& request : requests) {
    if (const Fix* fix = wanted_fix(finding, request)) return fix;
  }
  return nullptr;
}

bool overlaps(const Edit& lhs, const Edit& rhs) {
  if (lhs.span.begin == rhs.span.begin) return true;  // two insertions at one place: whose order would it be?
  return lhs.span.begin < rhs.span.end && rhs.span.begin < lhs.span.end;
}

/// The edits taken so far, by path.
using EditsByPath = std::map<std::string, std::vector<Edit>>;

/// Returns true when every edit stands in a file on the disk and meets none that is taken.
bool fits(const Fix& fix, const base::SourceStore& sources, const EditsByPath& taken) {
  return !fix.edits.empty() && std::all_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
    if (!base::has_place(edit.span)) return false;
    const auto file = taken.find(sources.get(edit.span.source).path());
    return file == taken.end() || std::none_of(file->second.begin(), file->second.end(),
                                               [&](const Edit& other) { return overlaps(edit, other); });
  });
}

}  // namespace

std::optional<FixRequest> parse_fix_request(const std::string& text) {
  FixRequest request;
  if (text == "true") return request;
  const std::size_t colon = text.find(':');
  const base::CodeInfo* row = base::find_code(std::string_view(text).substr(0, colon));
  if (row == nullptr) return std::nullopt;
  request.code = row->code;
  if (colon == std::string::npos) return request;
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc() || stop != end || number == 0) return std::nullopt;
  request.number = number;
  return request;
}

FixPlan plan_fixes(std::span<const Diagnostic* const> findings, const base::SourceStore& sources,
                   std::span<const FixRequest> requests) {
  FixPlan plan;
  EditsByPath taken;
  std::map<std::string, base::SourceId> source_of;
  for (const Diagnostic* finding : findings) {
    const Fix* fix = wanted_fix(*finding, requests);
    if (fix == nullptr || !fits(*fix, sources, taken)) continue;
    plan.taken.push_back({finding, fix});
    for (const Edit& edit : fix->edits) {
      const std::string& path = sources.get(edit.span.source).path();
      taken[path].push_back(edit);
      source_of[path] = edit.span.source;
    }
  }
  for (auto& [path, edits] : taken) {
    const std::string_view text = sources.get(source_of.at(path)).text();
    if (std::optional<std::string> changed = base::apply_edits(text, std::move(edits))) {
      plan.new_texts[path] = *std::move(changed);
    }
  }
  return plan;
}

}  // namespace polc::cli
