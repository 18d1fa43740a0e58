#include "runtime/explain/write_letter.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/render/terminal.h"
#include "base/version.h"
#include "runtime/explain/case_facts.h"
#include "runtime/explain/write_amount.h"
#include "runtime/explain/write_grant.h"
#include "runtime/explain/write_result.h"
#include "runtime/explain/write_words.h"

namespace polc::runtime {
namespace {

using base::Language;

/// Writes one letter, part by part, into lines.
class Letter {
 public:
  Letter(const LetterContext& context, const Decision& decision, const std::vector<NearestChange>& changes)
      : context_(context),
        program_(context.program),
        case_(context.one),
        decision_(decision),
        changes_(changes),
        words_(context, decision, changes) {}

  std::vector<std::string> write() {
    add(header());
    if (decision_.outcome == CaseOutcome::Error) {
      write_errors();
      return std::move(lines_);
    }
    add("  " + words_.result());
    write_claims();
    write_requests();
    write_decisions();
    write_payments();
    write_duties();
    write_assumptions();
    write_readings();
    add(words_.source());
    return std::move(lines_);
  }

 private:
  template <typename... Arguments>
  std::string say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(context_.pick(english, chinese)), arguments...);
  }
  std::string amount(const Range& range) const { return range_words(program_, range, context_.language); }
  void add(std::string line) { lines_.push_back(std::move(line)); }

  std::string header() const {
    std::string words = say("Case {}", "案件 {}", decision_.case_id);
    std::string who = case_.applicant_kind == kNone ? "" : program_.applicant_kinds[case_.applicant_kind].name;
    if (!case_.applicant_id.empty()) who += (who.empty() ? "" : " ") + case_.applicant_id;
    if (!who.empty()) words += "  " + who;
    if (case_.applied.presence == Presence::Given)
      words += say("  applied {}", "  申报日 {}", to_text(case_.applied.date));
    if (case_.claims.size() == 1 && decision_.outcome != CaseOutcome::Error)
      words += say("  claim: {}", "  事项：{}", words_.claim(0));
    return words;
  }

  void write_errors() {
    add("  " + say("Result: not computed, the case is in error.", "结果：未能计算，案件有误。"));
    for (const CaseError& error : decision_.errors) {
      const std::string& message = context_.is_chinese() ? error.chinese : error.english;
      const std::string place = error.path.empty() ? "" : error.path + std::string(context_.pick(": ", "："));
      add(fmt::format("  {} {} {}{}", kFailsMark, error.code, place, message));
    }
  }

  const NearestChange* change_of(std::size_t claim, std::size_t grant) const {
    const auto found = std::find_if(changes_.begin(), changes_.end(), [&](const NearestChange& change) {
      return change.claim == claim && change.grant == grant;
    });
    return found == changes_.end() ? nullptr : &*found;
  }

  void write_claims() {
    for (std::size_t at = 0; at < decision_.claims.size(); ++at) {
      const ClaimDecision& claim = decision_.claims[at];
      if (case_.claims.size() != 1) add(say("Claim {}: {}", "事项 {}：{}", claim.id, words_.claim(at)));
      for (std::size_t grant = 0; grant < claim.grants.size(); ++grant) {
        const std::vector<std::string> about = grant_lines(context_, claim.grants[grant], at, change_of(at, grant));
        lines_.insert(lines_.end(), about.begin(), about.end());
      }
      if (claim.grants.empty()) add("  " + claim.reason.in(context_.language));
    }
  }

  void write_list(std::string title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    add(std::move(title));
    for (const std::string& item : items) add("  · " + item);
  }

  void write_requests() { write_list(say("To settle the amount, submit:", "要定下金额，请补充："), words_.requests()); }

  void write_decisions() {
    write_list(say("Set elsewhere, by:", "另定依据："), decision_.referred);
    write_list(say("Left to decision:", "须另行决定："), decision_.discretion);
  }

  void write_payments() {
    write_list(say("Payment in parts:", "分期支付："), words_.parts());
    write_list(say("To be recovered:", "应予追缴："), words_.recoveries());
  }

  void write_duties() { write_list(say("How the money is to be used:", "使用要求："), words_.duties()); }

  void write_assumptions() {
    const std::vector<std::string> items = words_.assumptions();
    if (!items.empty())
      add(say("Taken for granted, since the case is silent: {}", "案件未说明，按政策推定：{}",
              fmt::join(items, context_.pick("; ", "；"))));
  }

  std::string pairs(const std::vector<std::pair<std::string, std::string>>& readings) const {
    std::vector<std::string> items;
    for (const auto& [name, value] : readings) items.push_back(fmt::format("{} = {}", name, value));
    return fmt::format("{}", fmt::join(items, context_.pick("; ", "；")));
  }

  void write_readings() {
    if (!decision_.readings.empty()) add(say("Readings in force: {}", "采用的解释口径：{}", pairs(decision_.readings)));
    if (decision_.by_reading.empty()) return;
    if (decision_.deciding_readings.empty()) {
      add(say("The result is the same under every reading.", "各种解释口径下结果相同。"));
      return;
    }
    std::vector<std::string> items;
    std::set<std::string> seen;
    for (const ReadingResult& result : decision_.by_reading) {
      std::vector<std::pair<std::string, std::string>> deciding;
      std::copy_if(
          result.readings.begin(), result.readings.end(), std::back_inserter(deciding), [&](const auto& reading) {
            return std::find(decision_.deciding_readings.begin(), decision_.deciding_readings.end(), reading.first) !=
                   decision_.deciding_readings.end();
          });
      const std::string words = pairs(deciding);
      if (seen.insert(words).second) items.push_back(say("{}: {}", "{}：{}", words, amount(result.total)));
    }
    write_list(say("The result depends on how the document is read:", "结果因解释口径而异："), items);
  }

  const LetterContext& context_;
  const Program& program_;
  const Case& case_;
  const Decision& decision_;
  const std::vector<NearestChange>& changes_;
  ResultWords words_;
  std::vector<std::string> lines_;
};

/// Colours the marks of a line, and its whole when it is the result.
std::string paint(const base::Painter& painter, const std::string& line, bool is_result) {
  if (is_result) return painter.paint(base::Ink::Strong, line);
  constexpr std::pair<const char*, base::Ink> kMarks[] = {
      {kHoldsMark, base::Ink::Added}, {kFailsMark, base::Ink::Removed}, {kUnknownMark, base::Ink::Warning}};
  std::string result = line;
  for (const auto& [mark, ink] : kMarks) {
    const std::string found = std::string("  ") + mark + " ";
    const std::string painted = "  " + painter.paint(ink, mark) + " ";
    for (std::size_t at = result.find(found); at != std::string::npos; at = result.find(found, at + painted.size())) {
      result.replace(at, found.size(), painted);
    }
  }
  return result;
}

}  // namespace

std::string write_letter(const Program& program, const Case& one, const Decision& decision,
                         const std::vector<NearestChange>& changes, const LetterStyle& style) {
  const LetterContext context{program, one, style.language};
  const std::vector<std::string> lines = Letter(context, decision, changes).write();
  const base::Painter painter(style.use_colour);
  std::string text;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    std::string line = base::make_visible(lines[at]);
    std::replace(line.begin(), line.end(), '\n', ' ');
    text += paint(painter, line, at == 1) + "\n";
  }
  return text;
}

}  // namespace polc::runtime
