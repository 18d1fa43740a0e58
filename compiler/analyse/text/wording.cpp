#include "compiler/analyse/text/wording.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/unicode.h"
#include "compiler/analyse/text/han_numerals.h"
#include "runtime/value/date.h"

namespace polc::analyse::text {
namespace {

using runtime::Fraction;

/// Returns the number with 万 or 亿 where that makes it short.
std::string short_number(const Fraction& number) {
  const auto scaled = [&](std::int64_t power, std::string_view word) -> std::string {
    const auto quotient = divide(number, Fraction(power));
    if (!quotient) return "";
    const std::string text = runtime::to_text(*quotient);
    const std::size_t point = text.find('.');
    return point != std::string::npos && text.size() - point > 3 ? std::string() : text + std::string(word);
  };
  const Fraction size = number.sign() < 0 ? negate(number).value_or(number) : number;
  if (size >= Fraction(100'000'000)) {
    if (std::string text = scaled(100'000'000, "亿"); !text.empty()) return text;
  }
  if (size >= Fraction(10'000)) {
    if (std::string text = scaled(10'000, "万"); !text.empty()) return text;
  }
  return runtime::to_text(number);
}

bool is_number_label(const std::u32string& label) {
  return !label.empty() && std::all_of(label.begin(), label.end(), [](char32_t value) {
    return base::is_digit(value) || value == U'.' || is_han_numeral(value);
  });
}

}  // namespace

std::string amount_text(const Fraction& major, std::string_view currency) {
  if (currency == "CNY" || currency == "元") return short_number(major) + "元";
  return fmt::format("{} {}", currency, runtime::to_text(major));
}

std::string percent_text(const Fraction& share) {
  const auto hundredfold = multiply(share, Fraction(100));
  return (hundredfold ? runtime::to_text(*hundredfold) : runtime::to_text(share)) + "%";
}

std::string literal_text(const Literal& literal, std::string_view currency) {
  if (literal.kind == ast::ExprKind::Date)
    return runtime::to_text(runtime::Date{static_cast<std::int32_t>(literal.value.numerator())});
  if (literal.is_percent()) return percent_text(literal.value);
  if (literal.kind == ast::ExprKind::Money) return amount_text(literal.value, literal.unit);
  if (literal.is_money() && literal.unit.size() > std::string_view("元").size())
    return short_number(literal.value) + literal.unit;
  if (literal.is_money()) return amount_text(literal.value, literal.unit.empty() ? currency : "CNY");
  return short_number(literal.value) + literal.unit;
}

std::string mention_text(const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::Amount: return amount_text(mention.value, mention.unit);
    case MentionKind::Percent: return percent_text(mention.value);
    case MentionKind::Date:
      return runtime::to_text(runtime::Date{static_cast<std::int32_t>(mention.value.numerator())});
    case MentionKind::Duration:
    case MentionKind::Quantity:
    case MentionKind::Bare: break;
  }
  return short_number(mention.value) + (mention.unit == "月" ? "个月" : mention.unit);
}

base::Bilingual article_words(const std::string& label) {
  if (label.empty()) return {};
  return {"article " + label, is_number_label(fold(label)) ? "第" + label + "条" : label};
}

base::Bilingual list_names(const std::vector<std::string>& names) {
  base::Bilingual list;
  for (const std::string& name : names) {
    if (!list.english.empty()) list.english += ", ";
    list.english += '`';
    list.english += name;
    list.english += '`';
    list.chinese += "“";
    list.chinese += name;
    list.chinese += "”";
  }
  return list;
}

base::Bilingual and_more(std::size_t count) {
  if (count == 0) return {};
  return {fmt::format(" (and {} like it)", count), fmt::format("（同类另有 {} 处）", count)};
}

base::Diagnostic& report_in(base::Diagnostics& out, const ArticleText& article, base::Code code, base::Span span,
                            std::vector<base::Bilingual> arguments) {
  base::Diagnostic& finding = out.report(code, span, std::move(arguments));
  finding.article = article.label();
  return finding;
}

std::size_t common_run(std::u32string_view lhs, std::u32string_view rhs) {
  std::size_t longest = 0;
  std::vector<std::size_t> runs(rhs.size() + 1, 0);
  for (const char32_t value : lhs) {
    std::size_t diagonal = 0;
    for (std::size_t i = 0; i < rhs.size(); ++i) {
      const std::size_t kept = runs[i + 1];
      runs[i + 1] = rhs[i] == value ? diagonal + 1 : 0;
      longest = std::max(longest, runs[i + 1]);
      diagonal = kept;
    }
  }
  return longest;
}

}  // namespace polc::analyse::text
