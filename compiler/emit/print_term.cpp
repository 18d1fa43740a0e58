#include "compiler/emit/print_term.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "compiler/emit/relations.h"

namespace polc::emit {

std::string TermPrinter::cast(const std::string& text, std::string_view type) const {
  return fmt::format("CAST({} AS {})", text, type);
}

std::string TermPrinter::whole_type() const {
  return std::string(width_ == Width::Bits128 ? traits_.wide_type : traits_.whole_type);
}

std::string TermPrinter::operand(Term term) const {
  const Form form = terms_[term].form;
  const bool binds = form == Form::And || form == Form::Or || form == Form::Not || form == Form::Equal ||
                     form == Form::Less || form == Form::LessEqual || form == Form::IsNull || form == Form::OneOf ||
                     form == Form::Add || form == Form::Subtract || form == Form::Multiply || form == Form::Quotient ||
                     form == Form::Rest || form == Form::Concatenate;
  const std::string text = print(term);
  return binds ? "(" + text + ")" : text;
}

std::string TermPrinter::joined(const std::vector<Term>& args, std::string_view separator) const {
  std::string result;
  for (const Term arg : args) {
    if (!result.empty()) result += separator;
    result += operand(arg);
  }
  return result;
}

std::string TermPrinter::listed(const std::vector<Term>& args, std::size_t first) const {
  std::string result;
  for (std::size_t i = first; i < args.size(); ++i) result += (result.empty() ? "" : ", ") + print(args[i]);
  return result;
}

std::string TermPrinter::print(Term term) const {
  const TermNode& node = terms_[term];
  switch (node.form) {
    case Form::Column: return is_user_column(node.text) ? "s." + quoted_name(traits_, user_name(node.text)) : node.text;
    case Form::Whole:
    case Form::Text:
    case Form::Truth:
    case Form::Null: return print_literal(node);
    case Form::Not:
    case Form::And:
    case Form::Or:
    case Form::IsNull: return print_logic(node);
    case Form::Equal:
    case Form::Less:
    case Form::LessEqual:
    case Form::OneOf: return print_comparison(node);
    case Form::Add:
    case Form::Subtract:
    case Form::Multiply:
    case Form::Quotient:
    case Form::Rest:
    case Form::Least:
    case Form::Greatest: return print_arithmetic(node);
    case Form::Case: return print_case(node);
    case Form::Coalesce: return fmt::format("COALESCE({})", listed(node.args, 0));
    case Form::Concatenate:
    case Form::WholeText:
    case Form::NaturalKey:
    case Form::HasLongNumber:
    case Form::HasPart:
    case Form::IsNoList: return print_text(node);
    case Form::ScaledNumber:
    case Form::HasMoreDecimals:
    case Form::TruthOf:
    case Form::IsNoTruth: return print_input(node);
    case Form::DaysOf:
    case Form::DateText:
    case Form::IsNoDate: return print_date(node);
    case Form::MajorUnits: return print_amount(node);
    case Form::Sum:
    case Form::Most:
    case Form::Fewest:
    case Form::Count: return print_aggregate(node);
  }
  return {};
}

std::string TermPrinter::print_literal(const TermNode& node) const {
  const bool is_clickhouse = traits_.dialect == Dialect::ClickHouse;
  switch (node.form) {
    case Form::Whole: {
      const std::string number = digits(node.whole);
      if (is_clickhouse) return fmt::format("toInt64({})", number);
      // A bare literal of 64 bits would draw a product of wide columns back to 64 bits.
      if (width_ == Width::Bits128 && traits_.dialect == Dialect::DuckDb) return number + "::HUGEINT";
      return node.whole < 0 ? "(" + number + ")" : number;
    }
    case Form::Text: return quoted_text(traits_, node.text);
    case Form::Truth:
      if (is_clickhouse) return node.whole != 0 ? "toUInt8(1)" : "toUInt8(0)";
      return node.whole != 0 ? "TRUE" : "FALSE";
    default: break;
  }
  switch (node.type) {
    case Type::Truth: return cast("NULL", traits_.truth_type);
    case Type::Whole: return cast("NULL", whole_type());
    case Type::Text: return cast("NULL", traits_.text_type);
  }
  return {};
}

std::string TermPrinter::print_logic(const TermNode& node) const {
  switch (node.form) {
    case Form::Not: return "NOT " + operand(node.args[0]);
    case Form::IsNull: return operand(node.args[0]) + " IS NULL";
    default: break;
  }
  if (traits_.dialect == Dialect::ClickHouse && node.can_be_null) return print_counted_logic(node);
  return joined(node.args, node.form == Form::And ? " AND " : " OR ");
}

// ClickHouse's AND and OR are not Kleene's (0 AND NULL is NULL, NULL OR NULL is 0 in old releases), so truths are
// counted as 0 no, 1 unknown, 2 yes: the least of them is `and`, the greatest `or`.
std::string TermPrinter::print_counted_logic(const TermNode& node) const {
  const std::string_view combine = node.form == Form::And ? "least" : "greatest";
  std::string result;
  for (const Term arg : node.args) {
    const std::string counted = terms_[arg].can_be_null ? fmt::format("coalesce(toUInt8({}) * 2, 1)", print(arg))
                                                        : fmt::format("toUInt8({}) * 2", operand(arg));
    result = result.empty() ? counted : fmt::format("{}({}, {})", combine, result, counted);
  }
  return fmt::format("toUInt8(intDiv(nullIf({}, 1), 2))", result);
}

std::string TermPrinter::print_comparison(const TermNode& node) const {
  if (node.form == Form::OneOf) {
    const std::string test = fmt::format("{} IN ({})", operand(node.args[0]), listed(node.args, 1));
    // NULL IN (…) is 0 in ClickHouse.
    if (traits_.dialect != Dialect::ClickHouse || !node.can_be_null) return test;
    return fmt::format("CASE WHEN NOT ({} IS NULL) THEN {} END", operand(node.args[0]), test);
  }
  const std::string_view sign = node.form == Form::Equal ? "=" : node.form == Form::Less ? "<" : "<=";
  const bool is_text_order = node.form != Form::Equal && terms_[node.args[0]].type == Type::Text;
  // Order by code point, whatever the database collates by.
  const std::string_view collation = is_text_order && traits_.dialect == Dialect::Postgres ? " COLLATE \"C\"" : "";
  return fmt::format("{}{} {} {}", operand(node.args[0]), collation, sign, operand(node.args[1]));
}

std::string TermPrinter::print_arithmetic(const TermNode& node) const {
  const bool is_sqlite = traits_.dialect == Dialect::Sqlite;
  switch (node.form) {
    case Form::Add: return joined(node.args, " + ");
    case Form::Subtract: return joined(node.args, " - ");
    case Form::Multiply: return joined(node.args, " * ");
    case Form::Least: return fmt::format("{}({})", is_sqlite ? "min" : "least", listed(node.args, 0));
    case Form::Greatest: return fmt::format("{}({})", is_sqlite ? "max" : "greatest", listed(node.args, 0));
    default: break;
  }
  const bool is_quotient = node.form == Form::Quotient;
  switch (traits_.dialect) {
    case Dialect::DuckDb: return joined(node.args, is_quotient ? " // " : " % ");
    case Dialect::Postgres:
      if (width_ == Width::Bits128 && is_quotient) return fmt::format("div({})", listed(node.args, 0));
      return joined(node.args, is_quotient ? " / " : " % ");
    case Dialect::Sqlite: return joined(node.args, is_quotient ? " / " : " % ");
    case Dialect::ClickHouse: return fmt::format("{}({})", is_quotient ? "intDiv" : "modulo", listed(node.args, 0));
    case Dialect::Spark: return joined(node.args, is_quotient ? " div " : " % ");
  }
  return {};
}

std::string TermPrinter::print_case(const TermNode& node) const {
  std::string result = "CASE";
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2)
    result += fmt::format(" WHEN {} THEN {}", print(node.args[i]), print(node.args[i + 1]));
  if (terms_[node.args.back()].form != Form::Null) result += " ELSE " + print(node.args.back());
  return result + " END";
}

std::string TermPrinter::print_input(const TermNode& node) const {
  const std::string column = print(node.args[0]);
  switch (node.form) {
    case Form::ScaledNumber:
    case Form::HasMoreDecimals: break;
    case Form::TruthOf: return traits_.has_types ? column : cast(column, traits_.truth_type);
    default: return fmt::format("COALESCE({}, 0) NOT IN (0, 1)", column);
  }
  const Wide scale = terms_[node.args[1]].whole;
  const bool is_number = node.form == Form::ScaledNumber;
  if (!traits_.has_decimals) {
    if (is_number) return traits_.dialect == Dialect::ClickHouse ? cast(column, whole_type()) : column;
    return fmt::format("typeof({}) NOT IN ('integer', 'null')", column);
  }
  const std::string scaled = scale == 1 ? column : fmt::format("{} * {}", column, digits(scale));
  if (is_number) return cast(scaled, whole_type());
  return fmt::format("COALESCE({} <> {}, FALSE)", scaled, cast(scaled, whole_type()));
}

std::string TermPrinter::print_date(const TermNode& node) const {
  const std::string column = print(node.args[0]);
  if (node.form == Form::IsNoDate) return fmt::format("COALESCE({} <> COALESCE(date({}), ''), FALSE)", column, column);
  if (node.form == Form::DateText) {
    return traits_.dialect == Dialect::Sqlite ? column : cast(column, traits_.text_type);
  }
  switch (traits_.dialect) {
    case Dialect::DuckDb: return cast(fmt::format("date_diff('day', DATE '1970-01-01', {})", column), whole_type());
    case Dialect::Postgres: return cast(fmt::format("{} - DATE '1970-01-01'", column), whole_type());
    case Dialect::Sqlite: return cast(fmt::format("julianday({}) - 2440587.5", column), whole_type());
    case Dialect::ClickHouse: return fmt::format("toInt64({})", column);
    case Dialect::Spark: return cast(fmt::format("datediff({}, DATE'1970-01-01')", column), whole_type());
  }
  return {};
}

// A decimal of as many places as the currency has; where the dialect has none, minor units.
std::string TermPrinter::print_amount(const TermNode& node) const {
  const std::string amount = print(node.args[0]);
  std::string unit = digits(terms_[node.args[1]].whole);
  if (!traits_.has_decimals || unit == "1") return amount;
  const std::size_t places = unit.size() - 1;
  unit = "0." + std::string(places - 1, '0') + "1";
  return cast(fmt::format("{} * {}", cast(amount, "DECIMAL(20, 0)"), unit), fmt::format("DECIMAL(22, {})", places));
}

std::string TermPrinter::print_aggregate(const TermNode& node) const {
  const std::string inner = node.args.empty() ? "*" : print(node.args[0]);
  std::string call;
  switch (node.form) {
    case Form::Sum: call = fmt::format("sum({})", inner); break;
    case Form::Most: call = fmt::format("max({})", inner); break;
    case Form::Fewest: call = fmt::format("min({})", inner); break;
    default: call = traits_.dialect == Dialect::ClickHouse ? "count()" : "count(*)"; break;
  }
  const bool needs_cast = node.form == Form::Sum || node.form == Form::Count;
  return needs_cast && traits_.dialect != Dialect::Sqlite ? cast(call, whole_type()) : call;
}

std::string TermPrinter::print_over(Term term, const std::vector<std::string>& keys) const {
  const TermNode& node = terms_[term];
  const std::string inner = node.args.empty() ? "*" : print(node.args[0]);
  std::string_view name = "count";
  if (node.form == Form::Sum) name = "sum";
  if (node.form == Form::Most) name = "max";
  if (node.form == Form::Fewest) name = "min";
  const std::string call = fmt::format("{}({}) OVER (PARTITION BY {})", name, inner, fmt::join(keys, ", "));
  const bool needs_cast = node.form == Form::Sum || node.form == Form::Count;
  return needs_cast && traits_.dialect != Dialect::Sqlite ? cast(call, whole_type()) : call;
}

}  // namespace polc::emit
