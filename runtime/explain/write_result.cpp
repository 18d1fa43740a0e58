#include "runtime/explain/write_result.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/version.h"
#include "runtime/explain/case_facts.h"
#include "runtime/explain/case_path.h"
#include "runtime/explain/write_amount.h"

namespace polc::runtime {

ResultWords::ResultWords(const LetterContext& context, const Decision& decision,
                         const std::vector<NearestChange>& changes)
    : context_(context), program_(context.program), case_(context.one), decision_(decision), changes_(changes) {}

template <typename... Arguments>
std::string ResultWords::say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const {
  return fmt::format(fmt::runtime(context_.pick(english, chinese)), arguments...);
}

std::string ResultWords::amount(const Range& range) const { return range_words(program_, range, context_.language); }

std::string ResultWords::claim(std::size_t at) const {
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

std::string ResultWords::result() const {
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

std::string ResultWords::determined_result() const {
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

std::string ResultWords::highest_total(const NearestChange& change) const {
  if (!change.total.high) return say("an amount without limit", "不设上限的金额");
  return amount_words(program_, *change.total.high, context_.language);
}

template <typename Holds>
bool ResultWords::all_grants(Holds holds) const {
  return std::all_of(decision_.claims.begin(), decision_.claims.end(), [&](const ClaimDecision& claim) {
    return std::all_of(claim.grants.begin(), claim.grants.end(), holds);
  });
}
bool ResultWords::is_all_denied() const {
  return all_grants([](const Grant& grant) { return grant.outcome == GrantOutcome::Denied; });
}
bool ResultWords::is_nothing_due() const {
  return all_grants([](const Grant& grant) { return grant.entitled.high && grant.entitled.high->is_zero(); });
}

std::vector<std::string> ResultWords::requests() const {
  std::vector<std::string> items;
  for (const std::string& path : decision_.missing) items.push_back(request_words(context_, path));
  return items;
}

std::vector<std::string> ResultWords::parts() const {
  std::vector<std::string> parts;
  for (const ScheduledPart& part : decision_.schedule) {
    const bool is_number = part.on.find_first_not_of("0123456789") == std::string::npos;
    const std::string on = is_number ? say("part {}", "第 {} 期", part.on) : part.on;
    const std::string subject =
        case_.claims.size() == 1 ? part.award : say("{} of claim {}", "{}（事项 {}）", part.award, part.claim);
    parts.push_back(say("{}, {}: {}", "{}，{}：{}", subject, on, amount(part.amount)));
  }
  return parts;
}

std::vector<std::string> ResultWords::recoveries() const {
  std::vector<std::string> recoveries;
  for (const Recovery& recovery : decision_.recover) recoveries.push_back(recovery_words(recovery));
  return recoveries;
}

std::string ResultWords::recovery_words(const Recovery& recovery) const {
  std::string words = recovery.award;
  if (!recovery.policy.empty()) words += words.empty() ? recovery.policy : say(" ({})", "（{}）", recovery.policy);
  if (recovery.on.presence == Presence::Given) words += say(", {}", "，{}", to_text(recovery.on.date));
  words += say(", paid {}", "，已付 {}", amount(recovery.paid));
  return recovery.because.empty() ? words : words + say(": {}", "：{}", quoted(recovery.because, context_.language));
}

std::vector<std::string> ResultWords::duties() const {
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
  return items;
}

std::vector<std::string> ResultWords::assumptions() const {
  std::vector<std::string> items;
  for (const std::string& path : decision_.presumed) items.push_back(presumed_words(path));
  return items;
}

std::string ResultWords::presumed_words(const std::string& path_text) const {
  const CasePath path = parse_case_path(program_, case_, path_text);
  const std::string name = path_words(case_, path, case_.claims.size(), context_.language);
  const Fact* fact = fact_of(program_, path);
  if (fact == nullptr || !fact->presumed) return name;
  return fmt::format("{} = {}", name, fact_value_words(context_, path, value_text(program_, *fact, *fact->presumed)));
}

std::string ResultWords::source() const {
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

}  // namespace polc::runtime
