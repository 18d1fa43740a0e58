// The parts of a plan that many awards share, each kept once.
#include <utility>

#include "runtime/batch/plan_builder.h"

namespace polc::runtime {

Index PlanBuilder::add_register(Register made) {
  const auto [place, is_new] = register_places_.emplace(std::move(made), static_cast<Index>(plan_.registers.size()));
  if (is_new) plan_.registers.push_back(place->first);
  return place->second;
}

std::uint32_t PlanBuilder::add_source(const Source& source) {
  const auto [place, is_new] = source_places_.emplace(source, static_cast<std::uint32_t>(plan_.sources.size()));
  if (is_new) plan_.sources.push_back(source);
  return place->second;
}

std::uint32_t PlanBuilder::add_value(const GrantValue& value) {
  const auto [place, is_new] = value_places_.emplace(value, static_cast<std::uint32_t>(plan_.values.size()));
  if (is_new) plan_.values.push_back(value);
  return place->second;
}

// A register of cases as one of claims.
Index PlanBuilder::expanded(Index reg) {
  if (!plan_.registers[reg].is_of_case) return reg;
  Register made;
  made.op = RegisterOp::Expand;
  made.args = {reg};
  return add_register(std::move(made));
}

}  // namespace polc::runtime
