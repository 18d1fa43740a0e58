// What each award pays, as far as it is written as a number: one item a cell (or an award without cells) and applicant
// kind, with the values it asks for by name. Used by the checks that compare items with each other or with the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/source.h"
#include "runtime/program/program.h"

namespace polc::analyse::text {

/// What one dimension of an item admits. `labels` holds the names of `codes`; both empty: any value, or a numeric
/// bound.
struct ItemValues {
  std::vector<runtime::Index> codes;
  std::vector<std::string> labels;
};

enum class PaidAs : std::uint8_t {
  Unknown,    // no single number
  Amount,     // minor units
  Rate,       // a share of `base`
  UnitPrice,  // minor units for each one of `base`
};

struct PaidItem {
  runtime::Index award = 0;
  runtime::Index kind = 0;                // of applicants
  runtime::Index rule = runtime::kNone;   // the cell, or the award
  const runtime::Table* table = nullptr;  // null for an award without cells
  const runtime::TableCell* cell = nullptr;
  std::vector<ItemValues> values;  // parallel to the table's dimensions
  PaidAs paid_as = PaidAs::Unknown;
  runtime::Fraction number;
  runtime::Index base = runtime::kNone;    // node
  runtime::Index amount = runtime::kNone;  // node
  bool is_up_to = false;                   // discretion: `number` is the most
  base::Span span;
};

/// Returns the items of all awards by award, kind and cell. Cells of `nothing` and of `otherwise` are left out, and
/// awards that refer to another document. Points into `program`.
std::vector<PaidItem> paid_items(const runtime::Program& program);

/// Returns the arguments of a node.
std::vector<runtime::Index> args_of(const runtime::Program& program, runtime::Index node);

/// Returns the constant behind a node, or null.
const runtime::Constant* constant_of(const runtime::Program& program, runtime::Index node);

/// Returns the number of an item in words, in the currency of `program`.
std::string item_text(const runtime::Program& program, const PaidItem& item);

/// Returns what names the item to a reader: its labels, else its award.
std::string item_name(const runtime::Program& program, const PaidItem& item);

}  // namespace polc::analyse::text
