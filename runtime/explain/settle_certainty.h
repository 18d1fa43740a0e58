// Where the total of grants may be taken from the two ends of a run, and where only from the ranges of the
// items: a choice that hangs on order, on what relates or on an amount not known can make more of one grant mean
// less of all. Grants that share a group with such a choice share its doubt.
#pragma once

#include <vector>

#include "runtime/explain/settle_frame.h"

namespace polc::runtime {

class Certainty {
 public:
  explicit Certainty(std::size_t num_grants);

  /// Looks at the statement `frames[index]` before it is applied to the ranges of the items.
  void look_at(const std::vector<Frame>& frames, std::size_t index, const std::vector<Bounds>& amounts);

  /// Returns whether the run from both ends holds for a grant, once all statements were looked at.
  bool is_certain(std::size_t grant) const;

 private:
  std::size_t root_of(std::size_t grant) const;
  void unite(std::size_t first, std::size_t second);
  /// A statement about to be applied: `frames[index]` to `amounts`.
  struct Turn {
    const std::vector<Frame>& frames;
    std::size_t index;
    const std::vector<Bounds>& amounts;
  };
  void look_at_pair(const Turn& turn, std::size_t first, std::size_t second);

  std::vector<std::size_t> parents_;
  std::vector<bool> is_doubtful_;
};

}  // namespace polc::runtime
