#include "compiler/emit/emit.h"

#include <fmt/format.h>

#include "compiler/emit/grants.h"
#include "compiler/emit/print.h"
#include "compiler/emit/results.h"
#include "compiler/emit/settlement.h"

namespace polc::emit {
namespace {

Wide power(Wide base, int exponent) {
  Wide result = 1;
  for (int i = 0; i < exponent; ++i) result *= base;
  return result;
}

Limits limits_of(Width width) {
  // Narrow: two hundred unlimited grants of a case still add up inside 64 bits.
  if (width == Width::Bits64) return {power(2, 62), power(10, 13), power(10, 16)};
  return {power(10, 36), power(2, 62) + (power(2, 62) - 1), power(10, 30)};
}

/// One emission at one width.
std::string emit_at(const runtime::Program& program, const EmitOptions& options, Width width) {
  const DialectTraits& traits = traits_of(options.dialect);
  Terms terms;
  Query query(terms);
  const Limits limits = limits_of(width);
  Arithmetic arithmetic(terms, limits.number);
  Inputs inputs(program, traits, terms, options.tables, options.columns, options.null_meaning,
                options.largest.value_or(default_largest(options.dialect)));
  Lowering lowering(program, inputs, arithmetic, options.readings);
  Lists lists(program, query, inputs, limits.amount);
  Grants grants(program, query, inputs, lowering, arithmetic, lists, limits);
  Settlement settlement({program, query, inputs, lowering, grants, arithmetic, limits, options.readings});
  Results results(program, query, inputs, lowering, grants, lists, limits);
  RelationId relation = grants.build(settlement.columns_wanted());
  relation = settlement.apply(relation, options.is_per_case);
  relation = options.is_per_case ? results.by_case(relation) : results.by_grant(relation);
  // ClickHouse analyses a subquery again where its reader reads less than it yields, level by level.
  if (!traits.has_common_tables && !options.is_in_steps) relation = query.unshare(relation);
  query.prune(relation);
  std::string text = options.is_in_steps ? print_steps(query, terms, relation, traits, width)
                                         : print_query(query, terms, relation, traits, width);
  if (!options.view.empty()) text = fmt::format("CREATE VIEW {} AS\n{}", quoted_name(traits, options.view), text);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text + ";\n";
}

}  // namespace

std::int64_t default_largest(Dialect dialect) {
  return traits_of(dialect).has_wide_numbers ? 1'000'000'000'000 : 10'000'000'000;
}

Emitted emit_sql(const runtime::Program& program, const EmitOptions& options) {
  const bool is_wide = traits_of(options.dialect).has_wide_numbers;
  try {
    return {emit_at(program, options, is_wide ? Width::Bits128 : Width::Bits64), std::nullopt};
  } catch (Refusal& refusal) {
    return {"", std::move(refusal)};
  }
}

Emitted emit_ddl(const runtime::Program& program, const EmitOptions& options) {
  Terms terms;
  const Inputs inputs(program, traits_of(options.dialect), terms, options.tables, options.columns, options.null_meaning,
                      options.largest.value_or(default_largest(options.dialect)));
  try {
    return {inputs.ddl(), std::nullopt};
  } catch (Refusal& refusal) {
    return {"", std::move(refusal)};
  }
}

}  // namespace polc::emit
