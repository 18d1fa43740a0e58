#include "compiler/analyse/testing/write_test.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "grammar/written_name.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse {

using runtime::Case;
using runtime::FactType;
using runtime::FactValue;
using runtime::Index;
using runtime::kNone;
using runtime::Presence;
using runtime::Program;
using runtime::Tri;

namespace {

/// Returns a name as short as it can be written.
std::string write_name(const std::string& name) { return grammar::unquoted_name(name).value_or(grammar::quoted(name)); }

bool same_value(const FactValue& lhs, const FactValue& rhs) {
  return lhs.presence == rhs.presence && lhs.value.number == rhs.value.number && lhs.value.text == rhs.value.text &&
         lhs.value.codes == rhs.value.codes;
}

class TestWriter {
 public:
  explicit TestWriter(const compiler::Compiled& compiled) : compiled_(compiled), program_(compiled.program) {}

  std::string write(const std::string& name, const Case& one, const std::vector<Index>& readings,
                    const runtime::Decision& decision) {
    text_ = "test " + grammar::quoted(name) + "\n";
    if (one.applied.presence == Presence::Given) text_ += "  applied " + runtime::to_text(one.applied.date) + "\n";
    write_applicant(one);
    write_readings(readings);
    for (const runtime::Claim& claim : one.claims) write_claim(claim);
    for (const runtime::HistoryEntry& entry : one.history) write_payment(entry);
    for (const runtime::OtherGrant& other : one.others) write_other(other);
    write_expectation(one, decision);
    return std::move(text_);
  }

 private:
  // ---- facts

  /// Returns what a fact is given as, or nothing for one the case is silent about.
  std::optional<std::string> assignment(Index slot, const FactValue& value) const {
    const runtime::Fact& fact = program_.facts[slot];
    const std::string name = write_name(fact.name);
    if (value.presence == Presence::Absent) return std::nullopt;
    if (value.presence == Presence::Null) return name + " unknown";
    if (fact.type == FactType::YesNo) return value.value.number.is_zero() ? "not " + name : name;
    return name + " = " + value_of(fact, value.value);
  }

  std::string value_of(const runtime::Fact& fact, const runtime::Constant& value) const {
    const auto label = [&](Index code) { return write_name(program_.enumerations[fact.enumeration].values[code]); };
    switch (fact.type) {
      case FactType::Money: return runtime::major_units_text(program_, value.number);
      case FactType::Text: return grammar::quoted(value.text);
      case FactType::OneOf:
      case FactType::Ranked: return label(static_cast<Index>(value.number.numerator()));
      case FactType::AnyOf: {
        std::vector<std::string> labels;
        for (const Index code : value.codes) labels.push_back(label(code));
        return fmt::format("({})", fmt::join(labels, ", "));
      }
      case FactType::Date: return runtime::to_text(runtime::Date{static_cast<std::int32_t>(value.number.numerator())});
      case FactType::Percent: return runtime::to_text(*runtime::multiply(value.number, runtime::Fraction(100))) + "%";
      case FactType::YesNo:
      case FactType::Integer:
      case FactType::Number: break;
    }
    return runtime::to_text(value.number);
  }

  void write_with(const std::vector<std::string>& given) {
    if (!given.empty()) text_ += fmt::format(" with {}", fmt::join(given, ", "));
  }

  void write_applicant(const Case& one) {
    if (one.applicant_kind == kNone) return;
    const auto& slots = program_.applicant_kinds[one.applicant_kind].facts;
    const auto sample =
        std::find_if(compiled_.samples.begin(), compiled_.samples.end(), [&](const runtime::PolicySample& known) {
          // What a sample gives, a test can change but not take back.
          return known.kind == one.applicant_kind && std::none_of(slots.begin(), slots.end(), [&](Index slot) {
                   return known.facts[slot].presence != Presence::Absent &&
                          one.applicant_facts[slot].presence == Presence::Absent;
                 });
        });
    const bool has_sample = sample != compiled_.samples.end();
    text_ += "  applicant " + write_name(has_sample ? sample->name : program_.applicant_kinds[one.applicant_kind].name);
    std::vector<std::string> given;
    for (const Index slot : slots) {
      if (has_sample && same_value(sample->facts[slot], one.applicant_facts[slot])) continue;
      if (auto text = assignment(slot, one.applicant_facts[slot])) given.push_back(std::move(*text));
    }
    write_with(given);
    text_ += "\n";
  }

  void write_readings(const std::vector<Index>& readings) {
    for (Index at = 0; at < program_.readings.size(); ++at) {
      const runtime::Reading& reading = program_.readings[at];
      if (readings[at] == reading.adopted) continue;
      text_ += "  reading " + write_name(reading.name) + " = " +
               write_name(program_.enumerations[reading.enumeration].values[readings[at]]) + "\n";
    }
  }

  void write_date(const runtime::CaseDate& on) {
    if (on.presence == Presence::Given) text_ += " on " + runtime::to_text(on.date);
    if (on.presence == Presence::Null) text_ += " on unknown";
  }

  void write_claim(const runtime::Claim& claim) {
    const runtime::ClaimKind& kind = program_.claim_kinds[claim.kind];
    text_ += "  claim " + grammar::quoted(kind.name);
    std::vector<std::string> given;
    for (std::size_t at = 0; at < kind.facts.size(); ++at) {
      const bool is_stage = kind.facts[at] == kind.stage && claim.facts[at].presence == Presence::Given;
      if (is_stage) {
        text_ += claim.facts[at].value.number.is_zero() ? " first" : " renewal";
      } else if (const auto label = label_alone(kind, kind.facts[at], claim.facts[at])) {
        text_ += " " + *label;
      } else if (auto text = assignment(kind.facts[at], claim.facts[at])) {
        given.push_back(std::move(*text));
      }
    }
    write_with(given);
    write_date(claim.on);
    text_ += "\n";
  }

  /// Returns the label of a value that no other fact of the kind has, so that it needs no name before it.
  std::optional<std::string> label_alone(const runtime::ClaimKind& kind, Index slot, const FactValue& value) const {
    const runtime::Fact& fact = program_.facts[slot];
    if (value.presence != Presence::Given || (fact.type != FactType::OneOf && fact.type != FactType::Ranked))
      return std::nullopt;
    const std::string& label =
        program_.enumerations[fact.enumeration].values[static_cast<std::size_t>(value.value.number.numerator())];
    const auto num_holders = std::count_if(kind.facts.begin(), kind.facts.end(), [&](Index other) {
      if (program_.facts[other].enumeration == kNone) return false;
      const auto& values = program_.enumerations[program_.facts[other].enumeration].values;
      return std::find(values.begin(), values.end(), label) != values.end();
    });
    if (num_holders != 1) return std::nullopt;
    return write_name(label);
  }

  void write_other(const runtime::OtherGrant& other) {
    const auto& levels = program_.enumerations[program_.level_enumeration].values;
    text_ += "  other " + grammar::quoted(other.policy);
    if (other.level.presence == Presence::Given)
      text_ += " level " + levels[static_cast<std::size_t>(other.level.value.number.numerator())];
    if (!other.claim.empty()) text_ += " item " + other.claim;
    text_ += " entitled " + runtime::major_units_text(program_, other.entitled.minor_units) + " paid " +
             runtime::major_units_text(program_, other.paid.minor_units) + "\n";
  }

  void write_payment(const runtime::HistoryEntry& entry) {
    text_ += "  history " + grammar::quoted(program_.awards[entry.award].name) + " paid " +
             runtime::major_units_text(program_, entry.paid.minor_units);
    write_date(entry.on);
    if (!entry.claim.empty()) text_ += " item " + entry.claim;
    text_ += "\n";
  }

  // ---- what is expected

  void write_expectation(const Case& one, const runtime::Decision& decision) {
    text_ += "  expect ";
    if (decision.outcome == runtime::CaseOutcome::Referred) {
      text_ += "referred\n";
      return;
    }
    if (!decision.total.high) {
      text_ += "undetermined\n";
      return;
    }
    const auto money = [&](const runtime::Fraction& amount) { return runtime::major_units_text(program_, amount); };
    const bool is_exact = decision.outcome == runtime::CaseOutcome::Determined;
    text_ += is_exact ? money(*decision.total.low)
                      : "between " + money(decision.total.low.value_or(runtime::Fraction())) + " and " +
                            money(*decision.total.high);
    if (is_exact && one.claims.size() == 1) write_denial(decision);
    text_ += "\n";
  }

  void write_denial(const runtime::Decision& decision) {
    const auto& grants = decision.claims.front().grants;
    const bool is_denied =
        !grants.empty() && std::all_of(grants.begin(), grants.end(), [](const runtime::Grant& grant) {
          return grant.outcome == runtime::GrantOutcome::Denied;
        });
    if (!is_denied) return;
    text_ += " denied";
    constexpr std::size_t kMostBytes = 120;  // a whole paragraph of the document says little of one reason
    for (const runtime::Reason& reason : grants.front().because) {
      if (reason.holds != Tri::No || reason.text.size() > kMostBytes) continue;
      text_ += " because " + grammar::quoted(reason.text);
      return;
    }
  }

  const compiler::Compiled& compiled_;
  const Program& program_;
  std::string text_;
};

}  // namespace

std::string write_test(const compiler::Compiled& compiled, const std::string& name, const Case& one,
                       const std::vector<Index>& readings, const runtime::Decision& decision) {
  return TestWriter(compiled).write(name, one, readings, decision);
}

}  // namespace polc::analyse
