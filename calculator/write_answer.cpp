#include "calculator/write_answer.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/json_writer.h"
#include "runtime/explain/case_path.h"
#include "runtime/explain/write_amount.h"
#include "runtime/explain/write_grant.h"
#include "runtime/explain/write_json.h"
#include "runtime/explain/write_result.h"
#include "runtime/explain/write_words.h"

namespace polc::calculator {
namespace {

using base::JsonWriter;
using runtime::CaseOutcome;
using runtime::Grant;
using runtime::Tri;

std::string_view truth_id(Tri truth) {
  switch (truth) {
    case Tri::Yes: return "yes";
    case Tri::No: return "no";
    case Tri::Unknown: return "unknown";
  }
  return "";
}

class AnswerWriter {
 public:
  explicit AnswerWriter(const Answer& answer)
      : answer_(answer),
        decision_(answer.decision),
        context_{answer.program, answer.one, answer.language},
        words_(context_, answer.decision, answer.changes),
        json_(text_, JsonWriter::Layout::Compact) {}

  std::string write() {
    json_.begin_object().member("outcome", runtime::outcome_id(decision_.outcome));
    if (decision_.outcome == CaseOutcome::Error)
      write_errors();
    else
      write_decision();
    json_.end_object();
    return std::move(text_);
  }

 private:
  void write_errors() {
    json_.key("errors").begin_array();
    for (const runtime::CaseError& error : decision_.errors) {
      json_.begin_object().member("code", error.code).member("path", error.path);
      json_.member("message", context_.is_chinese() ? error.chinese : error.english).end_object();
    }
    json_.end_array();
  }

  void write_decision() {
    json_.member("words", words_.result());
    json_.member("total", runtime::range_words(answer_.program, decision_.total, answer_.language));
    write_questions();
    json_.key("claims").begin_array();
    for (std::size_t at = 0; at < decision_.claims.size(); ++at) write_claim(at);
    json_.end_array();
    write_list("referred", decision_.referred);
    write_list("discretion", decision_.discretion);
    write_list("parts", words_.parts());
    write_list("recoveries", words_.recoveries());
    write_list("duties", words_.duties());
    write_list("assumptions", words_.assumptions());
    json_.key("readings").begin_array();
    for (const auto& [name, value] : decision_.readings) json_.string(name + " = " + value);
    json_.end_array().member("source", words_.source());
  }

  void write_questions() {
    json_.key("questions").begin_array();
    for (const std::string& path : answer_.questions) {
      const runtime::CasePath place = runtime::parse_case_path(answer_.program, answer_.one, path);
      json_.begin_object().member("path", path);
      json_.member("words", runtime::path_words(answer_.one, place, lone_claim(), answer_.language)).end_object();
    }
    json_.end_array();
  }

  /// The claim whose facts need no address: the only one.
  std::size_t lone_claim() const { return answer_.one.claims.size() == 1 ? 0 : answer_.one.claims.size(); }

  void write_claim(std::size_t at) {
    const runtime::ClaimDecision& claim = decision_.claims[at];
    json_.begin_object().member("id", claim.id).member("words", words_.claim(at)).key("grants").begin_array();
    for (std::size_t grant = 0; grant < claim.grants.size(); ++grant) write_grant(claim.grants[grant], at, grant);
    json_.end_array();
    if (claim.grants.empty()) json_.member("reason", claim.reason.in(answer_.language));
    json_.end_object();
  }

  void write_grant(const Grant& grant, std::size_t claim, std::size_t place) {
    const runtime::Award& award = answer_.program.awards[grant.award];
    json_.begin_object().member("award", award.name).member("article", award.article);
    json_.member("outcome", runtime::outcome_id(grant.outcome));
    json_.member("words", runtime::grant_words(context_, grant)).key("reasons").begin_array();
    for (const runtime::Reason& reason : grant.because) write_reason(reason, claim);
    json_.end_array().key("adjusted").begin_array();
    for (const runtime::Adjustment& adjustment : grant.adjusted) {
      json_.begin_object().member("article", article_of(adjustment.rule));
      json_.member("words", runtime::adjustment_words(context_, adjustment)).end_object();
    }
    json_.end_array();
    write_list("discretion", grant.discretion);
    write_change(claim, place);
    json_.end_object();
  }

  void write_reason(const runtime::Reason& reason, std::size_t claim) {
    json_.begin_object().member("holds", truth_id(reason.holds)).member("article", article_of(reason.rule));
    json_.member("words", runtime::reason_words(context_, reason)).key("facts").begin_array();
    for (const runtime::ReadFact& fact : telling_facts(reason)) {
      json_.begin_object().member("path", fact.path).member("words", runtime::fact_words(context_, fact, claim));
      json_.member("holds", truth_id(fact.holds));
      if (!fact.judge.empty()) json_.member("judge", fact.judge);
      json_.end_object();
    }
    json_.end_array().end_object();
  }

  /// The facts that make a reason what it is: those that fail where it fails, those that are unknown where it is open.
  static std::vector<runtime::ReadFact> telling_facts(const runtime::Reason& reason) {
    if (reason.holds == Tri::No) return runtime::failing_facts(reason);
    std::vector<runtime::ReadFact> unknown;
    if (reason.holds == Tri::Unknown) {
      std::copy_if(reason.facts.begin(), reason.facts.end(), std::back_inserter(unknown),
                   [](const runtime::ReadFact& fact) { return fact.value.empty(); });
    }
    return unknown.empty() ? reason.facts : unknown;
  }

  void write_change(std::size_t claim, std::size_t grant) {
    const auto found = std::find_if(
        answer_.changes.begin(), answer_.changes.end(),
        [&](const runtime::NearestChange& change) { return change.claim == claim && change.grant == grant; });
    if (found == answer_.changes.end()) return;
    json_.member("change", runtime::nearest_words(context_, *found, claim));
  }

  std::string article_of(runtime::Index rule) const {
    return rule == runtime::kNone ? std::string() : answer_.program.rules[rule].article;
  }

  void write_list(std::string_view key, const std::vector<std::string>& items) {
    json_.key(key).begin_array();
    for (const std::string& item : items) json_.string(item);
    json_.end_array();
  }

  const Answer& answer_;
  const runtime::Decision& decision_;
  const runtime::LetterContext context_;
  const runtime::ResultWords words_;
  std::string text_;
  JsonWriter json_;
};

}  // namespace

std::string write_answer(const Answer& answer) { return AnswerWriter(answer).write(); }

}  // namespace polc::calculator
