#include "compiler/emit/lowering.h"

#include <algorithm>

#include "compiler/emit/refusal.h"

namespace polc::emit {

using runtime::FactOwner;
using runtime::FactType;
using runtime::Fraction;
using runtime::Node;
using runtime::NodeType;
using runtime::Op;
using runtime::Range;

std::string fact_column(Index slot) { return "f" + std::to_string(slot); }

Lowering::Lowering(const runtime::Program& program, Inputs& inputs, Arithmetic& arithmetic,
                   const std::vector<Index>& readings)
    : program_(program), inputs_(inputs), arithmetic_(arithmetic), terms_(arithmetic.terms()), readings_(readings) {}

Term Lowering::fact(Index slot) {
  facts_read_.insert(slot);
  const TermNode& value = terms_[inputs_.presumed_value(slot)];
  return terms_.column(fact_column(slot), value.type, value.can_be_null);
}

Value Lowering::lower(Index index, const Standing& standing) {
  // Elsewhere the same node may come to something else.
  const bool is_plain = narrowed_.empty() && !standing.list;
  const LoweredKey key{index, standing.claim_kind, standing.is_other_grant, standing.has_lists};
  if (const auto known = lowered_.find(key); is_plain && known != lowered_.end()) return known->second;
  if (++num_visits_ > kMostVisits) refuse_size();
  const Value result = lower_here(index, standing);
  if (is_plain) lowered_.emplace(key, result);
  return result;
}

Value Lowering::lower_here(Index index, const Standing& standing) {
  Value result = lower_fresh(index, standing);
  // What is assumed of the claim judged is not assumed of the elements of a list, although the same node reads them.
  const Op op = program_.nodes[index].op;
  if (standing.list && (op == Op::ClaimFact || op == Op::ClaimDate)) return result;
  for (const Narrowed& narrowed : narrowed_) {
    if (narrowed.node != index) continue;
    // Only an unknown number is narrowed.
    const Quantity within = arithmetic_.constant(narrowed.range);
    const Term given = fact(program_.nodes[index].a);
    Quantity known;
    known.low = known.high = given;
    known.scale = inputs_.scale_of(program_.nodes[index].a);
    std::tie(known.least, known.most) = inputs_.bounds_of(program_.nodes[index].a);
    const auto [number, range] = arithmetic_.aligned(known, within);
    result.number = number;
    result.number.low = terms_.coalesce(number.low, range.low);
    result.number.high = terms_.coalesce(number.high, range.high);
    result.number.least = std::min(number.least, range.least);
    result.number.most = std::max(number.most, range.most);
  }
  return result;
}

Value Lowering::lower_fresh(Index index, const Standing& standing) {
  const Node& node = program_.nodes[index];
  switch (node.op) {
    case Op::If: return choose(node, standing);
    case Op::Discretion: return decide(node, standing);
    case Op::Parameter: return parameter(node, standing);
    case Op::Cells: return cells(node, standing);
    case Op::Any:
    case Op::All:
    case Op::Count:
    case Op::Sum: return quantifier(node, index, standing);
    default: break;
  }
  if (node.num_args == 0) {
    Value result = leaf(node, standing);
    result.covered = yes();
    result.fault = terms_.no();
    return result;
  }
  std::vector<Value> args;
  std::vector<Term> covered;
  std::vector<Term> faults;
  for (std::size_t i = 0; i < node.num_args; ++i) {
    args.push_back(lower(argument(node, i), standing));
    covered.push_back(args.back().covered);
    faults.push_back(args.back().fault);
  }
  Value result;
  if (node.type == NodeType::Bool) {
    const bool is_logic = node.op == Op::Not || node.op == Op::And || node.op == Op::Or || node.op == Op::Contains;
    result = is_logic ? logic(node, args) : comparison(node, args);
  } else {
    std::vector<Quantity> numbers;
    for (const Value& arg : args) numbers.push_back(arg.number);
    result.type = NodeType::Numeric;
    result.number = compute(node, numbers);
  }
  result.covered = terms_.all(covered);
  result.fault = terms_.any(faults);
  return result;
}

Value Lowering::label_value(Index enumeration, Index code) {
  Value result;
  result.type = NodeType::Enum;
  result.enumeration = enumeration;
  result.code = code;
  const std::vector<std::string>& values = program_.enumerations[enumeration].values;
  result.text = terms_.text(code < values.size() ? values[code] : "");
  return result;
}

Value Lowering::constant(const Node& node) {
  const runtime::Constant& constant = program_.constants[node.a];
  Value result;
  result.type = node.type;
  switch (node.type) {
    case NodeType::Bool: result.truth = terms_.truth(!constant.number.is_zero()); break;
    case NodeType::Numeric: result.number = arithmetic_.constant(constant.number); break;
    case NodeType::Enum: return label_value(node.enumeration, static_cast<Index>(constant.number.numerator()));
    case NodeType::Text: result.text = terms_.text(constant.text); break;
    case NodeType::Set:
      refuse({"two lists of values are compared as a whole", "对多值信息作整体比较"},
             {"test for single values (`c = 甲`)", "请逐个取值判断（c = 甲）"});
  }
  return result;
}

// `given`: NULL is unknown; so is a fact of a kind that does not stand here.
Value Lowering::fact_value(const Node& node, Term given) {
  const runtime::Fact& found = program_.facts[node.a];
  Value result;
  result.type = node.type;
  result.enumeration = found.enumeration;
  switch (node.type) {
    case NodeType::Bool: result.truth = given; break;
    case NodeType::Text:
    case NodeType::Set: result.text = given; break;
    case NodeType::Enum: {
      const std::vector<std::string>& values = program_.enumerations[found.enumeration].values;
      result.text = given;
      if (values.size() == 1) return label_value(found.enumeration, 0);
      break;
    }
    case NodeType::Numeric: {
      Quantity known;
      known.low = known.high = given;
      known.scale = inputs_.scale_of(node.a);
      std::tie(known.least, known.most) = inputs_.bounds_of(node.a);
      const Wide scale = known.scale;
      const auto bound = [&](const std::optional<Fraction>& end, Term open) {
        if (!end) return open;
        const std::optional<Fraction> scaled = runtime::multiply(*end, *Fraction::ratio(scale, 1));
        if (!scaled || !scaled->is_whole()) {
          refuse({"a bound of a fact has more decimals than its values", "信息的上下限小数位数多于其取值"},
                 {"write the bound with at most six decimals", "请将上下限写为至多六位小数"});
        }
        return terms_.coalesce(open, terms_.whole(scaled->numerator()));
      };
      const Term open = known.low;
      known.low = bound(found.low, open);
      known.high = bound(found.high, open);
      result.number = known;
      break;
    }
  }
  return result;
}

Value Lowering::level(Term label) {
  Value result;
  result.type = NodeType::Enum;
  result.enumeration = program_.level_enumeration;
  result.text = label;
  return result;
}

Value Lowering::day_value(Term day) {
  Value result;
  result.type = NodeType::Numeric;
  result.number.low = result.number.high = day;
  result.number.least = -719162;
  result.number.most = 2932896;
  return result;
}

// What was paid or is due is never negative.
Value Lowering::amount_value(const char* column) {
  Value result;
  result.type = NodeType::Numeric;
  const Term paid = terms_.column(column, Type::Whole, true);
  result.number.low = terms_.coalesce(paid, terms_.whole(0));
  result.number.high = paid;
  result.number.most = Wide{10'000'000'000'000};
  return result;
}

Value Lowering::leaf(const Node& node, const Standing& standing) {
  if (standing.list) {
    if (std::optional<Value> found = element_leaf(node, standing)) return *std::move(found);
  }
  const auto day = [&](const char* name, bool is_there) {
    return day_value(is_there ? terms_.column(name, Type::Whole, true) : terms_.null(Type::Whole));
  };
  switch (node.op) {
    case Op::Constant: return constant(node);
    case Op::ApplicantFact: return fact_value(node, fact(node.a));
    case Op::ClaimFact:
    case Op::JudgedClaimFact: {
      const bool is_there = program_.facts[node.a].kind == standing.claim_kind && !standing.is_other_grant;
      return fact_value(node, is_there ? fact(node.a) : terms_.null(terms_[inputs_.presumed_value(node.a)].type));
    }
    case Op::ClaimDate:
      if (standing.is_other_grant) return day(kOtherDay, true);
      return day(kOnDay, standing.claim_kind != kNone);
    case Op::JudgedClaimDate: return day(kOnDay, standing.claim_kind != kNone);
    case Op::ApplicationDate: return day(kAppliedDay, true);
    case Op::ReadingValue: return label_value(program_.readings[node.a].enumeration, readings_[node.a]);
    case Op::ElementLevel: return level(terms_.column(kOtherLevel, Type::Text, true));
    case Op::ElementPaid: return amount_value(kOtherPaid);
    case Op::ElementEntitled: return amount_value(kOtherEntitled);
    case Op::ElementPolicy: {
      Value result;
      result.type = NodeType::Text;
      result.text = terms_.column(kOtherPolicy, Type::Text, true);
      return result;
    }
    default: break;
  }
  refuse({"this part of a list entry is not written as SQL", "清单条目的这一部分不能写成 SQL"},
         {"evaluate with `polc eval`", "请用 polc eval 计算"});
}

Value Lowering::logic(const Node& node, const std::vector<Value>& args) {
  Value result;
  std::vector<Term> truths;
  for (const Value& arg : args) truths.push_back(arg.truth);
  switch (node.op) {
    case Op::Not: result.truth = terms_.negation(truths.front()); break;
    case Op::And: result.truth = terms_.all(truths); break;
    case Op::Or: result.truth = terms_.any(truths); break;
    default: {
      const std::string& label =
          program_.enumerations[node.enumeration == kNone ? args[0].enumeration : node.enumeration].values[node.a];
      if (label.find(';') != std::string::npos) {
        refuse({"the value `" + label + "` has a semicolon, which parts the values of a list in its column",
                "取值“" + label + "”含分号，而列中以分号分隔多个取值"},
               {"rename the value", "请为该取值改名"});
      }
      result.truth = terms_.call(Form::HasPart, Type::Truth, true, {args[0].text, terms_.text(label)});
    }
  }
  return result;
}

// Ranks grow with the rank; an unknown one lies anywhere among them.
Quantity Lowering::rank_of(const Value& value) {
  if (value.code) return arithmetic_.constant(Fraction(-std::int64_t{*value.code}));
  const std::vector<std::string>& values = program_.enumerations[value.enumeration].values;
  std::vector<Term> arms;
  for (std::size_t i = 0; i < values.size(); ++i) {
    arms.push_back(terms_.equal(value.text, terms_.text(values[i])));
    arms.push_back(terms_.whole(-static_cast<Wide>(i)));
  }
  arms.push_back(terms_.null(Type::Whole));
  const Term rank = terms_.choose(arms);
  Quantity result;
  result.least = 1 - static_cast<Wide>(values.size());
  result.low = terms_.coalesce(rank, terms_.whole(result.least));
  result.high = terms_.coalesce(rank, terms_.whole(0));
  return result;
}

Term Lowering::compare_labels(Op op, const Value& lhs, const Value& rhs) {
  const auto holds = [&](Index left, Index right) {
    switch (op) {
      case Op::Equal: return left == right;
      case Op::NotEqual: return left != right;
      case Op::Less: return left > right;
      case Op::LessEqual: return left >= right;
      case Op::Greater: return left < right;
      default: return left <= right;
    }
  };
  if (lhs.code && rhs.code) return terms_.truth(holds(*lhs.code, *rhs.code));
  const bool is_one_known = lhs.code || rhs.code;
  if (is_one_known) {
    const Value& open = lhs.code ? rhs : lhs;
    const std::vector<std::string>& values = program_.enumerations[open.enumeration].values;
    std::vector<std::string> labels;
    for (Index code = 0; code < values.size(); ++code) {
      if (holds(lhs.code.value_or(code), rhs.code.value_or(code))) labels.push_back(values[code]);
    }
    // What holds for every value holds for an unknown one.
    if (labels.size() == values.size()) return yes();
    if (labels.empty()) return terms_.no();
    return terms_.one_of(open.text, labels);
  }
  if (op == Op::Equal) return terms_.equal(lhs.text, rhs.text);
  if (op == Op::NotEqual) return terms_.negation(terms_.equal(lhs.text, rhs.text));
  const Quantity left = rank_of(lhs);
  const Quantity right = rank_of(rhs);
  switch (op) {
    case Op::Less: return arithmetic_.less(left, right);
    case Op::LessEqual: return arithmetic_.less_equal(left, right);
    case Op::Greater: return arithmetic_.less(right, left);
    default: return arithmetic_.less_equal(right, left);
  }
}

Value Lowering::comparison(const Node& node, const std::vector<Value>& args) {
  Value result;
  const Value& lhs = args[0];
  const Value& rhs = args[1];
  switch (lhs.type) {
    case NodeType::Enum: result.truth = compare_labels(node.op, lhs, rhs); return result;
    case NodeType::Bool: result.truth = terms_.equal(lhs.truth, rhs.truth); break;
    case NodeType::Text: result.truth = terms_.equal(lhs.text, rhs.text); break;
    case NodeType::Set:
      refuse({"two lists of values are compared as a whole", "对多值信息作整体比较"},
             {"test for single values (`c = 甲`)", "请逐个取值判断（c = 甲）"});
    case NodeType::Numeric:
      switch (node.op) {
        case Op::Less: result.truth = arithmetic_.less(lhs.number, rhs.number); return result;
        case Op::LessEqual: result.truth = arithmetic_.less_equal(lhs.number, rhs.number); return result;
        case Op::Greater: result.truth = arithmetic_.less(rhs.number, lhs.number); return result;
        case Op::GreaterEqual: result.truth = arithmetic_.less_equal(rhs.number, lhs.number); return result;
        default: result.truth = arithmetic_.equal(lhs.number, rhs.number);
      }
  }
  if (node.op == Op::NotEqual) result.truth = terms_.negation(result.truth);
  return result;
}

Quantity Lowering::tiers(const std::vector<Quantity>& args) {
  const Quantity& base = args.front();
  Quantity total = arithmetic_.zero();
  Quantity bottom = arithmetic_.zero();
  for (std::size_t i = 1; i < args.size(); i += 2) {
    const bool is_last = i + 1 == args.size();
    const Quantity part = is_last ? base : arithmetic_.minimum(base, args[i]);
    const Quantity above = arithmetic_.maximum(arithmetic_.subtract(part, bottom), arithmetic_.zero());
    total = arithmetic_.add(total, arithmetic_.multiply(above, is_last ? args[i] : args[i + 1]));
    if (!is_last) bottom = args[i];
  }
  return total;
}

Quantity Lowering::compute(const Node& node, const std::vector<Quantity>& args) {
  const auto fold = [&](auto combine) {
    Quantity result = args.front();
    for (std::size_t i = 1; i < args.size(); ++i) result = combine(result, args[i]);
    return result;
  };
  switch (node.op) {
    case Op::Negate: return arithmetic_.negate(args[0]);
    case Op::Add: return fold([&](const Quantity& l, const Quantity& r) { return arithmetic_.add(l, r); });
    case Op::Subtract: return arithmetic_.subtract(args[0], args[1]);
    case Op::Multiply: return fold([&](const Quantity& l, const Quantity& r) { return arithmetic_.multiply(l, r); });
    case Op::Divide: return arithmetic_.divide(args[0], args[1]);
    case Op::Minimum: return fold([&](const Quantity& l, const Quantity& r) { return arithmetic_.minimum(l, r); });
    case Op::Maximum: return fold([&](const Quantity& l, const Quantity& r) { return arithmetic_.maximum(l, r); });
    case Op::Floor: return arithmetic_.floor(args[0]);
    case Op::Ceil: return arithmetic_.ceil(args[0]);
    case Op::Absolute: return arithmetic_.absolute(args[0]);
    case Op::Round: {
      const std::optional<Fraction> step = arithmetic_.literal(args[1]);
      if (step && step->sign() > 0) return arithmetic_.round(args[0], *step, static_cast<runtime::Rounding>(node.a));
      if (step) return arithmetic_.unbounded();
      refuse({"the step of a rounding is not a literal", "取整的单位不是固定数值"},
             {"round to a fixed step", "请按固定单位取整"});
    }
    case Op::Tiers: return tiers(args);
    case Op::PerFull: return arithmetic_.multiply(args[0], arithmetic_.floor(arithmetic_.divide(args[2], args[1])));
    case Op::OrNothing: return arithmetic_.or_nothing(args[0], args[1]);
    default: return date_operation(node, args);
  }
}

Value Lowering::choose(const Node& node, const Standing& standing) {
  const Value condition = lower(argument(node, 0), standing);
  const Value on_yes = lower(argument(node, 1), standing);
  const Value on_no = lower(argument(node, 2), standing);
  Value result = on_yes;
  const Term truth = condition.truth;
  const Term is_possible = terms_.is_possible(truth);
  const Term may_fail = terms_.negation(terms_.is_yes(truth));
  switch (node.type) {
    case NodeType::Bool: {
      const Term agreed =
          terms_.choose({terms_.equal(on_yes.truth, on_no.truth), on_yes.truth, terms_.null(Type::Truth)});
      result.truth = terms_.choose({truth, on_yes.truth, terms_.negation(truth), on_no.truth, agreed});
      break;
    }
    case NodeType::Numeric: result.number = arithmetic_.choose(truth, on_yes.number, on_no.number); break;
    case NodeType::Text: {
      const Term agreed = terms_.choose({terms_.equal(on_yes.text, on_no.text), on_yes.text, terms_.null(Type::Text)});
      result.text = terms_.choose({truth, on_yes.text, terms_.negation(truth), on_no.text, agreed});
      break;
    }
    case NodeType::Enum:
    case NodeType::Set:
      if (!terms_.is_yes_literal(truth) && !terms_.is_no_literal(truth)) {
        refuse({"an `if` yields a label; while its condition is unknown SQL cannot keep both labels open",
                "“如果”的结果是取值；条件未知时 SQL 不能保留两个取值"},
               {"put the `if` around the condition that uses the label", "请把“如果”写在使用该取值的条件之外"});
      }
      result = terms_.is_yes_literal(truth) ? on_yes : on_no;
      break;
  }
  const Term same =
      terms_.choose({terms_.equal(on_yes.covered, on_no.covered), on_yes.covered, terms_.null(Type::Truth)});
  result.covered = terms_.choose({truth, on_yes.covered, terms_.negation(truth), on_no.covered, same});
  result.fault =
      terms_.any({condition.fault, terms_.both(is_possible, on_yes.fault), terms_.both(may_fail, on_no.fault)});
  return result;
}

Value Lowering::decide(const Node& node, const Standing& standing) {
  const Value low = lower(argument(node, 0), standing);
  const Value high = lower(argument(node, 1), standing);
  auto [left, right] = arithmetic_.aligned(low.number, high.number);
  Value result = low;
  result.number = left;
  result.number.high = right.high;
  result.number.least = std::min(left.least, right.least);
  result.number.most = std::max(left.most, right.most);
  result.covered = terms_.both(low.covered, high.covered);
  result.fault = terms_.either(low.fault, high.fault);
  if (left.has_divisor() || right.has_divisor()) arithmetic_.add(left, right);
  if (node.a == kNone) return result;
  const runtime::Fact& decided = program_.facts[node.a];
  if (decided.owner == FactOwner::Claim && decided.kind != standing.claim_kind) return result;
  Quantity given;
  given.low = given.high = fact(node.a);
  given.scale = inputs_.scale_of(node.a);
  std::tie(given.least, given.most) = inputs_.bounds_of(node.a);
  const auto [number, allowed] = arithmetic_.aligned(given, result.number);
  const Term is_outside = terms_.either(terms_.is_yes(terms_.less(number.low, allowed.low)),
                                        terms_.is_yes(terms_.less(allowed.high, number.high)));
  result.fault = terms_.either(result.fault, is_outside);
  result.number = allowed;
  result.number.low = terms_.coalesce(number.low, allowed.low);
  result.number.high = terms_.coalesce(number.high, allowed.high);
  result.number.least = std::min(number.least, allowed.least);
  result.number.most = std::max(number.most, allowed.most);
  return result;
}

// The steps in force at any date of the range; before the first one nothing is known.
Value Lowering::parameter(const Node& node, const Standing& standing) {
  Value result = lower(argument(node, 0), standing);
  const std::vector<runtime::Parameter::Step>& steps = program_.parameters[node.a].steps;
  const Quantity date = result.number;
  if (steps.empty() || terms_[date.low].form == Form::Null) {
    result.number = arithmetic_.unbounded();
    return result;
  }
  const auto day = [&](std::size_t i) { return terms_.times(terms_.whole(steps[i].from.days), date.scale); };
  std::vector<std::pair<Term, Quantity>> values;
  const Term is_before = terms_.negation(terms_.is_yes(terms_.less_equal(day(0), date.low)));
  Term is_outside = is_before;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Term has_begun = terms_.negation(terms_.is_yes(terms_.less(date.high, day(i))));
    const Term is_over = i + 1 < steps.size() ? terms_.is_yes(terms_.less_equal(day(i + 1), date.low)) : terms_.no();
    values.emplace_back(terms_.both(has_begun, terms_.negation(is_over)), arithmetic_.constant(steps[i].value));
  }
  Quantity found = arithmetic_.hull(values);
  const Term open = terms_.null(Type::Whole);
  if (date.is_one_term()) {
    // One day, so one step: a plain choice.
    std::vector<Term> arms;
    arms.push_back(is_outside);
    arms.push_back(open);
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      arms.push_back(terms_.less(date.low, day(i + 1)));
      const auto [value, rest] = arithmetic_.aligned(values[i].second, found);
      arms.push_back(value.low);
    }
    const auto [last, rest] = arithmetic_.aligned(values.back().second, found);
    arms.push_back(last.low);
    found.low = found.high = terms_.choose(arms);
  } else {
    found.low = terms_.choose({is_outside, open, found.low});
    found.high = terms_.choose({is_outside, open, found.high});
  }
  result.number = found;
  return result;
}

}  // namespace polc::emit
