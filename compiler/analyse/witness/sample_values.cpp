#include "compiler/analyse/witness/sample_values.h"

#include <algorithm>

namespace polc::analyse {

using ast::ExprKind;
using runtime::Fact;
using runtime::FactType;

namespace {

std::optional<std::int64_t> label_code(const Program& program, const Fact& fact, const ast::Expr& expr) {
  if (expr.kind != ExprKind::Name && expr.kind != ExprKind::String) return std::nullopt;
  const auto& values = program.enumerations[fact.enumeration].values;
  const auto at = std::find(values.begin(), values.end(), expr.name.text);
  if (at == values.end()) return std::nullopt;
  return at - values.begin();
}

std::optional<Fraction> number_of(const Program& program, const Fact& fact, const ast::Expr& expr) {
  if (expr.kind == ExprKind::Date) return Fraction(expr.date.days);
  if (expr.kind != ExprKind::Number && expr.kind != ExprKind::Percent && expr.kind != ExprKind::Money)
    return std::nullopt;
  if (fact.type != FactType::Money) return expr.number;
  std::int64_t minor = 1;
  for (std::uint32_t digit = 0; digit < program.minor_digits; ++digit) minor *= 10;
  return runtime::multiply(expr.number, Fraction(minor));
}

}  // namespace

SampleValues::SampleValues(const compiler::Compiled& compiled, Axes& axes) : values_(compiled.program.num_kinds()) {
  std::vector<const model::Sample*> samples;
  for (const model::Sample& sample : compiled.model.sample_list) samples.push_back(&sample);
  std::sort(samples.begin(), samples.end(), [](const model::Sample* lhs, const model::Sample* rhs) {
    const std::size_t own = lhs->statement->facts.size();
    const std::size_t other = rhs->statement->facts.size();
    return own != other ? own > other : lhs->statement->name.text < rhs->statement->name.text;
  });
  for (const model::Sample* sample : samples) {
    if (sample->kind < values_.size() && values_[sample->kind].empty()) read(compiled, *sample, axes);
  }
}

void SampleValues::read(const compiler::Compiled& compiled, const model::Sample& sample, Axes& axes) {
  const Program& program = compiled.program;
  const ast::Ast& ast = *compiled.model.files[sample.file].ast;
  for (const ast::Assignment& given : sample.statement->facts) {
    const auto& slots = program.applicant_kinds[sample.kind].facts;
    const auto slot =
        std::find_if(slots.begin(), slots.end(), [&](Index at) { return program.facts[at].name == given.fact.text; });
    if (slot == slots.end()) continue;
    const Fact& fact = program.facts[*slot];
    std::optional<std::int64_t> value;
    if (given.form == ast::Assignment::Form::Yes) value = 1;
    if (given.form == ast::Assignment::Form::No) value = 0;
    if (given.form == ast::Assignment::Form::Value && given.values.size() == 1 && fact.type != FactType::AnyOf) {
      const ast::Expr& expr = ast.expr(given.values.front());
      if (fact.type == FactType::YesNo && expr.kind == ExprKind::YesNo) value = expr.flag ? 1 : 0;
      if (fact.enumeration != kNone) value = label_code(program, fact, expr);
      if (runtime::is_numeric(fact.type)) {
        const auto number = number_of(program, fact, expr);
        if (number) value = axes.floor_of(axes.of_fact(*slot), *number);
      }
    }
    if (value && axes[axes.of_fact(*slot)].domain.contains(*value))
      values_[sample.kind].emplace(axes.of_fact(*slot), *value);
  }
}

std::optional<std::int64_t> SampleValues::find(Index applicant_kind, AxisId axis) const {
  if (applicant_kind >= values_.size()) return std::nullopt;
  const auto at = values_[applicant_kind].find(axis);
  return at == values_[applicant_kind].end() ? std::nullopt : std::optional(at->second);
}

}  // namespace polc::analyse
