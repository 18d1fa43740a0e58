// Expressions of the program as SQL terms: truths, ranges, texts, each with whether a table covers the claim and
// whether the case is in error. Follows the explaining evaluator node by node; what it does not know how to say
// exactly it refuses. The terms read columns by name; whoever builds the relation must provide those asked for.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
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
  Term truth = kNoTerm;       // Bool
  Quantity number;            // Numeric
  Term text = kNoTerm;        // Text; Enum: the label; Set: the list
  Index enumeration = kNone;  // Enum
  std::optional<Index> code;  // Enum: when known while the text is written
  Term covered = kNoTerm;
  Term fault = kNoTerm;
};

/// Where an expression stands. Outside claims `claim_kind` is kNone.
struct Standing {
  Index claim_kind = kNone;
  bool is_other_grant = false;              // inside the `where` of a statement, over one other grant
  bool has_lists = false;                   // what conditions over lists come to can be joined (`take_list_uses`)
  std::optional<runtime::ListKind> list{};  // inside a condition over a list, over one of its elements
};

/// A condition over a list that was lowered: what the relation that asks has to be given (`Lists::attach`).
struct ListUse {
  Index node = kNone;
  runtime::Op op = runtime::Op::Any;
  runtime::ListKind list = runtime::ListKind::Claims;
  Index member = kNone;   // of which claim kind (ClaimKind) or award (History); kNone: all
  Value where;            // over the columns of an element and of the row that asks
  Value value;            // Sum
  std::set<Index> facts;  // slots read of the element
};

/// Names of the columns of an element.
std::string element_fact_column(Index slot);
inline constexpr const char* kElementClaim = "e_claim";  // the claim itself, or the one an entry names ("": none)
inline constexpr const char* kElementKind = "e_kind";
inline constexpr const char* kElementDay = "e_on_day";
inline constexpr const char* kElementAward = "e_award";
inline constexpr const char* kElementRecipient = "e_recipient";
inline constexpr const char* kElementPolicy = "e_policy";
inline constexpr const char* kElementLevel = "e_level";
inline constexpr const char* kElementPaid = "e_paid";
inline constexpr const char* kElementEntitled = "e_entitled";
inline constexpr const char* kElementFault = "e_fault";

/// Returns the name of a column in which a condition over a list finds what the elements came to: of `any` and `all`
/// whether one settles it, whether one leaves it open; of `count` and `sum` the two ends and whether they are without
/// bound.
std::string list_column(Index node, const char* what);
inline constexpr const char* kListSize = "_size";
inline constexpr const char* kListFault = "_fault";
inline constexpr const char* kListSettled = "_settled";
inline constexpr const char* kListOpen = "_open";
inline constexpr const char* kListLow = "_low";
inline constexpr const char* kListHigh = "_high";
inline constexpr const char* kListLowOpen = "_low_open";
inline constexpr const char* kListHighOpen = "_high_open";

/// Names of columns that relations provide.
std::string fact_column(Index slot);  // of the applicant or the claim
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
  Lowering(const runtime::Program& program, Inputs& inputs, Arithmetic& arithmetic, const std::vector<Index>& readings);

  Value lower(Index node, const Standing& standing);

  /// Returns the conditions over lists that were lowered since the last call, each once.
  std::vector<ListUse> take_list_uses();

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

  Value lower_here(Index node, const Standing& standing);
  Value lower_fresh(Index node, const Standing& standing);
  Value leaf(const runtime::Node& node, const Standing& standing);
  Value fact_value(const runtime::Node& node, Term given);
  Value day_value(Term day);
  Value amount_value(const char* column);
  Value constant(const runtime::Node& node);
  Value label_value(Index enumeration, Index code);
  Value level(Term label);
  Value logic(const runtime::Node& node, const std::vector<Value>& args);
  Value comparison(const runtime::Node& node, const std::vector<Value>& args);
  Term compare_labels(runtime::Op op, const Value& lhs, const Value& rhs);
  Quantity rank_of(const Value& value);
  Quantity compute(const runtime::Node& node, const std::vector<Quantity>& args);
  Quantity tiers(const std::vector<Quantity>& args);
  Value choose(const runtime::Node& node, const Standing& standing);
  Value decide(const runtime::Node& node, const Standing& standing);
  Value parameter(const runtime::Node& node, const Standing& standing);

  // lower_lists.cpp
  Value quantifier(const runtime::Node& node, Index index, const Standing& standing);
  Value list_value(const ListUse& use);
  std::optional<Value> element_leaf(const runtime::Node& node, const Standing& standing);
  Term element_fact(Index slot);

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
  // By node, claim kind, and whether of another grant and with lists; until the lists that they use are taken.
  using LoweredKey = std::tuple<Index, Index, bool, bool>;
  static constexpr std::size_t kMostVisits = 4'000'000;
  std::map<LoweredKey, Value> lowered_;
  std::size_t num_visits_ = 0;  // of nodes that were lowered
  std::set<Index> facts_read_;
  std::vector<ListUse> list_uses_;
  std::set<Index> element_facts_;  // of the condition over a list that is being lowered
};

}  // namespace polc::emit
