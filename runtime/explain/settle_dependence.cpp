#include "runtime/explain/settle_dependence.h"

#include <algorithm>
#include <numeric>

namespace polc::runtime {
namespace {

// A grant of nothing takes part in no statement, except that against other policies' grants the payments deducted from
// it count all the same.
bool is_idle(const Frame& frame, std::size_t member, const std::vector<Bounds>& before) {
  return frame.step->kind != StepKind::HighestWithOthers && before[frame.members[member].grant].is_nothing();
}

// Members that may be in one group, through others too: which of two is paid can hang on a third.
class Groups {
 public:
  Groups(const Frame& frame, const std::vector<Bounds>& before) : parents_(frame.members.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      for (std::size_t j = i + 1; j < parents_.size(); ++j) {
        const bool is_apart = (frame.pair(i, j).same | frame.pair(j, i).same) == Tri::No;
        if (!is_apart && !is_idle(frame, i, before) && !is_idle(frame, j, before)) parents_[root_of(i)] = root_of(j);
      }
    }
  }

  std::size_t root_of(std::size_t member) const {
    while (parents_[member] != member) member = parents_[member];
    return member;
  }

 private:
  std::vector<std::size_t> parents_;
};

}  // namespace

Dependence::Dependence(const Relations& relations, const std::vector<GrantState>& grants,
                       const std::vector<Frame>& frames)
    : relations_(relations), grants_(grants), causes_(grants.size()) {
  for (const GrantState& grant : grants) {
    depends_on_.push_back(grant.amount.is_exact() ? Paths{} : merge(grant.depends_on, grant.missing));
  }
  for (const Frame& frame : frames) {
    for (const Member& member : frame.members) causes_[member.grant] = merge(causes_[member.grant], member.causes);
  }
}

void Dependence::look_at(const Frame& frame, const std::vector<Bounds>& before, const std::vector<Bounds>& after) {
  const bool is_open = std::any_of(frame.members.begin(), frame.members.end(),
                                   [&](const Member& member) { return !after[member.grant].is_exact(); });
  if (!is_open) return;
  const Groups groups(frame, before);
  std::vector<Paths> of_group(frame.members.size());  // by root
  for (std::size_t i = 0; i < frame.members.size(); ++i) {
    const std::size_t grant = frame.members[i].grant;
    if (is_idle(frame, i, before)) continue;
    Paths& paths = of_group[groups.root_of(i)];
    paths = merge(paths, merge(depends_on_[grant], causes_[grant]));
    for (std::size_t j = 0; j < frame.members.size(); ++j) {
      if (i != j && groups.root_of(j) == groups.root_of(i)) paths = merge(paths, of_pair(frame, i, j));
    }
  }
  for (std::size_t i = 0; i < frame.members.size(); ++i) {
    const std::size_t grant = frame.members[i].grant;
    depends_on_[grant] = after[grant].is_exact() ? Paths{} : of_group[groups.root_of(i)];
  }
}

// What keeps open how one member stands to another.
Paths Dependence::of_pair(const Frame& frame, std::size_t first, std::size_t second) const {
  const std::size_t left = grants_[frame.members[first].grant].claim;
  const std::size_t right = grants_[frame.members[second].grant].claim;
  const Pair pair = frame.pair(first, second);
  Paths result;
  if (pair.same == Tri::No) return result;
  if (pair.same == Tri::Unknown) result = relations_.same_group(*frame.step, left, right).causes;
  if (pair.before == Tri::Unknown) result = merge(result, relations_.comes_before(left, right).causes);
  if (pair.looks_back == Tri::Unknown) result = merge(result, relations_.looks_back(*frame.step, left, right).causes);
  return result;
}

}  // namespace polc::runtime
