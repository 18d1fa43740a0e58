// Relations and terms as the text of one dialect. Everything that one dialect writes otherwise than another stands
// here and in the table of dialects; what is written means the same in all of them.
#pragma once

#include <string>

#include "compiler/emit/dialect.h"
#include "compiler/emit/relations.h"

namespace polc::emit {

/// How the whole numbers of a query are kept: in 64 bits, or in what the dialect has for 128 or more.
enum class Width : std::uint8_t { Bits64, Bits128 };

/// Returns the query that yields `last`, one statement without its semicolon.
std::string print_query(const Query& query, const Terms& terms, RelationId last, const DialectTraits& traits,
                        Width width);

/// Returns statements that make each relation on the way to `last` a temporary table and drop it after its last reader.
/// One of them, the only query, yields `last`. The last has no semicolon.
std::string print_steps(const Query& query, const Terms& terms, RelationId last, const DialectTraits& traits,
                        Width width);

}  // namespace polc::emit
