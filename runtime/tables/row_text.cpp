#include "runtime/tables/row_text.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "runtime/batch/grant_table.h"
#include "runtime/tables/text_word.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMoreRoom = std::size_t{4} << 10U;
constexpr std::uint64_t kOnes = 0x0101010101010101ULL;

/// Return bits that are set if and only if a byte of `word` is `wanted`, or comes before `0` as quotes, line breaks and
/// most signs do (S. E. Anderson, "Bit twiddling hacks").
std::uint64_t bytes_below_digits(std::uint64_t word) { return (word - kOnes * '0') & ~word & (kOnes << 7U); }
std::uint64_t bytes_equal(std::uint64_t word, char wanted) {
  const std::uint64_t apart = word ^ (kOnes * static_cast<unsigned char>(wanted));
  return (apart - kOnes) & ~apart & (kOnes << 7U);
}

}  // namespace

RowText::RowText(ByteBuffer& out, char delimiter, unsigned minor_digits)
    : out_(out), delimiter_(delimiter), minor_digits_(minor_digits) {
  const std::size_t held = out.size();
  out.resize(held + kMoreRoom);
  end_ = out.data() + held;
  limit_ = out.data() + out.size();
}

RowText::~RowText() { out_.resize(static_cast<std::size_t>(end_ - out_.data())); }

void RowText::make_room(std::size_t most) {
  const auto held = static_cast<std::size_t>(end_ - out_.data());
  out_.resize(held + most + kMoreRoom);
  end_ = out_.data() + held;
  limit_ = out_.data() + out_.size();
}

/// Letters and digits of any language are plain, and are seen to be so eight at a time.
bool RowText::is_plain(std::string_view text) const {
  const auto may_be_special = [this](std::uint64_t word) {
    return bytes_below_digits(word) | bytes_equal(word, delimiter_);
  };
  if (text.size() >= 8) {
    std::uint64_t special = may_be_special(word_at(text.data() + text.size() - 8));
    for (std::size_t at = 0; at + 8 < text.size(); at += 8) special |= may_be_special(word_at(text.data() + at));
    if (special == 0) return true;
  }
  return std::none_of(text.begin(), text.end(),
                      [this](char one) { return one == delimiter_ || one == '"' || one == '\n' || one == '\r'; });
}

char* RowText::write_cell(std::string_view text, char* to) const {
  if (is_plain(text)) return write_text(text, to);
  *to++ = '"';
  for (const char one : text) {
    if (one == '"') *to++ = '"';
    *to++ = one;
  }
  *to++ = '"';
  return to;
}

char* RowText::write_amounts(const Amounts& minor_units, char* to) {
  constexpr std::size_t kMostly = 32;
  std::uint64_t hash = 0;
  for (const std::int64_t amount : minor_units)
    hash = (std::rotl(hash, 17) ^ static_cast<std::uint64_t>(amount)) * 0x9E3779B97F4A7C15ULL;
  AmountsText& kept = kept_[hash >> (64U - kBitsOfPlace)];
  if (kept.minor_units != minor_units || kept.size == 0) keep(minor_units, kept);
  std::memcpy(to, kept.text.data(), kMostly);  // a copy of a size that is known is two moves
  if (kept.size > kMostly) std::memcpy(to, kept.text.data(), kept.size);
  return to + kept.size;
}

void RowText::keep(const Amounts& minor_units, AmountsText& kept) const {
  char* to = kept.text.data();
  for (const std::int64_t amount : minor_units) {
    to = write_amount(amount, to);
    *to++ = delimiter_;
  }
  kept.minor_units = minor_units;
  kept.size = static_cast<std::size_t>(to - kept.text.data());
}

char* RowText::write_amount(std::int64_t minor_units, char* to) const {
  if (minor_units == kUnbounded) return to;
  if (minor_units == 0) return write_text("0", to);
  const fmt::format_int digits(minor_units < 0 ? 0 - static_cast<std::uint64_t>(minor_units)
                                               : static_cast<std::uint64_t>(minor_units));
  std::string_view text(digits.data(), digits.size());
  if (minor_units < 0) *to++ = '-';
  if (text.size() <= minor_digits_) {
    to = write_text("0.", to);
    to = std::fill_n(to, minor_digits_ - text.size(), '0');
  } else {
    to = write_text(text.substr(0, text.size() - minor_digits_), to);
    text.remove_prefix(text.size() - minor_digits_);
    if (text.find_first_not_of('0') != std::string_view::npos) *to++ = '.';
  }
  return write_text(text.substr(0, text.find_last_not_of('0') + 1), to);
}

char* write_number(std::uint64_t number, char* to) {
  if (number < 10) {
    *to = static_cast<char>('0' + number);
    return to + 1;
  }
  const fmt::format_int digits(number);
  return write_text({digits.data(), digits.size()}, to);
}

}  // namespace polc::runtime
