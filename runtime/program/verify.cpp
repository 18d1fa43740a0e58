#include "runtime/program/verify.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/program/verify_parts.h"

namespace polc::runtime {
namespace {

constexpr Date kFirstDay{-719162};  // 0001-01-01
constexpr Date kLastDay{2932896};   // 9999-12-31

}  // namespace

std::optional<Flaw> verify(const Program& program) {
  const ProgramView view{program};
  if (std::optional<Flaw> flaw = verify_vocabulary(view)) return flaw;
  if (std::optional<Flaw> flaw = verify_tables(view)) return flaw;
  std::vector<Places> places;
  if (std::optional<Flaw> flaw = verify_nodes(view, places)) return flaw;
  if (std::optional<Flaw> flaw = verify_awards(view, places)) return flaw;
  if (std::optional<Flaw> flaw = verify_steps(view, places)) return flaw;
  return verify_statements(view, places);
}

Flaw flaw_of(FlawWords item, std::size_t place, FlawWords wrong) {
  return {{fmt::format("{} {}: {}", item.english, place, wrong.english),
           fmt::format("{} {}：{}", item.chinese, place, wrong.chinese)}};
}

bool ProgramView::has_conditions(const std::vector<Index>& when) const {
  return (when.empty() || when.size() == program.num_kinds()) &&
         std::all_of(when.begin(), when.end(), [&](Index node) { return has_node_or_none(node, NodeType::Bool); });
}

bool ProgramView::has_awards(const std::vector<Index>& awards) const {
  for (std::size_t i = 0; i < awards.size(); ++i) {
    if (awards[i] >= program.awards.size()) return false;
    if (i > 0 && program.awards[awards[i - 1]].name >= program.awards[awards[i]].name) return false;
  }
  return true;
}

bool ProgramView::is_value(const Constant& constant, FactType type, Index enumeration) const {
  if (constant.type != type) return false;
  switch (type) {
    case FactType::YesNo: return constant.number.is_zero() || constant.number == Fraction(1);
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money:
    case FactType::Text: return true;
    case FactType::Date: return is_day(constant.number);
    case FactType::OneOf:
    case FactType::Ranked:
      return has_enumeration(enumeration) && constant.number.is_whole() && constant.number.sign() >= 0 &&
             constant.number < Fraction(static_cast<std::int64_t>(num_values(enumeration)));
    case FactType::AnyOf: return has_enumeration(enumeration) && is_ascending(constant.codes, num_values(enumeration));
  }
  return false;
}

bool has_values(FactType type) {
  return type == FactType::OneOf || type == FactType::Ranked || type == FactType::AnyOf;
}

bool is_ascending(const std::vector<Index>& codes, std::size_t end) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] >= end || (i > 0 && codes[i - 1] >= codes[i])) return false;
  }
  return true;
}

bool is_day(Date date) { return date >= kFirstDay && date <= kLastDay; }

bool is_day(const Fraction& value) {
  return value.is_whole() && value >= Fraction(kFirstDay.days) && value <= Fraction(kLastDay.days);
}

}  // namespace polc::runtime
