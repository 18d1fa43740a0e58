// What the dialects of SQL differ in, as one table: how they quote, what their types are called, how wide their whole
// numbers are. Used by the printer and by everything that must know a limit before it emits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/emit/terms.h"

namespace polc::emit {

enum class Dialect : std::uint8_t { DuckDb, Postgres, Sqlite, ClickHouse, Spark };

struct DialectTraits {
  Dialect dialect = Dialect::DuckDb;
  std::string_view name;
  char identifier_quote = '"';
  bool doubles_quotes = true;        // a quote inside quotes is doubled; otherwise a backslash stands before it
  bool has_decimals = true;          // money and numbers are DECIMAL columns; otherwise whole scaled numbers
  bool has_types = true;             // dates and truths have types of their own that the engine checks
  bool has_wide_numbers = false;     // whole numbers beyond 64 bits
  bool has_common_tables = true;     // WITH
  std::string_view with_fence = "";  // between AS and the parenthesis, so that a relation is computed once
  std::string_view make_step = "CREATE TEMPORARY TABLE {} AS";  // a relation that later statements read, by its name
  std::string_view drop_step = "DROP TABLE temp.{}";            // never a table of the user's that has the same name
  std::size_t max_identifier_bytes = 0;                         // 0: no limit that matters
  std::string_view truth_type;
  std::string_view whole_type;      // 64 bits
  std::string_view wide_type = "";  // where has_wide_numbers
  std::string_view text_type;
  std::string_view date_type;
};

/// Returns the traits of a dialect.
const DialectTraits& traits_of(Dialect dialect);
/// Returns the dialect of that name (duckdb, postgres, sqlite, clickhouse, spark), or nothing.
std::optional<Dialect> find_dialect(std::string_view name);

/// Returns a name or a text as the dialect quotes it; whatever characters it has, it stays one name or one text.
std::string quoted_name(const DialectTraits& traits, std::string_view name);
std::string quoted_text(const DialectTraits& traits, std::string_view text);

}  // namespace polc::emit
