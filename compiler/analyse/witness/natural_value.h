// Which number of a set a person would take for an example.
#pragma once

#include <cstdint>
#include <optional>

#include "compiler/analyse/regions/value_set.h"

namespace polc::analyse {

/// How the numbers of a set are counted.
enum class NumberSense : std::uint8_t { Code, Count, Day };

/// Returns the most natural member of `values`, a subset of `domain`, neither empty. Code: the first. Count: a bound
/// that the set has and the domain has not, else a round number of whole units (`unit` numbers make one). Day:
/// `preferred` if it is a member, else the first first-of-a-month, else the first day.
std::int64_t natural_value(const ValueSet& values, const ValueSet& domain, NumberSense sense, std::int64_t unit,
                           std::optional<std::int64_t> preferred);

}  // namespace polc::analyse
