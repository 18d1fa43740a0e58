#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/date_bounds.h"
#include "compiler/analyse/text/read_date.h"
#include "compiler/analyse/text/stated_period.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Date;

/// A period that misses whole years by more than this was not meant to be whole years.
constexpr std::int32_t kSlipDays = 3;

Bilingual day(Date date) { return plain(runtime::to_text(date)); }

/// Returns the edit that writes `date` in place of the first or last date of a window.
std::optional<base::Edit> write_end(const base::SourceStore& sources, base::Span window, bool is_first, Date date) {
  const Passage passage = fold_passage(sources.slice(window), window.source, window.begin);
  std::vector<Extent> dates;
  for (std::size_t at = 0; at < passage.size(); ++at) {
    const auto found = read_date(passage.text, at);
    if (!found) continue;
    dates.push_back({at, found->end});
    at = found->end;
  }
  if (dates.empty() || (!is_first && dates.size() < 2)) return std::nullopt;
  return base::Edit{passage.span(is_first ? dates.front() : dates.back()), runtime::to_text(date)};
}

class DateCheck {
 public:
  DateCheck(const PolicyText& policy, std::int64_t max_years, base::Diagnostics& out)
      : policy_(policy), max_years_(max_years), out_(out) {}

  void run() {
    for (const ArticleText& article : policy_.articles) check_windows(article);
    check_awards();
    check_rolling();
    const ast::PolicyHeader* header = policy_.header();
    if (header == nullptr) return;
    if (header->effective) check_length(*header->effective);
    check_stated(*header);
    check_issue(*header);
  }

 private:
  // ---- P4501

  void check_windows(const ArticleText& article) {
    if (article.heading != nullptr && article.heading->apply) check_reversed(article, *article.heading->apply);
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) {
        if (const auto* header = std::get_if<ast::PolicyHeader>(statement)) {
          if (header->effective) check_reversed(article, *header->effective);
          if (header->apply) check_reversed(article, *header->apply);
        }
        const auto* award = std::get_if<ast::Award>(statement);
        if (award == nullptr) continue;
        for (const ast::Window& window : award->apply) check_reversed(article, window);
      }
    }
  }

  void check_reversed(const ArticleText& article, const ast::Window& window) {
    if (!window.from || !window.to || *window.to >= *window.from) return;
    has_reversed_ = true;
    report_in(out_, article, Code::P4501, window.span, {day(*window.from), day(*window.to)})
        .advise({"exchange the dates or correct the year", "请对调两个日期，或更正年份"});
  }

  // ---- P4502, P4503

  void check_length(const ast::Window& window) {
    if (!window.from || !window.to || *window.to < *window.from) return;
    const Date after{window.to->days + 1};
    const auto in_years = [&](std::int64_t years) {
      return runtime::add_months(*window.from, years * 12, runtime::MonthEnd::Down);
    };
    const std::int64_t below = runtime::years_between(*window.from, after);
    for (const std::int64_t years : {below, below + 1}) {
      const auto whole = in_years(years);
      if (!whole || years < 1) continue;
      const std::int32_t off = after.days - whole->days;
      if (off == 0 || off > kSlipDays || off < -kSlipDays) continue;
      report_length(window, years, off, Date{whole->days - 1});
      break;
    }
    const auto longest = in_years(max_years_);
    if (!longest || window.to->days < longest->days + kSlipDays) return;
    out_.report(Code::P4503, window.span, {day(*window.from), day(*window.to), plain(std::to_string(max_years_))})
        .advise({"shorten it, or name the rule that allows the longer term in an `allow`",
                 "请缩短，或在放行中写明允许更长期限的依据"});
  }

  void report_length(const ast::Window& window, std::int64_t years, std::int32_t off, Date right) {
    const int days = off < 0 ? -off : off;
    const Bilingual difference{
        fmt::format("{} day{} {}", days, days == 1 ? "" : "s", off > 0 ? "more than" : "less than"),
        fmt::format("{} {} 天", off > 0 ? "多" : "少", days)};
    base::Diagnostic& finding = out_.report(
        Code::P4502, window.span, {day(*window.from), day(*window.to), difference, plain(std::to_string(years))});
    finding.advise({"a period of " + std::to_string(years) + " years from " + runtime::to_text(*window.from) +
                        " ends on " + runtime::to_text(right),
                    "自 " + runtime::to_text(*window.from) + " 起 " + std::to_string(years) + " 年，至 " +
                        runtime::to_text(right) + " 止"});
    if (const auto edit = write_end(*policy_.sources, window.span, false, right)) {
      finding.fix({"let it end on " + runtime::to_text(right), "截止日改为 " + runtime::to_text(right)}, {*edit},
                  false);
    }
  }

  // ---- P5105

  void check_stated(const ast::PolicyHeader& header) {
    const StatedPeriod stated = find_stated_period(policy_);
    if (stated.from) check_end(header, *stated.from, true);
    if (stated.to) check_end(header, *stated.to, false);
  }

  void check_end(const ast::PolicyHeader& header, const StatedDay& stated, bool is_first) {
    std::optional<Date> written;
    if (header.effective) written = is_first ? header.effective->from : header.effective->to;
    if (written == stated.date) return;
    const base::Span span = header.effective ? header.effective->span : header.title.span;
    const Bilingual what = is_first ? Bilingual{"begins", "的起始日为"} : Bilingual{"ends", "的截止日为"};
    const Bilingual found = written ? day(*written) : Bilingual{"no stated day", "（未写明）"};
    base::Diagnostic& finding = out_.report(Code::P5105, span, {what, found, day(stated.date)});
    finding.article = stated.article->label();
    finding.also(stated.span, {"the text states its period here", "条文在此写明期间"});
    finding.advise({"write the dates of the text", "请按条文写明日期"});
    if (!written) return;
    if (const auto edit = write_end(*policy_.sources, span, is_first, stated.date)) {
      finding.fix({"write " + runtime::to_text(stated.date), "写作 " + runtime::to_text(stated.date)}, {*edit}, false);
    }
  }

  // ---- P4504

  void check_issue(const ast::PolicyHeader& header) {
    if (!header.effective || !header.effective->from || !policy_.subject->document) return;
    const Passage document = fold_passage(*policy_.subject->document, base::kNoSource, 0);
    const auto issued = find_date_of_issue(document);
    if (!issued || *issued <= *header.effective->from) return;
    if (has_word(document, {0, document.size()}, {U"追溯", U"溯及"})) return;
    out_.report(Code::P4504, header.effective->span, {day(*header.effective->from), day(*issued)})
        .advise({"let it begin with its issue, or let the document say that it reaches back",
                 "请改为自印发之日起，或在文件中写明追溯适用"});
  }

  // ---- P4508

  void check_awards() {
    const runtime::Program& program = policy_.program();
    for (const runtime::Award& award : program.awards) {
      for (const runtime::Entitlement& entitlement : award.entitlements) {
        if (!entitlement.is_open || has_reversed_) continue;
        const DateBounds bounds = bounds_of(program, entitlement);
        const auto impossible = bounds.contradiction();
        if (!impossible) continue;
        base::Diagnostic& finding =
            out_.report(Code::P4508, award.span, {plain(award.name), day(impossible->first), day(impossible->second)});
        finding.article = award.article;
        finding.awards = {award.name};
        finding.advise(
            {"compare the dates of the award with the period of the policy", "请核对该项资助的日期与政策期间"});
      }
    }
  }

  // ---- P4510

  void check_rolling() {
    const ast::PolicyHeader* header = policy_.header();
    if (header == nullptr || !header->effective || !header->effective->from) return;
    const Date from = *header->effective->from;
    for_each_statement<ast::Group>(policy_, [&](const ArticleText& article, const ast::Group& group) {
      if (!group.rolling_years) return;
      report_in(out_, article, Code::P4510, group.span, {plain(std::to_string(*group.rolling_years)), day(from)})
          .advise({"say in the document whether they count, and answer with a `reading` or `allow P4510 because \"…\"`",
                   "请在文件中写明是否计入，并以解释口径或“放行 P4510 因为 \"…\"”作答"});
    });
  }

  const PolicyText& policy_;
  const std::int64_t max_years_;
  base::Diagnostics& out_;
  bool has_reversed_ = false;
};

}  // namespace

void check_dates(const PolicyText& policy, std::int64_t max_years, base::Diagnostics& out) {
  DateCheck(policy, max_years, out).run();
}

}  // namespace polc::analyse::text
