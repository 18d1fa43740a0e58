// Durations as the two languages write them: `3 years` in two words, `3年` in one. Used by the translation of keywords
// and its proof.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polc::grammar::format {

/// A number of years, months or days. Views of the text it was found in.
struct Duration {
  std::string_view digits;
  std::string_view unit;  // 年, 个月 or 日

  /// Returns the unit as an English word, in the singular after 1.
  std::string_view english_unit() const;
};

/// Takes `3年` apart; nothing if `text` is a number of something else, or has 万 or 亿.
std::optional<Duration> split_duration(std::string_view text);

/// Returns the Chinese unit of an English word of time or of 年, 个月, 日; "" of any other word.
std::string_view chinese_unit(std::string_view word);

}  // namespace polc::grammar::format
