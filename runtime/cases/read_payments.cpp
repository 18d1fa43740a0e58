// `history` and `other` of a case. A payment of `history` under another policy becomes another grant.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/spelling.h"
#include "runtime/cases/read_case.h"
#include "runtime/cases/read_value.h"
#include "runtime/cases/value_text.h"

namespace polc::runtime {
namespace {

using base::Bilingual;

/// What the entries of both lists are read with.
struct PaymentReader {
  const CaseVocabulary& words;
  Case& one;
  std::unordered_map<std::string_view, std::size_t> claims_by_id;
  CaseErrors& out;

  const Program& program() const { return words.program(); }

  std::optional<std::string> name(const CaseFields& fields, CaseKey key, const CasePlace& place) const;
  CaseDate date(const CaseFields& fields, const CasePlace& place) const;
  CaseMoney money(const CaseFields& fields, CaseKey key, const CasePlace& place) const;
  FactValue level(const CaseFields& fields, const CasePlace& place) const;
  std::string matter_of_claim(std::string_view id) const;
  std::string claim_reference(const CaseFields& fields, const CasePlace& place) const;
  std::optional<JsonValue> award_member(JsonValue value) const;
  void report_award(const std::optional<JsonValue>& named, const CasePlace& place) const;
  bool is_of_other_policy(const CaseFields& fields) const;
  void read_history_entry(JsonValue value, const CasePlace& place);
  void read_other_entry(JsonValue value, const CasePlace& place);
};

/// The text of an optional key; null counts as not given, except where that would mean something else.
std::optional<std::string> PaymentReader::name(const CaseFields& fields, CaseKey key, const CasePlace& place) const {
  const std::optional<JsonValue>& value = fields.get(key);
  const bool may_be_null = key == CaseKey::Claim || key == CaseKey::Matter;
  if (!value || (may_be_null && value->is_null())) return std::nullopt;
  return read_name(*value, place.at(value->key()), out);
}

CaseDate PaymentReader::date(const CaseFields& fields, const CasePlace& place) const {
  const std::optional<JsonValue>& value = fields.get(CaseKey::On);
  return value ? read_date(*value, place.at(value->key()), out) : CaseDate{};
}

CaseMoney PaymentReader::money(const CaseFields& fields, CaseKey key, const CasePlace& place) const {
  const std::optional<JsonValue>& value = fields.get(key);
  return value ? read_money(program(), *value, place.at(value->key()), out) : CaseMoney{};
}

FactValue PaymentReader::level(const CaseFields& fields, const CasePlace& place) const {
  const std::optional<JsonValue>& value = fields.get(CaseKey::Level);
  if (!value) return {};
  if (value->is_null()) return {Presence::Null, {}};
  Fact fact;
  fact.name = std::string(value->key());
  fact.type = FactType::Ranked;
  fact.enumeration = program().level_enumeration;
  const std::optional<Constant> code = read_fact_value(words, fact, *value, place.at(value->key()), out);
  return code ? FactValue{Presence::Given, *code} : FactValue{};
}

std::string PaymentReader::claim_reference(const CaseFields& fields, const CasePlace& place) const {
  const std::optional<std::string> id = name(fields, CaseKey::Claim, place);
  if (!id) return "";
  if (!one.claims_unknown && !claims_by_id.contains(*id) && !out.is_full()) {
    std::vector<std::string> known;
    for (const Claim& claim : one.claims) known.push_back(claim.id);
    out.report(CaseErrorCode::E1016, place.at(fields.get(CaseKey::Claim)->key()), {shown(*id)},
               base::nearest(*id, known).value_or(""));
  }
  return *id;
}

/// The member that names the award: `award`, or 资助 where that is no fact of the kind it names.
std::optional<JsonValue> PaymentReader::award_member(JsonValue value) const {
  const std::optional<JsonValue> english = find_member(value, info(CaseKey::Award).english);
  if (english) return english;
  const std::string_view chinese = info(CaseKey::Award).chinese;
  const std::optional<JsonValue> named = find_member(value, chinese);
  const std::optional<Index> found = named ? words.find_award(named->text()) : std::nullopt;
  const bool is_fact = found && is_claim_fact(words, program().awards[*found].claim_kind, chinese);
  return is_fact ? std::nullopt : named;
}

void PaymentReader::report_award(const std::optional<JsonValue>& named, const CasePlace& place) const {
  if (!named) {
    out.report(CaseErrorCode::E1014, place, {{"`award`", "“award”（资助名称）"}, name_of(kHistory)}, "");
    return;
  }
  const CasePlace at = place.at(named->key());
  const std::optional<std::string> text = read_name(*named, at, out);
  if (!text || out.is_full()) return;
  out.report(CaseErrorCode::E1015, at, {shown(*text)}, base::nearest(*text, words.award_names()).value_or(""));
}

bool PaymentReader::is_of_other_policy(const CaseFields& fields) const {
  const std::optional<JsonValue>& policy = fields.get(CaseKey::Policy);
  const std::string_view name = policy ? policy->text() : std::string_view();
  return !name.empty() && name != program().policy_name && name != program().title;
}

/// The key fact given among the facts of a payment, as the text matters are compared by.
std::string matter_of_facts(const Program& program, Index kind, const std::vector<FactValue>& facts) {
  const ClaimKind& claim_kind = program.claim_kinds[kind];
  const auto key = std::find(claim_kind.facts.begin(), claim_kind.facts.end(), claim_kind.key);
  if (claim_kind.key == kNone || key == claim_kind.facts.end()) return "";
  const auto position = static_cast<std::size_t>(key - claim_kind.facts.begin());
  if (position >= facts.size() || facts[position].presence != Presence::Given) return "";
  return matter_text(program, program.facts[claim_kind.key], facts[position].value);
}

std::string PaymentReader::matter_of_claim(std::string_view id) const {
  const auto found = claims_by_id.find(id);
  if (found == claims_by_id.end()) return "";
  const Claim& claim = one.claims[found->second];
  return claim.kind == kNone ? "" : matter_of_facts(program(), claim.kind, claim.facts);
}

void report_contradiction(const Bilingual& source, const std::string& said, const std::string& other,
                          const CasePlace& place, CaseErrors& out) {
  out.report(CaseErrorCode::E1020, place, {{"matter", "matter"}, source, shown(said), shown(other)}, "");
}

/// The matter of a payment: as written, else its key fact, else that of the claim it names. Two that differ are
/// an error, since the payment would count for one thing or another by chance.
std::string settle_matter(const std::string& written, const std::string& of_facts, const std::string& of_claim,
                          const CasePlace& place, CaseErrors& out) {
  const std::string& said = written.empty() ? of_facts : written;
  if (!written.empty() && !of_facts.empty() && written != of_facts) {
    report_contradiction({"its key fact", "其识别号"}, written, of_facts, place, out);
  } else if (!said.empty() && !of_claim.empty() && said != of_claim) {
    report_contradiction({"its claim", "其事项"}, said, of_claim, place, out);
  }
  return said.empty() ? of_claim : said;
}

/// Facts of another policy's award cannot be checked against it; they must at least be facts this policy knows.
/// A key fact among them is the matter.
std::string read_foreign_facts(const CaseVocabulary& words, const CaseFields& fields, const CasePlace& place,
                               CaseErrors& out) {
  std::string matter;
  for (const JsonValue member : fields.facts) {
    const std::vector<Index>& kinds = words.find_kinds_with_fact(member.key());
    if (kinds.empty()) {
      report_unknown_key(words, kHistory, name_of(kHistory), {}, member.key(), place.at(member.key()), out);
      continue;
    }
    const ClaimKind& kind = words.program().claim_kinds[kinds.front()];
    const Index slot = kind.facts[*words.find_claim_fact(kinds.front(), member.key())];
    if (member.is_null()) continue;
    const std::optional<Constant> value =
        read_fact_value(words, words.program().facts[slot], member, place.at(member.key()), out);
    if (value && slot == kind.key) matter = matter_text(words.program(), words.program().facts[slot], *value);
  }
  return matter;
}

void PaymentReader::read_history_entry(JsonValue value, const CasePlace& place) {
  const std::optional<JsonValue> named = award_member(value);
  const Index paid_award = named ? words.find_award(named->text()).value_or(kNone) : kNone;
  const Index kind = paid_award != kNone ? program().awards[paid_award].claim_kind : kNone;
  const auto is_fact = [&](std::string_view name) {
    return kind == kNone ? !words.find_kinds_with_fact(name).empty() : is_claim_fact(words, kind, name);
  };
  const CaseFields fields = read_fields(value, kHistory, is_fact, place, out);
  const bool is_other = is_of_other_policy(fields);
  if (paid_award == kNone && !is_other) report_award(named, place);
  HistoryEntry entry;
  entry.on = date(fields, place);
  entry.paid = money(fields, CaseKey::Paid, place);
  entry.claim = claim_reference(fields, place);
  entry.policy = name(fields, CaseKey::Policy, place).value_or("");
  entry.recipient = name(fields, CaseKey::Recipient, place).value_or("");
  const FactValue of_level = level(fields, place);
  std::string of_facts;
  if (kind != kNone) {
    entry.facts = read_claim_facts(words, kind, kHistory, fields, place, out);
    of_facts = matter_of_facts(program(), kind, entry.facts);
  } else if (is_other) {
    of_facts = read_foreign_facts(words, fields, place, out);
  }
  const std::string written = name(fields, CaseKey::Matter, place).value_or("");
  entry.matter = settle_matter(written, of_facts, matter_of_claim(entry.claim), place, out);
  if (is_other) {
    one.others.push_back({entry.policy, of_level, entry.claim, entry.matter, entry.paid, entry.paid, entry.on});
  } else if (paid_award != kNone) {
    entry.award = paid_award;
    complete_matter(program(), entry);
    one.history.push_back(std::move(entry));
  }
}

void PaymentReader::read_other_entry(JsonValue value, const CasePlace& place) {
  const CaseFields fields = read_fields(
      value, kOther, [](std::string_view) { return false; }, place, out);
  for (const JsonValue member : fields.facts) {
    report_unknown_key(words, kOther, name_of(kOther), {}, member.key(), place.at(member.key()), out);
  }
  OtherGrant grant;
  grant.on = date(fields, place);
  grant.entitled = money(fields, CaseKey::Entitled, place);
  grant.paid = money(fields, CaseKey::Paid, place);
  grant.level = level(fields, place);
  grant.claim = claim_reference(fields, place);
  grant.matter = name(fields, CaseKey::Matter, place).value_or("");
  if (!fields.get(CaseKey::Policy))
    out.report(CaseErrorCode::E1014, place, {{"`policy`", "“policy”（政策）"}, name_of(kOther)}, "");
  grant.policy = name(fields, CaseKey::Policy, place).value_or("");
  const auto is_given = [&](CaseKey key) { return fields.get(key) && !fields.get(key)->is_null(); };
  if (!is_given(CaseKey::Claim) && !is_given(CaseKey::Matter)) {
    const Bilingual needed = {"`claim` or `matter`", "“claim”（事项）或“matter”（事项标识）"};
    out.report(CaseErrorCode::E1014, place, {needed, name_of(kOther)}, "");
  }
  one.others.push_back(std::move(grant));
}

/// Calls `read` for each entry of a list; returns true when the list is null.
template <typename Read>
bool read_list(const std::optional<JsonValue>& list, CaseErrors& out, Read read) {
  if (!list) return false;
  if (list->is_null()) return true;
  const CasePlace root;
  const CasePlace place = root.at(list->key());
  if (list->type() != JsonType::Array) {
    out.report(CaseErrorCode::E1002, place, {describe(*list), {"a list", "列表"}}, "");
    return false;
  }
  std::size_t position = 0;
  for (const JsonValue entry : *list) {
    const CasePlace at = place.at(position++);
    if (entry.type() == JsonType::Object)
      read(entry, at);
    else
      out.report(CaseErrorCode::E1002, at, {describe(entry), {"an object", "对象"}}, "");
  }
  return false;
}

}  // namespace

void read_payments(const CaseVocabulary& words, const CaseFields& fields, Case& one, CaseErrors& out) {
  PaymentReader reader{words, one, {}, out};
  for (std::size_t at = 0; at < one.claims.size(); ++at) reader.claims_by_id.emplace(one.claims[at].id, at);
  one.history_unknown = read_list(fields.get(CaseKey::History), out, [&](JsonValue entry, const CasePlace& place) {
    reader.read_history_entry(entry, place);
  });
  one.others_unknown = read_list(fields.get(CaseKey::Other), out, [&](JsonValue entry, const CasePlace& place) {
    reader.read_other_entry(entry, place);
  });
}

}  // namespace polc::runtime
