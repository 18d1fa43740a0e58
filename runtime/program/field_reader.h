// Reads the fields of a saved program from the bytes of one section after the other. Never reads past a section and
// never makes room for more items than the bytes left can hold; the first thing that is wrong is kept and everything
// after it reads as nothing. Used by load.cpp, through the functions of saved_fields.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/program/little_endian.h"
#include "runtime/program/program.h"
#include "runtime/program/saved_fields.h"
#include "runtime/program/saved_format.h"

namespace polc::runtime {

/// Counts the bytes of an item with empty lists and nothing optional.
class LeastBytes {
 public:
  template <typename Item>
  using Held = const Item;

  std::size_t total() const { return total_; }

  void number(std::uint32_t /*value*/) { total_ += 4; }
  void flag(bool /*value*/) { total_ += 1; }
  void day(Date /*date*/) { total_ += 4; }
  void text(const std::string& /*value*/) { total_ += 4; }
  void fraction(const Fraction& /*value*/) { total_ += 9; }
  template <typename Choice>
  void choice(Choice /*value*/, Choice /*last*/) {
    total_ += 1;
  }
  template <typename Item>
  void maybe(const std::optional<Item>& /*item*/) {
    total_ += 1;
  }
  template <typename Item>
  void list(const std::vector<Item>& /*items*/) {
    total_ += 4;
  }
  void flags(const std::vector<bool>& /*values*/) { total_ += 4; }

 private:
  std::size_t total_ = 0;
};

/// Returns the fewest bytes that an item of this type takes in a file.
template <typename Item>
std::size_t least_bytes() {
  static const std::size_t result = [] {
    LeastBytes bytes;
    transfer(bytes, Item{});
    return bytes.total();
  }();
  return result;
}

/// What can be wrong with the bytes of a section.
enum class FieldFault : std::uint8_t { TooShort, TooLong, TooMany, NoSuchChoice, NoSuchText, NoFraction };

/// One section as the table of the file gives it.
struct StoredSection {
  std::uint32_t num_items = 0;
  std::string_view bytes;
};

class FieldReader {
 public:
  template <typename Item>
  using Held = Item;

  /// `sections`: by SectionId; `texts`: the string pool. The bytes must outlive this.
  FieldReader(const std::vector<StoredSection>& sections, const std::vector<std::string_view>& texts)
      : sections_(sections), texts_(texts) {}

  /// Returns what went wrong first, and in which section.
  std::optional<FieldFault> fault() const { return fault_; }
  SectionId section() const { return id_; }

  void number(std::uint32_t& value) { value = word(); }
  void flag(bool& value) { value = small_number(1) == 1; }
  void day(Date& date) { date.days = static_cast<std::int32_t>(word()); }

  template <typename Choice>
  void choice(Choice& value, Choice last) {
    value = static_cast<Choice>(small_number(static_cast<std::uint8_t>(last)));
  }

  void text(std::string& value) {
    const std::uint32_t at = word();
    if (at >= texts_.size()) return fail(FieldFault::NoSuchText);
    if (!texts_[at].empty()) value = texts_[at];  // most are empty, and so is a new item's
  }

  void fraction(Fraction& value);

  template <typename Item>
  void maybe(std::optional<Item>& item) {
    if (small_number(1) == 1) transfer(*this, item.emplace());
  }

  template <typename Item>
  void list(std::vector<Item>& items) {
    read_items(word(), items);
  }

  void flags(std::vector<bool>& values);

  template <typename Item>
  void section(SectionId id, std::vector<Item>& items) {
    const StoredSection* found = open(id);
    if (found == nullptr) return;
    read_items(found->num_items, items);
    close();
  }

  void policy(Program& program);

 private:
  /// Returns the section, or null after a fault.
  const StoredSection* open(SectionId id);
  void close();
  void fail(FieldFault fault);

  std::size_t num_left() const { return static_cast<std::size_t>(end_ - at_); }

  bool has(std::size_t num_bytes) {
    if (num_left() >= num_bytes) return true;
    fail(FieldFault::TooShort);
    return false;
  }

  std::uint32_t word() {
    if (!has(4)) return 0;
    at_ += 4;
    return read_u32(at_ - 4);
  }

  std::uint8_t small_number(std::uint8_t most) {
    if (!has(1)) return 0;
    const auto value = static_cast<std::uint8_t>(*at_++);
    if (value <= most) return value;
    fail(FieldFault::NoSuchChoice);
    return 0;
  }

  template <typename Item>
  void read_items(std::uint64_t count, std::vector<Item>& items) {
    if (count == 0) return;
    if (count > num_left() / least_bytes<Item>()) return fail(FieldFault::TooMany);
    items.resize(count);
    for (Item& item : items) transfer(*this, item);
  }

  const std::vector<StoredSection>& sections_;
  const std::vector<std::string_view>& texts_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  SectionId id_ = SectionId::Policy;
  std::optional<FieldFault> fault_;
};

}  // namespace polc::runtime
