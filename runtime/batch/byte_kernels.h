// The innermost loops over columns: a byte out for every row, no branch in a row. Compiled for several instruction
// sets where the compiler can choose at run time; the results are the same on all.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "runtime/batch/plan.h"

namespace polc::runtime {

/// Writes the byte of each raw value. `result` has `count` rows, as has every argument below.
void apply_steps(const ByteSteps& steps, const std::uint8_t* raw, std::size_t count, std::uint8_t* result);
void apply_steps(const ByteSteps& steps, const std::int32_t* raw, std::size_t count, std::uint8_t* result);
void apply_steps(const ByteSteps& steps, const std::int64_t* raw, std::size_t count, std::uint8_t* result);

/// Writes the lesser (the greater) of two bytes. `result` may be one of the two.
void take_minimum(const std::uint8_t* lhs, const std::uint8_t* rhs, std::size_t count, std::uint8_t* result);
void take_maximum(const std::uint8_t* lhs, const std::uint8_t* rhs, std::size_t count, std::uint8_t* result);

/// Writes 2 − byte: the truth that is not.
void invert(const std::uint8_t* other, std::size_t count, std::uint8_t* result);

/// Writes high × 3 + low.
void combine(const std::uint8_t* high, const std::uint8_t* low, std::size_t count, std::uint8_t* result);

/// Writes `bytes` where `kinds` is `kind`.
void take_where(const std::uint32_t* kinds, std::uint32_t kind, const std::uint8_t* bytes, std::size_t count,
                std::uint8_t* result);

/// Writes the outcome of cases of one grant. `marks`: of the grant (see Mark); `discretion`: whether a person decides.
void decide_outcomes(const std::uint8_t* marks, const std::uint8_t* discretion, std::size_t count, CaseOutcome* result);

/// Returns the marks that any of them has.
std::uint8_t marks_of_all(const std::uint8_t* marks, std::size_t count);

/// Where the amounts of grants go, a row each. `total_min` and `total_max` get the settled amounts again.
struct AmountRows {
  std::int64_t* entitled_min = nullptr;
  std::int64_t* entitled_max = nullptr;
  std::int64_t* amount_min = nullptr;
  std::int64_t* amount_max = nullptr;
  std::int64_t* total_min = nullptr;
  std::int64_t* total_max = nullptr;
};

/// Writes the amounts of `values[places[i]]` as row i.
void write_amounts(const GrantValue* values, const std::uint32_t* places, std::size_t count, const AmountRows& rows);

inline constexpr std::size_t kColumnsAtOnce = 4;

/// Adds (byte + 2) × stride of each column to `sums`. Sums stay below 65,536.
void add_digits(const std::array<const std::uint8_t*, kColumnsAtOnce>& bytes,
                const std::array<std::uint16_t, kColumnsAtOnce>& strides, std::size_t count, std::uint16_t* sums);

/// Writes high × radix + low.
void add_products(const std::uint32_t* high, std::uint32_t radix, const std::uint32_t* low, std::size_t count,
                  std::uint32_t* result);

}  // namespace polc::runtime
