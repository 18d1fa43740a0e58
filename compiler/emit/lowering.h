// Expressions of the program as SQL terms: truths, ranges, texts, each with whether a table covers the claim and
// whether the case is in error. Follows the explaining evaluator node by node; what it does not know how to say
// exactly it refuses. The terms read columns by name; whoever builds the relation must provide those asked for.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/emit/inputs.h"
#include "compiler/emit/quantity.h"
#include "runtime/explain/cuts.h"
#include "runtime/program/program.h"

namespace polc::emit {

/// What a node comes to. `covered`: a truth, unknown where a table may leave the claim uncovered. `fault`: never
/// NULL; two cells disagree or a decided amount is out of range.
struct Value {
  runtime::NodeType type = runtime::NodeType::Bool;
  Term truth = kNoTerm;               // Bool
  Quantity number;                    // Numeric
  Term text = kNoTerm;                // Text; Enum: the label; Set: the list
  Index enumeration = kNone;          // Enum
  std::optional<Index> code;          // Enum: when known while the text is written
  Term covered = kNoTerm;
  Term fault = kNoTerm;
};

/// Where an expression stands. Outside claims `claim_kind` is kNone.
struct Standing {
  Index claim_kind = kNone;
  bool is_other_grant = false;  // inside the `where` of a statement, over one other grant
};

/// Names of columns that relations provide.
std::string fact_column(Index slot);           // of the applicant or the claim
inline constexpr const char* kOnDay = "on_day";
inline constexpr const char* kAppliedDay = "applied_day";
inline constexpr const char* kOtherLevel = "g_level";
inline constexpr const char* kOtherPaid = "g_paid";
inline constexpr const char* kOtherEntitled = "g_entitled";
inline constexpr const char* kOtherPolicy = "g_policy";
inline constexpr const char* kOtherDay = "g_day";

class Lowering {
 public:
  /// `readings`: a code for each reading. All must outlive this.
  Lowering(const runtime::Program& program, Inputs& inputs, Arithmetic& arithmetic,
           const std::vector<Index>& readings);

  Value lower(Index node, const Standing& standing);

  /// Returns the facts read so far.
  const std::set<Index>& facts_read() const { return facts_read_; }
  Term fact(Index slot);
  /// Returns the calendar year of a day.
  Term year_of(Term day) { return civil_of(day).year; }

 private:
  struct Narrowed {
    Index node = kNone;
    runtime::Range range;
  };
  struct Dimension;
  struct CellTerms;
  using Classes = std::vector<std::vector<std::pair<std::vector<bool>, Term>>>;

  Value lower_fresh(Index node, const Standing& standing);
  Value leaf(const runtime::Node& node, Index index, const Standing& standing);
  Value fact_value(const runtime::Node& node, Index index, bool is_there);
  Value constant(const runtime::Node& node);
  Value label_value(Index enumeration, Index code);
  Value level();
  Value logic(const runtime::Node& node, const std::vector<Value>& args);
  Value comparison(const runtime::Node& node, const std::vector<Value>& args);
  Term compare_labels(runtime::Op op, const Value& lhs, const Value& rhs);
  Quantity rank_of(const Value& value);
  Quantity compute(const runtime::Node& node, const std::vector<Quantity>& args);
  Quantity tiers(const std::vector<Quantity>& args);
  Value choose(const runtime::Node& node, const Standing& standing);
  Value decide(const runtime::Node& node, const Standing& standing);
  Value parameter(const runtime::Node& node, const Standing& standing);

  // lower_cells.cpp
  Value cells(const runtime::Node& node, const Standing& standing);
  Dimension dimension(const runtime::Dimension& dimension, const Standing& standing);
  Term match(const runtime::CellSet& set, const Dimension& dimension);
  Term match_number(const runtime::CellSet& set, const Dimension& dimension);
  Value cell_amount(const runtime::Table& table, const runtime::TableCell& cell,
                    const std::vector<Dimension>& dimensions, const Standing& standing);
  Term covered(const runtime::Table& table, const std::vector<Dimension>& dimensions,
               const std::vector<CellTerms>& cells);
  std::vector<std::pair<std::vector<bool>, Term>> classes_of(const runtime::Table& table, std::size_t place,
                                                             const Dimension& dimension);
  Term conflicts(const std::vector<CellTerms>& cells);

  // lower_dates.cpp
  Quantity date_operation(const runtime::Node& node, const std::vector<Quantity>& args);
  Term in_calendar(Term day);
  struct Civil {
    Term year;
    Term month;
    Term day;
  };
  Civil civil_of(Term day);
  Term day_of(const Civil& date);
  Term month_length(Term year, Term month);
  Term is_leap(Term year);
  Term added_months(Term day, Wide months, Index month_end);
  Term months_between(Term from, Term to);

  Index argument(const runtime::Node& node, std::size_t place) const { return program_.args[node.first_arg + place]; }
  Term yes() { return terms_.yes(); }

  const runtime::Program& program_;
  Inputs& inputs_;
  Arithmetic& arithmetic_;
  Terms& terms_;
  const std::vector<Index>& readings_;
  std::vector<Narrowed> narrowed_;
  std::set<Index> facts_read_;
};

}  // namespace polc::emit
