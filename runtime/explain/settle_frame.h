// A settlement statement as it stands for one case: the grants it holds, how they relate, what was paid
// before, how much it allows. Worked out once and read by every run of the statement. Amounts in settlement are
// whole minor units in 128 bits; a missing upper end is a number no sum of amounts reaches.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "runtime/explain/grants.h"
#include "runtime/explain/relations.h"

namespace polc::runtime {

using MinorUnits = Fraction::Wide;

/// Stands for "without limit"; what a run makes of it stays above half of it.
inline constexpr MinorUnits kUnlimited = static_cast<MinorUnits>(1'000'000'000'000'000) * 1'000'000'000'000'000;

/// An amount or a count known to lie between two ends, 0 <= low <= high.
struct Bounds {
  MinorUnits low = 0;
  MinorUnits high = 0;

  bool is_exact() const { return low == high; }
  bool is_nothing() const { return high == 0; }
  friend bool operator==(const Bounds&, const Bounds&) = default;
};

Bounds sum(const Bounds& lhs, const Bounds& rhs);
Bounds hull(const Bounds& lhs, const Bounds& rhs);
Range to_range(const Bounds& bounds);
/// Rounds half up to whole units; below zero is zero.
Bounds to_bounds(const Range& range);

/// The payments that count for a grant, or other policies' grants: their sum, how many there are.
struct Payments {
  Bounds sum;
  Bounds count;
};

/// One grant inside a statement.
struct Member {
  std::size_t grant = 0;         // place in the list of grants
  std::size_t claim = 0;         // place among the claims of the frame
  Related is_active;             // the statement's `when`
  std::vector<Mode> modes;       // those that may apply; one unless a parameter is unknown
  Bounds number;                 // Limit: N; Cap: the amount
  Payments past;                 // every past payment that counts
  Payments deducted_here;        // of them, those no wider `topping up` deducts
  std::vector<Tri> is_deducted;  // by history entry: deducted here
  Payments others;               // `paid` of other policies' grants
  Bounds highest_other;          // their highest `entitled`
  Bounds deducted_before;        // HighestWithOthers: past payments narrower statements deducted
  Paths causes;                  // unknown facts behind the payments, the number and the conditions
};

/// How a first member stands to a second.
struct Pair {
  Tri same = Tri::No;         // in one group, both active
  Tri before = Tri::No;       // the first comes earlier in the order of grants
  Tri looks_back = Tri::Yes;  // the second lies in the window that ends with the first

  friend bool operator==(const Pair&, const Pair&) = default;
};

class Frame {
 public:
  const Step* step = nullptr;
  std::vector<Member> members;    // in the order of grants, unknown dates last
  std::vector<Pair> claim_pairs;  // num_claims × num_claims; what relates two claims relates their grants
  std::size_t num_claims = 0;
  std::vector<std::size_t> places;  // by grant: its place among the members, or members.size()
  bool has_one_number = true;       // every member has the same `number`

  /// How one member stands to another, both by their places.
  Pair pair(std::size_t first, std::size_t second) const;
  /// Whether the windows of two members overlap in one of them.
  Tri is_near(std::size_t first, std::size_t second) const;
  bool is_rolling() const { return step->window == WindowKind::Rolling; }
  bool is_choice() const { return step->kind == StepKind::Once || step->kind == StepKind::Highest; }
  bool has_mode(Mode mode) const;
  /// Returns the place of a grant among the members, or nothing.
  std::optional<std::size_t> find(std::size_t grant) const;
};

/// Returns a frame for each statement that applies to the kind of applicant and holds a grant, in the order of
/// `Program::steps`. Adds E1009 to `errors`. Quadratic in the grants of one statement.
std::vector<Frame> make_frames(ExpressionEvaluator& evaluator, std::size_t kind, const std::vector<GrantState>& grants,
                               std::vector<CaseError>& errors);

}  // namespace polc::runtime
