// What is read in a passage of legal text: amounts, percents, quantities, durations and dates, each with its exact
// value, its place and the boundary that words around it draw. Made by `read_text`; read by the checks of rules against
// text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/analyse/text/passage.h"
#include "runtime/value/fraction.h"

namespace polc::analyse::text {

enum class MentionKind : std::uint8_t {
  Amount,    // 100万元, EUR 3000: value in major units
  Percent,   // 10%, 百分之十, 5‰, 7折: value is the share
  Quantity,  // 500亩, 30批次: value without unit
  Duration,  // 3年, 六个月, 30日: value in `unit`
  Date,      // a whole date: value in days since 1970-01-01
  Bare,      // a number with nothing after it
};

/// Where a boundary cuts the line of numbers: directly below the number (以上 and 不足: it belongs to what is above) or
/// directly above it (超过 and 以下).
enum class Cut : std::uint8_t { None, Below, Above };

enum class Side : std::uint8_t { None, AtLeast, AtMost };

/// A boundary as the words draw it. `words`: the boundary words before and after the number, with what stands between.
struct Boundary {
  Cut cut = Cut::None;
  Side side = Side::None;         // of what the words let in
  bool is_contradictory = false;  // 超过…以上: the words before and after say different things
  bool is_explicit = false;       // 含 or 不含 is written
  Extent words;
};

struct Mention {
  MentionKind kind = MentionKind::Bare;
  Extent extent;  // number and unit, without boundary words
  Extent number;  // the number alone
  runtime::Fraction value;
  std::string unit;      // "元", "EUR", "%", "‰", "亩", "年"; a shared unit is filled in
  bool is_bare = false;  // an Amount whose 元 is left out although its neighbours in a list carry it
  bool is_han = false;
  bool is_range_end = false;  // stands in 500—5000
  Boundary boundary;
};

/// One passage with what was read in it. `mentions` by place, never overlapping.
struct Reading {
  Passage passage;
  std::vector<Mention> mentions;
};

/// Reads a passage. Linear in its length. A number counts only where it cannot be part of a name (ISO9000, 3A级, 第4条,
/// 三星级, 一次性 are none).
Reading read_text(Passage passage);

/// Returns the mentions that lie in `extent`, as a range of indices.
Extent mentions_in(const Reading& reading, Extent extent);

/// Returns the first place of `word` (folded) in `extent`, or `extent.end`.
std::size_t find_word(const Passage& passage, Extent extent, std::u32string_view word);

/// True where one of `words` occurs in `extent`.
bool has_word(const Passage& passage, Extent extent, std::initializer_list<std::u32string_view> words);

}  // namespace polc::analyse::text
