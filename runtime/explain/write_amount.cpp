#include "runtime/explain/write_amount.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "runtime/cases/value_text.h"

namespace polc::runtime {
namespace {

using base::Language;

constexpr std::int64_t kTenThousand = 10'000;
constexpr std::int64_t kHundredMillion = 100'000'000;
constexpr std::size_t kMaxShortDecimals = 4;

/// The Chinese name of a currency, or its code.
std::string currency_word(const std::string& code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNames = {{
      {"CNY", "元"},
      {"USD", "美元"},
      {"EUR", "欧元"},
      {"JPY", "日元"},
      {"HKD", "港元"},
      {"MOP", "澳门元"},
      {"GBP", "英镑"},
  }};
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& name) { return name.first == code; });
  return found == kNames.end() ? code : std::string(found->second);
}

/// Returns the amount in 万 or 亿 of the currency, or nothing where it is smaller or would be no shorter.
std::optional<std::string> in_ten_thousands(const Fraction& amount, const std::string& currency) {
  if (amount < Fraction(kTenThousand)) return std::nullopt;
  const bool is_large = amount >= Fraction(kHundredMillion);
  const std::optional<Fraction> count = divide(amount, Fraction(is_large ? kHundredMillion : kTenThousand));
  if (!count) return std::nullopt;
  const std::string text = to_text(*count);
  if (count_decimals(text) > kMaxShortDecimals) return std::nullopt;
  return fmt::format("{} {}{}", text, is_large ? "亿" : "万", currency);
}

}  // namespace

std::string group_digits(const std::string& decimal) {
  const std::size_t begin = decimal.starts_with('-') ? 1 : 0;
  const std::size_t end = std::min(decimal.find('.'), decimal.size());
  std::string result = decimal.substr(0, begin);
  for (std::size_t at = begin; at < end; ++at) {
    if (at > begin && (end - at) % 3 == 0) result += ',';
    result += decimal[at];
  }
  return result + decimal.substr(end);
}

std::string amount_words(const Program& program, const Fraction& minor_units, Language language) {
  const Fraction amount = to_major_units(program, minor_units).value_or(minor_units);
  const std::string digits = group_digits(to_text(amount));
  if (language == Language::English) return fmt::format("{} {}", program.currency, digits);
  const std::string currency = currency_word(program.currency);
  const std::optional<std::string> short_form = in_ten_thousands(amount, currency);
  return short_form ? fmt::format("{} {}（{}）", digits, currency, *short_form)
                    : fmt::format("{} {}", digits, currency);
}

std::string range_words(const Program& program, const Range& minor_units, Language language) {
  const bool is_chinese = language == Language::Chinese;
  if (minor_units.is_exact()) return amount_words(program, *minor_units.low, language);
  const std::string low = minor_units.low ? amount_words(program, *minor_units.low, language) : "";
  const std::string high = minor_units.high ? amount_words(program, *minor_units.high, language) : "";
  if (!low.empty() && !high.empty())
    return is_chinese ? fmt::format("{}至 {}", low, high) : fmt::format("{} to {}", low, high);
  if (!low.empty())
    return is_chinese ? fmt::format("不低于 {}，上限未定", low)
                      : fmt::format("at least {}, without a known limit", low);
  if (!high.empty()) return is_chinese ? fmt::format("不超过 {}", high) : fmt::format("at most {}", high);
  return is_chinese ? "未知" : "unknown";
}

}  // namespace polc::runtime
