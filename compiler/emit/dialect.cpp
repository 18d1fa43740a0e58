#include "compiler/emit/dialect.h"

#include <array>

namespace polc::emit {
namespace {

constexpr std::array<DialectTraits, 5> kDialects{{
    {.dialect = Dialect::DuckDb,
     .name = "duckdb",
     .has_wide_numbers = true,
     .truth_type = "BOOLEAN",
     .whole_type = "BIGINT",
     .wide_type = "HUGEINT",
     .text_type = "VARCHAR",
     .date_type = "DATE"},
    {.dialect = Dialect::Postgres,
     .name = "postgres",
     .has_wide_numbers = true,
     .with_fence = "MATERIALIZED ",
     .drop_step = "DROP TABLE pg_temp.{}",
     .max_identifier_bytes = 63,
     .truth_type = "boolean",
     .whole_type = "bigint",
     .wide_type = "numeric",
     .text_type = "text",
     .date_type = "date"},
    {.dialect = Dialect::Sqlite,
     .name = "sqlite",
     .has_decimals = false,
     .has_types = false,
     .with_fence = "MATERIALIZED ",
     .truth_type = "INTEGER",
     .whole_type = "INTEGER",
     .text_type = "TEXT",
     .date_type = "TEXT"},
    {.dialect = Dialect::ClickHouse,
     .name = "clickhouse",
     .identifier_quote = '`',
     .doubles_quotes = false,
     .has_decimals = false,
     .has_common_tables = false,
     .drop_step = "DROP TEMPORARY TABLE {}",
     .truth_type = "Nullable(UInt8)",
     .whole_type = "Nullable(Int64)",
     .text_type = "Nullable(String)",
     .date_type = "Nullable(Date)"},
    {.dialect = Dialect::Spark,
     .name = "spark",
     .identifier_quote = '`',
     .doubles_quotes = false,
     .make_step = "CACHE TABLE {} AS",
     .drop_step = "DROP VIEW {}",
     .truth_type = "BOOLEAN",
     .whole_type = "BIGINT",
     .text_type = "STRING",
     .date_type = "DATE"},
}};

std::string escaped(std::string_view text, char quote) {
  std::string result{quote};
  for (const char character : text) {
    if (character == '\n') {
      result += "\\n";
      continue;
    }
    if (character == quote || character == '\\') result += '\\';
    result += character;
  }
  return result + quote;
}

std::string doubled(std::string_view text, char quote) {
  std::string result{quote};
  for (const char character : text) {
    if (character == quote) result += quote;
    result += character;
  }
  return result + quote;
}

}  // namespace

const DialectTraits& traits_of(Dialect dialect) { return kDialects[static_cast<std::size_t>(dialect)]; }

std::optional<Dialect> find_dialect(std::string_view name) {
  for (const DialectTraits& traits : kDialects) {
    if (traits.name == name) return traits.dialect;
  }
  return std::nullopt;
}

// Spark knows no backslash inside backticks; a backtick there is doubled.
std::string quoted_name(const DialectTraits& traits, std::string_view name) {
  const bool is_doubled = traits.doubles_quotes || traits.dialect == Dialect::Spark;
  return is_doubled ? doubled(name, traits.identifier_quote) : escaped(name, traits.identifier_quote);
}

std::string quoted_text(const DialectTraits& traits, std::string_view text) {
  return traits.doubles_quotes ? doubled(text, '\'') : escaped(text, '\'');
}

}  // namespace polc::emit
