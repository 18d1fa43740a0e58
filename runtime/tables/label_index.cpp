#include "runtime/tables/label_index.h"

#include <algorithm>

namespace polc::runtime {
namespace {

constexpr std::size_t kSlotsOfLabel = 4;
constexpr int kMostFactors = 64;

}  // namespace

/// Tries factors until each label has the first place its hash leads to, as some factor does for the few labels of most
/// enumerations; with very many the best factor that was met is good enough.
LabelIndex::LabelIndex(const Labels& labels, std::uint32_t code_of_empty) {
  const std::size_t size = std::bit_ceil(kSlotsOfLabel * (labels.size() + 1));
  mask_ = size - 1;
  shift_ = 64U - static_cast<unsigned>(std::bit_width(mask_));
  is_short_ = std::all_of(labels.begin(), labels.end(), [](const auto& label) {
    return label.first.size() <= sizeof(std::uint64_t) && label.first.find('\0') == std::string::npos;
  });
  std::uint64_t factor = 0x9E3779B97F4A7C15ULL;
  std::uint64_t best = factor;
  std::size_t fewest = size;
  for (int count = 0; count < kMostFactors && fewest > 0; ++count, factor = factor * 0xD6E8FEB86659FD93ULL + 2) {
    factor_ = factor | 1U;
    const std::size_t num_moved = fill(labels, code_of_empty);
    if (num_moved >= fewest) continue;
    fewest = num_moved;
    best = factor_;
  }
  factor_ = best;
  fill(labels, code_of_empty);
}

/// Returns how many labels found their place taken.
std::size_t LabelIndex::fill(const Labels& labels, std::uint32_t code_of_empty) {
  slots_.assign(mask_ + 1, {});
  texts_.clear();
  std::size_t num_moved = 0;
  if (code_of_empty != kUnknown) put({}, code_of_empty);
  for (const auto& [label, code] : labels) num_moved += !label.empty() && put(label, code) ? 1 : 0;
  return num_moved;
}

/// Returns whether the label is not where its hash leads.
bool LabelIndex::put(std::string_view label, std::uint32_t code) {
  const ByteBuffer& kept = texts_.emplace_back(label);
  const std::string_view text = kept.view();
  if (find(text) != kUnknown) return false;  // given before
  const TextEnds ends = ends_of(text);
  const std::uint64_t first = (hash(ends) * factor_) >> shift_;
  std::uint64_t at = first;
  while (slots_[at].code != kUnknown) at = (at + 1) & mask_;
  slots_[at] = {ends, code, text};
  return at != first;
}

}  // namespace polc::runtime
