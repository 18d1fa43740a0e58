// What the cells of a table are read by while the table is built.
#pragma once

#include <string>

#include "base/source.h"
#include "compiler/lower/lowering.h"

namespace polc::lower {

/// One dimension while its table is built. The applicant kind is one too (a label may name a kind); it is
/// known in every context, so its cells are chosen here and the dimension leaves no trace in the program.
struct BuiltDimension {
  std::string name;
  Lowered value;
  bool is_kind = false;

  bool is_numeric() const { return !is_kind && runtime::is_numeric(value.type); }
};

/// The label last given for a dimension, which holds until another of its dimension comes.
struct Held {
  bool is_given = false;
  bool is_of_this_cell = false;
  runtime::CellSet set;
  Index when = kNone;
  base::Span span;
};

}  // namespace polc::lower
