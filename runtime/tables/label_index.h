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

#include "runtime/tables/byte_buffer.h"
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

  /// Returns the code of a label, or kUnknown. Behind it sixteen bytes must be readable, as in a ByteBuffer.
  std::uint32_t find(std::string_view label) const;

  class Finder;
  class ShortFinder;

  /// Returns what finds in this index, which must outlive it: a small thing of pointers, for loops over rows.
  Finder finder() const;

  /// Returns whether each label is one word, as those of yes and no are; `short_finder` then finds faster.
  bool is_short() const { return is_short_; }
  ShortFinder short_finder() const;

 private:
  struct Slot {
    TextEnds ends;
    std::uint32_t code = kUnknown;  // kUnknown: nothing is here
    std::string_view text;          // in `texts_`
  };

  static std::uint64_t hash(const TextEnds& ends) { return ends.head + std::rotl(ends.tail, 25); }

  std::size_t fill(const Labels& labels, std::uint32_t code_of_empty);
  bool put(std::string_view label, std::uint32_t code);

  std::vector<Slot> slots_;
  std::deque<ByteBuffer> texts_;
  std::uint64_t mask_ = 0;
  std::uint64_t factor_ = 0;
  unsigned shift_ = 0;
  bool is_short_ = false;
};

class LabelIndex::Finder {
 public:
  explicit Finder(const LabelIndex& index)
      : slots_(index.slots_.data()), mask_(index.mask_), factor_(index.factor_), shift_(index.shift_) {}

  /// As LabelIndex::find.
  std::uint32_t find(std::string_view label) const {
    const TextEnds wanted = ends_of(label);
    for (std::uint64_t at = (hash(wanted) * factor_) >> shift_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.ends == wanted && slot.text.size() == label.size() && is_same_between(slot.text, label))
        return slot.code;
      if (slot.code == kUnknown) return kUnknown;
    }
  }

 private:
  /// Compares what lies between the ends of two long texts of one size.
  static bool is_same_between(std::string_view text, std::string_view label) {
    for (std::size_t at = 8; at + 8 < label.size() && label.size() > 16; at += 8) {
      if (word_at(text.data() + at) != word_at(label.data() + at)) return false;
    }
    return true;
  }

  const Slot* slots_;
  std::uint64_t mask_;
  std::uint64_t factor_;
  unsigned shift_;
};

class LabelIndex::ShortFinder {
 public:
  explicit ShortFinder(const LabelIndex& index)
      : slots_(index.slots_.data()), mask_(index.mask_), factor_(index.factor_), shift_(index.shift_) {}

  /// As LabelIndex::find, of a text without NUL: zeros behind it then tell its size.
  std::uint32_t find(std::string_view label) const {
    if (label.size() > sizeof(std::uint64_t)) return kUnknown;
    const std::uint64_t word = word_at(label.data()) & kBitsOfSize[label.size()].head;
    for (std::uint64_t at = (word * factor_) >> shift_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.ends.head == word || slot.code == kUnknown) return slot.code;
    }
  }

 private:
  const Slot* slots_;
  std::uint64_t mask_;
  std::uint64_t factor_;
  unsigned shift_;
};

inline LabelIndex::ShortFinder LabelIndex::short_finder() const { return ShortFinder(*this); }
inline LabelIndex::Finder LabelIndex::finder() const { return Finder(*this); }
inline std::uint32_t LabelIndex::find(std::string_view label) const { return finder().find(label); }

}  // namespace polc::runtime
