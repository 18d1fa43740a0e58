#include "compiler/analyse/witness/natural_value.h"

#include <array>

#include "runtime/value/date.h"

namespace polc::analyse {
namespace {

using runtime::Date;

std::int64_t natural_day(const ValueSet& values, std::optional<std::int64_t> preferred) {
  if (preferred && values.contains(*preferred)) return *preferred;
  for (const Stretch& stretch : values.stretches()) {
    const auto parts = runtime::parts_of(Date{static_cast<std::int32_t>(stretch.low)});
    if (parts.day == 1) return stretch.low;
    const bool is_december = parts.month == 12;
    const auto next =
        runtime::make_date({is_december ? parts.year + 1 : parts.year, is_december ? 1 : parts.month + 1, 1});
    if (next && next->days <= stretch.high) return next->days;
  }
  return values.first();
}

std::int64_t natural_count(const ValueSet& values, const ValueSet& domain, std::int64_t unit) {
  const Stretch& first = values.stretches().front();
  const bool has_own_low = first.low > domain.first() && first.low != domain.first() + 1 && first.low != 1;
  if (has_own_low) return first.low;
  // Ten thousand, a million, a hundred, ten, one of the unit; then the bounds themselves.
  for (const std::int64_t tens : std::array<std::int64_t, 5>{1'000'000, 10'000, 100, 10, 1}) {
    if (tens <= 4'000'000'000'000'000'000 / unit && values.contains(tens * unit)) return tens * unit;
  }
  if (first.high < domain.last()) return first.high;
  if (values.contains(0)) return 0;
  return first.low;
}

}  // namespace

std::int64_t natural_value(const ValueSet& values, const ValueSet& domain, NumberSense sense, std::int64_t unit,
                           std::optional<std::int64_t> preferred) {
  switch (sense) {
    case NumberSense::Code: return preferred && values.contains(*preferred) ? *preferred : values.first();
    case NumberSense::Day: return natural_day(values, preferred);
    case NumberSense::Count:
      return preferred && values.contains(*preferred) ? *preferred : natural_count(values, domain, unit);
  }
  return values.first();
}

}  // namespace polc::analyse
