#include "runtime/cases/read_value.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/spelling.h"
#include "runtime/cases/value_text.h"

namespace polc::runtime {
namespace {

using base::Bilingual;

constexpr std::size_t kNumberDecimals = 6;
constexpr std::size_t kShareDecimals = kNumberDecimals + 2;  // 0.12345678 is 12.345678%
constexpr std::size_t kMaxListed = 12;

Bilingual plain(std::string text) { return {text, text}; }

/// Returns "one of A, B, C" for the values of an enumeration.
Bilingual list_values(const Enumeration& known) {
  Bilingual list;
  const std::size_t num_listed = std::min(known.values.size(), kMaxListed);
  for (std::size_t code = 0; code < num_listed; ++code) {
    list.english += (code == 0 ? "" : ", ") + known.values[code];
    list.chinese += (code == 0 ? "" : "、") + known.values[code];
  }
  if (num_listed < known.values.size()) {
    list.english += ", …";
    list.chinese += "等";
  }
  return {"one of " + list.english, list.chinese + (known.values.size() > 1 ? "之一" : "")};
}

/// Returns what a value of `fact` looks like.
Bilingual describe_type(const Program& program, const Fact& fact) {
  switch (fact.type) {
    case FactType::YesNo: return {"true or false", "true 或 false"};
    case FactType::Integer: return {"a whole number", "整数"};
    case FactType::Number: return {"a number", "数"};
    case FactType::Percent: return {"a share such as 0.5 or a text such as \"50%\"", "比例，如 0.5 或 \"50%\""};
    case FactType::Money: return {"an amount in " + program.currency, "金额（" + program.currency + "）"};
    case FactType::Date: return {"a date YYYY-MM-DD", "日期 YYYY-MM-DD"};
    case FactType::Text: return {"a text", "文本"};
    case FactType::OneOf:
    case FactType::Ranked: return list_values(program.enumerations[fact.enumeration]);
    case FactType::AnyOf: {
      const Bilingual values = list_values(program.enumerations[fact.enumeration]);
      return {"a list of values, each " + values.english, "列表，每项为" + values.chinese};
    }
  }
  return {};
}

/// Returns what the bounds of `fact` admit.
Bilingual describe_bounds(const Program& program, const Fact& fact) {
  const std::string low = fact.low ? number_text(program, fact, *fact.low) : "";
  const std::string high = fact.high ? number_text(program, fact, *fact.high) : "";
  if (high.empty()) return {"at least " + low, "不低于 " + low};
  if (low.empty()) return {"at most " + high, "不超过 " + high};
  return {low + " to " + high, low + " 至 " + high};
}

/// What a number may look like. `name`: for messages.
struct NumberForm {
  std::size_t max_decimals = kNumberDecimals;
  Bilingual name;
};

bool is_plain_decimal(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  return !digits.empty() && digits.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(digits.begin(), digits.end(), '.') <= 1 && digits.front() != '.' && digits.back() != '.';
}

/// Reads the text of a JSON number, or of a string that holds one.
std::optional<Fraction> read_decimal(std::string_view text, const NumberForm& form, const CasePlace& place,
                                     CaseErrors& out) {
  if (text.find_first_of("eE") != std::string_view::npos) {
    out.report(CaseErrorCode::E1018, place, {shown(text)}, "");
    return std::nullopt;
  }
  if (count_decimals(text) > form.max_decimals) {
    out.report(CaseErrorCode::E1008, place, {shown(text), form.name, plain(std::to_string(form.max_decimals))}, "");
    return std::nullopt;
  }
  const std::optional<Fraction> number = parse_decimal(text);
  if (!number) out.report(CaseErrorCode::E1017, place, {shown(text)}, "");
  return number;
}

/// Reads a number given as JSON number or as string; anything else is reported as not being `form.name`.
std::optional<Fraction> read_number(JsonValue value, const NumberForm& form, const CasePlace& place, CaseErrors& out) {
  const bool is_number = value.type() == JsonType::Number;
  const bool is_number_text = value.type() == JsonType::String && is_plain_decimal(value.text());
  if (is_number || is_number_text) return read_decimal(value.text(), form, place, out);
  out.report(CaseErrorCode::E1002, place, {describe(value), form.name}, "");
  return std::nullopt;
}

/// A number is the share itself, a text with a percent sign a hundredth of its number.
std::optional<Fraction> read_percent(JsonValue value, const NumberForm& form, const CasePlace& place, CaseErrors& out) {
  constexpr std::string_view kFullWidthSign = "％";
  std::string_view text = value.type() == JsonType::String ? value.text() : std::string_view();
  if (text.ends_with('%'))
    text.remove_suffix(1);
  else if (text.ends_with(kFullWidthSign))
    text.remove_suffix(kFullWidthSign.size());
  else
    return read_number(value, form, place, out);
  if (!is_plain_decimal(text)) {
    out.report(CaseErrorCode::E1002, place, {describe(value), form.name}, "");
    return std::nullopt;
  }
  const std::optional<Fraction> number = read_decimal(text, {kNumberDecimals, form.name}, place, out);
  return number ? divide(*number, Fraction(100)) : std::nullopt;
}

std::optional<Date> read_day(JsonValue value, const CasePlace& place, CaseErrors& out) {
  if (value.type() != JsonType::String) {
    out.report(CaseErrorCode::E1002, place, {describe(value), {"a date \"YYYY-MM-DD\"", "日期 \"YYYY-MM-DD\""}}, "");
    return std::nullopt;
  }
  const std::optional<Date> date = parse_date(value.text());
  if (!date) out.report(CaseErrorCode::E1005, place, {shown(value.text())}, "");
  return date;
}

std::optional<Fraction> read_money_number(const Program& program, JsonValue value, const CasePlace& place,
                                          CaseErrors& out) {
  const NumberForm form{program.minor_digits, {"an amount in " + program.currency, "金额（" + program.currency + "）"}};
  const std::optional<Fraction> number = read_number(value, form, place, out);
  return number ? to_minor_units(program, *number) : std::nullopt;
}

std::optional<Fraction> read_numeric(const Program& program, const Fact& fact, JsonValue value, const CasePlace& place,
                                     CaseErrors& out) {
  const Bilingual name = describe_type(program, fact);
  switch (fact.type) {
    case FactType::Integer: return read_number(value, {0, name}, place, out);
    case FactType::Number: return read_number(value, {kNumberDecimals, name}, place, out);
    case FactType::Percent: return read_percent(value, {kShareDecimals, name}, place, out);
    case FactType::Money: return read_money_number(program, value, place, out);
    case FactType::Date: {
      const std::optional<Date> day = read_day(value, place, out);
      return day ? std::optional<Fraction>(Fraction(day->days)) : std::nullopt;
    }
    case FactType::YesNo:
    case FactType::Text:
    case FactType::OneOf:
    case FactType::Ranked:
    case FactType::AnyOf: break;
  }
  return std::nullopt;
}

/// Returns the code of a label, or nothing; `value` may be of any type.
std::optional<Index> read_label(const CaseVocabulary& words, const Fact& fact, JsonValue value, const CasePlace& place,
                                CaseErrors& out) {
  const Enumeration& known = words.program().enumerations[fact.enumeration];
  if (value.type() != JsonType::String) {
    out.report(CaseErrorCode::E1002, place, {describe(value), list_values(known)}, "");
    return std::nullopt;
  }
  const std::optional<Index> code = words.find_value(fact.enumeration, value.text());
  if (!code && !out.is_full()) {
    out.report(CaseErrorCode::E1003, place, {shown(value.text()), plain(fact.name), list_values(known)},
               base::nearest(value.text(), known.values).value_or(""));
  }
  return code;
}

std::optional<std::vector<Index>> read_label_list(const CaseVocabulary& words, const Fact& fact, JsonValue value,
                                                  const CasePlace& place, CaseErrors& out) {
  if (value.type() != JsonType::Array) {
    out.report(CaseErrorCode::E1002, place, {describe(value), describe_type(words.program(), fact)}, "");
    return std::nullopt;
  }
  std::vector<Index> codes;
  bool is_good = true;
  std::size_t position = 0;
  for (const JsonValue element : value) {
    const std::optional<Index> code = read_label(words, fact, element, place.at(position++), out);
    if (code) codes.push_back(*code);
    is_good = is_good && code.has_value();
  }
  if (!is_good) return std::nullopt;
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

bool is_outside(const Fact& fact, const Fraction& number) {
  return (fact.low && number < *fact.low) || (fact.high && number > *fact.high);
}

}  // namespace

Bilingual describe(JsonValue value) {
  switch (value.type()) {
    case JsonType::Null: return {"null", "null"};
    case JsonType::True: return {"true", "true"};
    case JsonType::False: return {"false", "false"};
    case JsonType::Array: return {"a list", "列表"};
    case JsonType::Object: return {"an object", "对象"};
    case JsonType::Number: {
      const Bilingual text = shown(value.text());
      return {"the number `" + text.english + "`", "数“" + text.chinese + "”"};
    }
    case JsonType::String: {
      const Bilingual text = shown(value.text());
      if (text.english.empty()) return {"an empty text", "空文本"};
      return {"the text `" + text.english + "`", "文本“" + text.chinese + "”"};
    }
  }
  return {};
}

std::optional<Constant> read_fact_value(const CaseVocabulary& words, const Fact& fact, JsonValue value,
                                        const CasePlace& place, CaseErrors& out) {
  const Program& program = words.program();
  Constant result;
  result.type = fact.type;
  if (is_numeric(fact.type)) {
    const std::optional<Fraction> number = read_numeric(program, fact, value, place, out);
    if (!number) return std::nullopt;
    if (is_outside(fact, *number)) {
      const Bilingual found = plain(number_text(program, fact, *number));
      out.report(CaseErrorCode::E1004, place, {found, plain(fact.name), describe_bounds(program, fact)}, "");
      return std::nullopt;
    }
    result.number = *number;
    return result;
  }
  if (fact.type == FactType::AnyOf) {
    const std::optional<std::vector<Index>> codes = read_label_list(words, fact, value, place, out);
    if (!codes) return std::nullopt;
    result.codes = *codes;
    return result;
  }
  if (fact.type == FactType::OneOf || fact.type == FactType::Ranked) {
    const std::optional<Index> code = read_label(words, fact, value, place, out);
    if (!code) return std::nullopt;
    result.number = Fraction(*code);
    return result;
  }
  const bool is_truth = value.type() == JsonType::True || value.type() == JsonType::False;
  const bool is_right = fact.type == FactType::YesNo ? is_truth : value.type() == JsonType::String;
  if (!is_right) {
    out.report(CaseErrorCode::E1002, place, {describe(value), describe_type(program, fact)}, "");
    return std::nullopt;
  }
  if (fact.type == FactType::YesNo)
    result.number = Fraction(value.type() == JsonType::True ? 1 : 0);
  else
    result.text = std::string(value.text());
  return result;
}

CaseDate read_date(JsonValue value, const CasePlace& place, CaseErrors& out) {
  if (value.is_null()) return {Presence::Null, {}};
  const std::optional<Date> day = read_day(value, place, out);
  return day ? CaseDate{Presence::Given, *day} : CaseDate{};
}

CaseMoney read_money(const Program& program, JsonValue value, const CasePlace& place, CaseErrors& out) {
  if (value.is_null()) return {Presence::Null, {}};
  const std::optional<Fraction> amount = read_money_number(program, value, place, out);
  if (!amount) return {};
  if (amount->sign() < 0) {
    const Bilingual found = plain(major_units_text(program, *amount) + " " + program.currency);
    out.report(CaseErrorCode::E1004, place, {found, shown(value.key()), {"at least 0", "不低于 0"}}, "");
    return {};
  }
  return {Presence::Given, *amount};
}

std::optional<std::string> read_name(JsonValue value, const CasePlace& place, CaseErrors& out) {
  if (value.type() == JsonType::String && !value.text().empty()) return std::string(value.text());
  out.report(CaseErrorCode::E1002, place, {describe(value), {"a text", "文本"}}, "");
  return std::nullopt;
}

}  // namespace polc::runtime
