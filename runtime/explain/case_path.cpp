#include "runtime/explain/case_path.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "runtime/cases/case_keys.h"

namespace polc::runtime {
namespace {

constexpr std::string_view kApplicantPrefix = "applicant.";
constexpr std::string_view kClaimsPrefix = "claims.";

CasePath parse_applicant(const Program& program, const Case& one, std::string_view name) {
  CasePath result;
  result.name = std::string(name);
  if (name == "kind") {
    result.kind = CasePath::Kind::ApplicantKind;
    return result;
  }
  for (std::size_t kind = 0; kind < program.applicant_kinds.size(); ++kind) {
    if (one.applicant_kind != kNone && kind != one.applicant_kind) continue;
    for (const Index slot : program.applicant_kinds[kind].facts) {
      if (program.facts[slot].name != name) continue;
      result.kind = CasePath::Kind::ApplicantFact;
      result.slot = slot;
      return result;
    }
  }
  return result;
}

CasePath parse_claim(const Program& program, const Case& one, std::string_view rest) {
  CasePath result;
  result.name = std::string(rest);
  for (std::size_t at = 0; at < one.claims.size(); ++at) {
    const Claim& claim = one.claims[at];
    // An id may hold points itself, so it is compared as a whole.
    const bool is_it = rest.size() > claim.id.size() && rest.starts_with(claim.id) && rest[claim.id.size()] == '.';
    if (!is_it || claim.kind == kNone) continue;
    const std::string_view name = rest.substr(claim.id.size() + 1);
    const std::vector<Index>& facts = program.claim_kinds[claim.kind].facts;
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](Index slot) { return program.facts[slot].name == name; });
    if (found == facts.end() && name != "on") continue;
    result.name = std::string(name);
    result.claim = at;
    result.kind = found == facts.end() ? CasePath::Kind::ClaimDate : CasePath::Kind::ClaimFact;
    if (found == facts.end()) return result;
    result.slot = *found;
    result.position = static_cast<std::size_t>(found - facts.begin());
    return result;
  }
  return result;
}

std::string claim_word(const Case& one, std::size_t claim, base::Language language) {
  const std::string& id = one.claims[claim].id;
  return language == base::Language::Chinese ? "事项 " + id : "claim " + id;
}

/// "history.2.paid" and "other.1.level" as people say them; nothing for other paths.
std::optional<std::string> payment_words(std::string_view path, base::Language language) {
  const bool is_history = path.starts_with("history.");
  if (!is_history && !path.starts_with("other.")) return std::nullopt;
  const std::string_view rest = path.substr(path.find('.') + 1);
  const std::size_t point = rest.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const std::string_view number = rest.substr(0, point);
  std::string_view name = rest.substr(point + 1);
  const std::optional<CaseKey> key = find_english_key(is_history ? kHistory : kOther, name);
  if (language == base::Language::English) {
    if (key == CaseKey::On) name = "date";
    return fmt::format("{} of {} {}", name, is_history ? "past payment" : "other grant", number);
  }
  if (key) name = key == CaseKey::On ? std::string_view("日期") : info(*key).chinese;
  return fmt::format("第 {} 笔{}的{}", number, is_history ? "既往资助" : "其他资助", name);
}

/// The name of a built-in key as people say it.
std::string built_in_word(const CasePath& path, base::Language language) {
  const bool is_chinese = language == base::Language::Chinese;
  switch (path.kind) {
    case CasePath::Kind::ApplicantKind: return is_chinese ? "申请人类别" : "kind of applicant";
    case CasePath::Kind::ClaimDate: return is_chinese ? "事项日期" : "event date";
    case CasePath::Kind::ApplicationDate: return is_chinese ? "申报日" : "application date";
    case CasePath::Kind::ClaimFact:
      if (path.name == "stage") return is_chinese ? "环节" : "stage";
      break;
    case CasePath::Kind::Other:
      if (path.name == "claims") return is_chinese ? "事项清单" : "list of claims";
      if (path.name == "history") return is_chinese ? "既往资助" : "past payments";
      if (path.name == "other") return is_chinese ? "其他资助" : "other grants";
      break;
    case CasePath::Kind::ApplicantFact: break;
  }
  return path.name;
}

}  // namespace

CasePath parse_case_path(const Program& program, const Case& one, std::string_view path) {
  if (path.starts_with(kApplicantPrefix)) return parse_applicant(program, one, path.substr(kApplicantPrefix.size()));
  if (path.starts_with(kClaimsPrefix)) return parse_claim(program, one, path.substr(kClaimsPrefix.size()));
  CasePath result;
  result.name = std::string(path);
  if (path == "applied") result.kind = CasePath::Kind::ApplicationDate;
  return result;
}

const Fact* fact_of(const Program& program, const CasePath& path) {
  return path.slot == kNone ? nullptr : &program.facts[path.slot];
}

void give_value(Case& one, const CasePath& path, const Constant& value) {
  const auto whole = [&] { return static_cast<std::int32_t>(value.number.numerator()); };
  switch (path.kind) {
    case CasePath::Kind::ApplicantFact: one.applicant_facts[path.slot] = {Presence::Given, value}; break;
    case CasePath::Kind::ApplicantKind: one.applicant_kind = static_cast<Index>(whole()); break;
    case CasePath::Kind::ClaimFact: one.claims[path.claim].facts[path.position] = {Presence::Given, value}; break;
    case CasePath::Kind::ClaimDate: one.claims[path.claim].on = {Presence::Given, Date{whole()}}; break;
    case CasePath::Kind::ApplicationDate: one.applied = {Presence::Given, Date{whole()}}; break;
    case CasePath::Kind::Other: break;
  }
}

std::string path_words(const Case& one, const CasePath& path, std::size_t home, base::Language language) {
  if (path.kind == CasePath::Kind::Other) {
    const std::optional<std::string> payment = payment_words(path.name, language);
    if (payment) return *payment;
  }
  const std::string word = built_in_word(path, language);
  const bool is_of_claim = path.kind == CasePath::Kind::ClaimFact || path.kind == CasePath::Kind::ClaimDate;
  if (!is_of_claim || path.claim == home) return word;
  const std::string claim = claim_word(one, path.claim, language);
  if (path.kind == CasePath::Kind::ClaimDate) {
    return language == base::Language::Chinese ? claim + " 的日期" : "date of " + claim;
  }
  return language == base::Language::Chinese ? fmt::format("{} 的{}", claim, word)
                                             : fmt::format("{} of {}", word, claim);
}

}  // namespace polc::runtime
