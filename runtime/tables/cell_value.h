// Values of cells, read without allocating: what is written as most tables write it is read here, anything else is left
// to the reader of cases, which knows every form and every message. So nothing here reports an error: it either knows
// the value for certain or says that it does not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/program/program.h"

namespace polc::runtime {

/// Labels with their codes, found by one look in most cases: a table of hashes twice as large as the labels.
class LabelIndex {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFFU;

  /// Of a label given twice the first code counts.
  explicit LabelIndex(const std::vector<std::pair<std::string, std::uint32_t>>& labels);

  /// Returns the code of a label, or kUnknown.
  std::uint32_t find(std::string_view label) const {
    const Ends wanted = ends_of(label);
    for (std::uint64_t at = hash(wanted) & mask_; slots_[at].code != kUnknown; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.ends == wanted && (wanted.size <= 16 || slot.label == label)) return slot.code;
    }
    return kUnknown;
  }

 private:
  /// Of a label of up to sixteen bytes its ends are the whole of it.
  struct Ends {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::size_t size = 0;
    friend bool operator==(const Ends&, const Ends&) = default;
  };
  struct Slot {
    Ends ends;
    std::uint32_t code = kUnknown;
    std::string label;
  };

  template <typename Word>
  static std::uint64_t load(const char* bytes) {
    Word word = 0;
    std::memcpy(&word, bytes, sizeof(word));
    return word;
  }

  static Ends ends_of(std::string_view label) {
    const char* const begin = label.data();
    const std::size_t size = label.size();
    if (size >= 8) return {load<std::uint64_t>(begin), load<std::uint64_t>(begin + size - 8), size};
    if (size >= 4) return {load<std::uint32_t>(begin), load<std::uint32_t>(begin + size - 4), size};
    if (size == 0) return {};
    return {load<std::uint8_t>(begin),
            load<std::uint8_t>(begin + size - 1) << 8U | load<std::uint8_t>(begin + size / 2), size};
  }

  /// Labels of one enumeration seldom share their ends and their size; equal hashes cost only time.
  static std::uint64_t hash(const Ends& wanted) {
    const std::uint64_t word = (wanted.head * 3 + wanted.tail + wanted.size) * 0x9E3779B97F4A7C15ULL;
    return word ^ (word >> 32U);
  }

  std::vector<Slot> slots_;
  std::uint64_t mask_ = 0;
};

/// Which numbers of a type are known here: how many decimals they may have and between which bounds they lie.
struct NumberForm {
  unsigned num_decimals = 0;                                    // a number is given in steps of this many decimals
  bool is_percent = false;                                      // a sign may follow, and makes it hundredths
  std::int64_t low = std::numeric_limits<std::int64_t>::min();  // in steps, both included
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

/// Returns the form of a numeric fact, with its bounds; also of a date, in days.
NumberForm form_of(const Program& program, const Fact& fact);

/// Returns a number in steps of a Numbers column, or nothing: `-12.50`, `50%`; at most 18 digits.
std::optional<std::int64_t> read_steps(std::string_view cell, const NumberForm& form);

/// Returns the day of `YYYY-MM-DD` since 1970-01-01, or nothing.
std::optional<std::int32_t> read_day(std::string_view cell);

}  // namespace polc::runtime
