#include "doc/expression_words.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "doc/code.h"
#include "doc/phrases.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/write_amount.h"
#include "runtime/value/fraction.h"

namespace polc::doc {

using base::Bilingual;
using base::Language;
using names::SymbolKind;
using runtime::FactType;
using runtime::Index;
using runtime::kNone;
using runtime::Node;
using runtime::Op;

namespace {

bool is_logic(Op op) { return op == Op::And || op == Op::Or; }
bool is_arithmetic(Op op) { return op == Op::Add || op == Op::Subtract || op == Op::Multiply || op == Op::Divide; }

/// The words of a comparison: of numbers, and of days.
struct ComparisonWords {
  Phrase number;
  Phrase day;
};

std::optional<ComparisonWords> comparison_of(Op op) {
  switch (op) {
    case Op::Equal: return ComparisonWords{Phrase::Is, Phrase::Is};
    case Op::NotEqual: return ComparisonWords{Phrase::IsNot, Phrase::IsNot};
    case Op::Less: return ComparisonWords{Phrase::Under, Phrase::Before};
    case Op::LessEqual: return ComparisonWords{Phrase::AtMost, Phrase::NotAfter};
    case Op::Greater: return ComparisonWords{Phrase::Over, Phrase::After};
    case Op::GreaterEqual: return ComparisonWords{Phrase::AtLeast, Phrase::NotBefore};
    default: return std::nullopt;
  }
}

/// The name of an operator that is written in front of its arguments.
std::optional<Phrase> function_of(Op op) {
  switch (op) {
    case Op::Minimum: return Phrase::TheLower;
    case Op::Maximum: return Phrase::TheHigher;
    case Op::Floor: return Phrase::RoundedDown;
    case Op::Ceil: return Phrase::RoundedUp;
    case Op::Absolute: return Phrase::WithoutSign;
    case Op::YearOf: return Phrase::YearOf;
    case Op::YearsBetween: return Phrase::YearsBetween;
    case Op::MonthsBetween: return Phrase::MonthsBetween;
    case Op::DaysBetween: return Phrase::DaysBetween;
    default: return std::nullopt;
  }
}

/// What stands for itself without a name of the policy.
std::optional<Phrase> fixed_word_of(Op op) {
  switch (op) {
    case Op::ClaimDate:
    case Op::JudgedClaimDate: return Phrase::EventDate;
    case Op::ApplicationDate: return Phrase::ApplicationDate;
    case Op::IsJudgedClaim: return Phrase::ThisClaim;
    case Op::ElementAward: return Phrase::ElementAward;
    case Op::ElementRecipient: return Phrase::ElementRecipient;
    case Op::ElementPolicy: return Phrase::ElementPolicy;
    case Op::ElementPaid: return Phrase::ElementPaid;
    case Op::ElementEntitled: return Phrase::ElementEntitled;
    case Op::ElementLevel: return Phrase::ElementLevel;
    case Op::Cells: return Phrase::ValueOfTable;
    default: return std::nullopt;
  }
}

/// More operators than this are no sentence any more; a definition that is used twice is also written twice.
constexpr std::size_t kMaxOperators = 120;

std::size_t count_operators(const runtime::Program& program, Index index, std::size_t most) {
  const Node& node = program.nodes[index];
  std::size_t count = 1;
  for (std::size_t at = 0; at < node.num_args && count <= most; ++at) {
    count += count_operators(program, program.args[node.first_arg + at], most - count);
  }
  return count;
}

bool is_too_long(const runtime::Program& program, Index node) {
  return count_operators(program, node, kMaxOperators) > kMaxOperators;
}

class ExpressionWriter {
 public:
  ExpressionWriter(Html& html, const Material& material)
      : html_(html), material_(material), program_(material.program) {}

  void write(Index index) {
    const Node& node = program_.nodes[index];
    if (const auto word = fixed_word_of(node.op)) return say(*word);
    if (const auto comparison = comparison_of(node.op)) return write_comparison(node, *comparison);
    if (is_bounded(node))
      return write_between({arg(node, 0), arg(node, 1)},
                           {std::nullopt, node.op == Op::Minimum ? Phrase::ButAtMost : Phrase::ButAtLeast});
    if (const auto function = function_of(node.op)) return write_function(node, *function);
    if (is_logic(node.op)) return write_joined(node, node.op == Op::And ? Phrase::And : Phrase::Or);
    if (is_arithmetic(node.op)) return write_arithmetic(node);
    if (is_phrase(node.op)) return write_phrase(node);
    write_other(node);
  }

  void write_not(Index index) {
    const Node& node = program_.nodes[index];
    if (node.op == Op::Not) return write(arg(node, 0));
    say(Phrase::Not);
    html_.text(" ");
    write_inner(index, is_logic(node.op) || comparison_of(node.op).has_value());
  }

 private:
  Index arg(const Node& node, std::size_t at) const { return program_.args[node.first_arg + at]; }

  void open_parenthesis() { html_.words({"(", "（"}); }
  void close_parenthesis() { html_.words({")", "）"}); }

  void say(Phrase word) { html_.words(phrase(word)); }

  void write_inner(Index index, bool needs_parentheses) {
    if (needs_parentheses) open_parenthesis();
    write(index);
    if (needs_parentheses) close_parenthesis();
  }

  void write_joined(const Node& node, Phrase joint) {
    if (const auto fact = common_fact(node)) return write_alternatives(node, *fact);
    for (std::size_t at = 0; at < node.num_args; ++at) {
      if (at > 0) {
        html_.text(" ");
        say(joint);
        html_.text(" ");
      }
      write_inner(arg(node, at),
                  is_logic(program_.nodes[arg(node, at)].op) && program_.nodes[arg(node, at)].op != node.op);
    }
  }

  /// The left side that all arguments of an `or` compare with a constant by "=", if there is one.
  std::optional<Index> common_fact(const Node& node) const {
    if (node.op != Op::Or || node.num_args < 2) return std::nullopt;
    const Index fact = program_.nodes[arg(node, 0)].num_args == 2 ? arg(program_.nodes[arg(node, 0)], 0) : kNone;
    for (std::size_t at = 0; at < node.num_args; ++at) {
      const Node& one = program_.nodes[arg(node, at)];
      const bool fits = one.op == Op::Equal && arg(one, 0) == fact && program_.nodes[arg(one, 1)].op == Op::Constant;
      if (!fits) return std::nullopt;
    }
    return fact;
  }

  /// "组织形式 = 企业 or 事业单位".
  void write_alternatives(const Node& node, Index fact) {
    write(fact);
    html_.text(" = ");
    for (std::size_t at = 0; at < node.num_args; ++at) {
      if (at > 0) {
        html_.text(" ");
        say(Phrase::Or);
        html_.text(" ");
      }
      write_value(arg(program_.nodes[arg(node, at)], 1), fact);
    }
  }

  void write_comparison(const Node& node, const ComparisonWords& comparison) {
    const bool is_of_days = program_.nodes[arg(node, 0)].fact_type == FactType::Date ||
                            program_.nodes[arg(node, 1)].fact_type == FactType::Date;
    write_side(arg(node, 0), arg(node, 1));
    html_.text(" ");
    say(is_of_days ? comparison.day : comparison.number);
    html_.text(" ");
    write_side(arg(node, 1), arg(node, 0));
  }

  void write_side(Index side, Index other) {
    if (program_.nodes[side].op == Op::Constant) return write_value(side, other);
    write_inner(side, is_logic(program_.nodes[side].op) || is_phrase(program_.nodes[side].op) ||
                          is_bounded(program_.nodes[side]));
  }

  /// A constant, in the unit of the fact that it is held against.
  void write_value(Index index, Index other) {
    const Node& beside = program_.nodes[other];
    const bool is_fact =
        beside.op == Op::ApplicantFact || beside.op == Op::ClaimFact || beside.op == Op::JudgedClaimFact;
    write_constant(program_.nodes[index], is_fact ? program_.facts[beside.a].unit : "");
  }

  void write_constant(const Node& node, const std::string& unit) {
    const runtime::Constant& value = program_.constants[node.a];
    runtime::Fact fact;
    fact.type = node.fact_type;
    fact.enumeration = node.enumeration;
    fact.unit = unit;
    if (fact.type == FactType::Money) {
      html_.words({runtime::amount_words(program_, value.number, Language::English),
                   runtime::amount_words(program_, value.number, Language::Chinese)});
    } else if (fact.type == FactType::OneOf || fact.type == FactType::Ranked) {
      write_name(html_, material_.links,
                 {SymbolKind::Value,
                  program_.enumerations[fact.enumeration].values[static_cast<std::size_t>(value.number.numerator())]});
    } else if (fact.type == FactType::Text) {
      html_.text("“").quote(value.text).text("”");
    } else {
      html_.words({runtime::value_text(program_, fact, value, Language::English),
                   runtime::value_text(program_, fact, value, Language::Chinese)});
    }
  }

  void write_arithmetic(const Node& node) {
    const std::string_view sign = node.op == Op::Add        ? " + "
                                  : node.op == Op::Subtract ? " − "
                                  : node.op == Op::Multiply ? " × "
                                                            : " ÷ ";
    for (std::size_t at = 0; at < node.num_args; ++at) {
      const Node& operand = program_.nodes[arg(node, at)];
      const bool is_same = operand.op == node.op && (node.op == Op::Add || node.op == Op::Multiply);
      if (at > 0) html_.text(sign);
      write_inner(arg(node, at), !is_same && needs_parentheses(operand));
    }
  }

  /// An operand that is more than a name, a number or a call.
  bool needs_parentheses(const Node& node) const {
    return is_arithmetic(node.op) || is_phrase(node.op) || is_bounded(node);
  }

  static bool is_phrase(Op op) {
    return op == Op::If || op == Op::Tiers || op == Op::PerFull || op == Op::OrNothing || op == Op::Round ||
           op == Op::Discretion || op == Op::AddMonths || op == Op::AddDays;
  }

  /// "X, at most 5万元": the lower or the higher of a value and a fixed amount.
  bool is_bounded(const Node& node) const {
    return (node.op == Op::Minimum || node.op == Op::Maximum) && node.num_args == 2 &&
           program_.nodes[arg(node, 1)].op == Op::Constant;
  }

  /// Writes values with words before each.
  void write_between(const std::vector<Index>& values, const std::vector<std::optional<Phrase>>& words) {
    for (std::size_t at = 0; at < values.size(); ++at) {
      if (words[at]) say(*words[at]);
      write(values[at]);
    }
  }

  /// What is said in a sentence of its own form.
  void write_phrase(const Node& node) {
    switch (node.op) {
      case Op::If:
        return write_between({arg(node, 0), arg(node, 1), arg(node, 2)},
                             {Phrase::IfClause, Phrase::ThenClause, Phrase::ElseClause});
      case Op::PerFull:
        return write_between({arg(node, 0), arg(node, 1), arg(node, 2)},
                             {std::nullopt, Phrase::ForEachFull, Phrase::OfBase});
      case Op::OrNothing: return write_between({arg(node, 0), arg(node, 1)}, {std::nullopt, Phrase::NothingBelow});
      case Op::Round: return write_between({arg(node, 0), arg(node, 1)}, {std::nullopt, rounding_of(node)});
      case Op::AddMonths:
      case Op::AddDays:
        write_between({arg(node, 0), arg(node, 1)}, {std::nullopt, Phrase::Plus});
        return say(node.op == Op::AddMonths ? Phrase::Months : Phrase::Days);
      case Op::Discretion:
        write_between({arg(node, 0), arg(node, 1)}, {Phrase::Between, Phrase::BetweenAnd});
        return say(Phrase::CaseByCase);
      default: return write_tiers(node);
    }
  }

  static Phrase rounding_of(const Node& node) {
    switch (static_cast<runtime::Rounding>(node.a)) {
      case runtime::Rounding::Down: return Phrase::RoundedDownTo;
      case runtime::Rounding::Up: return Phrase::RoundedUpTo;
      case runtime::Rounding::HalfUp: return Phrase::RoundedHalfUpTo;
      case runtime::Rounding::HalfEven: break;
    }
    return Phrase::RoundedHalfEvenTo;
  }

  /// "in tiers of X (up to A: 90%; above: 20%)".
  void write_tiers(const Node& node) {
    say(Phrase::TiersOf);
    write(arg(node, 0));
    html_.text(" ");
    open_parenthesis();
    std::size_t at = 1;
    for (; at + 1 < node.num_args; at += 2) {
      write_between({arg(node, at), arg(node, at + 1)}, {Phrase::UpToBound, Phrase::RateOfTier});
      if (at + 2 < node.num_args) html_.words({"; ", "；"});
    }
    if (at < node.num_args) write_between({arg(node, at)}, {Phrase::AboveBounds});
    close_parenthesis();
  }

  void write_function(const Node& node, Phrase function) {
    say(function);
    open_parenthesis();
    for (std::size_t at = 0; at < node.num_args; ++at) {
      if (at > 0) html_.words({", ", "，"});
      write(arg(node, at));
    }
    close_parenthesis();
  }

  void write_fact(Index slot) {
    if (program_.facts[slot].name == "stage" &&
        material_.links.target_of(names::Symbol{SymbolKind::Fact, "stage"}).empty())
      return say(Phrase::KeyStage);
    write_name(html_, material_.links, {SymbolKind::Fact, program_.facts[slot].name});
  }

  /// What is left: facts, constants, sets, parameters, readings, lists.
  void write_other(const Node& node) {
    switch (node.op) {
      case Op::Constant: return write_constant(node, "");
      case Op::ApplicantFact:
      case Op::ClaimFact:
      case Op::JudgedClaimFact: return write_fact(node.a);
      case Op::ReadingValue:
        return write_name(html_, material_.links, {SymbolKind::Reading, program_.readings[node.a].name});
      case Op::Parameter:
        return write_name(html_, material_.links, {SymbolKind::Parameter, program_.parameters[node.a].name});
      case Op::ElementIsKind:
        return write_name(html_, material_.links, {SymbolKind::Claim, program_.claim_kinds[node.a].name});
      case Op::Not: return write_not(arg(node, 0));
      case Op::Negate:
        html_.text("−");
        return write_inner(arg(node, 0), needs_parentheses(program_.nodes[arg(node, 0)]));
      case Op::Contains:
        write(arg(node, 0));
        html_.text(" ∋ ");
        return write_name(
            html_, material_.links,
            {SymbolKind::Value, program_.enumerations[program_.nodes[arg(node, 0)].enumeration].values[node.a]});
      default: return write_list(node);
    }
  }

  /// "any 标准制定 where (…)": lists of claims, of past payments, of other grants.
  void write_list(const Node& node) {
    say(node.op == Op::Any     ? Phrase::AnyOf
        : node.op == Op::All   ? Phrase::AllOf
        : node.op == Op::Count ? Phrase::CountOf
                               : Phrase::SumOver);
    html_.text(" ");
    switch (static_cast<runtime::ListKind>(node.a)) {
      case runtime::ListKind::ClaimKind:
        write_name(html_, material_.links, {SymbolKind::Claim, program_.claim_kinds[node.b].name});
        break;
      case runtime::ListKind::Claims: say(Phrase::Claims); break;
      case runtime::ListKind::OtherGrants: say(Phrase::OtherGrants); break;
      case runtime::ListKind::History:
        say(Phrase::PastPayments);
        if (node.b == kNone) break;
        html_.text(" ");
        write_award(node.b);
        break;
    }
    html_.text(" ");
    say(Phrase::Where);
    html_.text(" ");
    open_parenthesis();
    write(arg(node, 0));
    close_parenthesis();
    if (node.num_args < 2) return;
    html_.words({": ", "："});
    write(arg(node, 1));
  }

  /// An award that declares its own claim has the name of the claim.
  void write_award(Index award) {
    const std::string& name = program_.awards[award].name;
    const bool is_claim = material_.links.target_of(names::Symbol{SymbolKind::Award, name}).empty();
    write_name(html_, material_.links, {is_claim ? SymbolKind::Claim : SymbolKind::Award, name});
  }

  Html& html_;
  const Material& material_;
  const runtime::Program& program_;
};

}  // namespace

void write_expression(Html& html, const Material& material, Index node) {
  if (is_too_long(material.program, node)) {
    html.words(phrase(Phrase::TooLong));
  } else {
    ExpressionWriter(html, material).write(node);
  }
}

void write_negation(Html& html, const Material& material, Index node) {
  if (is_too_long(material.program, node)) {
    html.words(phrase(Phrase::TooLongNegated));
  } else {
    ExpressionWriter(html, material).write_not(node);
  }
}

std::vector<Index> tables_in(const runtime::Program& program, Index node) {
  std::set<Index> tables;
  std::set<Index> seen;
  std::vector<Index> open{node};
  while (!open.empty()) {
    const Index index = open.back();
    open.pop_back();
    if (!seen.insert(index).second) continue;
    const Node& found = program.nodes[index];
    if (found.op == Op::Cells) tables.insert(found.a);
    for (std::size_t at = 0; at < found.num_args; ++at) open.push_back(program.args[found.first_arg + at]);
  }
  return {tables.begin(), tables.end()};
}

}  // namespace polc::doc
