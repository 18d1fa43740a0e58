#include "compiler/analyse/text/source_match.h"

#include <algorithm>
#include <cstdint>

#include "base/unicode.h"
#include "compiler/analyse/text/han_numerals.h"

namespace polc::analyse::text {
namespace {

constexpr std::size_t kMaxCells = 400'000'000;

struct End {
  std::size_t at = 0;
  std::size_t distance = 0;
};

/// Returns where the best match of the whole `sentence` ends in `document`; it may begin anywhere.
End best_end(std::u32string_view sentence, std::u32string_view document) {
  std::vector<std::uint32_t> column(sentence.size() + 1);
  for (std::size_t i = 0; i <= sentence.size(); ++i) column[i] = static_cast<std::uint32_t>(i);
  End best{0, sentence.size()};
  for (std::size_t j = 0; j < document.size(); ++j) {
    std::uint32_t diagonal = column[0];
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      const std::uint32_t replaced = diagonal + (sentence[i] == document[j] ? 0U : 1U);
      diagonal = column[i + 1];
      column[i + 1] = std::min({replaced, column[i + 1] + 1, column[i] + 1});
    }
    if (column.back() < best.distance) best = {j + 1, column.back()};
  }
  return best;
}

std::u32string reversed(std::u32string_view text) { return {text.rbegin(), text.rend()}; }

/// One step of an alignment: characters of either side that stand against each other.
struct Step {
  bool takes_here = false;
  bool takes_there = false;
  bool is_equal = false;
};

/// Aligns two short texts completely.
std::vector<Step> align(std::u32string_view here, std::u32string_view there) {
  const std::size_t width = there.size() + 1;
  std::vector<std::uint32_t> cost((here.size() + 1) * width);
  for (std::size_t i = 0; i <= here.size(); ++i) cost[i * width] = static_cast<std::uint32_t>(i);
  for (std::size_t j = 0; j <= there.size(); ++j) cost[j] = static_cast<std::uint32_t>(j);
  for (std::size_t i = 1; i <= here.size(); ++i) {
    for (std::size_t j = 1; j <= there.size(); ++j) {
      const std::uint32_t replaced = cost[(i - 1) * width + j - 1] + (here[i - 1] == there[j - 1] ? 0U : 1U);
      cost[i * width + j] = std::min({replaced, cost[(i - 1) * width + j] + 1, cost[i * width + j - 1] + 1});
    }
  }
  std::vector<Step> steps;
  std::size_t i = here.size();
  std::size_t j = there.size();
  while (i > 0 || j > 0) {
    const std::uint32_t now = cost[i * width + j];
    const bool is_equal = i > 0 && j > 0 && here[i - 1] == there[j - 1];
    if (i > 0 && j > 0 && now == cost[(i - 1) * width + j - 1] + (is_equal ? 0U : 1U)) {
      steps.push_back({true, true, is_equal});
      --i;
      --j;
    } else if (i > 0 && now == cost[(i - 1) * width + j] + 1) {
      steps.push_back({true, false, false});
      --i;
    } else {
      steps.push_back({false, true, false});
      --j;
    }
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

bool joins_word(char32_t value) {
  return base::is_digit(value) || value == U'.' || value == U'%' || is_han_numeral(value) || value == U'元';
}

/// Widens an empty or partial difference to whole numbers, or by a character on either side, so that it can be read.
void widen(std::u32string_view sentence, std::u32string_view document, Nearest& nearest) {
  Extent& here = nearest.differing_here;
  Extent& there = nearest.differing_there;
  const auto grow_left = [&] {
    if (here.begin == 0 || there.begin == 0 || sentence[here.begin - 1] != document[there.begin - 1]) return false;
    --here.begin;
    --there.begin;
    return true;
  };
  const auto grow_right = [&] {
    if (here.end >= sentence.size() || there.end >= document.size() || sentence[here.end] != document[there.end])
      return false;
    ++here.end;
    ++there.end;
    return true;
  };
  while (here.begin > 0 && joins_word(sentence[here.begin - 1]) && grow_left()) {
  }
  while (here.end < sentence.size() && joins_word(sentence[here.end]) && grow_right()) {
  }
  const auto is_short = [&] { return here.size() < 2 || there.size() < 2; };
  while (is_short()) {
    const bool grew_left = grow_left();
    const bool grew_right = is_short() && grow_right();
    if (!grew_left && !grew_right) break;
  }
}

}  // namespace

Extent Essence::in_passage(Extent extent) const {
  if (extent.begin == extent.end) return {at[extent.begin], at[extent.begin]};
  return {at[extent.begin], at[extent.end - 1] + 1};
}

Essence essence_of(const Passage& passage, Extent extent) {
  Essence essence;
  for (std::size_t i = extent.begin; i < extent.end; ++i) {
    if (passage.text[i] == U' ' || passage.text[i] == U'"') continue;
    essence.text.push_back(passage.text[i]);
    essence.at.push_back(i);
  }
  essence.at.push_back(extent.end);
  return essence;
}

std::optional<Nearest> find_nearest(std::u32string_view sentence, std::u32string_view document) {
  if (sentence.empty() || document.empty() || document.size() > kMaxCells / sentence.size()) return std::nullopt;
  const End end = best_end(sentence, document);
  // The beginning is the end of the best match read backwards.
  const std::size_t reach = std::min(end.at, sentence.size() * 2 + 16);
  const std::u32string_view before = document.substr(end.at - reach, reach);
  const End start = best_end(reversed(sentence), reversed(before));
  Nearest nearest;
  nearest.distance = end.distance;
  nearest.passage = {end.at - start.at, end.at};
  const std::vector<Step> steps = align(sentence, document.substr(nearest.passage.begin, nearest.passage.size()));
  std::size_t i = 0;
  std::size_t j = nearest.passage.begin;
  bool is_differing = false;
  for (const Step& step : steps) {
    if (!step.is_equal && !is_differing && nearest.num_differences++ == 0) {
      nearest.differing_here = {i, i};
      nearest.differing_there = {j, j};
    }
    is_differing = !step.is_equal;
    if (step.takes_here) ++i;
    if (step.takes_there) ++j;
    if (is_differing && nearest.num_differences == 1) {
      nearest.differing_here.end = i;
      nearest.differing_there.end = j;
    }
  }
  widen(sentence, document, nearest);
  return nearest;
}

}  // namespace polc::analyse::text
