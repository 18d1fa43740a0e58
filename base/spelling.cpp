#include "base/spelling.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "base/unicode.h"

namespace polc::base {
namespace {

constexpr std::size_t kMaxLength = 64;
constexpr std::uint32_t kEdit = 4;   // a whole edit
constexpr std::uint32_t kAlike = 1;  // a character for another that looks like it

/// Traditional forms and the simplified ones they stand for, pairwise; the characters of policy texts.
constexpr std::u32string_view kVariants =
    U"標标準准級级國国際际業业產产單单號号認认證证質质獎奖勵励補补貼贴額额條条評评審审區区縣县鎮镇層层資资"
    U"團团體体類类別别雙双項项發发佈布領领時时間间書书長长車车門门東东關关開开應应實实驗验製制創创環环節节"
    U"稅税務务記记財财總总數数據据報报過过還还進进運运達达術术學学會会員员點点萬万億亿與与";

/// Different characters that are mistaken for each other, pairwise.
constexpr std::u32string_view kMistaken =
    U"末未日曰己已已巳土士入人戊戌戌戍帐账像象做作份分订定其他他它的地0o1l1il|—-–-·.";
static_assert(kVariants.size() % 2 == 0 && kMistaken.size() % 2 == 0, "the tables hold pairs");

std::u32string to_code_points(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint one = decode_at(text, at);
    result.push_back(one.value);
    at += one.length;
  }
  return result;
}

char32_t fold_width_and_case(char32_t one) {
  const char32_t narrowed = narrow(one);
  return narrowed >= U'A' && narrowed <= U'Z' ? narrowed + 0x20 : narrowed;
}

char32_t fold_variant(char32_t one) {
  if (one < 0x80) return one;
  for (std::size_t at = 0; at + 1 < kVariants.size(); at += 2) {
    if (kVariants[at] == one) return kVariants[at + 1];
  }
  return one;
}

bool is_ignored(char32_t one) { return is_space(one) || is_invisible(one); }

std::u32string fold(std::u32string_view name) {
  std::u32string result;
  for (const char32_t one : name) {
    const char32_t folded = fold_variant(fold_width_and_case(one));
    if (!is_ignored(folded)) result.push_back(folded);
  }
  return result;
}

bool looks_like(char32_t lhs, char32_t rhs) {
  for (std::size_t at = 0; at + 1 < kMistaken.size(); at += 2) {
    const char32_t first = kMistaken[at];
    const char32_t second = kMistaken[at + 1];
    if ((lhs == first && rhs == second) || (lhs == second && rhs == first)) return true;
  }
  return false;
}

std::uint32_t replace_cost(char32_t lhs, char32_t rhs) {
  if (lhs == rhs) return 0;
  return looks_like(lhs, rhs) ? kAlike : kEdit;
}

/// The distance of Damerau (1964), restricted to one swap of neighbours at a place; three rows of the matrix.
std::uint32_t distance(std::u32string_view lhs, std::u32string_view rhs) {
  const std::size_t width = rhs.size() + 1;
  std::vector<std::uint32_t> before_last(width);
  std::vector<std::uint32_t> last(width);
  std::vector<std::uint32_t> row(width);
  for (std::size_t column = 0; column < width; ++column) last[column] = static_cast<std::uint32_t>(column) * kEdit;
  for (std::size_t line = 1; line <= lhs.size(); ++line) {
    row[0] = static_cast<std::uint32_t>(line) * kEdit;
    for (std::size_t column = 1; column < width; ++column) {
      row[column] = std::min({last[column] + kEdit, row[column - 1] + kEdit,
                              last[column - 1] + replace_cost(lhs[line - 1], rhs[column - 1])});
      const bool is_swap =
          line > 1 && column > 1 && lhs[line - 1] == rhs[column - 2] && lhs[line - 2] == rhs[column - 1];
      if (is_swap) row[column] = std::min(row[column], before_last[column - 2] + kEdit);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[width - 1];
}

std::size_t common_beginning(std::u32string_view lhs, std::u32string_view rhs) {
  const auto [end, other] = std::mismatch(lhs.begin(), lhs.end(), rhs.begin(), rhs.end());
  return static_cast<std::size_t>(end - lhs.begin());
}

/// The most a name of this length may differ. A whole short word replaced is another word, not a slip.
std::uint32_t allowance(std::size_t length) {
  if (length <= 1) return kAlike;
  return static_cast<std::uint32_t>(std::max<std::size_t>(1, length / 3)) * kEdit;
}

/// True when the shorter is a beginning or an end of the longer and at least half of it (国家 for 国家标准).
bool is_large_part(std::u32string_view lhs, std::u32string_view rhs) {
  const auto [part, whole] = lhs.size() < rhs.size() ? std::pair(lhs, rhs) : std::pair(rhs, lhs);
  return part.size() >= 2 && 2 * part.size() >= whole.size() && (whole.starts_with(part) || whole.ends_with(part));
}

}  // namespace

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known) {
  const std::u32string meant = fold(to_code_points(name.substr(0, 4 * kMaxLength + 1)));
  if (meant.empty() || meant.size() > kMaxLength) return std::nullopt;
  const std::string* best = nullptr;
  std::uint32_t best_distance = 0;
  std::size_t best_beginning = 0;
  for (const std::string& candidate : known) {
    const std::u32string folded = fold(to_code_points(candidate));
    if (folded.empty() || folded.size() > kMaxLength) continue;
    const std::uint32_t apart = distance(meant, folded);
    if (apart > allowance(std::max(meant.size(), folded.size())) && !is_large_part(meant, folded)) continue;
    const std::size_t beginning = common_beginning(meant, folded);
    const bool is_better =
        best == nullptr || std::tuple(apart, best_beginning, candidate) < std::tuple(best_distance, beginning, *best);
    if (!is_better) continue;
    best = &candidate;
    best_distance = apart;
    best_beginning = beginning;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string fold_look_alikes(std::string_view name) {
  std::string result;
  for (const char32_t one : fold(to_code_points(name))) append_utf8(result, one);
  return result;
}

}  // namespace polc::base
