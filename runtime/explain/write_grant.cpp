#include "runtime/explain/write_grant.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/unicode.h"
#include "runtime/explain/write_amount.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kWidth = 100;
constexpr const char* kIndent = "    ";

bool is_exclusion(RuleKind kind) {
  return kind == RuleKind::Exclude || kind == RuleKind::Unless || kind == RuleKind::Revoke;
}

std::string said(const LetterContext& context, const Reason& reason) {
  const std::string& sentence = reason.sentence.in(context.language);
  return sentence.empty() ? quoted(reason.text, context.language) : sentence;
}

/// The kinds of applicant an award is open to, where it is not open to this one.
std::string admitted_kinds(const LetterContext& context, const Award& award) {
  std::vector<std::string> kinds;
  for (std::size_t kind = 0; kind < award.entitlements.size() && kind < context.program.applicant_kinds.size();
       ++kind) {
    if (award.entitlements[kind].is_open) kinds.push_back(context.program.applicant_kinds[kind].name);
  }
  if (kinds.empty()) return "";
  return fmt::format(fmt::runtime(context.pick(" (for {} only)", "（仅面向{}）")),
                     fmt::join(kinds, context.pick(", ", "、")));
}

/// The sentence the amount rests on. An award whose document has no sentence for it is cited by its bare name,
/// which the heading has said already.
const Reason* amount_reason(const LetterContext& context, const Grant& grant) {
  const std::string& name = context.program.awards[grant.award].name;
  const Reason* found = nullptr;
  for (const Reason& reason : grant.because) {
    const bool is_bare_name = reason.text.find(name) != std::string::npos &&
                              base::display_width(reason.text) <= base::display_width(name) + 2;
    if (is_amount_rule(reason.kind) && reason.holds != Tri::No && !is_bare_name) found = &reason;
  }
  return found;
}

/// Failing rules, those the applicant can put right most easily first.
std::vector<const Reason*> failing_reasons(const LetterContext& context, const Grant& grant) {
  std::vector<const Reason*> reasons;
  for (const Reason& reason : grant.because) {
    if (reason.holds == Tri::No) reasons.push_back(&reason);
  }
  const auto effort = [&](const Reason* reason) {
    std::size_t least = reason->facts.empty() ? 9 : 8;
    for (const ReadFact& fact : failing_facts(*reason)) {
      least = std::min(least, effort_of(context.program, parse_case_path(context.program, context.one, fact.path)));
    }
    return least;
  };
  std::stable_sort(reasons.begin(), reasons.end(),
                   [&](const Reason* lhs, const Reason* rhs) { return effort(lhs) < effort(rhs); });
  return reasons;
}

std::string failing_line(const LetterContext& context, const Grant& grant, const Reason& reason, std::size_t home) {
  std::string words;
  for (const ReadFact& fact : failing_facts(reason)) {
    if (!words.empty()) words += context.pick(", ", "，");
    words += fact_words(context, fact, home);
    if (!fact.judge.empty())
      words += fmt::format(fmt::runtime(context.pick(" (judged by {})", "（由{}认定）")), fact.judge);
  }
  if (!words.empty() && reason.kind == RuleKind::Kind)
    words += admitted_kinds(context, context.program.awards[grant.award]);
  if (!words.empty()) words += "  ";
  return fmt::format("{}{} {}{}", kIndent, kFailsMark, words, reason_words(context, reason));
}

/// Facts of rules that are satisfied, each once; a yes/no fact that is yes is said by its name alone.
std::vector<std::string> holding_items(const LetterContext& context, const Grant& grant, std::size_t home,
                                       std::set<std::string>& shown) {
  std::vector<std::string> items;
  for (const Reason& reason : grant.because) {
    if (reason.holds != Tri::Yes) continue;
    const Tri wanted = is_exclusion(reason.kind) ? Tri::No : Tri::Yes;
    for (const ReadFact& fact : reason.facts) {
      if (fact.holds != wanted || fact.value.empty() || !shown.insert(fact.path).second) continue;
      const CasePath path = parse_case_path(context.program, context.one, fact.path);
      const Fact* declared = fact_of(context.program, path);
      const bool is_plain_yes = declared != nullptr && declared->type == FactType::YesNo && fact.value == "yes";
      const std::string words =
          is_plain_yes ? path_words(context.one, path, home, context.language) : fact_words(context, fact, home);
      items.push_back(fmt::format("{} {}", kHoldsMark, words));
    }
  }
  return items;
}

std::vector<std::string> unknown_lines(const LetterContext& context, const Grant& grant, std::size_t home,
                                       std::set<std::string>& shown) {
  std::vector<std::string> lines;
  for (const Reason& reason : grant.because) {
    for (const ReadFact& fact : reason.facts) {
      if (!fact.value.empty() || fact.holds != Tri::Unknown || !shown.insert(fact.path).second) continue;
      std::string line = fmt::format("{}{} {}", kIndent, kUnknownMark, fact_words(context, fact, home));
      if (!fact.judge.empty())
        line += "  " + fmt::format(fmt::runtime(context.pick("judged by {}", "由{}认定")), fact.judge);
      const bool is_harmless = std::find(grant.missing.begin(), grant.missing.end(), fact.path) == grant.missing.end();
      if (is_harmless) {
        const bool has_judge = !fact.judge.empty();
        line += has_judge ? context.pick("; makes no difference here", "；不影响本结论")
                          : context.pick("  makes no difference here", "  不影响本结论");
      }
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

void append(std::vector<std::string>& lines, std::vector<std::string> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::string grant_words(const LetterContext& context, const Grant& grant) {
  const Award& award = context.program.awards[grant.award];
  std::string words = award.name;
  const std::string article = article_words(award.article, context.language);
  if (!article.empty()) words += fmt::format(fmt::runtime(context.pick(" ({})", "（{}）")), article);
  words += context.pick(": ", "：");
  switch (grant.outcome) {
    case GrantOutcome::Denied: return words + std::string(context.pick("denied", "不予资助"));
    case GrantOutcome::Referred:
      return words + fmt::format(fmt::runtime(context.pick("set elsewhere, by {}", "另定，依照{}")), award.document);
    case GrantOutcome::Undetermined:
      if (award.refers)
        return words + fmt::format(fmt::runtime(context.pick("open; if the conditions hold, set by {}",
                                                             "未定；符合条件时依照{}另定")),
                                   award.document);
      return words + fmt::format(fmt::runtime(context.pick("open, {}", "未定，{}")),
                                 range_words(context.program, grant.amount, context.language));
    case GrantOutcome::Granted: return words + range_words(context.program, grant.amount, context.language);
  }
  return words;
}

std::string reason_words(const LetterContext& context, const Reason& reason) {
  std::string where =
      reason.rule == kNone ? "" : article_words(context.program.rules[reason.rule].article, context.language);
  if (where.empty() && reason.kind == RuleKind::Effective) where = context.pick("in force", "有效期");
  if (where.empty() && reason.kind == RuleKind::Apply) where = context.pick("to be applied for", "申报期");
  if (where.empty()) return said(context, reason);
  return where + std::string(context.pick(": ", "：")) + said(context, reason);
}

std::string nearest_words(const LetterContext& context, const NearestChange& change, std::size_t home) {
  return fmt::format(fmt::runtime(context.pick("If {}, {}.", "若{}，{}。")), change_words(context, change, home),
                     gain_words(context, change));
}

std::vector<std::string> grant_lines(const LetterContext& context, const Grant& grant, std::size_t home,
                                     const NearestChange* change) {
  std::vector<std::string> lines = {"  " + grant_words(context, grant)};
  const Reason* of_amount = amount_reason(context, grant);
  if (of_amount != nullptr && grant.outcome != GrantOutcome::Denied)
    lines.push_back(kIndent + said(context, *of_amount));
  std::set<std::string> shown;
  for (const Reason* reason : failing_reasons(context, grant)) {
    for (const ReadFact& fact : failing_facts(*reason)) shown.insert(fact.path);
    lines.push_back(failing_line(context, grant, *reason, home));
  }
  append(lines, fill_lines(holding_items(context, grant, home, shown), kIndent));
  append(lines, unknown_lines(context, grant, home, shown));
  if (!grant.discretion.empty()) {
    lines.push_back(kIndent + fmt::format(fmt::runtime(context.pick("left to decision: {}", "由裁量决定：{}")),
                                          fmt::join(grant.discretion, context.pick(", ", "、"))));
  }
  for (const Adjustment& adjustment : grant.adjusted) lines.push_back(kIndent + adjustment_words(context, adjustment));
  if (change != nullptr) lines.push_back(kIndent + nearest_words(context, *change, home));
  return lines;
}

std::vector<std::string> fill_lines(const std::vector<std::string>& items, const std::string& indent) {
  std::vector<std::string> lines;
  std::size_t width = 0;
  for (const std::string& item : items) {
    const std::size_t of_item = base::display_width(item);
    if (lines.empty() || width + 2 + of_item > kWidth) {
      lines.push_back(indent + item);
      width = indent.size() + of_item;
    } else {
      lines.back() += "  " + item;
      width += 2 + of_item;
    }
  }
  return lines;
}

}  // namespace polc::runtime
