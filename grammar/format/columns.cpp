#include "grammar/format/columns.h"

#include <algorithm>
#include <limits>

#include "base/unicode.h"

namespace polc::grammar::format {
namespace {

/// How a kind of stop is aligned.
struct StopRule {
  std::uint32_t least_room;  // in a column
  std::uint32_t room_alone;  // where there is none
  // The column is made only if an author left this much room in one of its lines. Not more than `least_room`, so
  // that a column, once made, stays one in whatever language its keywords are written.
  std::uint32_t hint_room = 0;
};

StopRule rule_of(StopKind kind) {
  switch (kind) {
    case StopKind::None:
    case StopKind::FactType:
    case StopKind::ClauseValue:
    case StopKind::ModeCondition:
    case StopKind::CellAmount: return {1, 1};
    case StopKind::CellPart:
    case StopKind::CellStart: return {2, 2};
    case StopKind::LoneAmount:
    case StopKind::FirstCell: return {2, 1};
    case StopKind::CellCondition:
    case StopKind::ColonAmount:
    case StopKind::AwardRest:
    case StopKind::AwardAmount:
    case StopKind::ClaimRest:
    case StopKind::ClaimClause:
    case StopKind::GroupCondition: return {2, 1, 2};
    case StopKind::Reason: return {3, 2, 3};
  }
  return {1, 1};
}

// Beyond this, a column would tear a line apart.
constexpr std::uint32_t kMaxSpread = 60;
// Columns lined up by eye: how far entries may stand apart, and how much room the longest may have.
constexpr std::uint32_t kMaxRaggedness = 2;
constexpr std::uint32_t kMaxKeptRoom = 3;

/// One line of a column.
struct Entry {
  std::size_t line = 0;
  std::uint32_t before = 0;    // width of the line before the room
  std::uint32_t room = 0;      // as the author left it, right alignment aside
  std::uint32_t push = 0;      // more room that aligns it at the right
  std::uint32_t num_wide = 0;  // Chinese characters of the names before the room
  std::uint32_t place() const { return before + room; }
};

using Column = std::vector<Entry>;

/// Aligns the lines of one text.
class Aligner {
 public:
  Aligner(const Lexemes& lexemes, std::span<const Piece> pieces, std::span<const TokenRole> roles,
          std::span<const std::optional<KeptPlace>> kept, std::vector<Line>& lines)
      : lexemes_(lexemes),
        pieces_(pieces),
        roles_(roles),
        kept_before_(kept),
        lines_(lines),
        kept_(pieces.size()),
        measured_(lines.size()) {}

  std::vector<std::optional<KeptPlace>> run() {
    std::vector<std::size_t> block;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool ends_block = lines_[i].has_empty_line_before || (!lines_[i].is_transparent && !block.empty() &&
                                                                  !is_same_table(lines_[block.back()], lines_[i]));
      if (ends_block) align_block(block);
      if (!lines_[i].is_transparent) block.push_back(i);
    }
    align_block(block);
    align_comments();
    return std::move(kept_);
  }

 private:
  static bool is_same_table(const Line& one, const Line& other) {
    if (one.table != other.table || one.depth != other.depth) return false;
    return one.table != Table::Statement || one.statement == other.statement;
  }

  /// Lines of a block that agree up to stop number `stop`.
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t stop = 0;
    bool is_kept = false;
  };

  void align_block(std::vector<std::size_t>& block) {
    runs_.push_back({0, block.size(), 0, false});
    while (!runs_.empty()) {
      const Run run = runs_.back();
      runs_.pop_back();
      split_run(block, run);
    }
    block.clear();
  }

  // Splits a run where the next stop is of another kind or missing, and aligns each part at it.
  void split_run(std::span<const std::size_t> block, const Run& run) {
    for (std::size_t i = run.begin; i < run.end;) {
      if (lines_[block[i]].stops.size() <= run.stop) {
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      while (end < run.end && lines_[block[end]].stops.size() > run.stop &&
             lines_[block[end]].stops[run.stop].kind == lines_[block[i]].stops[run.stop].kind) {
        ++end;
      }
      const bool keeps = align_run(block.subspan(i, end - i), run.stop, run.is_kept);
      runs_.push_back({i, end, run.stop + 1, keeps});
      i = end;
    }
  }

  // Returns true if the author's column was kept.
  bool align_run(std::span<const std::size_t> run, std::size_t stop, bool is_kept) {
    const StopRule rule = rule_of(lines_[run.front()].stops[stop].kind);
    Column column = measure(run, stop);
    if (!is_column(column, rule)) {
      for (const std::size_t line : run) lines_[line].stops[stop].num_spaces = room_alone(line, stop, rule);
      return false;
    }
    // After a translation the room that is there says nothing: the entries have other widths.
    const bool stays = !kept_before_.empty() ? restore_kept(column, stop)
                       : is_kept             ? is_even(column, rule)
                                             : is_lined_up(column, rule);
    if (stays) {
      keep(column, stop);
      return true;
    }
    std::uint32_t target = 0;
    for (const Entry& entry : column) target = std::max(target, entry.before + rule.least_room);
    for (Entry& entry : column) entry.room = target - entry.before;
    write(column, stop);
    return false;
  }

  std::uint32_t room_alone(std::size_t line, std::size_t stop, const StopRule& rule) const {
    // Where the grammar asks for no space at all (`一等奖：5万元`), none is made.
    const std::uint32_t wanted = roles_[pieces_[lines_[line].stops[stop].piece].token].num_spaces;
    return wanted == 0 ? 0 : rule.room_alone;
  }

  Column measure(std::span<const std::size_t> run, std::size_t stop) {
    Column column;
    std::uint32_t widest = 0;
    for (const std::size_t index : run) {
      const Line& line = lines_[index];
      const Stop& at = line.stops[stop];
      const std::uint32_t width = width_before(index, stop);
      column.push_back({index, width, pieces_[at.piece].gap, 0, measured_[index].num_wide});
      if (at.is_right_aligned) widest = std::max(widest, width_of(at.piece));
    }
    for (Entry& entry : column) {
      const Stop& at = lines_[entry.line].stops[stop];
      if (at.is_right_aligned) entry.push = widest - width_of(at.piece);
      entry.room -= std::min(entry.room, entry.push);
    }
    return column;
  }

  static bool is_column(const Column& column, const StopRule& rule) {
    if (column.size() < 2) return false;
    const auto [least, most] = std::minmax_element(
        column.begin(), column.end(), [](const Entry& lhs, const Entry& rhs) { return lhs.before < rhs.before; });
    if (most->before - least->before > kMaxSpread) return false;
    return std::any_of(column.begin(), column.end(),
                       [&](const Entry& entry) { return entry.room + entry.push >= rule.hint_room; });
  }

  // Are the entries within the raggedness of columns that were lined up by eye?
  static bool is_even(const Column& column, const StopRule& rule) {
    std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t last = 0;
    for (const Entry& entry : column) {
      if (entry.room < rule.least_room) return false;
      first = std::min(first, entry.place());
      last = std::max(last, entry.place());
    }
    return last - first <= kMaxRaggedness;
  }

  // In a font whose Chinese characters are narrower than two letters, a column lined up by eye is ragged on a
  // terminal: the more of them stand before an entry, the further right it is. A column that is a step from the
  // canonical layout is a slip instead.
  static bool is_lined_up(const Column& column, const StopRule& rule) {
    if (!is_even(column, rule)) return false;
    std::uint32_t target = 0;
    std::uint32_t least_room = std::numeric_limits<std::uint32_t>::max();
    for (const Entry& entry : column) {
      target = std::max(target, entry.before + rule.least_room);
      least_room = std::min(least_room, entry.room);
    }
    if (least_room > kMaxKeptRoom) return false;
    const bool is_slip =
        least_room == rule.least_room && std::all_of(column.begin(), column.end(), [=](const Entry& entry) {
          return entry.place() + 1 >= target && entry.place() <= target + 1;
        });
    return !is_slip && leans_with_names(column);
  }

  // Only the characters of names count: keywords change with their language, and the way back must see the same.
  static bool leans_with_names(Column column) {
    std::sort(column.begin(), column.end(), [](const Entry& lhs, const Entry& rhs) {
      return lhs.num_wide != rhs.num_wide ? lhs.num_wide < rhs.num_wide : lhs.place() < rhs.place();
    });
    for (std::size_t i = 1; i < column.size(); ++i) {
      const std::uint32_t more = column[i].num_wide - column[i - 1].num_wide;
      if (column[i].place() < column[i - 1].place()) return false;
      const std::uint32_t further = column[i].place() - column[i - 1].place();
      if (more == 0 ? further > 0 : further >= 2 * more) return false;
    }
    return true;
  }

  // Puts the entries where they stood before the keywords changed.
  bool restore_kept(Column& column, std::size_t stop) const {
    std::uint32_t base = 0;
    for (const Entry& entry : column) {
      const std::optional<KeptPlace>& place = kept_before_[lines_[entry.line].stops[stop].piece];
      if (!place) return false;
      base = std::max(base, entry.before + place->least_room - std::min(entry.before, place->offset));
    }
    for (Entry& entry : column) {
      const std::uint32_t offset = kept_before_[lines_[entry.line].stops[stop].piece]->offset;
      entry.room = base + offset - entry.before;
    }
    return true;
  }

  void keep(const Column& column, std::size_t stop) {
    std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t least_room = first;
    for (const Entry& entry : column) {
      first = std::min(first, entry.place());
      least_room = std::min(least_room, entry.room);
    }
    for (const Entry& entry : column) {
      kept_[lines_[entry.line].stops[stop].piece] = KeptPlace{entry.place() - first, least_room};
    }
    write(column, stop);
  }

  void write(const Column& column, std::size_t stop) {
    for (const Entry& entry : column) lines_[entry.line].stops[stop].num_spaces = entry.room + entry.push;
  }

  // Comments at the end of neighbouring lines begin in one column.
  void align_comments() {
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t end = i;
      std::uint32_t target = 0;
      while (end < lines_.size() && ends_in_comment(lines_[end]) && (end == i || !lines_[end].has_empty_line_before)) {
        target = std::max(target, width_up_to(end, lines_[end].end - 1) + 2);
        ++end;
      }
      for (std::size_t line = i; line < end; ++line) {
        const std::uint32_t width = width_up_to(line, lines_[line].end - 1);
        lines_[line].comment_spaces = target - width <= kMaxSpread ? target - width : 2;
      }
      i = std::max(end, i + 1);
    }
  }

  bool ends_in_comment(const Line& line) const {
    return line.end - line.first > 1 && pieces_[line.end - 1].is_comment();
  }

  std::uint32_t width_of(std::size_t piece) const {
    const std::string_view text = text_of(lexemes_, pieces_[piece]);
    return static_cast<std::uint32_t>(base::display_width(text.substr(text.rfind('\n') + 1)));
  }

  std::uint32_t num_wide_of(std::size_t piece) const {
    if (pieces_[piece].is_comment() || roles_[pieces_[piece].token].is_keyword) return 0;
    const TokenKind kind = lexemes_.tokens[pieces_[piece].token].kind;
    if (kind != TokenKind::Word && kind != TokenKind::String) return 0;
    const std::string_view text = text_of(lexemes_, pieces_[piece]);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size();) {
      const base::CodePoint point = base::decode_at(text, i);
      if (base::display_width(point.value) == 2) ++count;
      i += point.length;
    }
    return count;
  }

  // The width of a line before the room at a stop, the stops before it being decided.
  std::uint32_t width_before(std::size_t index, std::size_t stop) {
    return width_up_to(index, lines_[index].stops[stop].piece);
  }

  // The width of a line before `piece` and the room before it. Goes on where the last question about the line ended.
  std::uint32_t width_up_to(std::size_t index, std::size_t piece) {
    const Line& line = lines_[index];
    Measured& done = measured_[index];
    if (done.end == 0) {
      done = {line.first + 1, 0, line.depth * kIndentWidth + width_of(line.first), num_wide_of(line.first)};
    }
    for (; done.end < piece; ++done.end) {
      const bool is_stop = done.num_stops < line.stops.size() && line.stops[done.num_stops].piece == done.end;
      done.width += is_stop ? line.stops[done.num_stops++].num_spaces : roles_[pieces_[done.end].token].num_spaces;
      done.width += width_of(done.end);
      done.num_wide += num_wide_of(done.end);
    }
    return done.width;
  }

  /// How far a line has been measured.
  struct Measured {
    std::size_t end = 0;
    std::size_t num_stops = 0;
    std::uint32_t width = 0;
    std::uint32_t num_wide = 0;
  };

  const Lexemes& lexemes_;
  std::span<const Piece> pieces_;
  std::span<const TokenRole> roles_;
  std::span<const std::optional<KeptPlace>> kept_before_;
  std::vector<Line>& lines_;
  std::vector<std::optional<KeptPlace>> kept_;
  std::vector<Measured> measured_;  // by line
  std::vector<Run> runs_;           // still to be split
};

}  // namespace

std::vector<std::optional<KeptPlace>> align_columns(const Lexemes& lexemes, std::span<const Piece> pieces,
                                                    std::span<const TokenRole> roles,
                                                    std::span<const std::optional<KeptPlace>> kept,
                                                    std::vector<Line>& lines) {
  return Aligner(lexemes, pieces, roles, kept, lines).run();
}

}  // namespace polc::grammar::format
