#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::plain;

/// Of two rows no one says which is the rule and which the exception.
constexpr std::size_t kFewestOthers = 2;

/// The cells under one label of the outermost dimension.
struct Row {
  const ast::CellPart* head = nullptr;
  bool has_condition = false;
  bool pays = false;
};

bool is_nothing(const ast::Ast& ast, const ast::Cell& cell) {
  return cell.amount != ast::kNoExpr && ast.expr(cell.amount).kind == ast::ExprKind::Nothing;
}

/// Divides a table where a cell writes as many labels as any does: fewer are those of the inner dimensions.
std::vector<Row> rows_of(const ast::Ast& ast, const ast::CellTable& table) {
  std::size_t most = 0;
  for (const ast::Cell& cell : table.cells) most = std::max(most, cell.parts.size());
  std::vector<Row> rows;
  for (const ast::Cell& cell : table.cells) {
    if (cell.parts.empty()) continue;
    if (rows.empty() || cell.parts.size() == most) rows.push_back({&cell.parts.front()});
    Row& row = rows.back();
    row.pays = row.pays || !is_nothing(ast, cell);
    for (const ast::CellPart& part : cell.parts) row.has_condition = row.has_condition || part.when != ast::kNoExpr;
  }
  return rows;
}

void check_award(const PolicyText& policy, const ArticleText& article, const ast::Award& award,
                 base::Diagnostics& out) {
  if (!award.table) return;
  std::vector<Row> rows = rows_of(*article.ast, *award.table);
  std::erase_if(
      rows, [](const Row& row) { return !row.pays || std::holds_alternative<ast::OtherwiseLabel>(row.head->label); });
  const auto is_open = [](const Row& row) { return !row.has_condition; };
  if (rows.size() <= kFewestOthers || std::count_if(rows.begin(), rows.end(), is_open) != 1) return;
  const Row& open = *std::find_if(rows.begin(), rows.end(), is_open);
  const std::string label(policy.sources->slice(open.head->span));
  base::Diagnostic& finding = report_in(
      out, article, base::Code::P4611, open.head->span,
      {plain(label), {" in award `" + award.name.text + "`", "在“" + award.name.text + "”中"}, {"amounts", "金额"}});
  finding.awards = {award.name.text};
  for (const Row& row : rows) {
    if (row.has_condition) finding.also(row.head->span, {"this one asks for something", "此处有条件"});
  }
  finding.advise({"write the condition that the others have, or answer with `allow P4611 because \"…\"`",
                  "请补写其他金额都有的条件，或写明“放行 P4611 因为 \"…\"”"});
}

}  // namespace

void check_cell_conditions(const PolicyText& policy, base::Diagnostics& out) {
  for_each_statement<ast::Award>(
      policy, [&](const ArticleText& article, const ast::Award& award) { check_award(policy, article, award, out); });
}

}  // namespace polc::analyse::text
