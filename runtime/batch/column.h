// A column: the value of one fact for many rows, in the narrowest exact form its type has. Two codes of every form
// say that a value is absent (the row is silent, `presumed` applies) or null (said to be unknown).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "runtime/program/program.h"

namespace polc::runtime {

/// How a column holds its values.
enum class Storage : std::uint8_t {
  Codes,    // yes/no (0, 1) and enumerations of at most kMostCodes values, a byte each
  Days,     // dates
  Numbers,  // money in minor units; integers; numbers and percents in steps of `scale_of`; codes of larger enumerations
  Names,    // texts and sets (`any of`), as places in CaseTable::texts and CaseTable::sets
};

inline constexpr std::size_t kMostCodes = 250;
inline constexpr std::uint8_t kNullCode = 255;
inline constexpr std::uint8_t kAbsentCode = 254;
inline constexpr std::int32_t kNullDay = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t kAbsentDay = kNullDay + 1;
inline constexpr std::int64_t kNullNumber = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kAbsentNumber = kNullNumber + 1;
inline constexpr std::uint32_t kNullName = 0xFFFFFFFFU;
inline constexpr std::uint32_t kAbsentName = kNullName - 1;

/// Returns how values of `fact` are held.
Storage storage_of(const Program& program, const Fact& fact);

/// Returns how many steps of a Numbers column make one: 1,000,000 for a number (at most six decimals), 100,000,000 for
/// a percent as its share, 1 for all other types.
std::int64_t scale_of(FactType type);

/// The vector that `storage` names holds a value for each row; the others are empty.
struct Column {
  Storage storage = Storage::Codes;
  std::vector<std::uint8_t> codes;
  std::vector<std::int32_t> days;
  std::vector<std::int64_t> numbers;
  std::vector<std::uint32_t> names;

  std::size_t size() const;
  /// Adds a row that is silent.
  void append_absent();
};

/// The columns of the facts of one kind of row. Facts of one name and storage share a column, whatever kind they
/// belong to, since a row is of one kind; a code is read in the enumeration of the row's own fact.
struct FactColumns {
  std::vector<Column> columns;
  std::vector<Index> of_slot;  // by slot of the program: its column, or kNone when no row speaks of it
};

}  // namespace polc::runtime
