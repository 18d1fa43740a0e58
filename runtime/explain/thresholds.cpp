#include "runtime/explain/thresholds.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace polc::runtime {
namespace {

constexpr std::size_t kMaxValues = 40;
constexpr std::size_t kMaxPossible = 12;

/// The value the case gives, or nothing.
std::optional<Constant> current_value(const Case& one, const CasePath& path) {
  const auto of_fact = [](const FactValue& value) {
    return value.presence == Presence::Given ? std::optional<Constant>(value.value) : std::nullopt;
  };
  const auto of_date = [](const CaseDate& date) {
    Constant value;
    value.type = FactType::Date;
    value.number = Fraction(date.date.days);
    return date.presence == Presence::Given ? std::optional<Constant>(value) : std::nullopt;
  };
  switch (path.kind) {
    case CasePath::Kind::ApplicantFact: return of_fact(one.applicant_facts[path.slot]);
    case CasePath::Kind::ClaimFact: return of_fact(one.claims[path.claim].facts[path.position]);
    case CasePath::Kind::ClaimDate: return of_date(one.claims[path.claim].on);
    case CasePath::Kind::ApplicationDate: return of_date(one.applied);
    case CasePath::Kind::ApplicantKind:
    case CasePath::Kind::Other: break;
  }
  return std::nullopt;
}

/// True when `node` reads what `path` names.
bool reads(const Node& node, const CasePath& path) {
  switch (path.kind) {
    case CasePath::Kind::ApplicantFact: return node.op == Op::ApplicantFact && node.a == path.slot;
    case CasePath::Kind::ClaimFact:
      return (node.op == Op::ClaimFact || node.op == Op::JudgedClaimFact) && node.a == path.slot;
    case CasePath::Kind::ClaimDate: return node.op == Op::ClaimDate || node.op == Op::JudgedClaimDate;
    case CasePath::Kind::ApplicationDate: return node.op == Op::ApplicationDate;
    case CasePath::Kind::ApplicantKind:
    case CasePath::Kind::Other: break;
  }
  return false;
}

bool is_comparison(Op op) {
  return op == Op::Equal || op == Op::NotEqual || op == Op::Less || op == Op::LessEqual || op == Op::Greater ||
         op == Op::GreaterEqual;
}

/// The numbers the program compares the fact with, in comparisons and as bounds of cells.
std::vector<Fraction> compared_numbers(const Program& program, const CasePath& path) {
  std::vector<Fraction> numbers;
  for (const Node& node : program.nodes) {
    if (!is_comparison(node.op) || node.num_args != 2) continue;
    const Node& lhs = program.nodes[program.args[node.first_arg]];
    const Node& rhs = program.nodes[program.args[node.first_arg + 1]];
    if (reads(lhs, path) && rhs.op == Op::Constant) numbers.push_back(program.constants[rhs.a].number);
    if (reads(rhs, path) && lhs.op == Op::Constant) numbers.push_back(program.constants[lhs.a].number);
  }
  for (const Table& table : program.tables) {
    for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
      if (!reads(program.nodes[table.dimensions[at].value], path)) continue;
      for (const TableCell& cell : table.cells) {
        for (const Interval& interval : cell.sets[at].intervals) {
          if (interval.low) numbers.push_back(*interval.low);
          if (interval.high) numbers.push_back(*interval.high);
        }
      }
    }
  }
  return numbers;
}

Fraction distance(const Fraction& lhs, const Fraction& rhs) {
  const Fraction apart = subtract(lhs, rhs).value_or(Fraction(0));
  return apart.sign() < 0 ? negate(apart).value_or(apart) : apart;
}

/// Each number compared with, and its neighbours on either side, by their distance from the present value.
std::vector<Fraction> numbers_to_try(const Program& program, const CasePath& path, const Fraction& current) {
  const Fact* fact = fact_of(program, path);
  std::vector<Fraction> result;
  const auto take = [&](const std::optional<Fraction>& number) {
    if (!number || *number == current) return;
    const bool is_outside =
        fact != nullptr && ((fact->low && *number < *fact->low) || (fact->high && *number > *fact->high));
    if (!is_outside) result.push_back(*number);
  };
  for (const Fraction& number : compared_numbers(program, path)) {
    take(number);
    take(add(number, Fraction(1)));
    take(subtract(number, Fraction(1)));
  }
  std::sort(result.begin(), result.end(), [&](const Fraction& lhs, const Fraction& rhs) {
    const Fraction of_lhs = distance(lhs, current);
    const Fraction of_rhs = distance(rhs, current);
    return of_lhs == of_rhs ? lhs < rhs : of_lhs < of_rhs;
  });
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

/// Other labels: of a ranked fact by distance in rank, otherwise in declared order.
std::vector<Fraction> labels_to_try(const Program& program, const Fact& fact, const Fraction& current) {
  std::vector<Fraction> result;
  for (std::size_t code = 0; code < program.enumerations[fact.enumeration].values.size(); ++code) {
    const Fraction label(static_cast<std::int64_t>(code));
    if (label != current) result.push_back(label);
  }
  if (fact.type != FactType::Ranked) return result;
  std::stable_sort(result.begin(), result.end(), [&](const Fraction& lhs, const Fraction& rhs) {
    return distance(lhs, current) < distance(rhs, current);
  });
  return result;
}

/// Sets that differ by one value: one more first, then one less.
std::vector<Constant> sets_to_try(const Program& program, const Fact& fact, const Constant& current) {
  std::vector<Constant> more;
  std::vector<Constant> fewer;
  for (Index code = 0; code < program.enumerations[fact.enumeration].values.size(); ++code) {
    Constant other = current;
    const auto place = std::lower_bound(other.codes.begin(), other.codes.end(), code);
    if (place != other.codes.end() && *place == code) {
      other.codes.erase(place);
      fewer.push_back(std::move(other));
    } else {
      other.codes.insert(place, code);
      more.push_back(std::move(other));
    }
  }
  more.insert(more.end(), fewer.begin(), fewer.end());
  return more;
}

Constant constant_of(FactType type, const Fraction& number) {
  Constant result;
  result.type = type;
  result.number = number;
  return result;
}

/// One value for each of `count` codes.
std::vector<Constant> codes_of(FactType type, std::size_t count) {
  std::vector<Constant> result;
  for (std::size_t code = 0; code < count; ++code) {
    if (type != FactType::AnyOf) {
      result.push_back(constant_of(type, Fraction(static_cast<std::int64_t>(code))));
      continue;
    }
    result.push_back(constant_of(type, Fraction(0)));
    result.back().codes = {static_cast<Index>(code)};
  }
  if (type == FactType::AnyOf) result.push_back(constant_of(type, Fraction(0)));
  return result;
}

/// The numbers compared with and their neighbours, ascending.
std::vector<Constant> numbers_around(const Program& program, const CasePath& path) {
  const Fact* fact = fact_of(program, path);
  std::vector<Fraction> numbers;
  for (const Fraction& number : compared_numbers(program, path)) {
    for (const std::int64_t step : {-1, 0, 1}) {
      const std::optional<Fraction> near = add(number, Fraction(step));
      const bool is_outside =
          fact != nullptr && near && ((fact->low && *near < *fact->low) || (fact->high && *near > *fact->high));
      if (near && !is_outside) numbers.push_back(*near);
    }
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<Constant> result;
  for (const Fraction& number : numbers)
    result.push_back(constant_of(fact == nullptr ? FactType::Date : fact->type, number));
  return result;
}

/// Returns at most `kMaxPossible` of the values, spread evenly.
std::vector<Constant> thinned(std::vector<Constant> values) {
  if (values.size() <= kMaxPossible) return values;
  std::vector<Constant> result;
  for (std::size_t i = 0; i < kMaxPossible; ++i)
    result.push_back(std::move(values[i * (values.size() - 1) / (kMaxPossible - 1)]));
  return result;
}

}  // namespace

std::vector<Constant> possible_values(const Program& program, const CasePath& path) {
  if (path.kind == CasePath::Kind::Other) return {};
  if (path.kind == CasePath::Kind::ApplicantKind)
    return thinned(codes_of(FactType::OneOf, program.applicant_kinds.size()));
  const Fact* fact = fact_of(program, path);
  if (fact == nullptr || is_numeric(fact->type)) return thinned(numbers_around(program, path));
  if (fact->type == FactType::YesNo) return codes_of(fact->type, 2);
  if (fact->type == FactType::Text) return {};
  return thinned(codes_of(fact->type, program.enumerations[fact->enumeration].values.size()));
}

std::vector<Constant> other_values(const Program& program, const Case& one, const CasePath& path) {
  const std::optional<Constant> current = current_value(one, path);
  const Fact* fact = fact_of(program, path);
  if (!current || (fact != nullptr && fact->type == FactType::Text)) return {};
  std::vector<Constant> result;
  if (fact != nullptr && fact->type == FactType::AnyOf) {
    result = sets_to_try(program, *fact, *current);
  } else {
    std::vector<Fraction> numbers;
    if (fact != nullptr && fact->type == FactType::YesNo)
      numbers = {Fraction(current->number.is_zero() ? 1 : 0)};
    else if (fact != nullptr && !is_numeric(fact->type))
      numbers = labels_to_try(program, *fact, current->number);
    else
      numbers = numbers_to_try(program, path, current->number);
    for (const Fraction& number : numbers) {
      Constant other = *current;
      other.number = number;
      result.push_back(std::move(other));
    }
  }
  if (result.size() > kMaxValues) result.resize(kMaxValues);
  return result;
}

}  // namespace polc::runtime
