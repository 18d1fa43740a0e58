#include "runtime/explain/cuts.h"

#include <algorithm>

namespace polc::runtime {
namespace {

Cut below_all() { return {-1, {}, false}; }
Cut above_all() { return {1, {}, false}; }

// Moves a cut to just before the first point of the grid that follows it.
Cut snap(const Cut& cut, const Grid& grid) {
  if (!grid || cut.infinity != 0) return cut;
  const std::optional<Fraction> steps = divide(cut.value, *grid);
  if (!steps) return cut;
  const Fraction first = cut.is_after ? floor(*steps) : ceil(*steps);
  const std::optional<Fraction> next = cut.is_after ? add(first, Fraction(1)) : first;
  const std::optional<Fraction> value = next ? multiply(*next, *grid) : std::nullopt;
  return value ? Cut{0, *value, false} : cut;
}

}  // namespace

Grid grid_of(FactType type) {
  constexpr std::int64_t kMillion = 1'000'000;
  switch (type) {
    case FactType::Integer:
    case FactType::Money:
    case FactType::Date: return Fraction(1);
    case FactType::Number: return Fraction::ratio(1, kMillion);
    case FactType::Percent: return Fraction::ratio(1, kMillion * 100);
    case FactType::YesNo:
    case FactType::Text:
    case FactType::OneOf:
    case FactType::Ranked:
    case FactType::AnyOf: return std::nullopt;
  }
  return std::nullopt;
}

CutInterval cut_interval(const Interval& interval, const Grid& grid) {
  const Cut begin = interval.low ? Cut{0, *interval.low, interval.low_open} : below_all();
  const Cut end = interval.high ? Cut{0, *interval.high, !interval.high_open} : above_all();
  return {snap(begin, grid), snap(end, grid)};
}

CutInterval cut_interval(const Range& range, const Grid& grid) {
  return cut_interval(Interval{range.low, range.high, false, false}, grid);
}

Range range_of(const CutInterval& interval, const Grid& grid) {
  Range range;
  if (interval.begin.infinity == 0) range.low = interval.begin.value;
  if (interval.end.infinity != 0) return range;
  range.high = interval.end.value;
  // An end on a grid stands just before the first point left out.
  const std::optional<Fraction> last =
      grid && !interval.end.is_after ? subtract(interval.end.value, *grid) : std::nullopt;
  if (last) range.high = last;
  return range;
}

CutInterval intersect(const CutInterval& lhs, const CutInterval& rhs) {
  return {std::max(lhs.begin, rhs.begin), std::min(lhs.end, rhs.end)};
}

bool is_inside(const CutInterval& inner, const CutInterval& outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

std::vector<CutInterval> cut_apart(const CutInterval& whole, const std::vector<CutInterval>& intervals) {
  std::vector<Cut> cuts{whole.begin, whole.end};
  for (const CutInterval& interval : intervals) {
    for (const Cut& cut : {interval.begin, interval.end}) {
      if (whole.begin < cut && cut < whole.end) cuts.push_back(cut);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::vector<CutInterval> result;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) result.push_back({cuts[i], cuts[i + 1]});
  return result;
}

}  // namespace polc::runtime
