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
#include "runtime/explain/write_words.h"

namespace polc::runtime {
namespace {

using base::Language;

/// Writes one letter, part by part, into lines.
class Letter {
 public:
  Letter(const LetterContext& context, const Decision& decision, const std::vector<NearestChange>& changes)
      : context_(context), program_(context.program), case_(context.one), decision_(decision), changes_(changes) {}

  std::vector<std::string> write() {
    add(header());
    if (decision_.outcome == CaseOutcome::Error) {
      write_errors();
      return std::move(lines_);
    }
    add("  " + result());
    write_claims();
    write_requests();
    write_decisions();
    write_payments();
    write_duties();
    write_assumptions();
    write_readings();
    add(source());
    return std::move(lines_);
  }

 private:
  template <typename... Arguments>
  std::string say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(context_.pick(english, chinese)), arguments...);
  }
  std::string amount(const Range& range) const { return range_words(program_, range, context_.language); }
  void add(std::string line) { lines_.push_back(std::move(line)); }

  /// The item of a claim as the header says it: kind, stage, date.
  std::string claim_words(std::size_t at) const {
    const Claim& claim = case_.claims[at];
    if (claim.kind == kNone) return claim.id;
    const ClaimKind& kind = program_.claim_kinds[claim.kind];
    std::string words = kind.name;
    const auto stage = std::find(kind.facts.begin(), kind.facts.end(), kind.stage);
    const auto position = static_cast<std::size_t>(stage - kind.facts.begin());
    if (kind.stage != kNone && position < claim.facts.size() && claim.facts[position].presence == Presence::Given) {
      const Fact& fact = program_.facts[kind.stage];
      CasePath path;
      path.slot = kind.stage;
      path.name = fact.name;
      words += say(" ({})", "（{}）",
                   fact_value_words(context_, path, value_text(program_, fact, claim.facts[position].value)));
    }
    if (claim.on.presence == Presence::Given) words += "  " + to_text(claim.on.date);
    return words;
  }

  std::string header() const {
    std::string words = say("Case {}", "案件 {}", decision_.case_id);
    std::string who = case_.applicant_kind == kNone ? "" : program_.applicant_kinds[case_.applicant_kind].name;
    if (!case_.applicant_id.empty()) who += (who.empty() ? "" : " ") + case_.applicant_id;
    if (!who.empty()) words += "  " + who;
    if (case_.applied.presence == Presence::Given)
      words += say("  applied {}", "  申报日 {}", to_text(case_.applied.date));
    if (case_.claims.size() == 1 && decision_.outcome != CaseOutcome::Error)
      words += say("  claim: {}", "  事项：{}", claim_words(0));
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

  template <typename Holds>
  bool all_grants(Holds holds) const {
    return std::all_of(decision_.claims.begin(), decision_.claims.end(), [&](const ClaimDecision& claim) {
      return std::all_of(claim.grants.begin(), claim.grants.end(), holds);
    });
  }
  bool is_all_denied() const {
    return all_grants([](const Grant& grant) { return grant.outcome == GrantOutcome::Denied; });
  }
  /// True when no amount was set that settlement could have taken away.
  bool is_nothing_due() const {
    return all_grants([](const Grant& grant) { return grant.entitled.high && grant.entitled.high->is_zero(); });
  }

  std::string result() const {
    switch (decision_.outcome) {
      case CaseOutcome::Determined: return determined_result();
      case CaseOutcome::Undetermined:
        return say("Result: not settled yet, {}.", "结果：金额未定，{}。", amount(decision_.total));
      case CaseOutcome::Referred: {
        const bool has_part = decision_.total.low && decision_.total.low->sign() > 0;
        const std::string words = say("Result: to be settled elsewhere.", "结果：另定。");
        if (!has_part) return words;
        return words + say(" Computed so far: {}.", "已算定部分：{}。", amount(Range::exactly(*decision_.total.low)));
      }
      case CaseOutcome::Error: break;
    }
    return "";
  }

  std::string determined_result() const {
    const bool is_zero = decision_.total.high && decision_.total.high->is_zero();
    if (!is_zero) return say("Result: {} granted.", "结果：资助 {}。", amount(decision_.total));
    if (decision_.claims.empty())
      return say("Result: nothing was claimed ({}).", "结果：没有申报事项（{}）。", amount(decision_.total));
    if (!is_all_denied()) {
      return is_nothing_due() ? say("Result: the policy pays nothing for this ({}).", "结果：按规定不支付（{}）。",
                                    amount(decision_.total))
                              : say("Result: nothing to pay now ({}).", "结果：本次支付 {}。", amount(decision_.total));
    }
    std::string words = say("Result: denied ({}).", "结果：不予资助（{}）。", amount(decision_.total));
    const auto best =
        std::max_element(changes_.begin(), changes_.end(), [](const NearestChange& lhs, const NearestChange& rhs) {
          return lhs.total.high && (!rhs.total.high || *lhs.total.high < *rhs.total.high);
        });
    if (best == changes_.end() || best->outcome == GrantOutcome::Referred) return words;
    if (best->changes.size() > 1)
      return words + say(" With several things put right, at most {} could be paid.", "若补正下列各项，最多可得 {}。",
                         highest_total(*best));
    return words + say(" With one thing put right, at most {} could be paid.", "若补正下列一项，最多可得 {}。",
                       highest_total(*best));
  }

  std::string highest_total(const NearestChange& change) const {
    if (!change.total.high) return say("an amount without limit", "不设上限的金额");
    return amount_words(program_, *change.total.high, context_.language);
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
      if (case_.claims.size() != 1) add(say("Claim {}: {}", "事项 {}：{}", claim.id, claim_words(at)));
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

  void write_requests() {
    std::vector<std::string> items;
    for (const std::string& path : decision_.missing) items.push_back(request_words(context_, path));
    write_list(say("To settle the amount, submit:", "要定下金额，请补充："), items);
  }

  void write_decisions() {
    write_list(say("Set elsewhere, by:", "另定依据："), decision_.referred);
    write_list(say("Left to decision:", "须另行决定："), decision_.discretion);
  }

  void write_payments() {
    std::vector<std::string> parts;
    for (const ScheduledPart& part : decision_.schedule) {
      const bool is_number = part.on.find_first_not_of("0123456789") == std::string::npos;
      const std::string on = is_number ? say("part {}", "第 {} 期", part.on) : part.on;
      const std::string subject =
          case_.claims.size() == 1 ? part.award : say("{} of claim {}", "{}（事项 {}）", part.award, part.claim);
      parts.push_back(say("{}, {}: {}", "{}，{}：{}", subject, on, amount(part.amount)));
    }
    write_list(say("Payment in parts:", "分期支付："), parts);
    std::vector<std::string> recoveries;
    for (const Recovery& recovery : decision_.recover) recoveries.push_back(recovery_words(recovery));
    write_list(say("To be recovered:", "应予追缴："), recoveries);
  }

  std::string recovery_words(const Recovery& recovery) const {
    std::string words = recovery.award;
    if (!recovery.policy.empty()) words += words.empty() ? recovery.policy : say(" ({})", "（{}）", recovery.policy);
    if (recovery.on.presence == Presence::Given) words += say(", {}", "，{}", to_text(recovery.on.date));
    words += say(", paid {}", "，已付 {}", amount(recovery.paid));
    return recovery.because.empty() ? words : words + say(": {}", "：{}", quoted(recovery.because, context_.language));
  }

  void write_duties() {
    std::vector<std::string> items;
    for (const ObligationDue& duty : decision_.obligations) {
      if (!duty.amount)
        items.push_back(duty.text);
      else if (duty.amount->is_exact())
        items.push_back(say("{}: at least {}", "{}：不低于 {}", duty.text, amount(*duty.amount)));
      else
        items.push_back(say("{}: at least a share of the total ({})", "{}：不低于总额的规定比例（{}）", duty.text,
                            amount(*duty.amount)));
    }
    write_list(say("How the money is to be used:", "使用要求："), items);
  }

  /// The value the policy takes for granted.
  std::string presumed_words(const std::string& path_text) const {
    const CasePath path = parse_case_path(program_, case_, path_text);
    const std::string name = path_words(case_, path, case_.claims.size(), context_.language);
    const Fact* fact = fact_of(program_, path);
    if (fact == nullptr || !fact->presumed) return name;
    return fmt::format("{} = {}", name, fact_value_words(context_, path, value_text(program_, *fact, *fact->presumed)));
  }

  void write_assumptions() {
    std::vector<std::string> items;
    for (const std::string& path : decision_.presumed) items.push_back(presumed_words(path));
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

  std::string source() const {
    std::string words = say("By: {}", "依据：{}", program_.policy_name);
    const std::string from = program_.effective_from ? to_text(*program_.effective_from) : "";
    const std::string to = program_.effective_to ? to_text(*program_.effective_to) : "";
    if (!from.empty() && !to.empty())
      words += say(" ({} to {})", "（{} 至 {}）", from, to);
    else if (!from.empty())
      words += say(" (from {})", "（自 {} 起）", from);
    else if (!to.empty())
      words += say(" (until {})", "（至 {}）", to);
    return words + say("  text sha256 {}  polc {}", "  文本 sha256 {}  polc {}", program_.sha256, base::kVersion);
  }

  const LetterContext& context_;
  const Program& program_;
  const Case& case_;
  const Decision& decision_;
  const std::vector<NearestChange>& changes_;
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
