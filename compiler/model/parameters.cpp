#include "compiler/model/parameters.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/model/facts.h"

namespace polc::model {

using base::Code;
using base::plain;

namespace {

struct CurrencyDigits {
  std::string_view code;
  std::uint32_t digits;
};

// ISO 4217 minor units of the currencies that do not have two.
constexpr std::array<CurrencyDigits, 12> kOtherDigits{{{"JPY", 0},
                                                       {"KRW", 0},
                                                       {"VND", 0},
                                                       {"CLP", 0},
                                                       {"ISK", 0},
                                                       {"XAF", 0},
                                                       {"XOF", 0},
                                                       {"BHD", 3},
                                                       {"KWD", 3},
                                                       {"JOD", 3},
                                                       {"OMR", 3},
                                                       {"TND", 3}}};

bool is_currency_code(std::string_view code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

}  // namespace

void add_parameter(Model& model, const ast::Parameter& parameter, Index file, base::Diagnostics& out) {
  const ast::Ast& ast = *model.files[file].ast;
  const ValueType type = resolve_type(model, parameter.type, out);
  runtime::Parameter made;
  made.name = parameter.name.text;
  made.type = type.type;
  if (!runtime::is_numeric(type.type)) {
    out.report(Code::P3001, parameter.type.span,
               {{"the parameter `" + made.name + "`", "参数“" + made.name + "”"},
                describe(model, type),
                {"a number, percent, money or date", "数值、百分比、金额或日期"}});
  }
  std::vector<const ast::Parameter::Step*> steps;
  for (const ast::Parameter::Step& step : parameter.steps) steps.push_back(&step);
  std::stable_sort(steps.begin(), steps.end(), [](const auto* lhs, const auto* rhs) { return lhs->from < rhs->from; });
  const ast::Parameter::Step* previous = nullptr;
  for (const ast::Parameter::Step* step : steps) {
    if (runtime::is_numeric(type.type)) {
      if (const auto value = read_constant(model, ast, step->value, type, out))
        made.steps.push_back({step->from, value->number});
    }
    if (previous != nullptr && previous->from == step->from) {
      out.report(Code::P4111, step->span,
                 {plain(made.name), plain(runtime::to_text(step->from)),
                  plain(model.sources->slice(ast.expr(previous->value).span)),
                  plain(model.sources->slice(ast.expr(step->value).span))})
          .also(previous->span, {"the other value", "另一个值"});
    }
    previous = step;
  }
  model.program.parameters.push_back(std::move(made));
  model.parameter_statements.push_back(&parameter);
  model.parameter_files.push_back(file);
  model.parameter_units.push_back(type.unit);
}

void set_currency(Model& model, base::Diagnostics& out) {
  const ast::PolicyHeader* header = model.files.empty() ? nullptr : model.files.front().header;
  if (header == nullptr || !header->currency) return;
  const ast::Name& currency = *header->currency;
  if (!is_currency_code(currency.text)) {
    out.report(Code::P2001, currency.span, {{"currency", "币种"}, plain(currency.text)})
        .advise({"write an ISO 4217 code such as CNY or EUR", "请写 ISO 4217 代码，如 CNY 或 EUR"});
    return;
  }
  model.program.currency = currency.text;
  for (const CurrencyDigits& other : kOtherDigits) {
    if (other.code == currency.text) model.program.minor_digits = other.digits;
  }
}

}  // namespace polc::model
