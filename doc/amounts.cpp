#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "doc/awards.h"
#include "doc/code.h"
#include "doc/expression_words.h"
#include "doc/marks.h"
#include "doc/phrases.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/write_amount.h"

namespace polc::doc {

using base::Bilingual;
using names::SymbolKind;
using runtime::CellSet;
using runtime::Dimension;
using runtime::Entitlement;
using runtime::Index;
using runtime::kNone;
using runtime::Op;
using runtime::TableCell;

namespace {

bool same_sets(const CellSet& lhs, const CellSet& rhs) {
  const auto same = [](const runtime::Interval& one, const runtime::Interval& other) {
    return one.low == other.low && one.high == other.high && one.low_open == other.low_open &&
           one.high_open == other.high_open;
  };
  return lhs.is_any == rhs.is_any && lhs.codes == rhs.codes &&
         std::equal(lhs.intervals.begin(), lhs.intervals.end(), rhs.intervals.begin(), rhs.intervals.end(), same);
}

/// Tables are made for each kind of applicant; what is written once in the policy is one table here too.
bool same_tables(const runtime::Table& lhs, const runtime::Table& rhs) {
  const auto same_cells = [](const TableCell& one, const TableCell& other) {
    return one.when == other.when && one.amount == other.amount && one.rule == other.rule &&
           std::equal(one.sets.begin(), one.sets.end(), other.sets.begin(), other.sets.end(), same_sets);
  };
  return lhs.otherwise == rhs.otherwise &&
         std::equal(lhs.cells.begin(), lhs.cells.end(), rhs.cells.begin(), rhs.cells.end(), same_cells) &&
         std::equal(lhs.dimensions.begin(), lhs.dimensions.end(), rhs.dimensions.begin(), rhs.dimensions.end(),
                    [](const Dimension& one, const Dimension& other) { return one.name == other.name; });
}

bool same_amounts(const runtime::Program& program, Index lhs, Index rhs) {
  if (lhs == rhs) return true;
  const runtime::Node& one = program.nodes[lhs];
  const runtime::Node& other = program.nodes[rhs];
  return one.op == Op::Cells && other.op == Op::Cells && same_tables(program.tables[one.a], program.tables[other.a]);
}

/// The applicant kinds that an amount holds for.
struct Group {
  std::vector<Index> kinds;
  Index amount = kNone;
  Index rule = kNone;
};

/// A table whose lines are the labels of one dimension and whose columns those of the other.
struct Grid {
  struct Line {
    const CellSet* set = nullptr;
    Index when = kNone;
  };
  std::vector<Line> lines;
  std::vector<const CellSet*> columns;
  std::vector<std::vector<const TableCell*>> cells;  // by line and column; null where the policy sets no amount
};

class AmountWriter {
 public:
  AmountWriter(Html& html, const Material& material, Index award)
      : html_(html), material_(material), program_(material.program), award_(program_.awards[award]) {}

  void write() {
    if (award_.refers) {
      html_.open("p", {{"class", "amount"}}).words(phrase(Phrase::RefersTo)).text(" ").quote(award_.document).close();
      return;
    }
    const std::vector<Group> groups = groups_of();
    const bool is_plain = std::all_of(groups.begin(), groups.end(),
                                      [&](const Group& one) { return tables_in(program_, one.amount).empty(); });
    if (is_plain && groups.size() == 1) return write_one(groups.front());
    if (is_plain) return write_by_kind(groups);
    for (const Group& group : groups) write_group(group, groups.size() > 1);
  }

 private:
  std::vector<Group> groups_of() const {
    std::vector<Group> groups;
    for (Index kind = 0; kind < award_.entitlements.size(); ++kind) {
      const Entitlement& one = award_.entitlements[kind];
      if (!one.is_open || one.amount == kNone) continue;
      const Index amount = single_cell(one.amount).value_or(one.amount);
      const auto known = std::find_if(groups.begin(), groups.end(),
                                      [&](const Group& group) { return same_amounts(program_, group.amount, amount); });
      if (known != groups.end()) {
        known->kinds.push_back(kind);
      } else {
        groups.push_back({{kind}, amount, rule_of(one)});
      }
    }
    return groups;
  }

  /// The amount of a table that has one cell and asks for nothing: what one kind of applicant gets.
  std::optional<Index> single_cell(Index amount) const {
    if (program_.nodes[amount].op != Op::Cells) return std::nullopt;
    const runtime::Table& table = program_.tables[program_.nodes[amount].a];
    const bool is_single = table.dimensions.empty() && table.cells.size() == 1 && table.cells.front().when == kNone &&
                           table.otherwise == kNone;
    return is_single ? std::optional(table.cells.front().amount) : std::nullopt;
  }

  Index rule_of(const Entitlement& one) const {
    return single_cell(one.amount) ? program_.tables[program_.nodes[one.amount].a].cells.front().rule : one.amount_rule;
  }

  void write_kinds(const std::vector<Index>& kinds) {
    for (std::size_t at = 0; at < kinds.size(); ++at) {
      if (at > 0) html_.words({", ", "、"});
      write_name(html_, material_.links, {SymbolKind::ApplicantKind, program_.applicant_kinds[kinds[at]].name});
    }
  }

  void write_one(const Group& group) {
    html_.open("p", {{"class", "amount"}});
    write_expression(html_, material_, group.amount);
    write_test_mark(html_, material_, group.rule);
    html_.close();
  }

  void open_table(const std::vector<Index>& kinds, Phrase caption) {
    html_.open("div", {{"class", "scroll"}}).open("table", {{"class", "amounts"}});
    html_.open("caption").words(phrase(caption)).words({" ", ""}).quote(award_.name);
    if (!kinds.empty()) {
      html_.words({" · ", " · "});
      write_kinds(kinds);
    }
    html_.close();
  }

  void write_by_kind(const std::vector<Group>& groups) {
    open_table({}, Phrase::AmountsOf);
    html_.open("tbody");
    for (const Group& group : groups) {
      html_.open("tr").open("th", {{"scope", "row"}});
      write_kinds(group.kinds);
      html_.close().open("td", {{"class", "amount"}});
      write_expression(html_, material_, group.amount);
      write_test_mark(html_, material_, group.rule);
      html_.close().close();
    }
    html_.close().close().close();
  }

  void write_group(const Group& group, bool names_kinds) {
    if (program_.nodes[group.amount].op != Op::Cells) {
      html_.open("p", {{"class", "amount"}});
      if (names_kinds) write_kinds(group.kinds);
      if (names_kinds) html_.words({": ", "："});
      write_expression(html_, material_, group.amount);
      html_.close();
    }
    for (const Index table : tables_in(program_, group.amount)) {
      write_table(program_.tables[table], names_kinds ? group.kinds : std::vector<Index>{});
    }
  }

  void write_table(const runtime::Table& table, const std::vector<Index>& kinds) {
    open_table(kinds, table.pays_money ? Phrase::AmountsOf : Phrase::ValuesOf);
    if (const auto grid = grid_of(table)) {
      write_grid(*grid, table);
    } else {
      write_list(table);
    }
    html_.close().close();
  }

  // ---- a table with two sides

  std::optional<Grid> grid_of(const runtime::Table& table) const {
    if (table.dimensions.size() != 2 || table.otherwise != kNone) return std::nullopt;
    Grid grid;
    for (const TableCell& cell : table.cells) {
      auto line = std::find_if(grid.lines.begin(), grid.lines.end(), [&](const Grid::Line& one) {
        return one.when == cell.when && same_sets(*one.set, cell.sets[0]);
      });
      if (line == grid.lines.end()) line = grid.lines.insert(line, {&cell.sets[0], cell.when});
      auto column = std::find_if(grid.columns.begin(), grid.columns.end(),
                                 [&](const CellSet* one) { return same_sets(*one, cell.sets[1]); });
      if (column == grid.columns.end()) column = grid.columns.insert(column, &cell.sets[1]);
      grid.cells.resize(grid.lines.size());
      std::vector<const TableCell*>& cells = grid.cells[static_cast<std::size_t>(line - grid.lines.begin())];
      cells.resize(std::max(cells.size(), static_cast<std::size_t>(column - grid.columns.begin()) + 1));
      if (cells[static_cast<std::size_t>(column - grid.columns.begin())] != nullptr) return std::nullopt;
      cells[static_cast<std::size_t>(column - grid.columns.begin())] = &cell;
    }
    constexpr std::size_t kMostColumns = 5;
    const bool is_worth_it = grid.columns.size() > 1 && grid.columns.size() <= kMostColumns && grid.lines.size() > 1 &&
                             2 * table.cells.size() >= grid.lines.size() * grid.columns.size() + 1;
    return is_worth_it ? std::optional(std::move(grid)) : std::nullopt;
  }

  void write_grid(const Grid& grid, const runtime::Table& table) {
    html_.open("thead").open("tr").open("td");
    write_dimension(table.dimensions[0]);
    html_.text(" \\ ");
    write_dimension(table.dimensions[1]);
    html_.close();
    for (const CellSet* column : grid.columns) {
      html_.open("th", {{"scope", "col"}, {"class", "amount"}});
      write_set(table.dimensions[1], *column);
      html_.close();
    }
    html_.close().close().open("tbody");
    for (std::size_t line = 0; line < grid.lines.size(); ++line) {
      html_.open("tr").open("th", {{"scope", "row"}});
      write_set(table.dimensions[0], *grid.lines[line].set);
      write_condition(grid.lines[line].when);
      html_.close();
      for (std::size_t column = 0; column < grid.columns.size(); ++column) {
        const TableCell* cell = column < grid.cells[line].size() ? grid.cells[line][column] : nullptr;
        if (cell != nullptr) {
          write_cell(cell->amount, cell->is_nothing, cell->rule);
        } else {
          html_.open("td", {{"class", "amount"}})
              .element("span", {{"class", "unset"}}, phrase(Phrase::NoAmountSet))
              .close();
        }
      }
      html_.close();
    }
    html_.close();
  }

  // ---- a table with a line for each cell

  void write_list(const runtime::Table& table) {
    const bool has_conditions =
        std::any_of(table.cells.begin(), table.cells.end(), [](const TableCell& cell) { return cell.when != kNone; });
    html_.open("thead").open("tr");
    for (const Dimension& dimension : table.dimensions) {
      html_.open("th", {{"scope", "col"}});
      write_dimension(dimension);
      html_.close();
    }
    if (has_conditions) html_.element("th", {{"scope", "col"}}, phrase(Phrase::Condition));
    html_
        .element("th", {{"scope", "col"}, {"class", "amount"}},
                 phrase(table.pays_money ? Phrase::Amount : Phrase::TableValue))
        .close()
        .close()
        .open("tbody");
    for (const TableCell& cell : table.cells) {
      html_.open("tr");
      for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
        html_.open(at == 0 ? "th" : "td", at == 0 ? Attributes{{"scope", "row"}} : Attributes{});
        write_set(table.dimensions[at], cell.sets[at]);
        html_.close();
      }
      if (has_conditions) {
        html_.open("td");
        if (cell.when != kNone) write_expression(html_, material_, cell.when);
        html_.close();
      }
      write_cell(cell.amount, cell.is_nothing, cell.rule);
      html_.close();
    }
    if (table.otherwise != kNone) write_otherwise(table, table.dimensions.size() + (has_conditions ? 1 : 0));
    html_.close();
  }

  void write_otherwise(const runtime::Table& table, std::size_t num_columns) {
    html_.open("tr").element("th",
                             {{"scope", "row"}, {"colspan", std::to_string(std::max<std::size_t>(num_columns, 1))}},
                             phrase(Phrase::Otherwise));
    write_cell(table.otherwise, false, table.otherwise_rule);
    html_.close();
  }

  // ---- parts

  void write_cell(Index amount, bool is_nothing, Index rule) {
    const bool is_constant = program_.nodes[amount].op == Op::Constant;
    const bool is_short = is_nothing || is_constant;
    const bool is_zero = is_constant && program_.nodes[amount].fact_type == runtime::FactType::Money &&
                         program_.constants[program_.nodes[amount].a].number.is_zero();
    html_.open("td", {{"class", is_short ? "amount" : "amount formula"}});
    if (is_nothing || is_zero) {
      html_.words(phrase(Phrase::Nothing));
    } else {
      write_expression(html_, material_, amount);
    }
    write_test_mark(html_, material_, rule);
    html_.close();
  }

  void write_condition(Index when) {
    if (when == kNone) return;
    html_.open("span", {{"class", "condition"}}).words(phrase(Phrase::If)).text(" ");
    write_expression(html_, material_, when);
    html_.close();
  }

  void write_dimension(const Dimension& dimension) {
    const bool is_built_in =
        dimension.name == "stage" && material_.links.target_of(names::Symbol{SymbolKind::Fact, dimension.name}).empty();
    if (is_built_in) {
      html_.words(phrase(Phrase::KeyStage));
      return;
    }
    write_name(html_, material_.links, {SymbolKind::Fact, dimension.name});
  }

  void write_set(const Dimension& dimension, const CellSet& set) {
    if (set.is_any) {
      html_.words(phrase(Phrase::Every));
      return;
    }
    bool is_first = true;
    const auto separate = [&] {
      if (!is_first) html_.words({" or ", "或"});
      is_first = false;
    };
    for (const Index code : set.codes) {
      separate();
      write_code_label(dimension, code);
    }
    for (const runtime::Interval& interval : set.intervals) {
      separate();
      write_interval(dimension, interval);
    }
  }

  void write_code_label(const Dimension& dimension, Index code) {
    const Index enumeration = program_.nodes[dimension.value].enumeration;
    if (enumeration == kNone) {
      html_.words(phrase(code == 0 ? Phrase::No : Phrase::Yes));
      return;
    }
    const runtime::Enumeration& known = program_.enumerations[enumeration];
    if (code < known.aliases.size() && !known.aliases[code].empty()) {
      html_.words({known.values[code], known.aliases[code]});
    } else {
      write_name(html_, material_.links, {SymbolKind::Value, known.values[code]});
    }
  }

  /// "over 500 up to 1000", "= 1".
  void write_interval(const Dimension& dimension, const runtime::Interval& interval) {
    const bool is_exact = interval.low && interval.high && *interval.low == *interval.high;
    if (is_exact) {
      html_.words(number(dimension, *interval.low));
      return;
    }
    if (interval.low)
      html_.words(phrase(interval.low_open ? Phrase::Over : Phrase::AtLeast))
          .text(" ")
          .words(number(dimension, *interval.low));
    if (interval.low && interval.high) html_.words({", ", "，"});
    if (interval.high)
      html_.words(phrase(interval.high_open ? Phrase::Under : Phrase::AtMost))
          .text(" ")
          .words(number(dimension, *interval.high));
  }

  Bilingual number(const Dimension& dimension, const runtime::Fraction& value) const {
    const runtime::Node& node = program_.nodes[dimension.value];
    runtime::Fact fact;
    fact.type = node.fact_type;
    const bool is_fact = node.op == Op::ApplicantFact || node.op == Op::ClaimFact;
    if (is_fact) fact = program_.facts[node.a];
    if (fact.type == runtime::FactType::Money)
      return {runtime::amount_words(program_, value, base::Language::English),
              runtime::amount_words(program_, value, base::Language::Chinese)};
    return base::plain(runtime::number_text(program_, fact, value));
  }

  Html& html_;
  const Material& material_;
  const runtime::Program& program_;
  const runtime::Award& award_;
};

}  // namespace

void write_amounts(Html& html, const Material& material, Index award) { AmountWriter(html, material, award).write(); }

}  // namespace polc::doc
