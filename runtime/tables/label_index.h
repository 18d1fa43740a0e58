// Labels with their codes, found without a branch that hangs on the label: its ends are two words, which a hash leads
// to the one place where the label may be. Made once for each column; used by the reader of plain rows.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/tables/text_word.h"

namespace polc::runtime {

class LabelIndex {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFFU;

  using Labels = std::vector<std::pair<std::string, std::uint32_t>>;

  /// Of a label given twice the first code counts, and an empty one is left out. `code_of_empty`: what `find` returns
  /// of an empty text; may be kUnknown.
  LabelIndex(const Labels& labels, std::uint32_t code_of_empty);
  LabelIndex(const LabelIndex&) = delete;
  LabelIndex& operator=(const LabelIndex&) = delete;

  /// Returns the code of a label, or kUnknown. Behind it eight bytes must be readable, as in a ByteBuffer.
  std::uint32_t find(std::string_view label) const;

  class Finder;

  /// Returns what finds in this index, which must outlive it: a small thing of pointers, for loops over rows.
  Finder finder() const;

 private:
  static constexpr std::uint64_t kFree = ~std::uint64_t{0};

  /// Of a label of up to sixteen bytes its ends are the whole of it.
  struct Ends {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint64_t size = kFree;
    friend bool operator==(const Ends& lhs, const Ends& rhs) {
      return ((lhs.head ^ rhs.head) | (lhs.tail ^ rhs.tail) | (lhs.size ^ rhs.size)) == 0;
    }
  };
  struct Slot {
    Ends ends;
    std::uint32_t code = kUnknown;
    const char* text = nullptr;  // in `texts_`
  };

  static Ends ends_of(std::string_view label) {
    const std::size_t size = label.size();
    const std::uint64_t head = first_word(label.data(), size);
    const std::uint64_t tail = first_word(label.data() + (size < 8 ? 0 : size - 8), size);
    return {head, tail, size};
  }
  static std::uint64_t hash(const Ends& ends) { return ends.head + std::rotl(ends.tail, 25) + ends.size; }

  std::size_t fill(const Labels& labels, std::uint32_t code_of_empty);
  bool put(std::string_view label, std::uint32_t code);

  std::vector<Slot> slots_;
  std::deque<std::string> texts_;
  std::uint64_t mask_ = 0;
  std::uint64_t factor_ = 0;
  unsigned shift_ = 0;
};

class LabelIndex::Finder {
 public:
  explicit Finder(const LabelIndex& index)
      : slots_(index.slots_.data()), mask_(index.mask_), factor_(index.factor_), shift_(index.shift_) {}

  /// As LabelIndex::find.
  std::uint32_t find(std::string_view label) const {
    const Ends wanted = ends_of(label);
    for (std::uint64_t at = (hash(wanted) * factor_) >> shift_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.ends == wanted && is_same_between(slot.text, label)) return slot.code;
      if (slot.ends.size == kFree) return kUnknown;
    }
  }

 private:
  /// Compares what lies between the ends of two texts of one size.
  static bool is_same_between(const char* text, std::string_view label) {
    for (std::size_t at = 8; at + 8 < label.size(); at += 8) {
      if (word_at(text + at) != word_at(label.data() + at)) return false;
    }
    return true;
  }

  const Slot* slots_;
  std::uint64_t mask_;
  std::uint64_t factor_;
  unsigned shift_;
};

inline LabelIndex::Finder LabelIndex::finder() const { return Finder(*this); }
inline std::uint32_t LabelIndex::find(std::string_view label) const { return finder().find(label); }

}  // namespace polc::runtime
