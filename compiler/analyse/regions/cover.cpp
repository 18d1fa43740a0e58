#include "compiler/analyse/regions/cover.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "compiler/analyse/regions/pair_index.h"

namespace polc::analyse {
namespace {

constexpr std::size_t kMostNodes = 1'000'000;
constexpr std::size_t kWorthCounting = 16;

using Volume = unsigned __int128;

struct AxisCuts {
  AxisId axis = 0;
  std::vector<Stretch> pieces;  // of the target, between the bounds of the covers; ascending
};

/// The search for uncovered parts: one axis a level.
class Search {
 public:
  Search(const Axes& axes, const Region& target, const Regions& covers, std::size_t most_parts)
      : axes_(axes), target_(target), most_parts_(most_parts) {
    for (const Region& cover : covers) {
      if (auto part = intersect(target, cover)) covers_.push_back(std::move(*part));
    }
    cut_axes();
  }

  Uncovered run() {
    if (covers_.empty()) {
      result_.parts.push_back(target_);
      return result_;
    }
    if (covers_.size() >= kWorthCounting && is_full_by_count()) return result_;
    Bits all(covers_.size());
    for (std::size_t at = 0; at < covers_.size(); ++at) all.set(at);
    descend(0, all, target_);
    return result_;
  }

 private:
  /// The axes that some cover limits further than the target does, each cut at the bounds in use.
  void cut_axes() {
    std::map<AxisId, std::set<std::int64_t>> starts;
    for (const Region& cover : covers_) {
      for (const Constraint& one : cover.constraints()) {
        if (one.values == axes_.values(target_, one.axis)) continue;
        for (const Stretch& stretch : one.values.stretches()) {
          starts[one.axis].insert(stretch.low);
          starts[one.axis].insert(stretch.high + 1);
        }
      }
    }
    for (const auto& [axis, bounds] : starts) {
      AxisCuts cuts{axis, {}};
      for (Stretch rest : axes_.values(target_, axis).stretches()) {
        for (auto bound = bounds.upper_bound(rest.low); bound != bounds.end() && *bound <= rest.high; ++bound) {
          cuts.pieces.push_back({rest.low, *bound - 1});
          rest.low = *bound;
        }
        cuts.pieces.push_back(rest);
      }
      cuts_.push_back(std::move(cuts));
    }
  }

  // ---- counting

  std::optional<Volume> volume(const Region& region) const {
    constexpr Volume kMost = ~Volume{0} >> 1U;
    Volume result = 1;
    for (const AxisCuts& cuts : cuts_) {
      const ValueSet& values = axes_.values(region, cuts.axis);
      Volume pieces = 0;
      for (const Stretch& piece : cuts.pieces) pieces += values.contains(piece.low) ? 1 : 0;
      if (pieces != 0 && result > kMost / pieces) return std::nullopt;
      result *= pieces;
    }
    return result;
  }

  bool is_full_by_count() const {
    std::vector<Regions> single;
    for (const Region& cover : covers_) single.push_back({cover});
    if (!meeting_pairs(single).empty()) return false;
    const auto whole = volume(target_);
    if (!whole) return false;
    Volume sum = 0;
    for (const Region& cover : covers_) {
      const auto part = volume(cover);
      if (!part) return false;
      sum += *part;
    }
    return sum == *whole;
  }

  // ---- descending

  /// Returns whether a cover of `active` holds everything that is left from axis `level` on.
  bool is_settled(const Bits& active, std::size_t level) const {
    bool settled = false;
    active.for_each_from(0, [&](std::size_t at) {
      if (settled || at >= covers_.size()) return;
      settled = std::all_of(cuts_.begin() + static_cast<std::ptrdiff_t>(level), cuts_.end(), [&](const AxisCuts& cuts) {
        return axes_.values(covers_[at], cuts.axis).includes(axes_.values(target_, cuts.axis));
      });
    });
    return settled;
  }

  struct Slice {
    Bits active;
    ValueSet values;
  };

  std::vector<Slice> slices(const Bits& active, const AxisCuts& cuts) const {
    std::vector<Slice> result;
    std::map<std::vector<std::uint64_t>, std::size_t> known;
    for (const Stretch& piece : cuts.pieces) {
      Bits rest(covers_.size());
      active.for_each_from(0, [&](std::size_t at) {
        if (axes_.values(covers_[at], cuts.axis).contains(piece.low)) rest.set(at);
      });
      const ValueSet values = ValueSet::between(piece.low, piece.high);
      const auto [place, is_new] = known.emplace(rest.words(), result.size());
      if (is_new) {
        result.push_back({rest, values});
      } else {
        result[place->second].values = unite(result[place->second].values, values);
      }
    }
    return result;
  }

  /// Returns whether everything below was covered.
  bool descend(std::size_t level, const Bits& active, const Region& so_far) {
    if (result_.parts.size() >= most_parts_ || !result_.is_decided) {
      result_.is_complete = false;
      return false;
    }
    if (active.is_empty()) {
      result_.parts.push_back(so_far);
      return false;
    }
    if (is_settled(active, level)) return true;
    std::vector<std::uint64_t> key = active.words();
    key.push_back(level);
    if (covered_.contains(key)) return true;
    if (++num_nodes_ > kMostNodes) {
      result_.is_decided = result_.parts.empty() ? false : result_.is_decided;
      result_.is_complete = false;
      return false;
    }
    bool is_covered = true;
    for (const Slice& slice : slices(active, cuts_[level])) {
      const auto narrowed = axes_.limited(so_far, cuts_[level].axis, slice.values);
      is_covered = descend(level + 1, slice.active, *narrowed) && is_covered;
    }
    if (is_covered) covered_.insert(std::move(key));
    return is_covered;
  }

  const Axes& axes_;
  const Region& target_;
  std::size_t most_parts_;
  Regions covers_;
  std::vector<AxisCuts> cuts_;
  std::set<std::vector<std::uint64_t>> covered_;
  std::size_t num_nodes_ = 0;
  Uncovered result_;
};

/// Where all covers that meet the target limit it on one and the same axis, says whether they leave nothing open there.
/// False also when it is not so simple.
bool is_covered_on_one_axis(const Axes& axes, const Region& target, const Regions& covers) {
  std::optional<AxisId> axis;
  ValueSet covered;
  for (const Region& cover : covers) {
    if (!meets(target, cover)) continue;
    const ValueSet* limit = nullptr;
    for (const Constraint& one : cover.constraints()) {
      if (one.values.includes(axes.values(target, one.axis))) continue;
      if (limit != nullptr || (axis && *axis != one.axis)) return false;
      axis = one.axis;
      limit = &one.values;
    }
    if (limit == nullptr) return true;
    covered = unite(covered, *limit);
  }
  return axis && covered.includes(axes.values(target, *axis));
}

}  // namespace

Uncovered find_uncovered(const Axes& axes, const Region& target, const Regions& covers, std::size_t most_parts) {
  if (is_covered_on_one_axis(axes, target, covers)) return {};
  return Search(axes, target, covers, most_parts).run();
}

}  // namespace polc::analyse
