#include "compiler/analyse/text/units.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/unicode.h"

namespace polc::analyse::text {
namespace {

struct UnitRow {
  std::u32string_view word;
  MentionKind kind;
  std::string_view unit;
  bool follows_han = true;  // may stand behind Han numerals
  bool is_measure = false;
};

using Kind = MentionKind;

// Longer words before the words they begin with.
constexpr UnitRow kUnits[] = {
    {U"元", Kind::Amount, "元"},
    {U"人民币", Kind::Amount, "元"},
    {U"美元", Kind::Amount, "USD"},
    {U"欧元", Kind::Amount, "EUR"},
    {U"港元", Kind::Amount, "HKD"},
    {U"港币", Kind::Amount, "HKD"},
    {U"日元", Kind::Amount, "JPY"},
    {U"英镑", Kind::Amount, "GBP"},
    {U"yuan", Kind::Amount, "元"},
    {U"RMB", Kind::Amount, "元"},
    {U"CNY", Kind::Amount, "元"},
    {U"EUR", Kind::Amount, "EUR"},
    {U"euros", Kind::Amount, "EUR"},
    {U"euro", Kind::Amount, "EUR"},
    {U"€", Kind::Amount, "EUR"},
    {U"USD", Kind::Amount, "USD"},
    {U"US dollars", Kind::Amount, "USD"},
    {U"dollars", Kind::Amount, "USD"},
    {U"GBP", Kind::Amount, "GBP"},
    {U"pounds", Kind::Amount, "GBP"},
    {U"£", Kind::Amount, "GBP"},
    {U"CHF", Kind::Amount, "CHF"},
    {U"个工作日", Kind::Duration, "工作日"},
    {U"工作日", Kind::Duration, "工作日"},
    {U"个月", Kind::Duration, "月"},
    {U"个季度", Kind::Duration, "季度"},
    {U"周年", Kind::Duration, "年"},
    {U"个年度", Kind::Duration, "年"},
    {U"年", Kind::Duration, "年"},
    {U"天", Kind::Duration, "日"},
    {U"日", Kind::Duration, "日", false},
    {U"小时", Kind::Duration, "小时"},
    {U"years", Kind::Duration, "年"},
    {U"year", Kind::Duration, "年"},
    {U"months", Kind::Duration, "月"},
    {U"month", Kind::Duration, "月"},
    {U"days", Kind::Duration, "日"},
    {U"ans", Kind::Duration, "年"},
    {U"mois", Kind::Duration, "月"},
    {U"jours", Kind::Duration, "日"},
    {U"平方米", Kind::Quantity, "平方米", true, true},
    {U"平方公里", Kind::Quantity, "平方公里", true, true},
    {U"立方米", Kind::Quantity, "立方米", true, true},
    {U"公顷", Kind::Quantity, "公顷", true, true},
    {U"公里", Kind::Quantity, "公里", true, true},
    {U"千瓦时", Kind::Quantity, "千瓦时", true, true},
    {U"兆瓦", Kind::Quantity, "兆瓦", true, true},
    {U"千瓦", Kind::Quantity, "千瓦", true, true},
    {U"吨标准煤", Kind::Quantity, "吨标煤", true, true},
    {U"吨标煤", Kind::Quantity, "吨标煤", true, true},
    {U"公斤", Kind::Quantity, "公斤", true, true},
    {U"亩", Kind::Quantity, "亩", true, true},
    {U"吨", Kind::Quantity, "吨", true, true},
    {U"米", Kind::Quantity, "米", true, true},
    {U"度电", Kind::Quantity, "千瓦时", true, true},
    {U"kWh", Kind::Quantity, "千瓦时", true, true},
    {U"MWh", Kind::Quantity, "兆瓦时", true, true},
    {U"kW", Kind::Quantity, "千瓦", true, true},
    {U"MW", Kind::Quantity, "兆瓦", true, true},
    {U"m2", Kind::Quantity, "平方米", true, true},
    {U"m²", Kind::Quantity, "平方米", true, true},
    {U"km", Kind::Quantity, "公里", true, true},
    {U"ha", Kind::Quantity, "公顷", true, true},
    {U"人次", Kind::Quantity, "人次"},
    {U"人天", Kind::Quantity, "人天"},
    {U"批次", Kind::Quantity, "批次"},
    {U"车次", Kind::Quantity, "车次"},
    {U"架次", Kind::Quantity, "架次"},
    {U"课时", Kind::Quantity, "课时"},
    {U"学时", Kind::Quantity, "学时"},
    {U"人", Kind::Quantity, "人"},
    {U"名", Kind::Quantity, "名"},
    {U"家", Kind::Quantity, "家"},
    {U"户", Kind::Quantity, "户"},
    {U"间", Kind::Quantity, "间"},
    {U"张", Kind::Quantity, "张"},
    {U"台", Kind::Quantity, "台"},
    {U"套", Kind::Quantity, "套"},
    {U"辆", Kind::Quantity, "辆"},
    {U"块", Kind::Quantity, "块"},
    {U"件", Kind::Quantity, "件"},
    {U"项", Kind::Quantity, "项"},
    {U"个", Kind::Quantity, "个"},
    {U"次", Kind::Quantity, "次"},
    {U"倍", Kind::Quantity, "倍"},
    {U"场", Kind::Quantity, "场"},
    {U"篇", Kind::Quantity, "篇"},
    {U"批", Kind::Quantity, "批", false},
    {U"部", Kind::Quantity, "部", false},
    {U"分", Kind::Quantity, "分", false},
    {U"期", Kind::Quantity, "期", false},
    {U"位", Kind::Quantity, "位", false},
};

constexpr std::u32string_view kPercentWords[] = {U"%", U"个百分点", U"per cent", U"percent", U"pour cent"};

bool starts_with(std::u32string_view text, std::u32string_view word) { return text.substr(0, word.size()) == word; }

bool is_latin(char32_t value) { return base::is_letter(value) && !base::is_han(value); }

/// A Latin unit is a whole word: "5 an" is not "5 ans", "3A" has no unit.
bool ends_word(std::u32string_view rest, std::u32string_view word) {
  if (!is_latin(word.back())) return true;
  return rest.size() == word.size() || !(is_latin(rest[word.size()]) || base::is_digit(rest[word.size()]));
}

runtime::Fraction ratio(std::int64_t numerator, std::int64_t denominator) {
  return *runtime::Fraction::ratio(numerator, denominator);
}

std::optional<WrittenUnit> read_share(std::u32string_view rest, std::size_t at) {
  for (const std::u32string_view word : kPercentWords) {
    if (starts_with(rest, word)) return WrittenUnit{Kind::Percent, "%", at + word.size(), ratio(1, 100)};
  }
  if (starts_with(rest, U"‰")) return WrittenUnit{Kind::Percent, "‰", at + 1, ratio(1, 1000)};
  const bool ends =
      rest.size() == 1 || std::u32string_view(U"以不的,。;、)").find(rest[1]) != std::u32string_view::npos;
  if (starts_with(rest, U"成") && ends) return WrittenUnit{Kind::Percent, "成", at + 1, ratio(1, 10)};
  if (starts_with(rest, U"折") && ends) return WrittenUnit{Kind::Percent, "折", at + 1, ratio(1, 10)};
  return std::nullopt;
}

}  // namespace

std::optional<WrittenUnit> read_unit(std::u32string_view text, std::size_t at, bool is_han) {
  if (at >= text.size()) return std::nullopt;
  const bool has_space = text[at] == U' ' && !is_han;
  if (has_space) ++at;
  const std::u32string_view rest = text.substr(at);
  if (rest.empty()) return std::nullopt;
  if (const auto share = read_share(rest, at)) return share;
  for (const UnitRow& row : kUnits) {
    if (!starts_with(rest, row.word) || (is_han && !row.follows_han) || !ends_word(rest, row.word)) continue;
    const std::u32string_view after = rest.substr(row.word.size());
    // 一年度, 三个人奖 and the like: what follows makes it another word.
    if (row.word == U"年" && (starts_with(after, U"度") || starts_with(after, U"级"))) return std::nullopt;
    if (row.word == U"人" && (starts_with(after, U"民币") || starts_with(after, U"才"))) continue;
    if (row.word == U"次" && starts_with(after, U"性")) return std::nullopt;
    if (row.word == U"家" && starts_with(after, U"庭")) return std::nullopt;
    return WrittenUnit{row.kind, std::string(row.unit), at + row.word.size(), runtime::Fraction(1)};
  }
  return std::nullopt;
}

std::optional<WrittenUnit> read_currency_before(std::u32string_view text, std::size_t at) {
  struct Row {
    std::u32string_view word;
    std::string_view unit;
  };
  static constexpr Row kRows[] = {{U"EUR", "EUR"}, {U"USD", "USD"}, {U"GBP", "GBP"}, {U"CHF", "CHF"},
                                  {U"HKD", "HKD"}, {U"CNY", "元"},  {U"RMB", "元"},  {U"¥", "元"},
                                  {U"€", "EUR"},   {U"US$", "USD"}, {U"$", "USD"},   {U"£", "GBP"}};
  if (at > 0 && is_latin(text[at - 1])) return std::nullopt;
  for (const Row& row : kRows) {
    if (!starts_with(text.substr(at), row.word)) continue;
    std::size_t end = at + row.word.size();
    if (end < text.size() && text[end] == U' ') ++end;
    if (end < text.size() && base::is_digit(text[end]))
      return WrittenUnit{Kind::Amount, std::string(row.unit), end, runtime::Fraction(1)};
  }
  return std::nullopt;
}

bool is_measure(std::string_view unit) {
  if (unit == "‰") return true;
  return std::any_of(std::begin(kUnits), std::end(kUnits),
                     [unit](const UnitRow& row) { return row.is_measure && row.unit == unit; });
}

}  // namespace polc::analyse::text
