// Lists of items in a sentence (国家级、市级; 一、二、三等奖) and the labels of the policy that they name. Used by the
// check of 分别 and of amounts item by item.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compiler/analyse/text/mention.h"
#include "compiler/analyse/text/paid_items.h"

namespace polc::analyse::text {

/// One way in which the items of a block differ by name: a dimension of one award, the awards themselves, or the kinds
/// of applicants.
struct Axis {
  runtime::Index award = runtime::kNone;  // of a dimension
  std::size_t dimension = 0;
  bool is_award = false;
  bool is_kind = false;
  std::vector<std::u32string> labels;   // folded
  std::vector<runtime::Index> codes;    // parallel: value codes, award or kind indices
  std::vector<std::u32string> aliases;  // parallel, "" without (复评 for renewal)
};

/// Returns the axes of the items of a block.
std::vector<Axis> axes_of(const runtime::Program& program, const std::vector<const PaidItem*>& items);

/// True where the item differs along the axis at all, and where it has its `label`-th label.
bool constrains(const PaidItem& item, const Axis& axis);
bool has_label(const PaidItem& item, const Axis& axis, std::size_t label);

struct ListedItem {
  Extent extent;
  std::size_t label = 0;  // of the list's axis, where it has one
};

struct ItemList {
  const Axis* axis = nullptr;  // null: the items are no labels of the policy
  std::vector<ListedItem> items;
  bool is_certain = false;  // beyond doubt a closed list of this many
};

/// Returns the lists in `head`, the last first; lists on an axis before others at the same place.
std::vector<ItemList> find_lists(const Passage& passage, Extent head, const std::vector<Axis>& axes);

/// Returns the amounts or percents that 分别 at `word` distributes: the first run of them joined by list marks.
std::vector<const Mention*> amounts_after(const Reading& reading, Extent clause, std::size_t word);

/// Returns for each axis the label said last in `context`; longer labels hide the shorter ones they contain.
std::vector<std::optional<std::size_t>> last_labels(const Passage& passage, Extent context,
                                                    const std::vector<Axis>& axes);

}  // namespace polc::analyse::text
