#include "grammar/format/lines.h"

#include <algorithm>
#include <string_view>

namespace polc::grammar::format {
namespace {

/// Cuts the pieces of one text into lines.
class LineMaker {
 public:
  LineMaker(const Tree& tree, std::span<const Piece> pieces, std::span<const TokenRole> roles)
      : tree_(tree), pieces_(pieces), roles_(roles) {}

  std::vector<Line> run() {
    next_token_.resize(pieces_.size());
    for (std::size_t i = pieces_.size(); i-- > 0;) {
      const std::size_t after = i + 1 < pieces_.size() ? next_token_[i + 1] : pieces_.size();
      next_token_[i] = pieces_[i].is_comment() ? after : i;
    }
    for (std::size_t i = 0; i < pieces_.size();) {
      std::size_t end = i + 1;
      while (end < pieces_.size() && !begins_line(end)) ++end;
      add_line(i, end);
      i = end;
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) find_table(i);
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t end = i + 1;
      while (end < lines_.size() && lines_[end].statement == lines_[i].statement) ++end;
      drop_lone_conditions(std::span(lines_).subspan(i, end - i));
      i = end;
    }
    return std::move(lines_);
  }

 private:
  const TokenRole& role(std::size_t piece) const { return roles_[pieces_[piece].token]; }

  bool begins_line(std::size_t piece) const {
    if (pieces_[piece].is_comment()) return pieces_[piece].begins_line();
    if (role(piece).must_begin_line) return true;
    if (!pieces_[piece].begins_line()) return false;
    return !role(piece).stays_on_line || pieces_[piece - 1].is_comment();
  }

  void add_line(std::size_t first, std::size_t end) {
    Line line;
    line.first = first;
    line.end = end;
    line.has_empty_line_before = pieces_[first].num_breaks > 1 && first > 0;
    if (pieces_[first].is_comment()) {
      line.is_transparent = true;
      line.depth = depth_of_comment(first);
      line.statement = lines_.empty() ? 0 : lines_.back().statement;
    } else {
      line.depth = role(first).depth;
      line.statement = role(first).statement;
      line.is_transparent = !role(first).begins_item;
    }
    find_stops(line);
    lines_.push_back(std::move(line));
  }

  // A comment goes with what follows, unless its author indented it deeper: then with what stands before.
  std::uint32_t depth_of_comment(std::size_t comment) const {
    const std::size_t next = next_token_[comment];
    const std::uint32_t next_depth = next < pieces_.size() ? role(next).depth : 0;
    const std::uint32_t next_column = next < pieces_.size() ? pieces_[next].column : 0;
    if (pieces_[comment].column <= next_column || lines_.empty()) return next_depth;
    const Line& before = lines_.back();
    const bool is_comment = pieces_[before.first].is_comment();
    const bool is_statement = !is_comment && role(before.first).must_begin_line && role(before.first).begins_item;
    return std::max(next_depth, before.depth + (is_statement ? 1 : 0));
  }

  // A string of several lines has no place in a column, and neither has what follows it.
  void find_stops(Line& line) const {
    for (std::size_t i = line.first + 1; i < line.end; ++i) {
      if (text_of(tree_.lexemes, pieces_[i - 1]).find('\n') != std::string_view::npos) return;
      if (pieces_[i].is_comment() || role(i).stop == StopKind::None) continue;
      line.stops.push_back({i, role(i).stop, role(i).is_right_aligned, role(i).num_spaces});
    }
  }

  // Statements of one line may share columns with their neighbours of the same kind.
  void find_table(std::size_t index) {
    Line& line = lines_[index];
    if (pieces_[line.first].is_comment() || tree_.statements.empty()) return;
    const NodeKind kind = tree_.nodes[tree_.statements[line.statement]].kind;
    const bool begins_here = role(line.first).must_begin_line && role(line.first).begins_item;
    std::size_t next = index + 1;
    while (next < lines_.size() && pieces_[lines_[next].first].is_comment()) ++next;
    const bool goes_on = next < lines_.size() && lines_[next].statement == line.statement;
    const bool is_one_line = begins_here && !goes_on && kind != NodeKind::Claim && kind != NodeKind::Applicant;
    if (is_one_line && kind == NodeKind::Award) line.table = Table::Awards;
    if (is_one_line && kind == NodeKind::Gate) line.table = Table::Requirements;
    if (is_one_line && kind == NodeKind::Group) line.table = Table::Groups;
    if (line.table != Table::Statement) return;
    // The first line of a statement of several lines is no row of a table.
    std::erase_if(line.stops, [](const Stop& stop) {
      return stop.kind == StopKind::AwardRest || stop.kind == StopKind::GroupCondition;
    });
  }

  // The conditions of cells make a column only if every row has one and an author set them apart.
  void drop_lone_conditions(std::span<Line> lines) const {
    const auto has_condition = [](const Line& line) { return line.stops.front().kind == StopKind::CellCondition; };
    bool has_all = true;
    bool has_hint = false;
    for (const Line& line : lines) {
      if (line.stops.empty() || line.is_transparent) continue;
      has_all = has_all && has_condition(line);
      has_hint = has_hint || (has_condition(line) && pieces_[line.stops.front().piece].gap > 1);
    }
    if (has_all && has_hint) return;
    for (Line& line : lines) {
      if (!line.stops.empty() && has_condition(line)) line.stops.erase(line.stops.begin());
    }
  }

  const Tree& tree_;
  std::span<const Piece> pieces_;
  std::span<const TokenRole> roles_;
  std::vector<std::size_t> next_token_;  // by piece: the first from there that is no comment, or the end
  std::vector<Line> lines_;
};

}  // namespace

std::vector<Line> make_lines(const Tree& tree, std::span<const Piece> pieces, std::span<const TokenRole> roles) {
  return LineMaker(tree, pieces, roles).run();
}

}  // namespace polc::grammar::format
