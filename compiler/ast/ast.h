// The syntax tree of one policy file: one small struct a statement, with sugar removed where that needs
// no names (numbers are exact, dates are days, both spellings of a keyword are one enumerator).
// Built by `compiler/ast/build`, read by `compiler/model` and `compiler/lower`, never changed afterwards.
// Nothing is resolved here: a label is only its text and place. Expressions live in `Ast::exprs` and are
// named by `ExprId`; everything else is owned by value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "runtime/value/date.h"
#include "runtime/value/fraction.h"

namespace polc::ast {

using base::Span;
using runtime::Date;
using runtime::Fraction;

/// An expression of one `Ast`.
enum class ExprId : std::uint32_t {};
inline constexpr ExprId kNoExpr{0xFFFFFFFFU};

/// A word or quotation that names something. `text` is normalised: full-width digits, letters and
/// punctuation narrowed in bare names; quotation marks and escapes removed from strings (《》 kept), line breaks inside
/// folded.
struct Name {
  std::string text;
  Span span;
  bool is_quoted = false;  // written as a string, so no keyword may be read into it

  bool empty() const { return text.empty(); }
};

// ---------------------------------------------------------------- expressions

enum class ExprKind : std::uint8_t {
  Error,     // could not be parsed; reported already
  Name,      // name: a fact, definition, parameter, reading, built-in or label
  ThisName,  // name: that fact of the claim being judged (`this 级别`, `本项的级别`)
  This,      // the claim being judged, as a condition inside a quantifier: "the element is it"
  String,    // name: quoted label or text
  Number,  // number (万 and 亿 multiplied in); unit: "" or as written after it ("平方米", "元", "元/平方米·月", "年")
  Percent,  // number: the share, 50% is 1/2
  Money,    // number: in major units; unit: a currency code, from `EUR 300000`. `30万元` is Number with unit "元"
  Date,     // date
  YesNo,    // flag
  Negate,   // args[0]
  Not,      // args[0]
  And,
  Or,         // args: two or more operands
  Compare,    // op; args[0], args[1]. Chains `X over A at most B` are And of two Compares sharing args[0]
  In,         // args[0] in the values args[1..]
  Between,    // args[0] between args[1] and args[2], both included
  Binary,     // op: Add Subtract Multiply Divide; args[0], args[1]
  PercentOf,  // args[0] (the percent) of args[1]
  If,         // args: condition, then, else
  Call,       // name: one of min max floor ceil abs year years_between months_between days_between; args
  RoundDate,  // args[0] is date arithmetic with `rounding down` / `rounding up`: op RoundDown or RoundUp
  At,  // a parameter read at a date: args[0] (Name), args[1] (date expression); args[1] = kNoExpr-like Name `applied`
       // is an ordinary Name
  Any,
  All,
  Count,
  Sum,    // quantifier over `list`; args[0]: where (kNoExpr-free: YesNo true if absent); Sum: args[1] the value
  Tiers,  // args[0] the base; then pairs (upper bound, rate); `flag`: a last pair without bound exists ("above"), whose
          // rate is the last arg alone
  PerFull,  // args: amount A, step N, base X: A × floor(X ÷ N)
  AtMost,
  AtLeast,
  AtLeastOrNothing,  // suffixes: args[0] the amount, args[1] the bound
  Rounded,           // args[0] the amount, args[1] the step; op RoundDown RoundUp RoundHalfUp RoundHalfEven
  Nothing,           // pays nothing on purpose
  UpTo,              // discretion 0..args[0]; args[1] if present: the `decided by` fact (a Name)
  BetweenAmounts,    // discretion args[0]..args[1]; args[2] if present: the `decided by` fact
};

enum class Operator : std::uint8_t {
  None,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Add,
  Subtract,
  Multiply,
  Divide,
  RoundDown,
  RoundUp,
  RoundHalfUp,
  RoundHalfEven,
};

/// What a quantifier ranges over.
struct ListRef {
  enum class Kind : std::uint8_t { ClaimKind, Claims, History, OtherGrants } kind = Kind::Claims;
  Name name;  // the claim kind, or the award of history ("" = every award)
};

/// One expression. Which members count is said beside each `ExprKind`.
struct Expr {
  ExprKind kind = ExprKind::Error;
  Operator op = Operator::None;
  bool flag = false;
  bool is_parenthesised = false;
  Span span;
  std::vector<ExprId> args;
  Fraction number;   // Number, Percent, Money
  Date date;         // Date
  std::string unit;  // Number, Money
  Name name;         // Name, ThisName, String, Call
  ListRef list;      // quantifiers
};

// ---------------------------------------------------------------- parts of statements

enum class Basis : std::uint8_t { Unstated, EventDate, ApplicationDate };

/// A validity or application window; `from` and `to` are included days.
struct Window {
  std::optional<Date> from;
  std::optional<Date> to;  // `for N years` is worked out already: the day before the anniversary
  Basis basis = Basis::Unstated;
  Span span;
};

struct TypeDecl {
  enum class Kind : std::uint8_t {
    YesNo,
    Integer,
    Number,
    Percent,
    Money,
    Date,
    Text,
    OneOf,
    Ranked,
    AnyOf
  } kind = Kind::YesNo;
  std::vector<Name> values;  // OneOf, AnyOf as written; Ranked highest first
  Name unit;                 // `in 平方米`; empty without
  ExprId from = kNoExpr;     // bounds, both included
  ExprId to = kNoExpr;
  Span span;
};

struct FactDecl {
  Name name;
  TypeDecl type;
  bool is_key = false;
  bool is_group_key = false;
  std::optional<Name> judged_by;
  ExprId presumed = kNoExpr;
  Span span;
};

/// `LABEL` or `DIM = LABEL`.
struct LabelRef {
  Name dimension;  // empty without
  Name label;
};

/// A label with its alternatives: `国家标准 or 行业标准`. Labels of the words first/renewal have the text
/// "first" / "renewal" whichever spelling was used, unless quoted; yes/no likewise "yes" / "no".
struct LabelGroup {
  std::vector<LabelRef> alternatives;
};
struct AnyLabel {
  Name dimension;
};
/// One or two comparisons with a number: `over 500 at most 1000`, `= 1`, `2 to 3` (two bounds).
struct BoundLabel {
  struct Bound {
    Operator op = Operator::None;  // Equal Less LessEqual Greater GreaterEqual
    ExprId value = kNoExpr;
  };
  Name dimension;  // written before the bound where two dimensions are numeric; else empty
  std::vector<Bound> bounds;
};
struct OtherwiseLabel {};

struct CellPart {
  std::variant<LabelGroup, AnyLabel, BoundLabel, OtherwiseLabel> label;
  ExprId when = kNoExpr;  // `when C` directly after the label
  Span span;
};

/// One amount with the labels written since the amount before. Labels carried from earlier cells are
/// not repeated here; the model carries them.
struct Cell {
  std::vector<CellPart> parts;
  ExprId amount = kNoExpr;
  Span span;
};

/// `by DIM, DIM` with the cells after it.
struct CellTable {
  std::vector<Name> dimensions;  // empty without `by`
  std::vector<Cell> cells;
};

// ---------------------------------------------------------------- statements

struct PolicyHeader {
  Name title;
  std::optional<Name> short_name;
  std::optional<Name> issuer;
  std::optional<Window> effective;
  std::optional<Window> apply;
  std::optional<Name> currency;
  std::optional<Name> source;
  Span span;
};

struct Use {
  Name path;
  Span span;
};

/// `article 4 "…"`, `section 三 "…"`: heads what follows it.
struct Heading {
  bool is_section = false;
  Name label;  // "4", "6.10", "附则一"
  std::optional<Name> title;
  std::optional<Window> apply;
  Span span;
};

struct TextStatement {
  Name text;
  Span span;
};

struct ApplicantDecl {
  Name kind;
  std::vector<FactDecl> facts;
  Span span;
};
struct ClaimDecl {
  Name kind;
  std::vector<FactDecl> facts;
  Span span;
};

struct Define {
  Name name;
  std::optional<Name>
      scope;               // after `for`: a claim kind if quoted, an applicant kind if bare (the model accepts either)
  ExprId value = kNoExpr;  // `as E`; kNoExpr when given by cells
  std::optional<CellTable> table;
  Span span;
};

struct Parameter {
  struct Step {
    Date from;
    ExprId value = kNoExpr;
    Span span;
  };
  Name name;
  TypeDecl type;
  std::vector<Step> steps;
  Span span;
};

/// `when C` or `unless C` of an award.
struct Condition {
  bool is_unless = false;
  ExprId expr = kNoExpr;
  Span span;
};

/// `times by DIM LABEL: 100% …` (table) or `times 1.2 when C` (factor).
struct Times {
  std::optional<CellTable> table;
  ExprId factor = kNoExpr;
  ExprId when = kNoExpr;
  Span span;
};

struct Award {
  Name name;
  std::optional<Name> claim;  // `for "…"`
  std::vector<Name> to;       // applicant kinds; empty = all
  Span to_span;
  std::vector<Condition> conditions;
  ExprId each_at_most = kNoExpr;
  std::vector<Times> times;
  std::vector<Window> apply;
  std::optional<Name> shared_bounds;  // the reading named by `shared bounds to`
  ExprId amount = kNoExpr;            // one amount or `pays AMOUNT`
  std::optional<CellTable> table;     // cells
  std::optional<Name> refer_to;       // `refer to "…"`
  Span span;
};

/// What a statement is about: award names, articles, sections, or every award.
struct AwardSelector {
  enum class Kind : std::uint8_t { Award, Article, Section, Every } kind = Kind::Award;
  Name name;  // empty for Every
};

/// `require` and `exclude`.
struct Gate {
  bool is_exclude = false;
  std::vector<AwardSelector> awards;  // after `for`; empty = the awards of its article
  std::vector<Name> to;               // applicant kinds; empty = all
  ExprId condition = kNoExpr;
  std::optional<Name> reason;
  Span span;
};

enum class GroupKind : std::uint8_t { Stack, Highest, HighestWithOthers, Once, Limit, Cap };
enum class Mode : std::uint8_t { ToppingUp, IgnoringPaid, NothingMoreOncePaid, ReplacingPaid, FirstOnly };
enum class Scope : std::uint8_t { Unstated, Claim, Matter, Applicant, Group };

struct ModeChoice {
  Mode mode = Mode::ToppingUp;
  ExprId when = kNoExpr;
  Span span;
};

/// `stack`, `highest of`, `highest with other grants for`, `once`, `limit`, `cap`.
struct Group {
  GroupKind kind = GroupKind::Stack;
  std::vector<AwardSelector> awards;
  std::vector<Name> to;        // applicant kinds; empty = all
  ExprId where = kNoExpr;      // of other grants: `where C`, and `with other grants where (C)` of a cap
  bool counts_others = false;  // a cap with `with other grants`
  ExprId number = kNoExpr;     // Limit: N; Cap: the amount
  Scope scope = Scope::Unstated;
  std::vector<Name> per_facts;  // `per FACT`
  bool per_year = false;
  Basis year_basis = Basis::Unstated;
  std::optional<std::uint32_t> rolling_years;  // `in any N years`
  std::vector<ModeChoice> modes;
  bool refusing_whole = false;
  ExprId when = kNoExpr;
  Span span;
};

struct Obligation {
  Name text;
  std::vector<Name> to;
  ExprId share = kNoExpr;  // `at least 10% of total`: a Percent expression
  ExprId when = kNoExpr;
  Span span;
};

struct Revoke {
  std::vector<AwardSelector> awards;
  ExprId when = kNoExpr;
  std::optional<Name> reason;
  Span span;
};

struct Schedule {
  struct Part {
    ExprId share = kNoExpr;
    Name milestone;
  };
  std::vector<AwardSelector> awards;
  ExprId when = kNoExpr;
  std::vector<Part> parts;        // shares on milestones
  std::uint32_t equal_years = 0;  // `in N equal yearly parts`; 0 when `parts` are given
  Span span;
};

struct Discretion {
  Name text;
  std::vector<Name> to;
  ExprId when = kNoExpr;
  Span span;
};
struct Subordinate {
  Name document;
  Span span;
};
struct Priority {
  Name text;
  ExprId when = kNoExpr;
  Span span;
};

struct Reading {
  Name name;
  std::vector<Name> options;
  Name adopted;
  std::optional<Name> text;
  Span span;
};

struct Allow {
  std::vector<Name> codes;  // one code
  std::vector<Name> names;
  Name reason;
  Span span;
};

/// A fact given in a sample or test: `信用良好`, `not X`, `X = V`, `X unknown`.
struct Assignment {
  enum class Form : std::uint8_t { Yes, No, Value, Unknown } form = Form::Yes;
  Name fact;
  std::vector<ExprId> values;  // Value: one, or several for an `any of` fact written (A, B)
  Span span;
};

struct Sample {
  Name name;
  Name kind;
  std::vector<Assignment> facts;
  Span span;
};

struct TestClaim {
  Name kind;
  std::vector<LabelRef> labels;  // `国家级`, `first` (text "first"/"renewal")
  std::vector<Assignment> facts;
  std::optional<Date> on;
  bool on_unknown = false;
  Span span;
};
struct TestHistory {
  Name award;
  std::vector<LabelRef> labels;
  std::vector<Assignment> facts;
  ExprId paid = kNoExpr;
  std::optional<Date> on;
  std::optional<std::uint32_t> item;  // the claim it belongs to
  std::optional<Name> matter;
  std::optional<Name> recipient;
  std::optional<Name> policy;
  Span span;
};
struct TestOther {
  Name policy;
  std::optional<Name> level;
  std::optional<std::uint32_t> item;
  std::optional<Name> matter;
  ExprId entitled = kNoExpr;
  ExprId paid = kNoExpr;
  std::optional<Date> on;
  Span span;
};

struct Expectation {
  enum class Kind : std::uint8_t {
    Total,
    Between,
    Undetermined,
    Referred,
    Denied,
    Because,
    Item,
    Missing
  } kind = Kind::Total;
  ExprId low = kNoExpr;     // Total, Between, Item (an Item may be `between A and B` too)
  ExprId high = kNoExpr;    // Between
  std::uint32_t item = 0;   // Item: from 1
  Name reason;              // Because
  std::vector<Name> facts;  // Missing; a fact of claim N is written `item N FACT` and has the text "claims.N.FACT"
  Span span;
};

struct Test {
  struct ReadingChoice {
    Name reading;
    Name value;
  };
  Name name;
  std::optional<Date> applied;
  bool applied_unknown = false;
  std::optional<Name> applicant;  // a sample or a kind
  std::vector<Assignment> applicant_facts;
  std::vector<ReadingChoice> readings;
  std::vector<TestClaim> claims;
  std::vector<TestHistory> history;
  std::vector<TestOther> others;
  bool history_unknown = false;  // `history unknown`
  bool others_unknown = false;   // `other unknown`
  std::vector<Expectation> expectations;
  Span span;
};

using Statement =
    std::variant<PolicyHeader, Use, Heading, TextStatement, ApplicantDecl, ClaimDecl, Define, Parameter, Award, Gate,
                 Group, Obligation, Revoke, Schedule, Discretion, Subordinate, Priority, Reading, Allow, Sample, Test>;

/// Returns the place of a statement, whichever it is.
inline Span span_of(const Statement& statement) {
  return std::visit([](const auto& one) { return one.span; }, statement);
}

/// One file. `statements` in the order of the text; statements that could not be parsed are missing.
struct Ast {
  std::vector<Expr> exprs;
  std::vector<Statement> statements;
  base::SourceId source = base::kNoSource;
  bool has_errors = false;  // something was reported while parsing or building

  const Expr& expr(ExprId id) const { return exprs[static_cast<std::size_t>(id)]; }
};

}  // namespace polc::ast
