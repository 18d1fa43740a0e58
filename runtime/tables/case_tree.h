// A case of a table as the tree of values its JSON form would have, so that tables and JSON are read by the same
// rules and with the same messages. Every value remembers the cell it came from.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cases/json_document.h"
#include "runtime/program/program.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {

/// A place in a block; the block must outlive it.
struct CellPlace {
  const RowBlock* block = nullptr;
  std::size_t offset = 0;
};

class CaseTree {
 public:
  /// Forgets everything but its memory.
  void clear();

  /// Begins an object or an array; `end` with the returned number closes it. `key` must outlive the tree.
  std::size_t begin(JsonType type, std::string_view key, CellPlace place);
  void end(std::size_t opened);

  /// Adds a text, which must outlive the tree.
  void add_text(std::string_view key, std::string_view text, CellPlace place);

  /// Adds a cell read as a value of `fact`; `fact` may be null, when what it belongs to is not known. `\N` is null, the
  /// words of yes and no are true and false, labels of a list are parted by `;`, all else is text.
  void add_cell(std::string_view key, std::string_view cell, const Fact* fact, CellPlace place);

  JsonValue root() const { return {nodes_, 0}; }

  /// Returns the place of the value that a JSON Pointer leads to, or of the last value on the way.
  CellPlace place_of(std::string_view pointer) const;

  /// Keeps a text as long as the tree and returns it.
  std::string_view keep(std::string text);

 private:
  void add(JsonType type, std::string_view key, std::string_view text, CellPlace place);
  void add_labels(std::string_view key, std::string_view cell, CellPlace place);

  std::vector<JsonValue::Node> nodes_;
  std::vector<CellPlace> places_;  // parallel to `nodes_`
  std::deque<std::string> texts_;
};

/// Returns 1 or 0 for a word of yes or no (`true yes 是 1`, `false no 否 0`, letters of either case), −1 for any other.
int truth_of(std::string_view word);

/// Calls `take` for each label of a cell that lists labels: parted by `;` or `；`, empty ones left out.
template <typename Take>
void for_each_label(std::string_view cell, Take take) {
  constexpr std::string_view kFullWidth = "；";
  while (!cell.empty()) {
    const std::size_t half = cell.find(';');
    const std::size_t full = cell.find(kFullWidth);
    const std::size_t end = half < full ? half : full;
    const std::string_view label = cell.substr(0, end);
    if (!label.empty()) take(label);
    if (end == std::string_view::npos) return;
    cell.remove_prefix(end + (half < full ? 1 : kFullWidth.size()));
  }
}

}  // namespace polc::runtime
