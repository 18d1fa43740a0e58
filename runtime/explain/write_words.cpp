#include "runtime/explain/write_words.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "runtime/cases/value_text.h"
#include "runtime/explain/write_amount.h"
#include "runtime/explain/write_json.h"

namespace polc::runtime {
namespace {

using base::Language;

constexpr std::size_t kMaxListed = 8;

bool is_number(const std::string& label) {
  return !label.empty() && label.find_first_not_of("0123456789") == std::string::npos && label.size() <= 3 &&
         label[0] != '0';
}

/// Returns 1 to 999 in Chinese: 八, 十一, 二十, 一百零五.
std::string chinese_number(const std::string& digits) {
  constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr std::string_view kUnits[] = {"", "十", "百"};
  std::string result;
  bool has_gap = false;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const auto digit = static_cast<std::size_t>(digits[at] - '0');
    const std::size_t unit = digits.size() - 1 - at;
    if (digit == 0) {
      has_gap = !result.empty();
      continue;
    }
    if (has_gap) result += kDigits[0];
    has_gap = false;
    const bool is_plain_ten = unit == 1 && digit == 1 && result.empty();
    if (!is_plain_ten) result += kDigits[digit];
    result += kUnits[unit];
  }
  return result;
}

std::string labels_words(const Enumeration& known, Language language) {
  const bool is_chinese = language == Language::Chinese;
  std::string result;
  for (std::size_t code = 0; code < std::min(known.values.size(), kMaxListed); ++code) {
    if (code > 0) result += is_chinese ? "、" : ", ";
    result += known.values[code];
  }
  if (known.values.size() > kMaxListed) result += is_chinese ? "等" : ", …";
  return result;
}

/// What a fact can be, for the one who has to submit it.
std::string domain_words(const LetterContext& context, const CasePath& path) {
  const Fact* fact = fact_of(context.program, path);
  if (path.kind == CasePath::Kind::ApplicantKind) {
    std::vector<std::string> kinds;
    for (const ApplicantKind& kind : context.program.applicant_kinds) kinds.push_back(kind.name);
    return fmt::format("{}", fmt::join(kinds, context.pick(", ", "、")));
  }
  if (fact == nullptr) return "";
  switch (fact->type) {
    case FactType::YesNo: return std::string(context.pick("yes or no", "是或否"));
    case FactType::Integer: return std::string(context.pick("a whole number", "整数"));
    case FactType::Number: return std::string(context.pick("a number", "数值"));
    case FactType::Percent: return std::string(context.pick("a percent", "百分比"));
    case FactType::Money: return std::string(context.pick("an amount", "金额"));
    case FactType::Date: return std::string(context.pick("a date", "日期"));
    case FactType::Text: return std::string(context.pick("a text", "文本"));
    case FactType::OneOf:
    case FactType::Ranked: {
      const std::string labels = labels_words(context.program.enumerations[fact->enumeration], context.language);
      return fmt::format(fmt::runtime(context.pick("one of {}", "{}之一")), labels);
    }
    case FactType::AnyOf: {
      const std::string labels = labels_words(context.program.enumerations[fact->enumeration], context.language);
      return fmt::format(fmt::runtime(context.pick("any of {}", "{}中的若干")), labels);
    }
  }
  return "";
}

std::string changed_value_words(const LetterContext& context, const FactChange& change) {
  const Fact* fact = fact_of(context.program, change.path);
  if (fact == nullptr) return to_text(Date{static_cast<std::int32_t>(change.value.number.numerator())});
  if (fact->type == FactType::Money) return amount_words(context.program, change.value.number, context.language);
  return value_text(context.program, *fact, change.value, context.language);
}

/// The name of a step that changed a grant: 就高（补差）.
std::string step_words(const LetterContext& context, const Adjustment& adjustment) {
  struct Name {
    std::string_view kind, english, chinese;
  };
  constexpr Name kNames[] = {
      {"revoke", "revoked", "取消并追缴"},
      {"once", "paid once only", "仅享受一次"},
      {"limit", "limited in number", "限享次数"},
      {"highest", "only the highest is paid", "就高"},
      {"other", "only the highest of all policies is paid", "与其他政策就高"},
      {"cap", "capped in total", "合计上限"},
  };
  const auto* const name =
      std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& one) { return one.kind == adjustment.kind; });
  std::string words(name == std::end(kNames) ? std::string_view(adjustment.kind)
                                             : context.pick(name->english, name->chinese));
  if (!adjustment.mode) return words;
  return words +
         fmt::format(fmt::runtime(context.pick(" ({})", "（{}）")), mode_words(*adjustment.mode, context.language));
}

}  // namespace

std::string article_words(const std::string& article, Language language) {
  if (article.empty()) return "";
  const bool begins_with_digit = article[0] >= '0' && article[0] <= '9';
  if (language == Language::English) return begins_with_digit ? "art. " + article : article;
  if (is_number(article)) return "第" + chinese_number(article) + "条";
  return begins_with_digit ? "第" + article + "条" : article;
}

std::string quoted(const std::string& text, Language language) {
  return language == Language::Chinese ? "“" + text + "”" : "\"" + text + "\"";
}

std::string fact_value_words(const LetterContext& context, const CasePath& path, const std::string& value) {
  if (value.empty()) return std::string(context.pick("not given", "未提供"));
  const Fact* fact = fact_of(context.program, path);
  if (fact == nullptr) return value;
  if (fact->type == FactType::YesNo)
    return std::string(value == "yes" ? context.pick("yes", "是") : context.pick("no", "否"));
  if (fact->type == FactType::Money) {
    const std::optional<Fraction> amount = parse_decimal(value);
    const std::optional<Fraction> minor_units = amount ? to_minor_units(context.program, *amount) : std::nullopt;
    if (minor_units) return amount_words(context.program, *minor_units, context.language);
  }
  const bool has_unit = (fact->type == FactType::Number || fact->type == FactType::Integer) && !fact->unit.empty();
  if (path.name == "stage" && fact->enumeration != kNone && context.is_chinese()) {
    const Enumeration& stages = context.program.enumerations[fact->enumeration];
    const auto found = std::find(stages.values.begin(), stages.values.end(), value);
    const auto at = static_cast<std::size_t>(found - stages.values.begin());
    if (at < stages.aliases.size() && !stages.aliases[at].empty()) return stages.aliases[at];
  }
  return has_unit && !value.ends_with(fact->unit) ? value + " " + fact->unit : value;
}

std::string fact_words(const LetterContext& context, const ReadFact& fact, std::size_t home) {
  const CasePath path = parse_case_path(context.program, context.one, fact.path);
  return fmt::format("{} = {}", path_words(context.one, path, home, context.language),
                     fact_value_words(context, path, fact.value));
}

std::string request_words(const LetterContext& context, const std::string& path_text) {
  const CasePath path = parse_case_path(context.program, context.one, path_text);
  std::string words = path_words(context.one, path, context.one.claims.size(), context.language);
  const std::string domain = domain_words(context, path);
  if (!domain.empty()) words += fmt::format(fmt::runtime(context.pick(" ({})", "（{}）")), domain);
  const Fact* fact = fact_of(context.program, path);
  if (fact == nullptr || !fact->is_judged) return words;
  if (fact->judge.empty()) return words + std::string(context.pick(", which has to be judged", "，须经认定"));
  return words + fmt::format(fmt::runtime(context.pick(", judged by {}", "，由{}认定")), fact->judge);
}

std::string change_words(const LetterContext& context, const NearestChange& change, std::size_t home) {
  std::string words;
  for (const FactChange& one : change.changes) {
    if (!words.empty()) words += context.pick(" and ", "，且");
    const std::string name = path_words(context.one, one.path, home, context.language);
    const std::string value = changed_value_words(context, one);
    const Fact* fact = fact_of(context.program, one.path);
    const bool is_number = fact == nullptr || is_numeric(fact->type);
    words += fmt::format(fmt::runtime(context.pick("{} were {}", is_number ? "{}为 {}" : "{}为“{}”")), name, value);
    if (!one.judge.empty())
      words += fmt::format(fmt::runtime(context.pick(" (judged by {})", "（由{}认定）")), one.judge);
  }
  return words;
}

std::string gain_words(const LetterContext& context, const NearestChange& change) {
  if (change.outcome == GrantOutcome::Referred)
    return std::string(context.pick("the amount would be set elsewhere", "则依有关办法另定金额"));
  const std::string amount = range_words(context.program, change.amount, context.language);
  if (change.amount.is_exact()) return fmt::format(fmt::runtime(context.pick("{} would be paid", "则可得 {}")), amount);
  return fmt::format(
      fmt::runtime(context.pick("{} would be paid, depending on what is still open", "则可得 {}，视其余未定事实而定")),
      amount);
}

std::string adjustment_words(const LetterContext& context, const Adjustment& adjustment) {
  const auto amount = [&](const Range& range) { return range_words(context.program, range, context.language); };
  std::string words = step_words(context, adjustment);
  const std::string article =
      adjustment.rule == kNone ? "" : article_words(context.program.rules[adjustment.rule].article, context.language);
  if (!article.empty()) words += fmt::format(fmt::runtime(context.pick(", {}", "，{}")), article);
  const bool has_paid = adjustment.paid && (!adjustment.paid->high || adjustment.paid->high->sign() > 0);
  const bool is_other = adjustment.kind == "other";
  words += fmt::format(fmt::runtime(context.pick(": {} due", "：应得 {}")), amount(adjustment.from));
  if (has_paid && is_other) {
    words += fmt::format(fmt::runtime(context.pick(", {} paid under other policies", "，其他政策已付 {}")),
                         amount(*adjustment.paid));
  } else if (has_paid) {
    words += fmt::format(fmt::runtime(context.pick(", {} already paid", "，既往已付 {}")), amount(*adjustment.paid));
  }
  return words + fmt::format(fmt::runtime(context.pick(", {} now.", "，本次支付 {}。")), amount(adjustment.to));
}

std::string_view mode_words(Mode mode, Language language) {
  if (language == Language::English) return mode_id(mode);
  switch (mode) {
    case Mode::ToppingUp: return "补差";
    case Mode::IgnoringPaid: return "不扣已付";
    case Mode::NothingMoreOncePaid: return "已享受不再享受";
    case Mode::ReplacingPaid: return "退旧领新";
    case Mode::FirstOnly: return "先到先得";
  }
  return "";
}

}  // namespace polc::runtime
