// The days that the guards of an award leave open for the event and for the application, as far as they compare them
// with fixed dates. What compares two dates of a case is not looked at.
#pragma once

#include <optional>
#include <utility>

#include "runtime/program/program.h"

namespace polc::analyse::text {

struct DateBounds {
  std::optional<runtime::Date> event_from;
  std::optional<runtime::Date> event_to;
  std::optional<runtime::Date> applied_from;
  std::optional<runtime::Date> applied_to;

  /// Returns an earliest and a latest day that exclude each other: of the event, of the application, or the last day to
  /// apply before the first event.
  std::optional<std::pair<runtime::Date, runtime::Date>> contradiction() const;
};

DateBounds bounds_of(const runtime::Program& program, const runtime::Entitlement& entitlement);

}  // namespace polc::analyse::text
