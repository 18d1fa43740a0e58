#include "runtime/explain/write_json.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/version.h"
#include "runtime/cases/value_text.h"

namespace polc::runtime {
namespace {

using base::JsonWriter;
using base::Language;

void write_texts(std::string_view key, const std::vector<std::string>& texts, JsonWriter& json) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_bound(const Program& program, const std::optional<Fraction>& bound, JsonWriter& json) {
  if (bound)
    json.raw(major_units_text(program, *bound));
  else
    json.null();
}

/// Writes the members `min` and `max` into an object that is open.
void write_bounds(const Program& program, const Range& range, JsonWriter& json) {
  json.key("min");
  write_bound(program, range.low, json);
  json.key("max");
  write_bound(program, range.high, json);
}

std::string_view truth_id(Tri truth) {
  switch (truth) {
    case Tri::Yes: return "yes";
    case Tri::No: return "no";
    case Tri::Unknown: return "unknown";
  }
  return "";
}

void write_reason(const Program& program, const Reason& reason, Language language, JsonWriter& json) {
  json.begin_object().member("rule", rule_id(reason.kind));
  if (reason.rule != kNone) {
    const Rule& rule = program.rules[reason.rule];
    json.member("at", fmt::format("{}:{}:{}", rule.path, rule.line, rule.column));
  }
  const std::string& sentence = reason.sentence.in(language);
  json.member("text", sentence.empty() ? reason.text : sentence).member("holds", truth_id(reason.holds)).end_object();
}

void write_adjustment(const Program& program, const Adjustment& adjustment, JsonWriter& json) {
  json.begin_object().member("rule", adjustment.kind);
  if (adjustment.mode) json.member("mode", mode_id(*adjustment.mode));
  json.key("from");
  write_range(program, adjustment.from, json);
  json.key("to");
  write_range(program, adjustment.to, json);
  if (adjustment.paid) {
    json.key("paid");
    write_range(program, *adjustment.paid, json);
  }
  json.end_object();
}

void write_grant(const Program& program, const Grant& grant, Language language, JsonWriter& json) {
  const Award& award = program.awards[grant.award];
  json.begin_object()
      .member("award", award.name)
      .member("article", award.article)
      .member("outcome", outcome_id(grant.outcome));
  json.key("entitled");
  write_range(program, grant.entitled, json);
  json.key("amount");
  write_range(program, grant.amount, json);
  json.key("because").begin_array();
  for (const Reason& reason : grant.because) write_reason(program, reason, language, json);
  json.end_array();
  if (!grant.adjusted.empty()) {
    json.key("adjusted").begin_array();
    for (const Adjustment& adjustment : grant.adjusted) write_adjustment(program, adjustment, json);
    json.end_array();
  }
  json.end_object();
}

void write_claim(const Program& program, const ClaimDecision& claim, Language language, JsonWriter& json) {
  json.begin_object().member("id", claim.id).member("kind", claim.kind).key("grants").begin_array();
  for (const Grant& grant : claim.grants) write_grant(program, grant, language, json);
  json.end_array();
  if (claim.grants.empty()) json.member("reason", claim.reason.in(language));
  json.end_object();
}

void write_obligation(const Program& program, const ObligationDue& obligation, JsonWriter& json) {
  json.begin_object().member("text", obligation.text);
  if (obligation.amount) write_bounds(program, *obligation.amount, json);
  json.end_object();
}

void write_recovery(const Program& program, const Recovery& recovery, JsonWriter& json) {
  json.begin_object().member("award", recovery.award).key("on");
  if (recovery.on.presence == Presence::Given)
    json.string(to_text(recovery.on.date));
  else
    json.null();
  json.key("paid");
  write_range(program, recovery.paid, json);
  if (!recovery.policy.empty()) json.member("policy", recovery.policy);
  json.member("because", recovery.because).end_object();
}

void write_part(const Program& program, const ScheduledPart& part, JsonWriter& json) {
  json.begin_object().member("claim", part.claim).member("award", part.award).member("on", part.on);
  write_bounds(program, part.amount, json);
  json.end_object();
}

void write_readings(const std::vector<std::pair<std::string, std::string>>& readings, JsonWriter& json) {
  json.begin_object();
  for (const auto& [name, value] : readings) json.member(name, value);
  json.end_object();
}

void write_by_reading(const Program& program, const Decision& decision, JsonWriter& json) {
  if (decision.by_reading.empty()) return;
  json.key("by_reading").begin_array();
  for (const ReadingResult& result : decision.by_reading) {
    json.begin_object().key("readings");
    write_readings(result.readings, json);
    json.key("total");
    write_range(program, result.total, json);
    json.end_object();
  }
  json.end_array();
  write_texts("deciding_readings", decision.deciding_readings, json);
}

void write_error(const CaseError& error, Language language, JsonWriter& json) {
  const std::string& message = language == Language::Chinese ? error.chinese : error.english;
  json.begin_object().member("code", error.code).member("path", error.path).member("message", message);
  if (!error.near_name.empty()) json.member("near", error.near_name);
  if (error.line != 0) json.member("line", std::int64_t{error.line}).member("column", std::int64_t{error.column});
  json.end_object();
}

void write_bad_case(const Decision& decision, Language language, JsonWriter& json) {
  json.begin_object().member("case", decision.case_id).member("outcome", outcome_id(decision.outcome));
  json.key("errors").begin_array();
  for (const CaseError& error : decision.errors) write_error(error, language, json);
  json.end_array().end_object();
}

}  // namespace

void write_range(const Program& program, const Range& minor_units, JsonWriter& json) {
  json.begin_object();
  write_bounds(program, minor_units, json);
  json.end_object();
}

void write_json(const Program& program, const Decision& decision, Language language, JsonWriter& json) {
  if (decision.outcome == CaseOutcome::Error) return write_bad_case(decision, language, json);
  json.begin_object().member("case", decision.case_id).member("policy", program.policy_name);
  json.member("outcome", outcome_id(decision.outcome)).key("total");
  write_range(program, decision.total, json);
  write_texts("missing", decision.missing, json);
  write_texts("referred", decision.referred, json);
  write_texts("discretion", decision.discretion, json);
  write_texts("judged", decision.judged, json);
  write_texts("presumed", decision.presumed, json);
  json.key("claims").begin_array();
  for (const ClaimDecision& claim : decision.claims) write_claim(program, claim, language, json);
  json.end_array().key("obligations").begin_array();
  for (const ObligationDue& obligation : decision.obligations) write_obligation(program, obligation, json);
  json.end_array().key("recover").begin_array();
  for (const Recovery& recovery : decision.recover) write_recovery(program, recovery, json);
  json.end_array().key("schedule").begin_array();
  for (const ScheduledPart& part : decision.schedule) write_part(program, part, json);
  json.end_array().key("readings");
  write_readings(decision.readings, json);
  json.member("policy_sha256", program.sha256).member("polc", base::kVersion);
  write_by_reading(program, decision, json);
  json.end_object();
}

std::string_view outcome_id(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::Determined: return "determined";
    case CaseOutcome::Undetermined: return "undetermined";
    case CaseOutcome::Referred: return "referred";
    case CaseOutcome::Error: return "error";
  }
  return "";
}

std::string_view outcome_id(GrantOutcome outcome) {
  switch (outcome) {
    case GrantOutcome::Granted: return "granted";
    case GrantOutcome::Denied: return "denied";
    case GrantOutcome::Undetermined: return "undetermined";
    case GrantOutcome::Referred: return "referred";
  }
  return "";
}

std::string_view mode_id(Mode mode) {
  switch (mode) {
    case Mode::ToppingUp: return "topping up";
    case Mode::IgnoringPaid: return "ignoring paid";
    case Mode::NothingMoreOncePaid: return "nothing more once paid";
    case Mode::ReplacingPaid: return "replacing paid";
    case Mode::FirstOnly: return "first only";
  }
  return "";
}

std::string_view rule_id(RuleKind kind) {
  switch (kind) {
    case RuleKind::Effective: return "effective";
    case RuleKind::Apply: return "apply";
    case RuleKind::Kind: return "kind";
    case RuleKind::Require: return "require";
    case RuleKind::Exclude: return "exclude";
    case RuleKind::When: return "when";
    case RuleKind::Unless: return "unless";
    case RuleKind::Cell: return "cell";
    case RuleKind::Award: return "award";
    case RuleKind::Revoke: return "revoke";
    case RuleKind::Group: return "group";
    case RuleKind::Obligation: return "obligation";
    case RuleKind::Schedule: return "schedule";
    case RuleKind::Discretion: return "discretion";
    case RuleKind::Amount: return "award";
  }
  return "";
}

}  // namespace polc::runtime
