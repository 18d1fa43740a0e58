// Cells: labels, bounds and amounts, and the mistakes that are made between them.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/ast/builder.h"

namespace polc::ast {
namespace {

using base::Code;
using base::Edit;
using base::plain;

bool is_one_of(const std::vector<Name>& dimensions, const Name& name) {
  return std::any_of(dimensions.begin(), dimensions.end(), [&](const Name& one) { return one.text == name.text; });
}

// A lone bare label: `面积` before `over 500`.
const Name* lone_name(const CellPart& part) {
  const auto* group = std::get_if<LabelGroup>(&part.label);
  if (group == nullptr || group->alternatives.size() != 1 || part.when != kNoExpr) return nullptr;
  const LabelRef& only = group->alternatives[0];
  return only.dimension.empty() && !only.label.is_quoted ? &only.label : nullptr;
}

}  // namespace

void Builder::add_cell(CellTable& table, NodeIndex index) {
  const Children children(*this, index);
  Cell& cell = table.cells.emplace_back();
  cell.span = span(index);
  cell.parts.reserve(children.size() - 1);
  bool has_colon = false;
  NodeIndex last_part = children[0];
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::Part:
        add_part(cell, child, table.dimensions);
        last_part = child;
        break;
      case NodeKind::Colon: has_colon = true; break;
      case NodeKind::MisplacedWhen: move_condition_into_cell(cell, child, last_part); break;
      case NodeKind::StrayComma: report_stray_comma(child); break;
      default: cell.amount = expr(child); break;
    }
  }
  const bool has_bounds = std::any_of(cell.parts.begin(), cell.parts.end(), [](const CellPart& part) {
    return std::holds_alternative<BoundLabel>(part.label);
  });
  if (has_bounds && !has_colon) report_missing_colon(last_part);
}

void Builder::add_part(Cell& cell, NodeIndex index, const std::vector<Name>& dimensions) {
  const Children children(*this, index);
  CellPart part;
  part.span = span(index);
  const NodeIndex label = children[0];
  switch (kind(label)) {
    case NodeKind::AnyLabel: part.label = AnyLabel{name_after_keyword(label)}; break;
    case NodeKind::Otherwise: part.label = OtherwiseLabel{}; break;
    case NodeKind::Bounds: part.label = bound_label(label); break;
    default: part.label = label_group(label); break;
  }
  if (children.size() > 1) part.when = condition_of(children[1]);

  // `面积 over 500`: the name says which dimension the bound is about.
  auto* bounds = std::get_if<BoundLabel>(&part.label);
  const Name* before = cell.parts.empty() ? nullptr : lone_name(cell.parts.back());
  if (bounds != nullptr && before != nullptr && is_one_of(dimensions, *before)) {
    bounds->dimension = *before;
    part.span = base::join(cell.parts.back().span, part.span);
    cell.parts.back() = std::move(part);
    return;
  }
  cell.parts.push_back(std::move(part));
}

LabelGroup Builder::label_group(NodeIndex index) {
  const Children children(*this, index);
  LabelGroup group;
  group.alternatives.reserve(children.size() / 2 + 1);
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::Keyword) continue;
    LabelRef label = label_ref(children[i]);
    // `or` joins labels of one dimension, so `DIM = A or B` says the dimension of both.
    if (label.dimension.empty() && !group.alternatives.empty()) label.dimension = group.alternatives.back().dimension;
    group.alternatives.push_back(std::move(label));
  }
  return group;
}

BoundLabel Builder::bound_label(NodeIndex index) {
  const Children children(*this, index);
  BoundLabel label;
  for (std::size_t i = 0; i < children.size(); ++i) add_bound(label, children[i]);
  return label;
}

// `over 500`, `500以上`, `2 to 3`, or `500-1000`, which is reported.
void Builder::add_bound(BoundLabel& label, NodeIndex index) {
  const Children children(*this, index);
  if (kind(children[0]) == NodeKind::OpenRange) {
    label.bounds.push_back({Operator::Equal, expr(children[0])});
    return;
  }
  if (children.size() == 3) {
    label.bounds.push_back({Operator::GreaterEqual, expr(children[0])});
    label.bounds.push_back({Operator::LessEqual, expr(children[2])});
    return;
  }
  const bool is_before = comparison(children[0]) != Operator::None;
  const Operator op = comparison(children[is_before ? 0 : 1]);
  if (op == Operator::NotEqual) {
    out_.report(Code::P1001, span(children[0]), {{"`≠`", "“≠”"}, {"a bound such as `over`", "“超过”等界限"}});
  }
  label.bounds.push_back({op, expr(children[is_before ? 1 : 0])});
}

void Builder::report_missing_colon(NodeIndex last_part) {
  const Span place = span(last_part);
  const Span end{place.source, place.end, place.end};
  out_.report(Code::P1012, place, {}).fix({"write `:` after the bounds", "在界限之后加“:”"}, {{end, ":"}}, true);
}

void Builder::report_stray_comma(NodeIndex index) {
  const std::string comma(written(index));
  out_.report(Code::P1001, span(index), {{"`" + comma + "`", "“" + comma + "”"}, {"the next label", "下一取值"}})
      .fix({"remove the comma", "删去逗号"}, {{span(index), " "}}, true);
}

base::Diagnostic& Builder::report_misplaced_when(NodeIndex misplaced) {
  return out_.report(Code::P1011, span(misplaced), {plain(tree_.lexemes.written(first_token(misplaced)))});
}

void Builder::move_condition_into_cell(Cell& cell, NodeIndex misplaced, NodeIndex last_part) {
  const bool is_unless = is_keyword(Children(*this, misplaced)[0], Keyword::Unless);
  const Span from = span(misplaced);
  const Span part = span(last_part);
  const Span to{part.source, part.end, part.end};
  // The condition first: what is wrong in it is reported, which ends the life of an earlier report's reference.
  const ExprId condition = condition_of(misplaced);
  base::Diagnostic& found = report_misplaced_when(misplaced);
  if (cell.parts.empty() || cell.parts.back().when != kNoExpr || is_unless) {
    found.advise({"write it after the label, before the amount", "请写在取值之后、金额之前"});
    return;
  }
  cell.parts.back().when = condition;
  found.fix({"move it before the amount", "移到金额之前"}, {Edit{to, " " + std::string(written(from))}, Edit{from, ""}},
            true);
}

void Builder::move_condition_into_award(Award& award, NodeIndex misplaced, NodeIndex amount) {
  const bool is_unless = is_keyword(Children(*this, misplaced)[0], Keyword::Unless);
  const Span from = span(misplaced);
  const Span whole = span(amount);
  const Span to{whole.source, whole.begin, whole.begin};
  report_misplaced_when(misplaced).fix({"move it before the amount", "移到金额之前"},
                                       {Edit{to, std::string(written(from)) + " "}, Edit{from, ""}}, true);
  award.conditions.push_back({is_unless, condition_of(misplaced), from});
}

}  // namespace polc::ast
