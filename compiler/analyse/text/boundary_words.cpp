#include "compiler/analyse/text/boundary_words.h"

#include <optional>
#include <string_view>

namespace polc::analyse::text {
namespace {

struct BoundaryWord {
  std::u32string_view word;
  Side side;
  Cut cut;
  bool is_soft = false;  // only names a side (达到 … 以上); does not contradict
};

// Longer words before the words they contain.
constexpr BoundaryWord kBefore[] = {
    {U"不得低于", Side::AtLeast, Cut::Below},
    {U"不得少于", Side::AtLeast, Cut::Below},
    {U"不得超过", Side::AtMost, Cut::Above},
    {U"不得高于", Side::AtMost, Cut::Above},
    {U"不低于", Side::AtLeast, Cut::Below},
    {U"不少于", Side::AtLeast, Cut::Below},
    {U"不小于", Side::AtLeast, Cut::Below},
    {U"不超过", Side::AtMost, Cut::Above},
    {U"未超过", Side::AtMost, Cut::Above},
    {U"不高于", Side::AtMost, Cut::Above},
    {U"不多于", Side::AtMost, Cut::Above},
    {U"不大于", Side::AtMost, Cut::Above},
    {U"未达到", Side::AtMost, Cut::Below},
    {U"不到", Side::AtMost, Cut::Below},
    {U"未达", Side::AtMost, Cut::Below},
    {U"不足", Side::AtMost, Cut::Below},
    {U"不满", Side::AtMost, Cut::Below},
    {U"未满", Side::AtMost, Cut::Below},
    {U"低于", Side::AtMost, Cut::Below},
    {U"少于", Side::AtMost, Cut::Below},
    {U"小于", Side::AtMost, Cut::Below},
    {U"超过", Side::AtLeast, Cut::Above},
    {U"超出", Side::AtLeast, Cut::Above},
    {U"高于", Side::AtLeast, Cut::Above},
    {U"多于", Side::AtLeast, Cut::Above},
    {U"大于", Side::AtLeast, Cut::Above},
    {U"达到", Side::AtLeast, Cut::Below, true},
    {U"至少", Side::AtLeast, Cut::Below, true},
    {U"最低", Side::AtLeast, Cut::Below, true},
    {U"最高", Side::AtMost, Cut::Above, true},
    {U"最多", Side::AtMost, Cut::Above, true},
    {U"至多", Side::AtMost, Cut::Above, true},
    {U"满", Side::AtLeast, Cut::Below, true},
    {U"达", Side::AtLeast, Cut::Below, true},
    {U"逾", Side::AtLeast, Cut::Above},
    {U"≥", Side::AtLeast, Cut::Below},
    {U"≤", Side::AtMost, Cut::Above},
    {U"not more than ", Side::AtMost, Cut::Above},
    {U"no more than ", Side::AtMost, Cut::Above},
    {U"not exceeding ", Side::AtMost, Cut::Above},
    {U"not exceed ", Side::AtMost, Cut::Above},
    {U"not less than ", Side::AtLeast, Cut::Below},
    {U"no less than ", Side::AtLeast, Cut::Below},
    {U"at least ", Side::AtLeast, Cut::Below},
    {U"at most ", Side::AtMost, Cut::Above},
    {U"up to ", Side::AtMost, Cut::Above},
    {U"more than ", Side::AtLeast, Cut::Above},
    {U"less than ", Side::AtMost, Cut::Below},
    {U"exceeding ", Side::AtLeast, Cut::Above},
    {U"exceeds ", Side::AtLeast, Cut::Above},
    {U"over ", Side::AtLeast, Cut::Above},
    {U"above ", Side::AtLeast, Cut::Above},
    {U"under ", Side::AtMost, Cut::Below},
    {U"below ", Side::AtMost, Cut::Below},
    {U"au moins ", Side::AtLeast, Cut::Below},
    {U"au plus ", Side::AtMost, Cut::Above},
    {U"plus de ", Side::AtLeast, Cut::Above},
    {U"moins de ", Side::AtMost, Cut::Below},
};

constexpr BoundaryWord kAfter[] = {
    {U"及以上", Side::AtLeast, Cut::Below},    {U"或以上", Side::AtLeast, Cut::Below},
    {U"以上", Side::AtLeast, Cut::Below},      {U"及以下", Side::AtMost, Cut::Above},
    {U"以下", Side::AtMost, Cut::Above},       {U"以内", Side::AtMost, Cut::Above},
    {U"之内", Side::AtMost, Cut::Above},       {U"以外", Side::AtLeast, Cut::Above},
    {U"内", Side::AtMost, Cut::Above},         {U"起", Side::AtLeast, Cut::Below},
    {U" or more", Side::AtLeast, Cut::Below},  {U" or less", Side::AtMost, Cut::Above},
    {U" or over", Side::AtLeast, Cut::Below},  {U" and above", Side::AtLeast, Cut::Below},
    {U" or above", Side::AtLeast, Cut::Below},
};

/// What may stand between the number and the boundary word before it.
constexpr std::u32string_view kBetween[] = {U"人民币", U"约", U"(", U"RMB", U"¥"};

struct Found {
  const BoundaryWord* word = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool ends_with(std::u32string_view text, std::u32string_view word) {
  return text.size() >= word.size() && text.substr(text.size() - word.size()) == word;
}

Found find_before(const Passage& passage, std::size_t begin) {
  std::u32string_view head = std::u32string_view(passage.text).substr(0, begin);
  for (const std::u32string_view between : kBetween) {
    if (ends_with(head, between)) head.remove_suffix(between.size());
  }
  for (const BoundaryWord& word : kBefore) {
    if (!ends_with(head, word.word)) continue;
    const std::size_t at = head.size() - word.word.size();
    // 每满一万 counts whole steps, 圆满 and 期满 are other words.
    if (word.word == U"满" && at > 0 &&
        std::u32string_view(U"每期圆充届").find(passage.text[at - 1]) != std::u32string_view::npos)
      return {};
    return {&word, at, at + word.word.size()};
  }
  return {};
}

Found find_after(const Passage& passage, std::size_t end) {
  const std::u32string_view tail = std::u32string_view(passage.text).substr(end);
  for (const BoundaryWord& word : kAfter) {
    if (tail.substr(0, word.word.size()) != word.word) continue;
    return {&word, end, end + word.word.size()};
  }
  return {};
}

/// Reads (含), (含本数), (含500亩), (不含) at `at`. Nothing where something else is in brackets.
std::optional<bool> read_bracket(const Passage& passage, std::size_t at, std::size_t& end) {
  const std::u32string_view tail = std::u32string_view(passage.text).substr(at);
  const bool includes = tail.substr(0, 2) == U"(含";
  const bool excludes = tail.substr(0, 3) == U"(不含";
  if (!includes && !excludes) return std::nullopt;
  const std::size_t close = tail.find(U')');
  if (close == std::u32string_view::npos) return std::nullopt;
  const std::u32string_view inside = tail.substr(includes ? 2 : 3, close - (includes ? 2 : 3));
  const bool is_number =
      inside.empty() || inside == U"本数" || inside == U"本级" || (inside.front() >= U'0' && inside.front() <= U'9');
  if (!is_number) return std::nullopt;
  end = at + close + 1;
  return includes;
}

}  // namespace

Boundary read_boundary(const Passage& passage, Extent number_and_unit) {
  const Found before = find_before(passage, number_and_unit.begin);
  std::size_t end = number_and_unit.end;
  std::optional<bool> included = read_bracket(passage, end, end);
  const Found after = find_after(passage, end);
  if (after.word != nullptr) end = after.end;
  if (!included) included = read_bracket(passage, end, end);

  Boundary boundary;
  boundary.words = {before.word != nullptr ? before.begin : number_and_unit.begin, end};
  const BoundaryWord* word =
      after.word != nullptr && (before.word == nullptr || before.word->is_soft) ? after.word : before.word;
  if (word == nullptr && !included) return {};
  if (word != nullptr) {
    boundary.side = word->side;
    boundary.cut = word->cut;
  }
  if (before.word != nullptr && after.word != nullptr) {
    const bool differs =
        before.word->side != after.word->side || (!before.word->is_soft && before.word->cut != after.word->cut);
    boundary.is_contradictory = differs;
  }
  if (included) {
    boundary.is_explicit = true;
    const bool is_strict = before.word != nullptr && !before.word->is_soft &&
                           (before.word->side == Side::AtLeast) == (before.word->cut == Cut::Above);
    boundary.is_contradictory = boundary.is_contradictory || (is_strict && *included);
    if (boundary.side == Side::AtLeast) boundary.cut = *included ? Cut::Below : Cut::Above;
    // Without a side, the number is the upper end of a range: 100—500亩(含500亩).
    if (boundary.side != Side::AtLeast) boundary.cut = *included ? Cut::Above : Cut::Below;
  }
  return boundary;
}

}  // namespace polc::analyse::text
