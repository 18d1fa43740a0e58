#include "cli/table_report.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/usage.h"
#include "runtime/explain/write_amount.h"

namespace polc::cli {
namespace {

using base::Language;
using runtime::CaseOutcome;
using runtime::Fraction;
using runtime::GrantOutcome;

constexpr std::uint64_t kMostLines = 1000;  // on standard error

template <typename Outcome>
std::uint64_t count_of(const std::array<std::uint64_t, 4>& counts, Outcome outcome) {
  return counts[static_cast<std::size_t>(outcome)];
}

std::string amount_of(const runtime::Program& program, Fraction::Wide minor_units, Language language) {
  return runtime::amount_words(program, Fraction::ratio(minor_units, 1).value_or(Fraction()), language);
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

/// Returns how many columns of a terminal a text takes: Chinese characters take two.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char one : text) {
    const auto byte = static_cast<unsigned char>(one);
    if ((byte & 0xC0U) != 0x80U) width += byte >= 0xE0U ? 2 : 1;
  }
  return width;
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width > width_of(text) ? width - width_of(text) : 0, ' ');
}

std::string article_lines(const runtime::Program& program, const runtime::ArticleNames& articles,
                          const runtime::Tally& tally, Language language) {
  const auto title_of = [&](std::size_t at) {
    const std::string& name = articles.names[at];
    if (name.empty()) return std::string(pick(language, "no article", "未列条款"));
    return fmt::format(fmt::runtime(pick(language, "article {}", "条款 {}")), name);
  };
  std::size_t width = 0;
  for (std::size_t at = 0; at < articles.names.size(); ++at) width = std::max(width, width_of(title_of(at)));
  std::string text;
  for (std::size_t at = 0; at < articles.names.size(); ++at) {
    const runtime::ArticleTally& one = tally.articles[at];
    if (one.num_paid == 0) continue;
    text += fmt::format(fmt::runtime(pick(language, "  {}  cases: {}, claims paid: {}, {}\n",
                                          "  {}  案件 {} 个，获资助事项 {} 项，{}\n")),
                        padded(title_of(at), width), grouped(one.num_cases), grouped(one.num_paid),
                        amount_of(program, one.amount, language));
  }
  return text;
}

std::string total_line(const runtime::Program& program, const runtime::Tally& tally, Language language) {
  const std::string low = amount_of(program, tally.total_min, language);
  if (tally.num_unbounded > 0)
    return fmt::format(fmt::runtime(pick(language, "  total: at least {} (cases without an upper end: {})\n",
                                         "  合计：至少 {}（没有上限的案件 {} 个）\n")),
                       low, grouped(tally.num_unbounded));
  if (tally.total_min == tally.total_max)
    return fmt::format(fmt::runtime(pick(language, "  total: {}\n", "  合计：{}\n")), low);
  return fmt::format(fmt::runtime(pick(language, "  total: {} to {}\n", "  合计：{} 至 {}\n")), low,
                     amount_of(program, tally.total_max, language));
}

}  // namespace

ErrorLog::ErrorLog(const std::string& path, const TableNames& names, bool is_quiet, CommandContext& context)
    : names_(names),
      context_(context),
      is_quiet_(is_quiet),
      file_(path.empty() ? nullptr : std::make_unique<OutputFile>(path)) {}

std::optional<FileProblem> ErrorLog::problem() const { return file_ == nullptr ? std::nullopt : file_->problem(); }

const std::string& ErrorLog::file_of(const runtime::CaseError& error) const {
  if (error.path.starts_with("/history") && !names_.history.empty()) return names_.history;
  if (error.path.starts_with("/other") && !names_.other.empty()) return names_.other;
  return names_.cases;
}

void ErrorLog::write(const runtime::Decision& decision) {
  const std::string of_case =
      fmt::format(fmt::runtime(pick(context_.language, "case `{}`", "案件“{}”")), decision.case_id);
  std::set<std::pair<const std::string*, std::uint32_t>> rows;
  for (const runtime::CaseError& error : decision.errors) {
    rows.emplace(&file_of(error), error.line);
    const std::string& message = context_.language == Language::Chinese ? error.chinese : error.english;
    const std::string at =
        error.path.empty() ? "" : fmt::format(fmt::runtime(pick(context_.language, " at {}", "（{}）")), error.path);
    write_line(
        fmt::format(fmt::runtime(pick(context_.language, "{}:{}:{}: {}: {}{}: {}\n", "{}:{}:{}: {}：{}{}：{}\n")),
                    file_of(error), error.line, error.column, error.code, of_case, at, message));
  }
  num_bad_rows_ += rows.size();
}

void ErrorLog::write_row(const std::string& file, const runtime::CaseError& error) {
  ++num_bad_rows_;
  const std::string& message = context_.language == Language::Chinese ? error.chinese : error.english;
  write_line(fmt::format(fmt::runtime(pick(context_.language, "{}:{}:{}: {}: {}\n", "{}:{}:{}: {}：{}\n")), file,
                         error.line, error.column, error.code, message));
}

void ErrorLog::write_line(const std::string& line) {
  ++num_lines_;
  if (file_ != nullptr) {
    file_->stream() << line;
  } else if (!is_quiet_ && num_lines_ <= kMostLines) {
    context_.err << line;
  }
}

std::optional<FileProblem> ErrorLog::finish() {
  if (file_ != nullptr) return file_->finish();
  if (!is_quiet_ && num_lines_ > kMostLines) {
    context_.err << fmt::format(
        fmt::runtime(pick(context_.language, "polc: {} more errors; --errors FILE lists them all\n",
                          "polc：还有 {} 处错误；用 --errors 文件 列出全部\n")),
        grouped(num_lines_ - kMostLines));
  }
  return std::nullopt;
}

std::string summarise(const runtime::Program& program, const runtime::ArticleNames& articles,
                      const runtime::Tally& tally, std::uint64_t num_bad_rows, Language language) {
  const auto cases = [&](CaseOutcome outcome) { return grouped(count_of(tally.cases, outcome)); };
  const auto grants = [&](GrantOutcome outcome) { return grouped(count_of(tally.grants, outcome)); };
  std::string text = fmt::format(
      fmt::runtime(pick(language,
                        "polc: cases: {}, rows: {}; determined: {}, undetermined: {}, referred: {}, in error: {}\n",
                        "polc：案件 {} 个，{} 行；已定 {} 个，未定 {} 个，另行规定 {} 个，有误 {} 个\n")),
      grouped(tally.num_cases()), grouped(tally.num_rows), cases(CaseOutcome::Determined),
      cases(CaseOutcome::Undetermined), cases(CaseOutcome::Referred), cases(CaseOutcome::Error));
  if (num_bad_rows > 0)
    text +=
        fmt::format(fmt::runtime(pick(language, "  rows in error: {}\n", "  有误的行：{}\n")), grouped(num_bad_rows));
  text += fmt::format(fmt::runtime(pick(language, "  grants: granted: {}, denied: {}, undetermined: {}, referred: {}\n",
                                        "  资助：给予 {} 项，不予 {} 项，未定 {} 项，另行规定 {} 项\n")),
                      grants(GrantOutcome::Granted), grants(GrantOutcome::Denied), grants(GrantOutcome::Undetermined),
                      grants(GrantOutcome::Referred));
  return text + article_lines(program, articles, tally, language) + total_line(program, tally, language);
}

}  // namespace polc::cli
