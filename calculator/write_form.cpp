#include "calculator/write_form.h"

#include <string_view>

#include "base/json_writer.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/case_facts.h"
#include "runtime/value/date.h"

namespace polc::calculator {
namespace {

using base::JsonWriter;
using runtime::Fact;
using runtime::FactType;
using runtime::Index;
using runtime::Program;

std::string_view type_id(FactType type) {
  switch (type) {
    case FactType::YesNo: return "yes/no";
    case FactType::Integer: return "integer";
    case FactType::Number: return "number";
    case FactType::Percent: return "percent";
    case FactType::Money: return "money";
    case FactType::Date: return "date";
    case FactType::Text: return "text";
    case FactType::OneOf: return "one of";
    case FactType::Ranked: return "ranked";
    case FactType::AnyOf: return "any of";
  }
  return "";
}

class FormWriter {
 public:
  explicit FormWriter(const Program& program) : program_(program), json_(text_, JsonWriter::Layout::Compact) {}

  std::string write() {
    json_.begin_object().member("policy", program_.policy_name).member("title", program_.title);
    json_.member("currency", program_.currency).member("decimals", std::int64_t{program_.minor_digits});
    write_date("from", program_.effective_from);
    write_date("to", program_.effective_to);
    json_.key("applicant_kinds").begin_array();
    for (const runtime::ApplicantKind& kind : program_.applicant_kinds) {
      json_.begin_object().member("name", kind.name);
      write_facts(kind.facts);
      json_.end_object();
    }
    json_.end_array().key("claim_kinds").begin_array();
    for (const runtime::ClaimKind& kind : program_.claim_kinds) write_claim_kind(kind);
    json_.end_array().key("levels").begin_array();
    for (const std::string& level : program_.enumerations[program_.level_enumeration].values) json_.string(level);
    json_.end_array().end_object();
    return std::move(text_);
  }

 private:
  void write_date(std::string_view key, const std::optional<runtime::Date>& date) {
    if (date) json_.member(key, runtime::to_text(*date));
  }

  void write_claim_kind(const runtime::ClaimKind& kind) {
    json_.begin_object().member("name", kind.name).key("awards").begin_array();
    for (const Index award : kind.awards) {
      json_.begin_object().member("name", program_.awards[award].name);
      json_.member("article", program_.awards[award].article).end_object();
    }
    json_.end_array();
    write_facts(kind.facts);
    json_.end_object();
  }

  void write_facts(const std::vector<Index>& slots) {
    json_.key("facts").begin_array();
    for (const Index slot : slots) write_fact(program_.facts[slot]);
    json_.end_array();
  }

  void write_fact(const Fact& fact) {
    json_.begin_object().member("name", fact.name).member("type", type_id(fact.type));
    if (!fact.unit.empty()) json_.member("unit", fact.unit);
    if (fact.enumeration != runtime::kNone) write_values(program_.enumerations[fact.enumeration]);
    if (fact.low) json_.member("low", number_of(fact, *fact.low));
    if (fact.high) json_.member("high", number_of(fact, *fact.high));
    if (fact.is_key) json_.member("key", true);
    if (fact.is_judged) json_.member("judge", fact.judge);
    if (fact.presumed) json_.member("presumed", runtime::value_text(program_, fact, *fact.presumed));
    json_.end_object();
  }

  /// A second spelling is the Chinese one: of `stage`.
  void write_values(const runtime::Enumeration& known) {
    json_.key("values").begin_array();
    for (std::size_t code = 0; code < known.values.size(); ++code) {
      json_.begin_object().member("value", known.values[code]);
      const bool has_alias = code < known.aliases.size() && !known.aliases[code].empty();
      if (has_alias) json_.member("zh", known.aliases[code]);
      json_.end_object();
    }
    json_.end_array();
  }

  std::string number_of(const Fact& fact, const runtime::Fraction& number) const {
    runtime::Constant value;
    value.type = fact.type;
    value.number = number;
    return runtime::value_text(program_, fact, value);
  }

  const Program& program_;
  std::string text_;
  JsonWriter json_;
};

}  // namespace

std::string write_form(const Program& program) { return FormWriter(program).write(); }

}  // namespace polc::calculator
