// Parts that several statements share: windows, types and facts, labels, selectors, assignments.
#include <fmt/format.h>

#include "compiler/ast/builder.h"

namespace polc::ast {
namespace {

using base::Code;
using base::plain;

constexpr std::int64_t kMonthsPerYear = 12;

}  // namespace

Window Builder::window(NodeIndex index) {
  const Children children(*this, index);
  Window made;
  made.span = span(index);
  bool is_end = false;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::Date: (is_end || made.from ? made.to : made.from) = make_date(child); break;
      case NodeKind::Keyword:
        if (keyword(child) == Keyword::WindowTo) is_end = true;
        if (keyword(child) == Keyword::ByEventDate) made.basis = Basis::EventDate;
        if (keyword(child) == Keyword::ByApplicationDate) made.basis = Basis::ApplicationDate;
        break;
      default:
        if (made.from) made.to = window_end(*made.from, child);
        break;
    }
  }
  return made;
}

// The day before the anniversary; where the anniversary is no day (29 February), it is 1 March.
std::optional<Date> Builder::window_end(Date from, NodeIndex length) {
  const std::string unit = unit_of(length);
  const std::optional<Fraction> value = make_number(length);
  if (!value) return std::nullopt;
  const bool is_years = unit == "年";
  const bool is_months = unit == "个月" || unit == "月";
  if ((!is_years && !is_months) || !value->is_whole() || value->sign() <= 0 || *value > Fraction(9999)) {
    report_not_whole(length, {"a whole number of years or months is needed here", "此处须为整年数或整月数"});
    return std::nullopt;
  }
  const auto count = static_cast<std::int64_t>(value->numerator());
  const auto end = runtime::add_months(from, is_years ? count * kMonthsPerYear : count, runtime::MonthEnd::Up);
  if (!end) return std::nullopt;
  return Date{end->days - 1};
}

void Builder::type(TypeDecl& made, NodeIndex index) {
  const Children children(*this, index);
  using Kind = TypeDecl::Kind;
  made.span = span(index);
  switch (keyword(children[0])) {
    case Keyword::TypeInteger: made.kind = Kind::Integer; break;
    case Keyword::TypeNumber: made.kind = Kind::Number; break;
    case Keyword::TypePercent: made.kind = Kind::Percent; break;
    case Keyword::TypeMoney: made.kind = Kind::Money; break;
    case Keyword::TypeDate: made.kind = Kind::Date; break;
    case Keyword::TypeText: made.kind = Kind::Text; break;
    case Keyword::OneOf: made.kind = Kind::OneOf; break;
    case Keyword::Ranked: made.kind = Kind::Ranked; break;
    case Keyword::AnyOf: made.kind = Kind::AnyOf; break;
    default: made.kind = Kind::YesNo; break;
  }
  made.values = make_names(children, 1);
}

// A unit keeps its divisions: `元/平方米·月`.
void Builder::unit_clause(TypeDecl& made, NodeIndex index) {
  if (!made.unit.empty()) return report_duplicate(index);
  const Children children(*this, index);
  made.unit = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const Name part = make_name(children[i]);
    made.unit.text += "/" + part.text;
    made.unit.span = base::join(made.unit.span, part.span);
  }
}

void Builder::bounds_clause(TypeDecl& made, NodeIndex index) {
  if (made.from != kNoExpr) return report_duplicate(index);
  const Children children(*this, index);
  made.from = expr(children[1]);
  if (children.size() > 3) made.to = expr(children[3]);
}

std::vector<FactDecl> Builder::facts(const Children& children, std::size_t begin) {
  std::vector<FactDecl> made;
  for (std::size_t i = begin; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::Fact) made.push_back(fact(children[i]));
  }
  return made;
}

FactDecl Builder::fact(NodeIndex index) {
  const Children children(*this, index);
  FactDecl made;
  made.span = span(index);
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::Name: made.name = fact_name(child); break;
      case NodeKind::Type: type(made.type, child); break;
      case NodeKind::UnitClause: unit_clause(made.type, child); break;
      case NodeKind::BoundsClause: bounds_clause(made.type, child); break;
      case NodeKind::KeyClause: made.is_key = true; break;
      case NodeKind::GroupKeyClause: made.is_group_key = true; break;
      case NodeKind::JudgedClause: set_once(made.judged_by, name_after_keyword(child), child); break;
      case NodeKind::PresumedClause: {
        const Children parts(*this, child);
        set_once(made.presumed, expr(parts[1]), child);
        break;
      }
      default: break;
    }
  }
  return made;
}

// A reserved word as the name of a fact is read and reported.
Name Builder::fact_name(NodeIndex leaf) {
  Name name = make_name(leaf);
  if (!first_token(leaf).is_reserved) return name;
  name.text = written(leaf);
  out_.report(Code::P1005, name.span, {plain(name.text)})
      .fix({fmt::format("write `[{}]`", name.text), fmt::format("写作“[{}]”", name.text)},
           {{name.span, fmt::format("[{}]", name.text)}}, true);
  return name;
}

// The tokens of a heading's number as written: "6.10", "附则一".
Name Builder::heading_label(const Children& children, std::size_t begin, std::size_t end) const {
  Name label = make_name(children[begin]);
  for (std::size_t i = begin + 1; i < end; ++i) {
    const Name part = make_name(children[i]);
    label.text += "." + part.text;
    label.span = base::join(label.span, part.span);
  }
  return label;
}

AwardSelector Builder::selector(NodeIndex index) {
  const Children children(*this, index);
  AwardSelector made;
  std::size_t begin = 0;
  std::size_t end = children.size();
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (kind(children[i]) != NodeKind::Keyword) continue;
    switch (keyword(children[i])) {
      case Keyword::EveryAward: made.kind = AwardSelector::Kind::Every; return made;
      case Keyword::Section: made.kind = AwardSelector::Kind::Section; break;
      case Keyword::Article: made.kind = AwardSelector::Kind::Article; break;
      default: break;
    }
    (i == 0 ? begin : end) = i == 0 ? 1 : i;
  }
  made.name = heading_label(children, begin, end);
  return made;
}

void Builder::add_selectors(std::vector<AwardSelector>& selectors, const Children& children) {
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::Selector) selectors.push_back(selector(children[i]));
  }
}

Assignment Builder::assignment(NodeIndex index) {
  const Children children(*this, index);
  Assignment made;
  made.span = span(index);
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    if (is_keyword(child, Keyword::Not)) {
      made.form = Assignment::Form::No;
    } else if (kind(child) == NodeKind::UnknownMark) {
      made.form = Assignment::Form::Unknown;
    } else if (kind(child) == NodeKind::Operator) {
      made.form = Assignment::Form::Value;
    } else if (made.form == Assignment::Form::Value) {
      made.values.push_back(expr(child));
    } else {
      made.fact = make_name(child);
    }
  }
  return made;
}

void Builder::assignments(std::vector<Assignment>& facts, NodeIndex with_clause) {
  const Children children(*this, with_clause);
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::Assignment) facts.push_back(assignment(children[i]));
  }
}

LabelRef Builder::label_ref(NodeIndex index) {
  LabelRef made;
  if (kind(index) != NodeKind::DimensionLabel) {
    made.label = make_label(index);
    return made;
  }
  const Children children(*this, index);
  made.dimension = make_name(children[0]);
  made.label = make_label(children[2]);
  return made;
}

// The expression of a clause `KEYWORD E`.
ExprId Builder::condition_of(NodeIndex clause) { return expr(clause - 1); }

}  // namespace polc::ast
