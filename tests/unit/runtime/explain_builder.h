// Small programs and cases made by hand for tests of the evaluator. Amounts are in minor units as they are
// given, so that 20 in a test is 20 in a result. One applicant kind unless more are declared.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/explain/evaluate.h"
#include "runtime/program/program.h"

namespace polc::testing {

using runtime::Index;
using runtime::kNone;

/// Makes a program; every function returns the index of what it added.
class ProgramBuilder {
 public:
  ProgramBuilder();

  Index applicant_kind(std::string name);
  Index claim_kind(std::string name);

  Index enumeration(std::vector<std::string> values);
  /// Adds a fact; give bounds and marks through `program().facts[slot]`.
  Index applicant_fact(Index kind, std::string name, runtime::FactType type, Index enumeration = kNone);
  Index claim_fact(Index kind, std::string name, runtime::FactType type, Index enumeration = kNone);

  Index node(runtime::Op op, runtime::NodeType type, std::vector<Index> args = {}, Index a = kNone, Index b = kNone);
  Index number(std::int64_t value);
  Index fraction(std::int64_t numerator, std::int64_t denominator);
  Index truth(bool value);
  Index label(Index enumeration, Index code);
  Index words(std::string text);
  Index read(Index slot);  // of the applicant or of the claim, as the fact is declared
  Index event_date();
  Index all_of(std::vector<Index> conditions);
  Index compare(runtime::Op op, Index lhs, Index rhs);
  Index reading_is(Index reading, Index code);

  Index rule(runtime::RuleKind kind, std::string text);
  Index award(std::string name, Index claim_kind, Index amount);
  /// Adds a condition to every entitlement of an award.
  void guard(Index award, runtime::RuleKind kind, Index condition, std::string text);
  /// Adds a table over the given dimensions (nodes) and returns the node that reads it.
  Index table(std::vector<Index> dimensions);
  runtime::Table& table_of(Index cells_node);
  void cell(Index cells_node, std::vector<runtime::CellSet> sets, Index amount, Index when = kNone);

  runtime::Step& step(runtime::StepKind kind, runtime::Scope scope, std::vector<Index> awards);
  runtime::Step& highest(runtime::Scope scope, std::vector<Index> awards, runtime::Mode mode);
  runtime::Step& cap(runtime::Scope scope, std::vector<Index> awards, std::int64_t amount);
  runtime::Step& limit(runtime::Scope scope, std::vector<Index> awards, std::int64_t number);
  Index reading(std::string name, std::vector<std::string> values);

  runtime::Program& program() { return program_; }
  const runtime::Program& program() const { return program_; }
  /// A case without claims, every fact absent.
  runtime::Case empty_case() const;

 private:
  Index constant(runtime::Constant value);
  Index add_fact(runtime::Fact fact);

  runtime::Program program_;
};

runtime::CellSet any_value();
runtime::CellSet labels(std::vector<Index> codes);
/// low <= x < high.
runtime::CellSet numbers(std::int64_t low, std::int64_t high);

runtime::FactValue yes();
runtime::FactValue no();
runtime::FactValue null();
runtime::FactValue code(Index value);
runtime::FactValue amount(std::int64_t value);
runtime::FactValue text(std::string value);

runtime::CaseDate on(const char* date);
runtime::CaseDate unknown_date();
runtime::CaseMoney money(std::int64_t minor_units);

/// Adds a claim with every fact absent; its id is its place from 1.
runtime::Claim& add_claim(runtime::Case& one, const runtime::Program& program, Index kind, const char* date);
/// Sets a fact of a claim by slot.
void set(runtime::Claim& claim, const runtime::Program& program, Index slot, runtime::FactValue value);
runtime::HistoryEntry& add_payment(runtime::Case& one, const runtime::Program& program, Index award, const char* date,
                                   std::int64_t paid);
runtime::OtherGrant& add_other(runtime::Case& one, std::int64_t entitled, std::int64_t paid);

runtime::Range between(std::int64_t low, std::int64_t high);
runtime::Range exactly(std::int64_t value);
runtime::Range at_least(std::int64_t low);

/// Evaluates under the adopted readings.
runtime::Decision decide(const ProgramBuilder& builder, const runtime::Case& one);
/// Returns the one grant of a claim (by place, from 0).
const runtime::Grant& grant_of(const runtime::Decision& decision, std::size_t claim);
std::vector<runtime::Range> amounts_of(const runtime::Decision& decision);

}  // namespace polc::testing

namespace polc::runtime {
/// For the messages of failed checks.
std::ostream& operator<<(std::ostream& out, const Range& range);
}  // namespace polc::runtime
