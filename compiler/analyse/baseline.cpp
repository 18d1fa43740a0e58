#include "compiler/analyse/baseline.h"

#include <charconv>
#include <system_error>

#include "compiler/analyse/finding_names.h"

namespace polc::analyse {
namespace {

constexpr std::string_view kHeader =
    "# polc baseline 1: accepted findings, one kind a line: number, code, article, names";

/// Tabs and line breaks divide the file, so names are written without them.
std::string on_one_line(std::string_view text) {
  std::string result;
  for (const char one : text) result.push_back(one == '\t' || one == '\n' || one == '\r' ? ' ' : one);
  return result;
}

std::map<std::string, std::size_t> count_keys(const std::vector<const base::Diagnostic*>& findings) {
  std::map<std::string, std::size_t> counts;
  for (const base::Diagnostic* finding : findings) ++counts[baseline_key(*finding)];
  return counts;
}

}  // namespace

std::string baseline_key(const base::Diagnostic& finding) {
  std::string key(base::info(finding.code).id);
  key += '\t' + on_one_line(finding.article);
  for (const std::string& name : names_in(finding)) key += '\t' + on_one_line(name);
  return key;
}

std::string write_baseline(const std::vector<const base::Diagnostic*>& findings) {
  std::string text(kHeader);
  text += '\n';
  for (const auto& [key, count] : count_keys(findings)) text += std::to_string(count) + '\t' + key + '\n';
  return text;
}

std::optional<Baseline> read_baseline(std::string_view text) {
  Baseline baseline;
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (is_first) {
      if (line.substr(0, 15) != kHeader.substr(0, 15)) return std::nullopt;
      is_first = false;
      continue;
    }
    if (line.empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    std::size_t count = 0;
    const auto read = std::from_chars(line.data(), line.data() + (tab == std::string_view::npos ? 0 : tab), count);
    if (tab == std::string_view::npos || read.ec != std::errc() || read.ptr != line.data() + tab) return std::nullopt;
    baseline.counts[std::string(line.substr(tab + 1))] += count;
  }
  if (is_first) return std::nullopt;
  return baseline;
}

std::vector<bool> accepted_by(const Baseline& baseline, const std::vector<const base::Diagnostic*>& findings) {
  std::map<std::string, std::size_t> left = baseline.counts;
  std::vector<bool> accepted;
  for (const base::Diagnostic* finding : findings) {
    const auto known = left.find(baseline_key(*finding));
    const bool is_accepted = known != left.end() && known->second > 0;
    if (is_accepted) --known->second;
    accepted.push_back(is_accepted);
  }
  return accepted;
}

}  // namespace polc::analyse
