// Scalar SQL expressions before a dialect prints them: a pool in which equal terms are one term, so that what a
// policy shares is computed once. Whole numbers, truths (three-valued: NULL is unknown) and texts; no other types.
// Constructors fold what is known while the text is written; they never change what a term means.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/value/fraction.h"

namespace polc::emit {

using Wide = runtime::Fraction::Wide;

/// A term, by its place in the pool.
using Term = std::uint32_t;
inline constexpr Term kNoTerm = 0xFFFFFFFFU;

enum class Type : std::uint8_t { Truth, Whole, Text };

enum class Form : std::uint8_t {
  Column,
  Whole,
  Text,
  Truth,
  Null,
  Not,
  And,
  Or,
  Equal,
  Less,
  LessEqual,
  IsNull,
  OneOf,  // OneOf: args[0] among the literals that follow
  Add,
  Subtract,
  Multiply,
  Quotient,
  Rest,  // Quotient and Rest: toward zero; the divisor is never 0
  Least,
  Greatest,  // of terms that are not NULL where they are evaluated
  Case,      // args: condition, result, …, otherwise
  Coalesce,
  Concatenate,
  WholeText,  // WholeText: a whole number as its digits
  ScaledNumber,
  HasMoreDecimals,
  TruthOf,
  IsNoTruth,  // of a table's column; args: column, scale (Whole)
  DaysOf,
  DateText,
  IsNoDate,  // of a date column: days since 1970-01-01, YYYY-MM-DD, no day
  NaturalKey,
  HasLongNumber,  // of a text column: sorts by numbers in it; has a number beyond its digits
  HasPart,        // args: list text column, label: is the label in the ;-list
  IsNoList,       // args: list text column, labels…: something else is in the ;-list
  MajorUnits,     // args: whole minor units, minor units of one unit (Whole)
  Sum,
  Most,
  Fewest,
  Count,  // aggregates
};

/// What a term is made of. `text`: of columns and texts. `whole`: of whole numbers and truths.
struct TermNode {
  Form form = Form::Null;
  Type type = Type::Truth;
  bool can_be_null = true;
  std::vector<Term> args;
  std::string text;
  Wide whole = 0;
};

class Terms {
 public:
  const TermNode& operator[](Term term) const { return nodes_[term]; }

  Term column(std::string name, Type type, bool can_be_null);
  Term whole(Wide value);
  Term text(std::string value);
  Term truth(bool value);
  Term null(Type type);
  Term yes() { return truth(true); }
  Term no() { return truth(false); }

  Term negation(Term truth);
  Term all(std::vector<Term> truths);
  Term any(std::vector<Term> truths);
  Term both(Term lhs, Term rhs) { return all({lhs, rhs}); }
  Term either(Term lhs, Term rhs) { return any({lhs, rhs}); }
  /// A truth that is never NULL: surely yes, surely no, not surely no, neither.
  Term is_yes(Term truth);
  Term is_no(Term truth) { return is_yes(negation(truth)); }
  Term is_possible(Term truth) { return negation(is_no(truth)); }
  Term is_unknown(Term truth) { return is_null(truth); }

  Term equal(Term lhs, Term rhs);
  Term less(Term lhs, Term rhs);
  Term less_equal(Term lhs, Term rhs);
  Term is_null(Term term);
  Term one_of(Term term, const std::vector<std::string>& labels);

  Term add(Term lhs, Term rhs);
  Term subtract(Term lhs, Term rhs);
  Term multiply(Term lhs, Term rhs);
  Term times(Term lhs, Wide factor) { return multiply(lhs, whole(factor)); }
  Term quotient(Term lhs, Term rhs);
  Term rest(Term lhs, Term rhs);
  /// Of terms that cannot be NULL there.
  Term least(Term lhs, Term rhs);
  Term greatest(Term lhs, Term rhs);

  /// `arms`: condition and result in turn; the last is the result where no condition is surely yes.
  Term choose(std::vector<Term> arms);
  Term coalesce(Term lhs, Term rhs);
  Term call(Form form, Type type, bool can_be_null, std::vector<Term> args);

  bool is_literal(Term term) const;
  bool is_yes_literal(Term term) const { return nodes_[term].form == Form::Truth && nodes_[term].whole != 0; }
  bool is_no_literal(Term term) const { return nodes_[term].form == Form::Truth && nodes_[term].whole == 0; }
  bool is_whole_literal(Term term) const { return nodes_[term].form == Form::Whole; }
  bool is_aggregate(Term term) const { return nodes_[term].form >= Form::Sum; }

 private:
  Term make(TermNode node);
  Term fold_truths(Form form, std::vector<Term> truths);

  std::deque<TermNode> nodes_;  // references stay while terms are added
  std::map<std::string, Term> known_;
};

/// Returns the decimal digits of a number.
std::string digits(Wide value);

}  // namespace polc::emit
