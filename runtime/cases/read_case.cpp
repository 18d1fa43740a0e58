#include "runtime/cases/read_case.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/spelling.h"
#include "runtime/cases/read_value.h"
#include "runtime/cases/value_text.h"

namespace polc::runtime {
namespace {

using base::Bilingual;

Bilingual kind_of(const Bilingual& object, const std::string& kind) {
  return {fmt::format("{} of kind `{}`", object.english, kind), fmt::format("“{}”{}", kind, object.chinese)};
}

bool has_kind_with_fact(const CaseVocabulary& words, std::string_view name) {
  return !words.find_kinds_with_fact(name).empty();
}

// ---------------------------------------------------------------- applicant

struct NamedKind {
  std::optional<Index> index;
  bool is_wrong = false;  // named, but no kind of the policy
};

/// The kind of the applicant: from `kind`, or from 类别 where that is no fact of the kind it names.
NamedKind read_applicant_kind(const CaseVocabulary& words, JsonValue value, const CasePlace& place, CaseErrors& out) {
  const std::string_view chinese = info(CaseKey::Kind).chinese;
  std::optional<JsonValue> named = find_member(value, info(CaseKey::Kind).english);
  if (!named) {
    named = find_member(value, chinese);
    if (named && !words.find_applicant_facts(chinese).empty()) {
      const std::optional<Index> kind = words.find_applicant_kind(named->text());
      const bool is_fact = !kind || words.find_applicant_fact(*kind, chinese);
      if (is_fact) return {};
    }
  }
  if (!named || named->is_null() || words.program().applicant_kinds.empty()) return {};
  const CasePlace at = place.at(named->key());
  const std::optional<std::string> name = read_name(*named, at, out);
  if (!name) return {std::nullopt, true};
  const std::optional<Index> kind = words.find_applicant_kind(*name);
  if (kind) return {kind, false};
  const std::vector<std::string> known = words.applicant_kind_names();
  const std::string list = fmt::format("{}", fmt::join(known, ", "));
  out.report(CaseErrorCode::E1003, at, {shown(*name), shown(named->key()), {list, list}},
             base::nearest(*name, known).value_or(""));
  return {std::nullopt, true};
}

void set_applicant_fact(const CaseVocabulary& words, Index slot, JsonValue member, const CasePlace& place, Case& one,
                        CaseErrors& out) {
  FactValue& held = one.applicant_facts[slot];
  if (member.is_null()) {
    held.presence = Presence::Null;
    return;
  }
  const std::optional<Constant> value = read_fact_value(words, words.program().facts[slot], member, place, out);
  if (value) held = {Presence::Given, *value};
}

/// Without a kind a fact may be of any: it is set for every kind whose declaration admits the value, and is an
/// error only when none does.
void set_fact_of_any_kind(const CaseVocabulary& words, const std::vector<Index>& slots, JsonValue member,
                          const CasePlace& place, Case& one, CaseErrors& out) {
  CaseErrors first_mistake;
  bool is_set = false;
  for (const Index slot : slots) {
    CaseErrors mistakes;
    set_applicant_fact(words, slot, member, place, one, mistakes);
    is_set = is_set || mistakes.empty();
    if (first_mistake.empty()) first_mistake = std::move(mistakes);
  }
  if (!is_set) out.append(std::move(first_mistake));
}

void read_applicant_fact(const CaseVocabulary& words, JsonValue member, const CasePlace& place, Case& one,
                         CaseErrors& out) {
  const Program& program = words.program();
  const std::vector<Index>& slots = words.find_applicant_facts(member.key());
  const CasePlace at = place.at(member.key());
  if (one.applicant_kind == kNone) {
    if (!slots.empty()) return set_fact_of_any_kind(words, slots, member, at, one, out);
    std::vector<std::string> known;
    for (const ApplicantKind& kind : program.applicant_kinds) {
      const std::vector<std::string> names = words.fact_names(kind.facts);
      known.insert(known.end(), names.begin(), names.end());
    }
    return report_unknown_key(words, kApplicant, name_of(kApplicant), std::move(known), member.key(), at, out);
  }
  const ApplicantKind& kind = program.applicant_kinds[one.applicant_kind];
  const std::optional<Index> slot = words.find_applicant_fact(one.applicant_kind, member.key());
  if (slot) return set_applicant_fact(words, *slot, member, at, one, out);
  report_unknown_key(words, kApplicant, kind_of(name_of(kApplicant), kind.name), words.fact_names(kind.facts),
                     member.key(), at, out);
}

void read_applicant(const CaseVocabulary& words, JsonValue value, const CasePlace& place, Case& one, CaseErrors& out) {
  if (value.is_null()) return;
  if (value.type() != JsonType::Object) {
    out.report(CaseErrorCode::E1002, place, {describe(value), {"an object", "对象"}}, "");
    return;
  }
  const NamedKind kind = read_applicant_kind(words, value, place, out);
  one.applicant_kind = kind.index.value_or(kNone);
  const auto is_fact = [&](std::string_view name) {
    if (kind.index) return words.find_applicant_fact(*kind.index, name).has_value();
    return !words.find_applicant_facts(name).empty();
  };
  const CaseFields fields = read_fields(value, kApplicant, is_fact, place, out);
  const std::optional<JsonValue>& id = fields.get(CaseKey::Id);
  if (id && !id->is_null()) one.applicant_id = read_name(*id, place.at(id->key()), out).value_or("");
  if (kind.is_wrong) return;  // which facts it may have is unknown
  for (const JsonValue member : fields.facts) read_applicant_fact(words, member, place, one, out);
}

// ---------------------------------------------------------------- claims

/// The kind of a claim: from `kind`, or from 类别 where that is no fact of the kind it names.
std::optional<Index> read_claim_kind(const CaseVocabulary& words, JsonValue value, const CasePlace& place,
                                     CaseErrors& out) {
  const std::string_view chinese = info(CaseKey::Kind).chinese;
  std::optional<JsonValue> named = find_member(value, info(CaseKey::Kind).english);
  if (!named) {
    named = find_member(value, chinese);
    if (named && has_kind_with_fact(words, chinese)) {
      const std::optional<Index> kind = words.find_claim_kind(named->text());
      if (!kind || words.find_claim_fact(*kind, chinese)) named.reset();  // it is the fact
    }
  }
  if (!named) {
    out.report(CaseErrorCode::E1014, place, {{"`kind`", "“kind”（事项类别）"}, name_of(kClaim)}, "");
    return std::nullopt;
  }
  const CasePlace at = place.at(named->key());
  const std::optional<std::string> name = read_name(*named, at, out);
  if (!name) return std::nullopt;
  const std::optional<Index> kind = words.find_claim_kind(*name);
  if (!kind && !out.is_full()) {
    const std::vector<std::string> known = words.claim_kind_names();
    const Bilingual expected = {"a kind of claim of the policy", "政策中的事项类别"};
    out.report(CaseErrorCode::E1003, at, {shown(*name), shown(named->key()), expected},
               base::nearest(*name, known).value_or(""));
  }
  return kind;
}

Claim read_claim(const CaseVocabulary& words, JsonValue value, std::size_t position, const CasePlace& place,
                 CaseErrors& out) {
  Claim claim;
  claim.id = std::to_string(position + 1);
  if (value.type() != JsonType::Object) {
    out.report(CaseErrorCode::E1002, place, {describe(value), {"an object", "对象"}}, "");
    return claim;
  }
  const std::optional<Index> kind = read_claim_kind(words, value, place, out);
  const auto is_fact = [&](std::string_view name) {
    return kind ? is_claim_fact(words, *kind, name) : has_kind_with_fact(words, name);
  };
  const CaseFields fields = read_fields(value, kClaim, is_fact, place, out);
  const std::optional<JsonValue>& id = fields.get(CaseKey::Id);
  if (id && !id->is_null()) claim.id = read_name(*id, place.at(id->key()), out).value_or(claim.id);
  const std::optional<JsonValue>& on = fields.get(CaseKey::On);
  if (on) claim.on = read_date(*on, place.at(on->key()), out);
  if (!kind) return claim;
  claim.kind = *kind;
  claim.facts = read_claim_facts(words, *kind, kClaim, fields, place, out);
  return claim;
}

void report_repeated_ids(const std::vector<Claim>& claims, const CasePlace& place, CaseErrors& out) {
  std::unordered_map<std::string_view, std::size_t> seen;
  for (std::size_t position = 0; position < claims.size(); ++position) {
    const auto [earlier, is_new] = seen.emplace(claims[position].id, position);
    if (is_new) continue;
    const CasePlace at = place.at(position);
    const std::string number = std::to_string(earlier->second + 1);
    const Bilingual holder = {"claim " + number, "第 " + number + " 项事项"};
    out.report(CaseErrorCode::E1007, at.at("id"), {shown(claims[position].id), holder}, "");
  }
}

void read_claims(const CaseVocabulary& words, JsonValue value, const CasePlace& place, Case& one, CaseErrors& out) {
  if (value.is_null()) {
    one.claims_unknown = true;
    return;
  }
  if (value.type() != JsonType::Array) {
    out.report(CaseErrorCode::E1002, place, {describe(value), {"a list of claims", "事项列表"}}, "");
    return;
  }
  std::size_t position = 0;
  for (const JsonValue element : value) {
    one.claims.push_back(read_claim(words, element, position, place.at(position), out));
    ++position;
  }
  report_repeated_ids(one.claims, place, out);
}

/// The position in ClaimKind::facts that the key `stage` or 环节 stands for.
std::optional<Index> find_stage(const CaseVocabulary& words, Index kind) {
  return words.find_claim_fact(kind, info(CaseKey::Stage).english);
}

/// Returns the fact of another object that `name` is, as messages say it.
std::optional<Bilingual> find_owner(const CaseVocabulary& words, std::string_view name) {
  const Program& program = words.program();
  const std::vector<Index>& slots = words.find_applicant_facts(name);
  if (!slots.empty())
    return kind_of(name_of(kApplicant), program.applicant_kinds[program.facts[slots.front()].kind].name);
  const std::vector<Index>& kinds = words.find_kinds_with_fact(name);
  if (!kinds.empty()) return kind_of(name_of(kClaim), program.claim_kinds[kinds.front()].name);
  return std::nullopt;
}

}  // namespace

Case read_case(const CaseVocabulary& words, JsonValue value, const std::string& default_id, CaseErrors& out) {
  Case one;
  one.id = default_id;
  one.applicant_facts.resize(words.program().facts.size());
  const CasePlace place;
  const CaseFields fields = read_fields(
      value, kCase, [](std::string_view) { return false; }, place, out);
  for (const JsonValue member : fields.facts) {
    report_unknown_key(words, kCase, name_of(kCase), {}, member.key(), place.at(member.key()), out);
  }
  const std::optional<JsonValue>& id = fields.get(CaseKey::Id);
  if (id && !id->is_null()) one.id = read_name(*id, place.at(id->key()), out).value_or(default_id);
  const std::optional<JsonValue>& applied = fields.get(CaseKey::Applied);
  if (applied) one.applied = read_date(*applied, place.at(applied->key()), out);
  const std::optional<JsonValue>& applicant = fields.get(CaseKey::Applicant);
  if (applicant) read_applicant(words, *applicant, place.at(applicant->key()), one, out);
  const std::optional<JsonValue>& claims = fields.get(CaseKey::Claims);
  if (claims) read_claims(words, *claims, place.at(claims->key()), one, out);
  read_payments(words, fields, one, out);
  return one;
}

bool is_claim_fact(const CaseVocabulary& words, Index kind, std::string_view name) {
  return words.find_claim_fact(kind, name).has_value();
}

std::vector<FactValue> read_claim_facts(const CaseVocabulary& words, Index kind, CaseObject object,
                                        const CaseFields& fields, const CasePlace& place, CaseErrors& out) {
  const ClaimKind& claim_kind = words.program().claim_kinds[kind];
  std::vector<FactValue> values(claim_kind.facts.size());
  std::vector<JsonValue> members = fields.facts;
  const std::optional<JsonValue>& stage = fields.get(CaseKey::Stage);
  if (stage) members.push_back(*stage);
  for (const JsonValue member : members) {
    const bool is_stage = stage && stage->key() == member.key();
    const std::optional<Index> position =
        is_stage ? find_stage(words, kind) : words.find_claim_fact(kind, member.key());
    const CasePlace at = place.at(member.key());
    if (!position) {
      report_unknown_key(words, object, kind_of(name_of(object), claim_kind.name), words.fact_names(claim_kind.facts),
                         member.key(), at, out);
    } else if (member.is_null()) {
      values[*position].presence = Presence::Null;
    } else {
      const std::optional<Constant> value =
          read_fact_value(words, words.program().facts[claim_kind.facts[*position]], member, at, out);
      if (value) values[*position] = {Presence::Given, *value};
    }
  }
  return values;
}

void report_unknown_key(const CaseVocabulary& words, CaseObject object, const Bilingual& owner,
                        std::vector<std::string> facts, std::string_view name, const CasePlace& place,
                        CaseErrors& out) {
  if (out.is_full()) return;
  const std::optional<Bilingual> true_owner = find_owner(words, name);
  if (true_owner) {
    out.report(CaseErrorCode::E1019, place, {shown(name), *true_owner, owner}, "");
    return;
  }
  std::vector<std::string> known = std::move(facts);
  for (const CaseKeyInfo& row : all_case_keys()) {
    if ((row.objects & object) == 0 || row.key == CaseKey::Stage) continue;
    known.emplace_back(row.english);
    known.emplace_back(row.chinese);
  }
  out.report(CaseErrorCode::E1001, place, {shown(name), owner}, base::nearest(name, known).value_or(""));
}

}  // namespace polc::runtime
