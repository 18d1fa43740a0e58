#include "runtime/tables/case_tree.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace polc::runtime {
namespace {

struct Word {
  std::string_view text;
  int truth;
};

constexpr std::array<Word, 8> kWords = {
    {{"true", 1}, {"yes", 1}, {"是", 1}, {"1", 1}, {"false", 0}, {"no", 0}, {"否", 0}, {"0", 0}}};

bool is_same_word(std::string_view lhs, std::string_view rhs) {
  return std::equal(lhs.begin(), lhs.end(), rhs.begin(), rhs.end(), [](char left, char right) {
    const bool is_capital = left >= 'A' && left <= 'Z';
    return (is_capital ? static_cast<char>(left - 'A' + 'a') : left) == right;
  });
}

/// Takes the next part of a pointer off its front, unescaped.
std::string next_part(std::string_view& pointer) {
  pointer.remove_prefix(1);
  std::string part;
  while (!pointer.empty() && pointer.front() != '/') {
    const bool is_escape = pointer.front() == '~' && pointer.size() > 1;
    part += is_escape ? (pointer[1] == '0' ? '~' : '/') : pointer.front();
    pointer.remove_prefix(is_escape ? 2 : 1);
  }
  return part;
}

}  // namespace

void CaseTree::clear() {
  nodes_.clear();
  places_.clear();
  texts_.clear();
}

void CaseTree::add(JsonType type, std::string_view key, std::string_view text, CellPlace place) {
  nodes_.push_back({type, key, text, static_cast<std::uint32_t>(nodes_.size() + 1)});
  places_.push_back(place);
}

std::size_t CaseTree::begin(JsonType type, std::string_view key, CellPlace place) {
  add(type, key, {}, place);
  return nodes_.size() - 1;
}

void CaseTree::end(std::size_t opened) { nodes_[opened].end = static_cast<std::uint32_t>(nodes_.size()); }

void CaseTree::add_text(std::string_view key, std::string_view text, CellPlace place) {
  add(JsonType::String, key, text, place);
}

void CaseTree::add_cell(std::string_view key, std::string_view cell, const Fact* fact, CellPlace place) {
  if (cell == "\\N") return add(JsonType::Null, key, "null", place);
  if (fact != nullptr && fact->type == FactType::AnyOf) return add_labels(key, cell, place);
  const int truth = fact != nullptr && fact->type == FactType::YesNo ? truth_of(cell) : -1;
  if (truth >= 0) return add(truth == 1 ? JsonType::True : JsonType::False, key, truth == 1 ? "true" : "false", place);
  add(JsonType::String, key, cell, place);
}

void CaseTree::add_labels(std::string_view key, std::string_view cell, CellPlace place) {
  const std::size_t list = begin(JsonType::Array, key, place);
  for_each_label(cell, [&](std::string_view label) { add(JsonType::String, {}, label, place); });
  end(list);
}

CellPlace CaseTree::place_of(std::string_view pointer) const {
  std::uint32_t at = 0;
  while (!pointer.empty()) {
    const std::string part = next_part(pointer);
    const bool is_list = nodes_[at].type == JsonType::Array;
    std::uint32_t child = at + 1;
    std::size_t position = 0;
    while (child < nodes_[at].end && (is_list ? std::to_string(position) != part : nodes_[child].key != part)) {
      child = nodes_[child].end;
      ++position;
    }
    if (child >= nodes_[at].end) break;
    at = child;
  }
  return places_[at];
}

std::string_view CaseTree::keep(std::string text) { return texts_.emplace_back(std::move(text)); }

int truth_of(std::string_view word) {
  for (const Word& known : kWords) {
    if (is_same_word(word, known.text)) return known.truth;
  }
  return -1;
}

}  // namespace polc::runtime
