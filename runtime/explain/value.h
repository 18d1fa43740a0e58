// What the evaluator knows of the result of one expression node: a truth, a range, the values still possible.
// And what it must tell beside the result: unknown facts, cells cited, who decides, what went wrong. Used by
// the files of this folder only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/program.h"
#include "runtime/value/range.h"
#include "runtime/value/tri.h"

namespace polc::runtime {

/// Paths of facts ("claims.1.级别"), sorted by code point, each once.
using Paths = std::vector<std::string>;

/// Returns the union of two sorted lists.
Paths merge(const Paths& lhs, const Paths& rhs);
/// Adds one path in its place.
void insert(Paths& paths, std::string path);

struct Value {
  NodeType type = NodeType::Bool;
  Tri truth = Tri::Unknown;         // Bool
  Range range;                      // Numeric
  std::vector<Index> codes;         // Enum: every code still possible; Set: its members when known; ascending
  bool is_known_set = false;        // Set
  std::optional<std::string> text;  // Text, when known
};

Value truth_value(Tri truth);
Value range_value(Range range);
Value text_value(std::string text);

/// Returns whether one value alone remains.
bool is_determined(const Value& value);

/// Returns what is known of a value that is one of two. Both of one type.
Value hull(const Value& lhs, const Value& rhs);

/// Something that makes the case an error: an overflow (E1009), a decided amount outside its range (E1010),
/// two cells with different amounts (P4101).
struct Fault {
  enum class Kind : std::uint8_t { Overflow, DecidedOutside, CellConflict };
  Kind kind = Kind::Overflow;
  Index rule = kNone;        // kNone until the statement that was being read is known
  Index other_rule = kNone;  // CellConflict: the second cell
  Range first;               // CellConflict: its amounts; DecidedOutside: the value decided
  Range second;              // DecidedOutside: the range allowed
  std::string path;          // DecidedOutside: the fact
};

/// A cell that sets the amount (Yes), may set it (Unknown), or would set it but for its condition (No; told only
/// where no other cell does).
struct CitedCell {
  Index table = kNone;
  Index cell = kNone;  // kNone: `otherwise`
  Tri holds = Tri::Yes;
};

/// What an expression tells beside its value.
struct Notes {
  Paths missing;                  // unknown facts that keep the value undetermined
  std::vector<Index> discretion;  // Discretion nodes that were not decided, ascending
  std::vector<CitedCell> cells;
  Tri covered = Tri::Yes;         // No: a table sets no amount for this claim
  Index uncovered_table = kNone;  // the table, where `covered` is not Yes
  std::optional<Fault> fault;     // the first that was met
};

/// Adds the notes of an argument to those of its user.
void absorb(Notes& notes, const Notes& of_argument);

struct Outcome {
  Value value;
  Notes notes;
};

/// Forgets what a determined value no longer needs: the facts missing below it and the open decisions.
void settle_notes(Outcome& outcome);

}  // namespace polc::runtime
