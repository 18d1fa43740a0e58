// The compiled policy: everything an evaluator needs and nothing of its text but what explanations cite.
// Flat vectors and indices, made by `compiler/lower`, read by the explaining evaluator, the case reader and the
// analysis, never changed afterwards. Two programs of the same policy are equal whatever the order of its files.
//
// An expression is checked once for each applicant kind it can meet, so an award has one `Entitlement` for
// each kind and the expression DAG below is free of names: a node that reads a fact names its slot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/source.h"
#include "runtime/value/date.h"
#include "runtime/value/fraction.h"

namespace polc::runtime {

using Index = std::uint32_t;
inline constexpr Index kNone = 0xFFFFFFFFU;

// ---------------------------------------------------------------- facts

enum class FactType : std::uint8_t { YesNo, Integer, Number, Percent, Money, Date, Text, OneOf, Ranked, AnyOf };

/// True for the types whose values are fractions (integers, numbers, percents, money, dates).
constexpr bool is_numeric(FactType type) {
  return type == FactType::Integer || type == FactType::Number || type == FactType::Percent ||
         type == FactType::Money || type == FactType::Date;
}

/// The values of OneOf, Ranked and AnyOf facts. A value's code is its index here. Ranked: highest first,
/// so a smaller code ranks higher.
struct Enumeration {
  std::vector<std::string> values;
  std::vector<std::string> aliases;  // parallel to `values`, a second accepted spelling or "" (stage: first = 首次)
};

/// A value written in the policy: of `presumed`, of a reading, of a literal.
struct Constant {
  FactType type = FactType::YesNo;
  Fraction number;           // numeric types; YesNo: 0 or 1; OneOf, Ranked: the code
  std::string text;          // Text
  std::vector<Index> codes;  // AnyOf, ascending
};

enum class FactOwner : std::uint8_t { Applicant, Claim };

struct Fact {
  std::string name;
  FactOwner owner = FactOwner::Applicant;
  Index kind = 0;  // index into applicant_kinds or claim_kinds
  FactType type = FactType::YesNo;
  Index enumeration = kNone;
  std::string unit;             // "" without
  std::optional<Fraction> low;  // declared bounds, both included; money in minor units, percent as share
  std::optional<Fraction> high;
  bool is_key = false;
  bool is_group_key = false;
  bool is_judged = false;
  std::string judge;  // who judges; may be "" although judged
  std::optional<Constant> presumed;
  base::Span span;  // the declaration
};

struct ApplicantKind {
  std::string name;
  std::vector<Index> facts;  // slots, in declared order
};

struct ClaimKind {
  std::string name;
  std::vector<Index> facts;   // slots, in declared order; a built-in `stage` is among them
  Index key = kNone;          // the slot of its key fact
  Index stage = kNone;        // the slot of the built-in `stage`, where awards use first/renewal
  std::vector<Index> awards;  // awards for this kind, in document order
};

// ---------------------------------------------------------------- expressions

/// What a node yields. Numeric nodes are ranges of fractions: money in minor units, percents as shares,
/// dates in days. Enum nodes are codes (of `enumeration`), Set nodes sets of codes.
enum class NodeType : std::uint8_t { Bool, Numeric, Enum, Set, Text };

/// Returns what nodes of facts and constants of this type yield.
constexpr NodeType node_type_of(FactType type) {
  if (is_numeric(type)) return NodeType::Numeric;
  if (type == FactType::YesNo) return NodeType::Bool;
  if (type == FactType::Text) return NodeType::Text;
  return type == FactType::AnyOf ? NodeType::Set : NodeType::Enum;
}

enum class Op : std::uint8_t {
  // leaves
  Constant,         // a: index into constants
  ApplicantFact,    // a: slot. Of the case's applicant
  ClaimFact,        // a: slot. Of the element inside a quantifier over claims/history, else of the claim judged
  JudgedClaimFact,  // a: slot. Of the claim being judged, also inside quantifiers (`this X`)
  ClaimDate,        // `on` of the element, else of the claim being judged
  JudgedClaimDate,  // `on` of the claim being judged
  ApplicationDate,  // `applied`
  IsJudgedClaim,    // Bool: the element is the claim being judged (`this`)
  ElementAward,
  ElementRecipient,
  ElementPolicy,  // Text: of a history or other-grant element
  ElementPaid,
  ElementEntitled,  // Numeric
  ElementLevel,     // Enum of `level_enumeration`
  ElementIsKind,    // Bool: a: claim kind. The element of `claims` is of that kind
  ReadingValue,     // a: index into readings. Enum
  Parameter,        // a: index into parameters; args[0]: the date it is read at
  // logic (Kleene)
  Not,
  And,
  Or,
  // comparison of two numerics, of two enums (Less = lower rank), of two texts or bools (Equal, NotEqual only)
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Contains,  // Bool: args[0] a Set, a: code
  // arithmetic on numerics
  Negate,
  Add,
  Subtract,
  Multiply,
  Divide,
  Minimum,
  Maximum,
  Floor,
  Ceil,
  Absolute,
  Round,       // args: value, step; a: Rounding
  If,          // args: condition, then, else
  Tiers,       // args: base, then (bound, rate)…, then optionally a last rate (above)
  PerFull,     // args: amount, step, base
  OrNothing,   // args: x, least: x if x >= least else 0
  Discretion,  // args: low, high; a: slot of the `decided by` fact or kNone; b: index into rules (who decides)
  Cells,       // a: index into tables
  // dates
  YearOf,
  YearsBetween,
  MonthsBetween,
  DaysBetween,
  AddMonths,  // args: date, months; a: MonthEnd
  AddDays,    // args: date, days
  // quantifiers; args: where [, value]. List a: ListKind, b: claim kind (ClaimKind) or award (History) or kNone
  Any,
  All,
  Count,
  Sum,
};

enum class ListKind : std::uint8_t { ClaimKind, Claims, History, OtherGrants };

/// One node of the shared expression DAG. Equal nodes are one node; arguments come before their users.
struct Node {
  Op op = Op::Constant;
  NodeType type = NodeType::Bool;
  FactType fact_type = FactType::YesNo;  // finer type, for formatting and analysis (Money, Date, Ranked …)
  Index enumeration = kNone;             // Enum and Set nodes
  Index a = kNone;
  Index b = kNone;
  Index first_arg = 0;  // into Program::args
  Index num_args = 0;

  friend bool operator==(const Node&, const Node&) = default;
};

// ---------------------------------------------------------------- explanation

enum class RuleKind : std::uint8_t {
  Effective,
  Apply,
  Kind,
  Require,
  Exclude,
  When,
  Unless,
  Cell,
  Award,
  Revoke,
  Group,
  Obligation,
  Schedule,
  Discretion,
  Amount
};

/// One statement, clause or cell that results cite. Rules are in document order (file by file of the
/// `use` tree, then by place), so sorting rule indices sorts reasons.
struct Rule {
  RuleKind kind = RuleKind::Award;
  base::Span span;
  std::string path;  // file as shown to the user
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::string text;     // reason string, else the nearest `text` before it in its article, else the source
  std::string article;  // label of its article, "" without
};

// ---------------------------------------------------------------- cells

struct Interval {
  std::optional<Fraction> low;  // unbounded without
  std::optional<Fraction> high;
  bool low_open = false;  // the end itself does not belong
  bool high_open = false;
};

struct Dimension {
  Index value = kNone;  // node: a fact; its type is Enum, Bool or Numeric
  Index num_codes = 0;  // Enum: values of the enumeration; Bool: 2 (0 no, 1 yes); Numeric: 0
  std::string name;
};

/// What a cell asks of one dimension. Unconstrained when both lists are empty and `is_any`.
struct CellSet {
  bool is_any = true;
  std::vector<Index> codes;         // ascending; Enum and Bool dimensions
  std::vector<Interval> intervals;  // Numeric dimensions; one for each alternative
};

struct TableCell {
  std::vector<CellSet> sets;  // parallel to the table's dimensions
  Index when = kNone;         // node, or kNone
  Index amount = kNone;       // node
  bool is_nothing = false;    // written `nothing`
  Index rule = kNone;
};

struct Table {
  std::vector<Dimension> dimensions;
  std::vector<TableCell> cells;  // in document order
  Index otherwise = kNone;       // node: the amount of every combination no cell covers; kNone without
  Index otherwise_rule = kNone;
  bool pays_money = true;  // false: the table of a definition that yields numbers or percents
};

// ---------------------------------------------------------------- awards

/// One condition an award must meet for one applicant kind. For Exclude and Unless the rule is satisfied
/// when the node is no.
struct Guard {
  Index rule = kNone;
  Index node = kNone;
};

/// An award as it stands for one applicant kind.
struct Entitlement {
  bool is_open = true;        // the award admits this kind (`to`)
  std::vector<Guard> guards;  // in document order: effective, apply, require, exclude, when, unless
  Index amount = kNone;  // node; kNone when `refers` or not open. A root Cells node for a table; suffixes, times and
                         // each-at-most wrap it
  Index amount_rule = kNone;  // the rule cited for an amount that is no table (RuleKind::Award)
};

struct Award {
  std::string name;
  std::string article;
  std::string section;
  Index claim_kind = kNone;
  Index kind_rule = kNone;                // the `to` clause; kNone when open to all
  bool refers = false;                    // `refer to`
  std::string document;                   // of `refer to`
  std::vector<Entitlement> entitlements;  // parallel to applicant_kinds; one when none is declared
  Index rule = kNone;
  base::Span span;
};

// ---------------------------------------------------------------- putting together

enum class StepKind : std::uint8_t { Once, Limit, Highest, HighestWithOthers, Cap };
enum class Scope : std::uint8_t { Claim, Matter, Applicant, Group };
enum class Mode : std::uint8_t { ToppingUp, IgnoringPaid, NothingMoreOncePaid, ReplacingPaid, FirstOnly };
enum class WindowKind : std::uint8_t { Ever, PerYear, Rolling };

struct ModeChoice {
  Mode mode = Mode::ToppingUp;
  Index when = kNone;  // node over readings and parameters, or kNone
};

/// One settlement statement. `Program::steps` stand in the order of semantics.md 4.
struct Step {
  StepKind kind = StepKind::Once;
  Scope scope = Scope::Applicant;
  std::vector<Index> awards;           // ascending by name
  std::vector<bool> for_kind;          // parallel to applicant_kinds (one when none): the kinds of `to`
  std::vector<std::string> per_facts;  // names; the slot depends on the kinds of applicant and claim
  WindowKind window = WindowKind::Ever;
  bool by_application_date = false;  // PerYear: the year of `applied` instead of `on`
  std::uint32_t years = 0;           // Rolling
  std::vector<ModeChoice> modes;     // Highest, HighestWithOthers; empty = topping up
  std::vector<Index> number;         // Limit: N; Cap: the amount. Node for each applicant kind (parallel), or empty
  bool refuses_whole = false;
  bool counts_others = false;  // Cap: `with other grants`
  Index where = kNone;         // node over one other grant (element), or kNone
  Index when = kNone;          // node over readings and parameters, or kNone
  Index rule = kNone;
};

/// `stack`: these awards may be received together; changes no amount, answers a question of the analysis.
struct Stack {
  std::vector<Index> awards;  // ascending by name
  Index when = kNone;         // node over readings and parameters, or kNone
  Index rule = kNone;
};

struct Revocation {
  std::vector<Index> awards;
  std::vector<Index> when;  // node for each applicant kind (parallel to applicant_kinds, one when none), kNone = never
  Index rule = kNone;
};

struct Obligation {
  std::string text;
  std::vector<bool> for_kind;
  std::optional<Fraction> share;  // of the case's total; 10% is 1/10
  std::vector<Index> when;        // node for each applicant kind or kNone (always); parallel to applicant_kinds
  Index rule = kNone;
};

struct Schedule {
  struct Part {
    Fraction share;
    std::string milestone;
  };
  std::vector<Index> awards;
  std::vector<Part> parts;  // equal yearly parts are parts with milestones "1", "2", …
  std::vector<Index> when;  // as Obligation::when; evaluated with the claim of the grant
  Index rule = kNone;
};

struct Discretion {
  std::string text;
  std::vector<bool> for_kind;
  std::vector<Index> when;  // as Obligation::when
  Index rule = kNone;
};

struct Reading {
  std::string name;
  Index enumeration = kNone;
  Index adopted = 0;  // code
  std::string text;
};

struct Parameter {
  struct Step {
    Date from;
    Fraction value;
  };
  std::string name;
  FactType type = FactType::Money;
  std::vector<Step> steps;  // ascending by date
};

struct Program {
  std::string policy_name;  // short name, else title, else file name
  std::string title;
  std::string currency = "CNY";
  std::uint32_t minor_digits = 2;  // decimals of the currency
  std::optional<Date> effective_from;
  std::optional<Date> effective_to;
  std::string sha256;  // of the file, or of the `HASH  PATH` lines of a `use` tree

  std::vector<Enumeration> enumerations;
  std::vector<Fact> facts;
  std::vector<ApplicantKind> applicant_kinds;  // empty: the policy declares none; then kind index 0 stands for it
  std::vector<ClaimKind> claim_kinds;
  Index level_enumeration = kNone;  // 国家 > 省 > 市 > 区 > 镇, always present
  std::vector<Constant> constants;
  std::vector<Node> nodes;
  std::vector<Index> args;
  std::vector<Table> tables;
  std::vector<Rule> rules;
  std::vector<Award> awards;  // in document order
  std::vector<Step> steps;
  std::vector<Stack> stacks;
  std::vector<Revocation> revocations;
  std::vector<Obligation> obligations;
  std::vector<Schedule> schedules;
  std::vector<Discretion> discretions;
  std::vector<Reading> readings;  // in document order
  std::vector<Parameter> parameters;

  /// The number of entitlements of each award: the applicant kinds, or one.
  std::size_t num_kinds() const { return applicant_kinds.empty() ? 1 : applicant_kinds.size(); }
};

}  // namespace polc::runtime
