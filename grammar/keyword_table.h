// The keyword table worked out at compile time: every distinct word with its id, a hash table over them,
// and the spellings of each keyword as word ids, so that matching a keyword compares small integers.
// Included by `keywords.cpp` and `parser.cpp` alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "grammar/keywords.h"

namespace polc::grammar::table {

inline constexpr std::array<KeywordInfo, kNumKeywords> kRows = {{
#define POLC_KEYWORD(name, english, chinese, role, standing) \
  {#name, english, chinese, KeywordRole::role, KeywordStanding::standing},
#include "grammar/keywords.def"
#undef POLC_KEYWORD
}};

inline constexpr std::size_t kMaxWords = 600;  // at least the number of distinct words; too small does not compile
inline constexpr std::size_t kMaxPhrase = 4;
inline constexpr std::size_t kMaxSpellings = 4;
inline constexpr std::size_t kNumSlots = 2048;
inline constexpr std::size_t kMaxWordBytes = 27;  // no word is longer

/// A phrase as the ids of its words.
struct Spelling {
  std::array<std::uint16_t, kMaxPhrase> words{};
  std::uint8_t length = 0;
};

/// All spellings of one keyword.
struct Spellings {
  std::array<Spelling, kMaxSpellings> all{};
  std::uint8_t count = 0;
};

/// One distinct word. Index 0 is no word.
struct Word {
  std::string_view text;
  bool is_reserved = false;
  bool begins_statement = false;
  bool is_chinese = false;
  bool is_unit = false;      // may stand after a number with a space between
  bool is_currency = false;  // an ISO 4217 code
};

/// Units of money that may stand apart from their number.
inline constexpr std::string_view kMoneyUnits = "元 万 亿 万元 亿元 万亿元";

/// The currency codes of ISO 4217; any other three letters before a number are a name.
inline constexpr std::string_view kCurrencies =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

struct Table {
  std::array<Word, kMaxWords> words{};
  std::size_t num_words = 1;
  std::array<std::uint16_t, kNumSlots> slots{};
  std::array<Spellings, kNumKeywords> spellings{};
};

/// Returns up to eight bytes of `text` from `begin` as a number.
constexpr std::uint64_t load(std::string_view text, std::size_t begin, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[begin + i])) << (8 * i);
  }
  return value;
}

/// Spreads words over the slots by the length and up to eight bytes from either end.
constexpr std::uint32_t hash(std::string_view text) {
  const std::size_t size = text.size();
  // The constant count lets the compiler read all eight bytes at once.
  const std::uint64_t front = size >= 8 ? load(text, 0, 8) : load(text, 0, size);
  const std::uint64_t back = size >= 8 ? load(text, size - 8, 8) : front;
  const std::uint64_t mixed = (front * 0x9E3779B97F4A7C15U) ^ ((back + size) * 0xC2B2AE3D27D4EB4FU);
  return static_cast<std::uint32_t>(mixed >> 40U);
}

constexpr std::uint16_t find(const Table& table, std::string_view text) {
  if (text.size() > kMaxWordBytes) return 0;
  std::size_t slot = hash(text) % kNumSlots;
  while (table.slots[slot] != 0) {
    if (table.words[table.slots[slot]].text == text) return table.slots[slot];
    slot = (slot + 1) % kNumSlots;
  }
  return 0;
}

constexpr std::uint16_t add_word(Table& table, std::string_view text) {
  const std::uint16_t known = find(table, text);
  if (known != 0) return known;
  const auto id = static_cast<std::uint16_t>(table.num_words++);
  table.words[id].text = text;
  std::size_t slot = hash(text) % kNumSlots;
  while (table.slots[slot] != 0) slot = (slot + 1) % kNumSlots;
  table.slots[slot] = id;
  return id;
}

/// Returns the text before the first space and removes it from `rest`.
constexpr std::string_view next_word(std::string_view& rest) {
  const std::size_t space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  return word;
}

constexpr void mark(Word& word, const KeywordInfo& row) {
  if (row.role == KeywordRole::Unit) word.is_unit = true;
  if (row.standing != KeywordStanding::Free) word.is_reserved = true;
  if (row.standing == KeywordStanding::Statement) word.begins_statement = true;
}

constexpr Spelling add_phrase(Table& table, const KeywordInfo& row) {
  Spelling spelling;
  std::string_view rest = row.english;
  while (!rest.empty()) spelling.words[spelling.length++] = add_word(table, next_word(rest));
  mark(table.words[spelling.words[0]], row);
  return spelling;
}

constexpr Spelling add_chinese(Table& table, std::string_view text, const KeywordInfo& row) {
  Spelling spelling;
  spelling.words[0] = add_word(table, text);
  spelling.length = 1;
  table.words[spelling.words[0]].is_chinese = true;
  mark(table.words[spelling.words[0]], row);
  return spelling;
}

constexpr Table make_table() {
  Table table;
  for (std::size_t i = 0; i < kNumKeywords; ++i) {
    Spellings& spellings = table.spellings[i];
    if (!kRows[i].english.empty()) spellings.all[spellings.count++] = add_phrase(table, kRows[i]);
    std::string_view rest = kRows[i].chinese;
    while (!rest.empty()) spellings.all[spellings.count++] = add_chinese(table, next_word(rest), kRows[i]);
  }
  std::string_view units = kMoneyUnits;
  while (!units.empty()) table.words[add_word(table, next_word(units))].is_unit = true;
  std::string_view currencies = kCurrencies;
  while (!currencies.empty()) table.words[add_word(table, next_word(currencies))].is_currency = true;
  return table;
}

inline constexpr Table kTable = make_table();

}  // namespace polc::grammar::table
