#include "compiler/analyse/regions/declared_groups.h"

namespace polc::analyse {

using runtime::Step;
using runtime::StepKind;

bool is_in_force(PolicyView& view, Index when) { return !view.conditions().where(when, true).empty(); }

DeclaredGroups::DeclaredGroups(PolicyView& view, Index kind)
    : num_awards_(view.program().awards.size()), groups_of_(num_awards_) {
  for (const runtime::Stack& stack : view.program().stacks) {
    if (is_in_force(view, stack.when)) add(stack.awards);
  }
  for (const Step& step : view.program().steps) {
    const bool answers = step.kind == StepKind::Highest || step.kind == StepKind::Once ||
                         (step.kind == StepKind::Cap && step.refuses_whole);
    if (answers && step.for_kind[kind] && is_in_force(view, step.when)) add(step.awards);
  }
}

void DeclaredGroups::add(const std::vector<Index>& awards) {
  if (awards.size() < 2) return;
  Bits members(num_awards_);
  for (const Index award : awards) {
    members.set(award);
    groups_of_[award].push_back(groups_.size());
  }
  groups_.push_back(std::move(members));
}

const Bits& DeclaredGroups::together_with(Index award) {
  const auto [known, is_new] = together_.try_emplace(groups_of_[award], num_awards_);
  if (is_new) {
    for (const std::size_t group : groups_of_[award]) known->second |= groups_[group];
  }
  return known->second;
}

}  // namespace polc::analyse
