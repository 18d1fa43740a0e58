#include "compiler/analyse/text/item_lists.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace polc::analyse::text {
namespace {

using runtime::Index;
using runtime::kNone;

constexpr std::u32string_view kListMarks = U"、";
constexpr std::u32string_view kRegionMarks = U",:;(。";
/// An item of a list of things is short; longer ones are clauses.
constexpr std::size_t kLongestItem = 14;
/// Between a closed list and 分别 there is room for 的单位 and the like.
constexpr std::size_t kLongestGap = 14;

bool starts_with(std::u32string_view text, std::u32string_view word) { return text.substr(0, word.size()) == word; }
bool ends_with(std::u32string_view text, std::u32string_view word) {
  return text.size() >= word.size() && text.substr(text.size() - word.size()) == word;
}

void add_label(Axis& axis, Index code, std::u32string label, std::u32string alias) {
  if (label.empty() || std::find(axis.codes.begin(), axis.codes.end(), code) != axis.codes.end()) return;
  axis.codes.push_back(code);
  axis.labels.push_back(std::move(label));
  axis.aliases.push_back(std::move(alias));
}

std::u32string claim_name(const runtime::Program& program, Index award) {
  const Index kind = program.awards[award].claim_kind;
  return kind == kNone ? std::u32string() : fold(program.claim_kinds[kind].name);
}

/// Returns the label that `item` names. The first item of a list may have words before its label, the last behind it.
std::optional<std::size_t> whole_label(std::u32string_view item, const Axis& axis, bool is_first, bool is_last) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < axis.labels.size(); ++i) {
    const std::u32string& label = axis.labels[i];
    const bool fits = item == label || (is_first && ends_with(item, label)) || (is_last && starts_with(item, label));
    if (fits && (!best || label.size() > axis.labels[*best].size())) best = i;
  }
  return best;
}

/// Returns the label that `item` names together with the ending that the last label of its list brings: 一 of
/// 一、二、三等奖.
std::optional<std::size_t> elliptic_label(std::u32string_view item, const Axis& axis, std::u32string_view last,
                                          bool is_first) {
  for (std::size_t i = 0; i < axis.labels.size(); ++i) {
    const std::u32string& label = axis.labels[i];
    for (std::size_t length = 1; length < label.size(); ++length) {
      const std::u32string_view beginning = std::u32string_view(label).substr(0, length);
      if (!ends_with(last, std::u32string_view(label).substr(length))) continue;
      if (item == beginning || (is_first && ends_with(item, beginning))) return i;
    }
  }
  return std::nullopt;
}

/// Maps every item of a list to a different label of the axis, or nothing.
std::optional<std::vector<ListedItem>> map_items(const Passage& passage, const std::vector<Extent>& items,
                                                 const Axis& axis) {
  const auto last = whole_label(passage.view(items.back()), axis, false, true);
  if (!last) return std::nullopt;
  std::vector<ListedItem> mapped;
  std::set<std::size_t> used;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool is_last = i + 1 == items.size();
    const std::u32string_view item = passage.view(items[i]);
    std::optional<std::size_t> label = is_last ? last : whole_label(item, axis, i == 0, false);
    if (!label) label = elliptic_label(item, axis, axis.labels[*last], i == 0);
    if (!label || !used.insert(*label).second) return std::nullopt;
    mapped.push_back({items[i], *label});
  }
  return mapped;
}

std::vector<Extent> split(const Passage& passage, Extent region, std::u32string_view marks) {
  std::vector<Extent> items;
  std::size_t begin = region.begin;
  for (std::size_t at = region.begin; at < region.end; ++at) {
    if (marks.find(passage.text[at]) == std::u32string_view::npos) continue;
    items.push_back({begin, at});
    begin = at + 1;
  }
  items.push_back({begin, region.end});
  return items;
}

/// A list that names no labels but can be nothing else: short items, closed (no 等), close to 分别.
bool is_plain_list(const Passage& passage, const std::vector<Extent>& items, Extent head) {
  const std::u32string_view last = passage.view(items.back());
  const std::size_t tail = last.find(U'的') == std::u32string_view::npos ? last.size() : last.find(U'的');
  const bool has_open_end =
      last.substr(0, tail).find(U"等方面") != std::u32string_view::npos || ends_with(last.substr(0, tail), U"等");
  const bool joins_more = last.find_first_of(U"和及与或") != std::u32string_view::npos;
  const bool are_short = std::all_of(items.begin() + 1, items.end() - 1,
                                     [](const Extent& item) { return item.size() > 0 && item.size() <= kLongestItem; });
  const bool is_close = head.end - items.back().begin <= kLongestItem + kLongestGap;
  const bool has_joint_before = passage.view(items.front()).find(U'或') != std::u32string_view::npos;
  return !has_open_end && !joins_more && are_short && is_close && !has_joint_before;
}

}  // namespace

std::vector<Axis> axes_of(const runtime::Program& program, const std::vector<const PaidItem*>& items) {
  std::vector<Axis> axes;
  Axis awards;
  awards.is_award = true;
  std::set<std::u32string> shared;
  Axis kinds;
  kinds.is_kind = true;
  for (Index kind = 0; kind < program.applicant_kinds.size(); ++kind)
    add_label(kinds, kind, fold(program.applicant_kinds[kind].name), U"");
  for (const PaidItem* item : items) {
    add_label(awards, item->award, fold(program.awards[item->award].name), claim_name(program, item->award));
    for (std::size_t d = 0; d < item->values.size(); ++d) {
      const Index enumeration = program.nodes[item->table->dimensions[d].value].enumeration;
      if (enumeration == kNone) continue;
      auto axis = std::find_if(axes.begin(), axes.end(),
                               [&](const Axis& one) { return one.award == item->award && one.dimension == d; });
      if (axis == axes.end()) {
        Axis made;
        made.award = item->award;
        made.dimension = d;
        axis = axes.insert(axes.end(), std::move(made));
      }
      for (std::size_t i = 0; i < item->values[d].codes.size(); ++i) {
        const Index code = item->values[d].codes[i];
        const std::vector<std::string>& aliases = program.enumerations[enumeration].aliases;
        add_label(*axis, code, fold(item->values[d].labels[i]),
                  code < aliases.size() ? fold(aliases[code]) : std::u32string());
      }
    }
  }
  // A claim that several awards pay for names none of them.
  for (const std::u32string& alias : awards.aliases) {
    if (std::count(awards.aliases.begin(), awards.aliases.end(), alias) > 1) shared.insert(alias);
  }
  for (std::u32string& alias : awards.aliases) {
    if (shared.count(alias) != 0) alias.clear();
  }
  axes.push_back(std::move(awards));
  axes.push_back(std::move(kinds));
  return axes;
}

bool constrains(const PaidItem& item, const Axis& axis) {
  if (axis.is_award) return true;
  if (axis.is_kind) return axis.codes.size() > 1;
  return item.award == axis.award && axis.dimension < item.values.size() && !item.values[axis.dimension].codes.empty();
}

bool has_label(const PaidItem& item, const Axis& axis, std::size_t label) {
  if (axis.is_award) return item.award == axis.codes[label];
  if (axis.is_kind) return item.kind == axis.codes[label];
  if (!constrains(item, axis)) return false;
  const std::vector<Index>& codes = item.values[axis.dimension].codes;
  return std::find(codes.begin(), codes.end(), axis.codes[label]) != codes.end();
}

std::vector<ItemList> find_lists(const Passage& passage, Extent head, const std::vector<Axis>& axes) {
  std::vector<ItemList> lists;
  const std::vector<Extent> regions = split(passage, head, kRegionMarks);
  for (std::size_t r = regions.size(); r-- > 0;) {
    for (const std::u32string_view marks : {std::u32string_view(U"、和及与"), kListMarks}) {
      const std::vector<Extent> items = split(passage, regions[r], marks);
      if (items.size() < 2) continue;
      for (const Axis& axis : axes) {
        if (auto mapped = map_items(passage, items, axis)) lists.push_back({&axis, std::move(*mapped), true});
      }
    }
    const std::vector<Extent> items = split(passage, regions[r], kListMarks);
    if (items.size() < 2) continue;
    ItemList plain;
    for (const Extent item : items) plain.items.push_back({item, 0});
    plain.is_certain = lists.empty() && is_plain_list(passage, items, head);
    lists.push_back(std::move(plain));
  }
  return lists;
}

std::vector<const Mention*> amounts_after(const Reading& reading, Extent clause, std::size_t word) {
  std::vector<const Mention*> amounts;
  const Extent range = mentions_in(reading, {word, clause.end});
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Mention& mention = reading.mentions[i];
    const bool is_amount = mention.kind == MentionKind::Amount || mention.kind == MentionKind::Percent;
    if (!is_amount && amounts.empty()) continue;
    if (!amounts.empty()) {
      const Extent between{amounts.back()->extent.end, mention.extent.begin};
      const bool is_joined =
          between.size() == 1 &&
          std::u32string_view(U"、,和及与/").find(reading.passage.text[between.begin]) != std::u32string_view::npos;
      if (!is_joined || mention.kind != amounts.front()->kind) break;
    }
    amounts.push_back(&mention);
  }
  return amounts;
}

std::vector<std::optional<std::size_t>> last_labels(const Passage& passage, Extent context,
                                                    const std::vector<Axis>& axes) {
  std::vector<std::optional<std::size_t>> last(axes.size());
  const std::u32string_view text = passage.view(context);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t longest = 0;
    for (int round = 0; round < 2; ++round) {
      for (std::size_t a = 0; a < axes.size(); ++a) {
        for (std::size_t l = 0; l < axes[a].labels.size(); ++l) {
          for (const std::u32string* label : {&axes[a].labels[l], &axes[a].aliases[l]}) {
            if (label->empty() || !starts_with(text.substr(at), *label)) continue;
            // First find how long the longest is, then take all of that length.
            if (round == 0) longest = std::max(longest, label->size());
            if (round == 1 && label->size() == longest) last[a] = l;
          }
        }
      }
    }
    at += std::max<std::size_t>(longest, 1);
  }
  return last;
}

}  // namespace polc::analyse::text
