#include "grammar/format/durations.h"

#include <array>

namespace polc::grammar::format {
namespace {

struct UnitRow {
  std::string_view chinese;
  std::string_view one;
  std::string_view several;
};

constexpr std::array<UnitRow, 3> kUnits{{{"年", "year", "years"}, {"个月", "month", "months"}, {"日", "day", "days"}}};

}  // namespace

std::string_view Duration::english_unit() const {
  for (const UnitRow& row : kUnits) {
    if (unit == row.chinese) return digits == "1" ? row.one : row.several;
  }
  return {};
}

std::optional<Duration> split_duration(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  if (end == 0 || end == std::string_view::npos) return std::nullopt;
  const Duration made{text.substr(0, end), text.substr(end)};
  return made.english_unit().empty() ? std::nullopt : std::optional(made);
}

std::string_view chinese_unit(std::string_view word) {
  for (const UnitRow& row : kUnits) {
    if (word == row.chinese || word == row.one || word == row.several) return row.chinese;
  }
  return {};
}

}  // namespace polc::grammar::format
