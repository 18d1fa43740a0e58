// Texts: natural order, lists of labels, numbers as digits.
#include <fmt/format.h>

#include "compiler/emit/print_term.h"

namespace polc::emit {
namespace {

std::string zeros() { return std::string(kNaturalDigits, '0'); }

}  // namespace

// A key whose order by code point is natural order: every run of digits is filled up with zeros to one length.
std::string TermPrinter::natural_key(const std::string& text) const {
  const std::string last = fmt::format("[0-9]*([0-9]{{{}}})", kNaturalDigits);
  switch (traits_.dialect) {
    case Dialect::DuckDb:
    case Dialect::Postgres:
      return fmt::format("regexp_replace(regexp_replace({}, '([0-9]+)', '{}\\1', 'g'), '{}', '\\1', 'g')", text,
                         zeros(), last);
    case Dialect::Sqlite: return natural_key_by_steps(text);
    case Dialect::ClickHouse:
      return fmt::format("replaceRegexpAll(replaceRegexpAll({}, '([0-9]+)', '{}\\\\1'), '{}', '\\\\1')", text, zeros(),
                         last);
    case Dialect::Spark:
      return fmt::format("regexp_replace(regexp_replace({}, '([0-9]+)', '{}$1'), '{}', '$1')", text, zeros(), last);
  }
  return {};
}

// SQLite has no regular expressions: one character a step, digits being kept back until their run ends.
std::string TermPrinter::natural_key_by_steps(const std::string& text) const {
  const std::string run =
      fmt::format("CASE WHEN d = '' THEN '' ELSE substr('{}' || ltrim(d, '0'), -{}) END", zeros(), kNaturalDigits);
  return fmt::format(
      "(WITH RECURSIVE n(r, d, k) AS (SELECT {}, '', '' UNION ALL SELECT substr(r, 2), CASE WHEN substr(r, 1, 1) "
      "BETWEEN '0' AND '9' THEN d || substr(r, 1, 1) ELSE '' END, CASE WHEN substr(r, 1, 1) BETWEEN '0' AND '9' THEN k "
      "ELSE k || {} || substr(r, 1, 1) END FROM n WHERE r <> '') SELECT k || {} FROM n WHERE r = '')",
      text, run, run);
}

std::string TermPrinter::print_text(const TermNode& node) const {
  const bool is_clickhouse = traits_.dialect == Dialect::ClickHouse;
  const std::string first = print(node.args[0]);
  switch (node.form) {
    case Form::Concatenate:
      return is_clickhouse ? fmt::format("concat({})", listed(node.args, 0)) : joined(node.args, " || ");
    case Form::WholeText: return cast(first, traits_.text_type);
    case Form::NaturalKey: return natural_key(first);
    case Form::HasLongNumber: {
      const std::string pattern = fmt::format("[1-9][0-9]{{{}}}", kNaturalDigits);
      switch (traits_.dialect) {
        case Dialect::DuckDb: return fmt::format("regexp_matches({}, '{}')", first, pattern);
        case Dialect::Postgres: return fmt::format("({} ~ '{}')", first, pattern);
        case Dialect::ClickHouse: return fmt::format("match({}, '{}')", first, pattern);
        case Dialect::Spark: return fmt::format("({} RLIKE '{}')", first, pattern);
        case Dialect::Sqlite: break;
      }
      std::string glob = "*[1-9]";
      for (std::size_t i = 0; i < kNaturalDigits; ++i) glob += "[0-9]";
      return fmt::format("({} GLOB '{}*')", first, glob);
    }
    default: break;
  }
  // Lists are labels with ; between them. Every label is looked for with its neighbours' signs.
  const std::string whole =
      is_clickhouse ? fmt::format("concat(';', {}, ';')", first) : fmt::format("(';' || {} || ';')", first);
  if (node.form == Form::HasPart) {
    const std::string part = quoted_text(traits_, ";" + terms_[node.args[1]].text + ";");
    switch (traits_.dialect) {
      case Dialect::DuckDb:
      case Dialect::Postgres: return fmt::format("(strpos({}, {}) > 0)", whole, part);
      case Dialect::ClickHouse: return fmt::format("(position({}, {}) > 0)", whole, part);
      case Dialect::Sqlite:
      case Dialect::Spark: return fmt::format("(instr({}, {}) > 0)", whole, part);
    }
  }
  std::string rest = whole;
  for (std::size_t i = 1; i < node.args.size(); ++i) {
    rest = fmt::format("{}({}, {}, ';')", is_clickhouse ? "replaceAll" : "replace", rest,
                       quoted_text(traits_, ";" + terms_[node.args[i]].text + ";"));
  }
  return fmt::format("COALESCE({} <> ';' AND {} <> '', {})", rest, first, is_clickhouse ? "0" : "FALSE");
}

}  // namespace polc::emit
