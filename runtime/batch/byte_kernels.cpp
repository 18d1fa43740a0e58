#include "runtime/batch/byte_kernels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

// One version for each level of x86-64, chosen when the program starts. Other compilers and sanitizers, which do not
// go with that mechanism, take the plain one.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define POLC_FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define POLC_FOR_EACH_CPU
#endif

namespace polc::runtime {
namespace {

constexpr std::size_t kStepsAtOnce = 4;

// Four steps in one pass: most columns have no more. Those missing repeat the last.
template <typename Raw>
struct FewSteps {
  std::array<Raw, kStepsAtOnce> starts{};
  std::array<std::uint8_t, kStepsAtOnce> bytes{};
};

template <typename Raw>
FewSteps<Raw> take_steps(const ByteSteps& steps, std::size_t first) {
  FewSteps<Raw> result;
  for (std::size_t i = 0; i < kStepsAtOnce; ++i) {
    const std::size_t place = std::min(first + i, steps.starts.size() - 1);
    result.starts[i] = static_cast<Raw>(steps.starts[place]);
    result.bytes[i] = steps.bytes[place];
  }
  return result;
}

template <typename Raw>
inline __attribute__((always_inline)) void step_over(const FewSteps<Raw>& few, const Raw* __restrict raw,
                                                     std::size_t count, std::uint8_t* __restrict result) {
  const Raw s0 = few.starts[0], s1 = few.starts[1], s2 = few.starts[2], s3 = few.starts[3];
  const std::uint8_t b0 = few.bytes[0], b1 = few.bytes[1], b2 = few.bytes[2], b3 = few.bytes[3];
  for (std::size_t i = 0; i < count; ++i) {
    const Raw value = raw[i];
    std::uint8_t byte = result[i];
    byte = value >= s0 ? b0 : byte;
    byte = value >= s1 ? b1 : byte;
    byte = value >= s2 ? b2 : byte;
    result[i] = value >= s3 ? b3 : byte;
  }
}

POLC_FOR_EACH_CPU void step_bytes(const FewSteps<std::uint8_t>& few, const std::uint8_t* raw, std::size_t count,
                                  std::uint8_t* result) {
  step_over(few, raw, count, result);
}
POLC_FOR_EACH_CPU void step_days(const FewSteps<std::int32_t>& few, const std::int32_t* raw, std::size_t count,
                                 std::uint8_t* result) {
  step_over(few, raw, count, result);
}
POLC_FOR_EACH_CPU void step_numbers(const FewSteps<std::int64_t>& few, const std::int64_t* raw, std::size_t count,
                                    std::uint8_t* result) {
  step_over(few, raw, count, result);
}

}  // namespace

void apply_steps(const ByteSteps& steps, const std::uint8_t* raw, std::size_t count, std::uint8_t* result) {
  for (std::size_t s = 0; s < steps.starts.size(); s += kStepsAtOnce)
    step_bytes(take_steps<std::uint8_t>(steps, s), raw, count, result);
}

void apply_steps(const ByteSteps& steps, const std::int32_t* raw, std::size_t count, std::uint8_t* result) {
  for (std::size_t s = 0; s < steps.starts.size(); s += kStepsAtOnce)
    step_days(take_steps<std::int32_t>(steps, s), raw, count, result);
}

void apply_steps(const ByteSteps& steps, const std::int64_t* raw, std::size_t count, std::uint8_t* result) {
  for (std::size_t s = 0; s < steps.starts.size(); s += kStepsAtOnce)
    step_numbers(take_steps<std::int64_t>(steps, s), raw, count, result);
}

POLC_FOR_EACH_CPU void take_minimum(const std::uint8_t* lhs, const std::uint8_t* rhs, std::size_t count,
                                    std::uint8_t* result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = lhs[i] < rhs[i] ? lhs[i] : rhs[i];
}

POLC_FOR_EACH_CPU void take_maximum(const std::uint8_t* lhs, const std::uint8_t* rhs, std::size_t count,
                                    std::uint8_t* result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = lhs[i] > rhs[i] ? lhs[i] : rhs[i];
}

POLC_FOR_EACH_CPU void invert(const std::uint8_t* __restrict other, std::size_t count,
                              std::uint8_t* __restrict result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = static_cast<std::uint8_t>(2 - other[i]);
}

POLC_FOR_EACH_CPU void combine(const std::uint8_t* __restrict high, const std::uint8_t* __restrict low,
                               std::size_t count, std::uint8_t* __restrict result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = static_cast<std::uint8_t>(high[i] * 3 + low[i]);
}

POLC_FOR_EACH_CPU void decide_outcomes(const std::uint8_t* __restrict marks, const std::uint8_t* __restrict discretion,
                                       std::size_t count, CaseOutcome* __restrict result) {
  static_assert(static_cast<int>(CaseOutcome::Determined) == 0 && static_cast<int>(CaseOutcome::Undetermined) == 1 &&
                static_cast<int>(CaseOutcome::Referred) == 2 && kNotDenied == 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t mark = marks[i];
    // A truth is 2 for yes and 1 for unknown, which is also what its outcome is where something is granted.
    const std::uint8_t of_person = (mark & kNotDenied) != 0 ? discretion[i] : std::uint8_t{0};
    const std::uint8_t of_grant =
        (mark & kReferred) != 0 ? std::uint8_t{2} : ((mark & kInexact) != 0 ? std::uint8_t{1} : std::uint8_t{0});
    result[i] = static_cast<CaseOutcome>(of_person > of_grant ? of_person : of_grant);
  }
}

POLC_FOR_EACH_CPU std::uint8_t marks_of_all(const std::uint8_t* marks, std::size_t count) {
  std::uint8_t result = 0;
  for (std::size_t i = 0; i < count; ++i) result = static_cast<std::uint8_t>(result | marks[i]);
  return result;
}

// Four rows at a time: the four amounts of a value lie side by side and are turned into four columns in registers.
using FourAmounts = std::int64_t __attribute__((vector_size(32)));

POLC_FOR_EACH_CPU void write_amounts(const GrantValue* values, const std::uint32_t* places, std::size_t count,
                                     const AmountRows& rows) {
  static_assert(offsetof(GrantValue, amount_max) == 3 * sizeof(std::int64_t),
                "the amounts of a value lie side by side");
  const AmountRows to = rows;
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    FourAmounts a, b, c, d;
    std::memcpy(&a, &values[places[i]], sizeof a);
    std::memcpy(&b, &values[places[i + 1]], sizeof b);
    std::memcpy(&c, &values[places[i + 2]], sizeof c);
    std::memcpy(&d, &values[places[i + 3]], sizeof d);
    const FourAmounts ab_even = __builtin_shufflevector(a, b, 0, 4, 2, 6),
                      ab_odd = __builtin_shufflevector(a, b, 1, 5, 3, 7);
    const FourAmounts cd_even = __builtin_shufflevector(c, d, 0, 4, 2, 6),
                      cd_odd = __builtin_shufflevector(c, d, 1, 5, 3, 7);
    a = __builtin_shufflevector(ab_even, cd_even, 0, 1, 4, 5);
    b = __builtin_shufflevector(ab_odd, cd_odd, 0, 1, 4, 5);
    c = __builtin_shufflevector(ab_even, cd_even, 2, 3, 6, 7);
    d = __builtin_shufflevector(ab_odd, cd_odd, 2, 3, 6, 7);
    std::memcpy(to.entitled_min + i, &a, sizeof a);
    std::memcpy(to.entitled_max + i, &b, sizeof b);
    std::memcpy(to.amount_min + i, &c, sizeof c);
    std::memcpy(to.amount_max + i, &d, sizeof d);
    std::memcpy(to.total_min + i, &c, sizeof c);
    std::memcpy(to.total_max + i, &d, sizeof d);
  }
  for (; i < count; ++i) {
    const GrantValue& value = values[places[i]];
    to.entitled_min[i] = value.entitled_min;
    to.entitled_max[i] = value.entitled_max;
    to.amount_min[i] = to.total_min[i] = value.amount_min;
    to.amount_max[i] = to.total_max[i] = value.amount_max;
  }
}

POLC_FOR_EACH_CPU void take_where(const std::uint32_t* __restrict kinds, std::uint32_t kind,
                                  const std::uint8_t* __restrict bytes, std::size_t count,
                                  std::uint8_t* __restrict result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = kinds[i] == kind ? bytes[i] : result[i];
}

POLC_FOR_EACH_CPU void add_digits(const std::array<const std::uint8_t*, kColumnsAtOnce>& bytes,
                                  const std::array<std::uint16_t, kColumnsAtOnce>& strides, std::size_t count,
                                  std::uint16_t* __restrict sums) {
  const std::uint8_t* __restrict a = bytes[0];
  const std::uint8_t* __restrict b = bytes[1];
  const std::uint8_t* __restrict c = bytes[2];
  const std::uint8_t* __restrict d = bytes[3];
  const std::uint16_t sa = strides[0], sb = strides[1], sc = strides[2], sd = strides[3];
  const auto product = [](std::uint8_t byte, std::uint16_t stride) {
    return static_cast<std::uint16_t>(static_cast<std::uint8_t>(byte + 2) * std::uint32_t{stride});
  };
  for (std::size_t i = 0; i < count; ++i) {
    sums[i] = static_cast<std::uint16_t>(sums[i] + product(a[i], sa) + product(b[i], sb) + product(c[i], sc) +
                                         product(d[i], sd));
  }
}

POLC_FOR_EACH_CPU void add_products(const std::uint32_t* __restrict high, std::uint32_t radix,
                                    const std::uint32_t* __restrict low, std::size_t count,
                                    std::uint32_t* __restrict result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = high[i] * radix + low[i];
}

}  // namespace polc::runtime
