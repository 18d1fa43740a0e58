#include "runtime/program/save.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "base/assert.h"
#include "base/version.h"
#include "runtime/program/checksum.h"
#include "runtime/program/saved_fields.h"

namespace polc::runtime {
namespace {

using Wide = Fraction::Wide;

template <typename Number>
void append_number(std::string& bytes, Number value) {
  using Bits = std::make_unsigned_t<Number>;
  const auto bits = static_cast<Bits>(value);
  std::array<char, sizeof(Bits)> stored{};
  for (std::size_t i = 0; i < stored.size(); ++i) stored[i] = static_cast<char>((bits >> (8 * i)) & 0xFFU);
  bytes.append(stored.data(), stored.size());
}

void append_wide(std::string& bytes, Wide value) {
  append_number(bytes, static_cast<std::uint64_t>(value));
  append_number(bytes, static_cast<std::uint64_t>(value >> 64));
}

std::uint32_t count_of(std::size_t size) {
  POLC_ASSERT(size < std::numeric_limits<std::uint32_t>::max(), "a program is smaller than 4 GiB");
  return static_cast<std::uint32_t>(size);
}

struct WrittenSection {
  SectionId id = SectionId::Texts;
  std::uint32_t num_items = 0;
  std::string bytes;
};

/// Writes fields to the section that is open, and gathers the texts they name.
class FieldWriter {
 public:
  template <typename Item>
  using Held = const Item;

  void number(std::uint32_t value) { append_number(*bytes_, value); }
  void flag(bool value) { *bytes_ += value ? '\1' : '\0'; }
  void day(Date date) { append_number(*bytes_, date.days); }

  template <typename Choice>
  void choice(Choice value, Choice /*last*/) {
    *bytes_ += static_cast<char>(value);
  }

  // Texts are numbered by first use, which is the order of the fields and so the same every time.
  void text(const std::string& value) {
    const auto [place, is_new] = numbers_.emplace(value, count_of(texts_.size()));
    if (is_new) texts_.push_back(value);
    number(place->second);
  }

  // Nearly all numbers are whole and small: nine bytes instead of thirty-three.
  void fraction(const Fraction& value) {
    const bool is_small = value.is_whole() && value.numerator() >= std::numeric_limits<std::int64_t>::min() &&
                          value.numerator() <= std::numeric_limits<std::int64_t>::max();
    flag(!is_small);
    if (is_small) return append_number(*bytes_, static_cast<std::int64_t>(value.numerator()));
    append_wide(*bytes_, value.numerator());
    append_wide(*bytes_, value.denominator());
  }

  template <typename Item>
  void maybe(const std::optional<Item>& item) {
    flag(item.has_value());
    if (item) transfer(*this, *item);
  }

  template <typename Item>
  void list(const std::vector<Item>& items) {
    number(count_of(items.size()));
    for (const Item& item : items) transfer(*this, item);
  }

  void flags(const std::vector<bool>& values) {
    number(count_of(values.size()));
    for (const bool value : values) flag(value);
  }

  template <typename Item>
  void section(SectionId id, const std::vector<Item>& items) {
    open(id, items.size());
    for (const Item& item : items) transfer(*this, item);
  }

  void policy(const Program& program) {
    open(SectionId::Policy, 1);
    transfer_policy(*this, program);
  }

  /// Returns the sections, that of the texts first.
  std::vector<WrittenSection> take() {
    WrittenSection pool{SectionId::Texts, count_of(texts_.size()), {}};
    std::size_t end = 0;
    for (const std::string_view text : texts_) append_number(pool.bytes, count_of(end += text.size()));
    for (const std::string_view text : texts_) pool.bytes += text;
    sections_.insert(sections_.begin(), std::move(pool));
    return std::move(sections_);
  }

 private:
  void open(SectionId id, std::size_t num_items) {
    sections_.push_back({id, count_of(num_items), {}});
    bytes_ = &sections_.back().bytes;
  }

  std::vector<WrittenSection> sections_;
  std::string* bytes_ = nullptr;         // of the last section
  std::vector<std::string_view> texts_;  // of the program, which outlives this
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace

std::string save_program(const Program& program) {
  FieldWriter writer;
  writer.policy(program);
  transfer_lists(writer, Half::First, program);
  transfer_lists(writer, Half::Second, program);
  const std::vector<WrittenSection> sections = writer.take();
  std::size_t length = kHeaderBytes + sections.size() * kTableRowBytes + kChecksumBytes;
  for (const WrittenSection& section : sections) length += section.bytes.size();
  std::string bytes;
  bytes.reserve(length);
  bytes += kMagic;
  append_number(bytes, kFormatVersion);
  append_number(bytes, kNumSections);
  bytes += base::kVersion.substr(0, kVersionBytes);
  bytes.append(kVersionBytes - std::min(base::kVersion.size(), kVersionBytes), '\0');
  append_number(bytes, std::uint64_t{length});
  for (const WrittenSection& section : sections) {
    append_number(bytes, static_cast<std::uint32_t>(section.id));
    append_number(bytes, section.num_items);
    append_number(bytes, std::uint64_t{section.bytes.size()});
  }
  for (const WrittenSection& section : sections) bytes += section.bytes;
  append_number(bytes, checksum(bytes));
  return bytes;
}

}  // namespace polc::runtime
