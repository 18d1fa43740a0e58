#include "compiler/analyse/regions/words.h"

#include <algorithm>

#include "runtime/cases/value_text.h"
#include "runtime/explain/write_amount.h"

namespace polc::analyse {

using runtime::FactType;

namespace {

const std::string& program_name(PolicyView& view, const Axis& axis) { return view.program().facts[axis.slot].name; }

/// The part after "NAME = " of a value, or the whole where it has none.
Bilingual bare_value(PolicyView& view, AxisId axis, std::int64_t whole) {
  Bilingual words = value_words(view, axis, whole);
  for (std::string* text : {&words.english, &words.chinese}) {
    const std::size_t at = text->find(" = ");
    if (at != std::string::npos) *text = text->substr(at + 3);
  }
  return words;
}

Bilingual stretch_words(PolicyView& view, AxisId axis, const Stretch& stretch) {
  const ValueSet& domain = view.axes()[axis].domain;
  if (stretch.low == stretch.high) return bare_value(view, axis, stretch.low);
  const Bilingual low = bare_value(view, axis, stretch.low);
  const Bilingual high = bare_value(view, axis, stretch.high);
  if (stretch.low == domain.first()) return {"at most " + high.english, "不超过" + high.chinese};
  if (stretch.high == domain.last()) return {"at least " + low.english, "不低于" + low.chinese};
  return {low.english + " to " + high.english, low.chinese + "至" + high.chinese};
}

Bilingual with_currency(const Program& program, const std::string& numbers) {
  const std::string english = program.currency + " " + numbers;
  return {english, program.currency == "CNY" ? numbers + "元" : english};
}

std::string digits_of(const Program& program, const Fraction& minor_units) {
  return runtime::group_digits(runtime::major_units_text(program, minor_units));
}

bool is_number(std::string_view label) {
  return !label.empty() && std::all_of(label.begin(), label.end(),
                                       [](char letter) { return (letter >= '0' && letter <= '9') || letter == '.'; });
}

}  // namespace

Bilingual money_words(const Program& program, const Fraction& minor_units) {
  return with_currency(program, digits_of(program, minor_units));
}

Bilingual money_words(const Program& program, const runtime::Range& range) {
  if (range.is_exact()) return money_words(program, *range.low);
  if (!range.high) return {"an amount left open", "金额另定"};
  const std::string low = digits_of(program, range.low.value_or(Fraction(0)));
  const std::string high = digits_of(program, *range.high);
  return {with_currency(program, low + " to " + high).english, with_currency(program, low + "至" + high).chinese};
}

Bilingual quoted(std::string_view name) {
  const std::string text(name);
  return {"`" + text + "`", "“" + text + "”"};
}

Bilingual quoted_list(const std::vector<std::string>& names) {
  Bilingual result;
  for (const std::string& name : names) append_words(result, quoted(name), ", ", "、");
  return result;
}

Bilingual article_words(std::string_view label) {
  if (label.empty()) return {};
  const std::string text(label);
  if (is_number(label)) return {"art. " + text, "第" + text + "条"};
  return {text, text};
}

Bilingual award_words(const Program& program, Index award) {
  Bilingual result = quoted(program.awards[award].name);
  const Bilingual article = article_words(program.awards[award].article);
  if (article.english.empty()) return result;
  return {result.english + " (" + article.english + ")", result.chinese + "（" + article.chinese + "）"};
}

Bilingual value_words(PolicyView& view, AxisId axis, std::int64_t whole) {
  const Program& program = view.program();
  const Axis& one = view.axes()[axis];
  if (one.kind == AxisKind::ClaimDate || one.kind == AxisKind::ApplicationDate) {
    const std::string day = runtime::to_text(runtime::Date{static_cast<std::int32_t>(whole)});
    return one.kind == AxisKind::ClaimDate ? Bilingual{"on " + day, "事项日" + day}
                                           : Bilingual{"applied " + day, "申报日" + day};
  }
  if (one.kind == AxisKind::Atom) return {"a condition that ties facts together", "涉及多项事实的条件"};
  const runtime::Fact& fact = program.facts[one.slot];
  const auto equals = [&](const std::string& english, const std::string& chinese) {
    return Bilingual{fact.name + " = " + english, fact.name + " = " + chinese};
  };
  if (one.kind == AxisKind::SetMember) {
    const std::string& value = program.enumerations[fact.enumeration].values[one.code];
    return whole == 1 ? Bilingual{fact.name + " with " + value, fact.name + "含" + value}
                      : Bilingual{fact.name + " without " + value, fact.name + "不含" + value};
  }
  if (fact.type == FactType::Text) {
    const std::string text = view.axes().text_of(one.slot, whole).value_or("…");
    return equals(text, text);
  }
  runtime::Constant value;
  value.type = fact.type;
  value.number = one.is_numeric ? view.axes().value_of(axis, whole) : Fraction(whole);
  if (fact.type == FactType::Money) {
    const Bilingual money = money_words(program, value.number);
    return equals(money.english, money.chinese);
  }
  return equals(runtime::value_text(program, fact, value, base::Language::English),
                runtime::value_text(program, fact, value, base::Language::Chinese));
}

Bilingual values_words(PolicyView& view, const std::vector<std::pair<AxisId, std::int64_t>>& values) {
  Bilingual result;
  for (const auto& [axis, whole] : values) append_words(result, value_words(view, axis, whole), ", ", "，");
  return result;
}

Bilingual region_words(PolicyView& view, const Region& region) {
  Bilingual result;
  for (const Constraint& one : region.constraints()) {
    const Axis& axis = view.axes()[one.axis];
    if (axis.kind == AxisKind::Atom || axis.kind == AxisKind::SetMember) {
      append_words(result, value_words(view, one.axis, one.values.first()), " and ", "且");
      continue;
    }
    Bilingual values;
    for (const Stretch& stretch : one.values.stretches()) {
      if (axis.is_numeric) {
        append_words(values, stretch_words(view, one.axis, stretch), " or ", "或");
        continue;
      }
      for (std::int64_t code = stretch.low; code <= stretch.high; ++code)
        append_words(values, bare_value(view, one.axis, code), " or ", "或");
    }
    const std::string name = axis.kind == AxisKind::Fact ? program_name(view, axis) : "";
    const Bilingual day =
        axis.kind == AxisKind::ClaimDate ? Bilingual{"event date", "事项日"} : Bilingual{"application date", "申报日"};
    const Bilingual subject = name.empty() ? day : Bilingual{name, name};
    append_words(result, {subject.english + " = " + values.english, subject.chinese + " = " + values.chinese}, " and ",
                 "且");
  }
  return result;
}

void append_words(Bilingual& text, const Bilingual& more, std::string_view english_joint,
                  std::string_view chinese_joint) {
  if (more.english.empty()) return;
  if (!text.english.empty()) {
    text.english += english_joint;
    text.chinese += chinese_joint;
  }
  text.english += more.english;
  text.chinese += more.chinese;
}

Bilingual more_like_it(std::size_t count) {
  if (count == 0) return {};
  const std::string number = std::to_string(count);
  return {" (and " + number + " like it)", "（另有" + number + "处同类）"};
}

bool is_chinese_statement(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) >= 0x80;
}

}  // namespace polc::analyse
