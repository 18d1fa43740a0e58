#include <algorithm>
#include <string>
#include <utility>

#include "base/spelling.h"
#include "compiler/model/model.h"
#include "compiler/model/unit.h"

namespace polc::model {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Constant;
using runtime::FactType;
using runtime::Fraction;

namespace {

constexpr std::size_t kNumberDecimals = 6;
constexpr std::size_t kMostNamesListed = 6;

std::string join_values(const runtime::Enumeration& enumeration, std::string_view separator) {
  std::string joined;
  for (const std::string& value : enumeration.values) {
    if (!joined.empty()) joined += separator;
    joined += value;
  }
  return joined;
}

Bilingual describe_literal(const ast::Expr& expr) {
  using ast::ExprKind;
  switch (expr.kind) {
    case ExprKind::Number:
      if (expr.unit.empty()) return {"a number", "数值"};
      return {"a number in " + expr.unit, "以" + expr.unit + "为单位的数值"};
    case ExprKind::Percent: return {"a percent", "百分比"};
    case ExprKind::Money: return {"money", "金额"};
    case ExprKind::Date: return {"a date", "日期"};
    case ExprKind::YesNo: return {"yes/no", "是否"};
    case ExprKind::String: return {"text", "文本"};
    case ExprKind::Name: return {"a name", "名称"};
    default: return {"a formula", "算式"};
  }
}

/// Reads one literal; `Model::sources` gives the words for messages.
class ConstantReader {
 public:
  ConstantReader(const Model& model, const ast::Ast& ast, const ValueType& type, base::Diagnostics& out)
      : model_(model), ast_(ast), type_(type), out_(out) {}

  std::optional<Constant> read(ast::ExprId id) {
    const ast::Expr& expr = ast_.expr(id);
    if (expr.kind == ast::ExprKind::Error) return std::nullopt;
    Constant constant;
    constant.type = type_.type;
    switch (type_.type) {
      case FactType::YesNo:
        if (expr.kind != ast::ExprKind::YesNo) return mismatch(expr);
        constant.number = Fraction(expr.flag ? 1 : 0);
        return constant;
      case FactType::Date:
        if (expr.kind != ast::ExprKind::Date) return mismatch(expr);
        constant.number = Fraction(expr.date.days);
        return constant;
      case FactType::Text:
        if (expr.kind != ast::ExprKind::String && expr.kind != ast::ExprKind::Name) return mismatch(expr);
        constant.text = expr.name.text;
        return constant;
      case FactType::OneOf:
      case FactType::Ranked:
      case FactType::AnyOf: return read_value(expr, std::move(constant));
      case FactType::Integer:
      case FactType::Number:
      case FactType::Percent:
      case FactType::Money: return read_number(expr, std::move(constant));
    }
    return std::nullopt;
  }

 private:
  std::optional<Constant> mismatch(const ast::Expr& expr) {
    out_.report(Code::P3001, expr.span, {quoted(expr), describe_literal(expr), describe(model_, type_)});
    return std::nullopt;
  }

  Bilingual quoted(const ast::Expr& expr) const {
    const std::string words(model_.sources->slice(expr.span));
    return {"`" + words + "`", "“" + words + "”"};
  }

  std::optional<Constant> read_value(const ast::Expr& expr, Constant constant) {
    ast::Name name = expr.name;
    if (expr.kind == ast::ExprKind::YesNo) {
      name = {expr.flag ? "yes" : "no", expr.span, false};
    } else if (expr.kind != ast::ExprKind::Name && expr.kind != ast::ExprKind::String) {
      return mismatch(expr);
    }
    const auto code = find_value(model_, type_.enumeration, name);
    if (!code) {
      const runtime::Enumeration& values = model_.program.enumerations[type_.enumeration];
      base::Diagnostic& found = out_.report(Code::P4310, expr.span,
                                            {plain(name.text),
                                             {"this fact", "该项"},
                                             {"one of " + join_values(values, ", "), join_values(values, "、")}});
      suggest(found, expr.span, name.text, values.values);
      return std::nullopt;
    }
    constant.number = Fraction(*code);
    constant.codes = {*code};
    return constant;
  }

  std::optional<Constant> read_number(const ast::Expr& expr, Constant constant) {
    if (expr.kind == ast::ExprKind::Negate) {
      auto inner = read(expr.args[0]);
      if (!inner) return std::nullopt;
      const auto negated = runtime::negate(inner->number);
      if (!negated) return std::nullopt;
      inner->number = *negated;
      return inner;
    }
    const bool is_money = type_.type == FactType::Money;
    Unit unit = Unit::parse(expr.unit);
    const bool has_yuan = expr.kind == ast::ExprKind::Number && unit.take("元") == 1;
    if (expr.kind == ast::ExprKind::Money || has_yuan) {
      if (!is_money || (has_yuan && unit.text() != type_.unit)) return mismatch(expr);
      if (expr.kind == ast::ExprKind::Money && expr.unit != model_.program.currency) {
        out_.report(Code::P3013, expr.span,
                    {plain(model_.sources->slice(expr.span)), plain(expr.unit), plain(model_.program.currency)});
        return std::nullopt;
      }
    } else if (expr.kind == ast::ExprKind::Percent) {
      if (type_.type != FactType::Percent && type_.type != FactType::Number) return mismatch(expr);
    } else if (expr.kind == ast::ExprKind::Number) {
      if (!expr.unit.empty() && expr.unit != type_.unit) return unit_mismatch(expr);
    } else {
      return mismatch(expr);
    }
    return scaled(expr, std::move(constant), is_money);
  }

  std::optional<Constant> unit_mismatch(const ast::Expr& expr) {
    if (type_.unit.empty()) return mismatch(expr);
    out_.report(Code::P4413, expr.span, {quoted(expr), plain(expr.unit), {"the fact", "该项"}, plain(type_.unit)});
    return std::nullopt;
  }

  std::optional<Constant> scaled(const ast::Expr& expr, Constant constant, bool is_money) {
    constant.number = expr.number;
    std::size_t decimals = kNumberDecimals;
    if (is_money) {
      decimals = model_.program.minor_digits;
      std::int64_t scale = 1;
      for (std::uint32_t digit = 0; digit < model_.program.minor_digits; ++digit) scale *= 10;
      const auto minor = runtime::multiply(expr.number, Fraction(scale));
      if (!minor) return std::nullopt;
      constant.number = *minor;
      // A price per unit may be finer than the currency.
      if (minor->is_whole() || !type_.unit.empty()) return constant;
    } else if (type_.type == FactType::Integer) {
      decimals = 0;
      if (expr.number.is_whole()) return constant;
    } else {
      return constant;
    }
    out_.report(Code::P3008, expr.span, {plain(model_.sources->slice(expr.span)), plain(std::to_string(decimals))});
    return std::nullopt;
  }

  const Model& model_;
  const ast::Ast& ast_;
  const ValueType& type_;
  base::Diagnostics& out_;
};

}  // namespace

std::string_view Model::written(const ast::Name& name) const {
  if (name.is_quoted || name.span.source == base::kNoSource) return name.text;
  return sources->slice(name.span);
}

std::optional<Index> find_value(const Model& model, Index enumeration, const ast::Name& name) {
  if (enumeration == kNone) return std::nullopt;
  const runtime::Enumeration& values = model.program.enumerations[enumeration];
  const std::string_view written = model.written(name);
  for (Index code = 0; code < values.values.size(); ++code) {
    if (values.values[code] == name.text || values.values[code] == written) return code;
  }
  for (Index code = 0; code < values.aliases.size(); ++code) {
    if (!values.aliases[code].empty() && (values.aliases[code] == name.text || values.aliases[code] == written))
      return code;
  }
  return std::nullopt;
}

Bilingual describe(const Model& model, const ValueType& type) {
  switch (type.type) {
    case FactType::YesNo: return {"yes/no", "是否"};
    case FactType::Integer:
    case FactType::Number: {
      const bool whole = type.type == FactType::Integer;
      if (type.unit.empty()) return whole ? Bilingual{"an integer", "整数"} : Bilingual{"a number", "数值"};
      return {(whole ? "an integer in " : "a number in ") + type.unit,
              "以" + type.unit + "为单位的" + (whole ? "整数" : "数值")};
    }
    case FactType::Percent: return {"a percent", "百分比"};
    case FactType::Money:
      if (type.unit.empty()) return {"money", "金额"};
      if (type.unit.starts_with("1/"))
        return {"money per " + type.unit.substr(2), "每" + type.unit.substr(2) + "的金额"};
      return {"money in " + type.unit, "以" + type.unit + "计的金额"};
    case FactType::Date: return {"a date", "日期"};
    case FactType::Text: return {"text", "文本"};
    case FactType::OneOf:
    case FactType::Ranked:
    case FactType::AnyOf: {
      if (type.enumeration == kNone) return {"a label", "标签"};
      const runtime::Enumeration& values = model.program.enumerations[type.enumeration];
      const std::string_view head = type.type == FactType::OneOf    ? "one of "
                                    : type.type == FactType::Ranked ? "ranked "
                                                                    : "any of ";
      const std::string_view joint = type.type == FactType::Ranked ? " > " : ", ";
      return {std::string(head) + join_values(values, joint),
              join_values(values, type.type == FactType::Ranked ? " > " : "、")};
    }
  }
  return {};
}

std::optional<Constant> read_constant(const Model& model, const ast::Ast& ast, ast::ExprId literal,
                                      const ValueType& type, base::Diagnostics& out) {
  return ConstantReader(model, ast, type, out).read(literal);
}

void suggest(base::Diagnostic& diagnostic, base::Span span, std::string_view found,
             const std::vector<std::string>& known) {
  const auto near = base::nearest(found, known);
  if (!near) {
    if (known.empty() || known.size() > kMostNamesListed) return;
    std::string english;
    std::string chinese;
    for (const std::string& name : known) {
      english += (english.empty() ? "`" : ", `") + name + "`";
      chinese += (chinese.empty() ? "“" : "、“") + name + "”";
    }
    diagnostic.advise({"known here: " + english, "此处可用：" + chinese});
    return;
  }
  diagnostic.advise({"did you mean `" + *near + "`?", "是否应为“" + *near + "”?"});
  diagnostic.fix({"write `" + *near + "`", "改为“" + *near + "”"}, {{span, *near}}, false);
}

}  // namespace polc::model
