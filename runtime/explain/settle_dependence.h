// Which unknown facts the settled amount of each grant can hang on. Wider than what a result calls missing: a fact that
// changes nothing yet, because another one keeps the amount as open as it is, belongs to it too. Whoever asks for facts
// needs all of them, or an answer would be taken for final too early. Used by settlement alone.
#pragma once

#include <cstddef>
#include <vector>

#include "runtime/explain/relations.h"
#include "runtime/explain/settle_frame.h"

namespace polc::runtime {

class Dependence {
 public:
  /// `relations` must outlive this. Begins with the facts each grant depends on before settlement.
  Dependence(const Relations& relations, const std::vector<GrantState>& grants, const std::vector<Frame>& frames);

  /// Looks at a statement that turned the amounts `before` into `after`. Quadratic in the members of the statement.
  void look_at(const Frame& frame, const std::vector<Bounds>& before, const std::vector<Bounds>& after);

  /// Returns the facts for one grant after the statements looked at so far; empty where its amount is one.
  const Paths& of(std::size_t grant) const { return depends_on_[grant]; }

 private:
  Paths of_pair(const Frame& frame, std::size_t first, std::size_t second) const;

  const Relations& relations_;
  const std::vector<GrantState>& grants_;
  std::vector<Paths> depends_on_;  // by grant
  std::vector<Paths> causes_;      // by grant: what every statement met for it
};

}  // namespace polc::runtime
