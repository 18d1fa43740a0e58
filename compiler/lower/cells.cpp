#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/lower/cell_parts.h"
#include "compiler/lower/lowering.h"
#include "compiler/lower/shared_bounds.h"

namespace polc::lower {

using base::Bilingual;
using base::Code;
using base::plain;
using base::Span;
using runtime::CellSet;
using runtime::FactType;
using runtime::Interval;
using runtime::Table;
using runtime::TableCell;

namespace {

class TableBuilder {
 public:
  TableBuilder(Lowering& lowering, const ast::CellTable& syntax, const Lowering::TableOptions& options,
               const Context& context, base::Diagnostics& out)
      : lowering_(lowering), syntax_(syntax), options_(options), context_(context), out_(out) {}

  std::optional<Lowered> build() {
    if (syntax_.dimensions.empty()) {
      infer_dimensions();
    } else {
      for (const ast::Name& name : syntax_.dimensions) add_named_dimension(name);
    }
    if (failed_) return std::nullopt;
    add_kind_dimension();
    held_.resize(dimensions_.size());
    for (std::size_t at = 0; at < syntax_.cells.size(); ++at) add_cell(at);
    if (!failed_) make_one_type();
    if (failed_) return std::nullopt;
    return finish();
  }

 private:
  Model& model() { return lowering_.model(); }

  // ---- dimensions

  void add_named_dimension(const ast::Name& name) {
    ast::Expr expr;
    expr.kind = ast::ExprKind::Name;
    expr.name = name;
    expr.span = name.span;
    const auto value = lowering_.lower_name(expr, context_);
    if (!value) {
      failed_ = true;
      return;
    }
    if (value->type == FactType::Text || value->type == FactType::AnyOf) {
      const Bilingual words = model::describe(model(), {value->type, value->enumeration, ""});
      out_.report(Code::P3001, name.span,
                  {{"`" + name.text + "`", "“" + name.text + "”"},
                   words,
                   {"an enumeration, yes/no or a number", "枚举、是否或数值"}});
      failed_ = true;
      return;
    }
    dimensions_.push_back({name.text, *value, false});
  }

  /// Without `by`, the dimensions are the facts whose values the labels name, in the order they are met.
  void infer_dimensions() {
    for (const ast::Cell& cell : syntax_.cells) {
      for (const ast::CellPart& part : cell.parts) {
        if (const auto* group = std::get_if<ast::LabelGroup>(&part.label)) {
          for (const ast::LabelRef& ref : group->alternatives) infer_from_label(ref);
        } else if (const auto* any = std::get_if<ast::AnyLabel>(&part.label)) {
          if (!has_dimension(any->dimension.text)) add_named_dimension(any->dimension);
        } else if (const auto* bound = std::get_if<ast::BoundLabel>(&part.label)) {
          infer_from_bound(*bound, part.span);
        }
      }
    }
  }

  bool has_dimension(std::string_view name) const {
    return std::any_of(dimensions_.begin(), dimensions_.end(),
                       [&](const BuiltDimension& one) { return one.name == name; });
  }

  void infer_from_label(const ast::LabelRef& ref) {
    if (!ref.dimension.empty()) {
      if (!has_dimension(ref.dimension.text)) add_named_dimension(ref.dimension);
      return;
    }
    const bool is_known = std::any_of(dimensions_.begin(), dimensions_.end(), [&](const BuiltDimension& one) {
      return !one.is_kind && code_of(one, ref.label).has_value();
    });
    if (is_known) return;
    for (const Index slot : visible_slots()) {
      const runtime::Fact& fact = model().program.facts[slot];
      if (!value_of(fact.type, fact.enumeration, ref.label) || has_dimension(fact.name)) continue;
      if (fact.type == FactType::YesNo || fact.type == FactType::AnyOf) continue;
      add_named_dimension({fact.name, ref.label.span, true});
    }
  }

  void infer_from_bound(const ast::BoundLabel& bound, Span span) {
    if (!bound.dimension.empty()) {
      if (!has_dimension(bound.dimension.text)) add_named_dimension(bound.dimension);
      return;
    }
    if (std::any_of(dimensions_.begin(), dimensions_.end(), [](const BuiltDimension& one) { return one.is_numeric(); }))
      return;
    std::vector<const runtime::Fact*> candidates;
    for (const Index slot : visible_slots()) {
      const runtime::Fact& fact = model().program.facts[slot];
      if (fact.owner == runtime::FactOwner::Claim && runtime::is_numeric(fact.type)) candidates.push_back(&fact);
    }
    if (candidates.size() == 1) return add_named_dimension({candidates.front()->name, span, true});
    out_.report(Code::P2015, span, {plain(options_.owner)})
        .advise({"name the dimension: `by FACT` before the cells", "请在分档之前写明“按 某项”"});
    failed_ = true;
  }

  std::vector<Index> visible_slots() {
    std::vector<Index> slots;
    if (context_.claim_kind != kNone) slots = model().program.claim_kinds[context_.claim_kind].facts;
    if (context_.applicant_kind != kNone) {
      const auto& of_applicant = model().program.applicant_kinds[context_.applicant_kind].facts;
      slots.insert(slots.end(), of_applicant.begin(), of_applicant.end());
    }
    return slots;
  }

  void add_kind_dimension() {
    const bool names_kind = std::any_of(syntax_.cells.begin(), syntax_.cells.end(), [&](const ast::Cell& cell) {
      return std::any_of(cell.parts.begin(), cell.parts.end(), [&](const ast::CellPart& part) {
        const auto* group = std::get_if<ast::LabelGroup>(&part.label);
        return group != nullptr && std::any_of(group->alternatives.begin(), group->alternatives.end(),
                                               [&](const ast::LabelRef& ref) { return is_kind_label(ref); });
      });
    });
    if (!names_kind) return;
    BuiltDimension kind;
    kind.is_kind = true;
    dimensions_.insert(dimensions_.begin(), std::move(kind));
  }

  bool is_kind_label(const ast::LabelRef& ref) {
    if (!ref.dimension.empty() || !model().applicant_kinds.contains(ref.label.text)) return false;
    return std::none_of(dimensions_.begin(), dimensions_.end(),
                        [&](const BuiltDimension& one) { return !one.is_kind && code_of(one, ref.label).has_value(); });
  }

  // ---- labels

  std::optional<Index> value_of(FactType type, Index enumeration, const ast::Name& label) {
    if (type == FactType::YesNo) {
      if (label.is_quoted) return std::nullopt;
      if (label.text == "yes") return Index{1};
      if (label.text == "no") return Index{0};
      return std::nullopt;
    }
    return model::find_value(model(), enumeration, label);
  }

  std::optional<Index> code_of(const BuiltDimension& dimension, const ast::Name& label) {
    if (dimension.is_kind) {
      const auto kind = model().applicant_kinds.find(label.text);
      if (kind == model().applicant_kinds.end()) return std::nullopt;
      return kind->second;
    }
    return value_of(dimension.value.type, dimension.value.enumeration, label);
  }

  struct Found {
    std::size_t dimension = 0;
    Index code = kNone;
  };

  std::optional<Found> find_label(const ast::LabelRef& ref) {
    std::vector<Found> found;
    for (std::size_t at = 0; at < dimensions_.size(); ++at) {
      if (!ref.dimension.empty() && dimensions_[at].name != ref.dimension.text) continue;
      if (const auto code = code_of(dimensions_[at], ref.label)) found.push_back({at, *code});
    }
    if (found.size() == 1) return found.front();
    failed_ = true;
    if (found.size() > 1) {
      report_two_dimensions(ref.label.span, ref.label.text, found[0].dimension, found[1].dimension, " = ");
      return std::nullopt;
    }
    report_unknown_label(ref);
    return std::nullopt;
  }

  /// `joint`: what stands between a dimension and a label of its own; a bound follows with a space.
  void report_two_dimensions(Span span, const std::string& label, std::size_t one, std::size_t other,
                             const std::string& joint) {
    const std::string& first = dimensions_[one].name;
    const std::string& second = dimensions_[other].name;
    const std::string as_first = first + joint + label;
    const std::string as_second = second + joint + label;
    out_.report(Code::P2005, span, {plain(label), plain(first), plain(second), plain(as_first), plain(as_second)})
        .fix({"write `" + as_first + "`", "写作“" + as_first + "”"}, {{insert_before(span), first + joint}}, false)
        .fix({"write `" + as_second + "`", "写作“" + as_second + "”"}, {{insert_before(span), second + joint}}, false);
  }

  static Span insert_before(Span span) { return {span.source, span.begin, span.begin}; }

  void report_unknown_label(const ast::LabelRef& ref) {
    if (!ref.dimension.empty() && !has_dimension(ref.dimension.text)) {
      std::vector<std::string> names;
      for (const BuiltDimension& one : dimensions_) names.push_back(one.name);
      model::suggest(out_.report(Code::P2001, ref.dimension.span, {{"dimension", "维度"}, plain(ref.dimension.text)}),
                     ref.dimension.span, ref.dimension.text, names);
      return;
    }
    for (const Index slot : visible_slots()) {
      const runtime::Fact& fact = model().program.facts[slot];
      if (fact.type == FactType::YesNo || has_dimension(fact.name) || !value_of(fact.type, fact.enumeration, ref.label))
        continue;
      out_.report(Code::P2004, ref.label.span, {plain(ref.label.text), plain(options_.owner)})
          .advise({"it is a value of `" + fact.name + "`; add `" + fact.name + "` to `by`",
                   "它是“" + fact.name + "”的取值；请把“" + fact.name + "”加进“按”之后"});
      return;
    }
    std::vector<std::string> known;
    for (const BuiltDimension& one : dimensions_) {
      if (one.is_kind || one.value.enumeration == kNone) continue;
      const auto& values = model().program.enumerations[one.value.enumeration].values;
      known.insert(known.end(), values.begin(), values.end());
    }
    for (const runtime::ApplicantKind& kind : model().program.applicant_kinds) known.push_back(kind.name);
    if (dimensions_.empty()) {  // nothing declared: any visible value may have been meant
      for (const Index slot : visible_slots()) {
        const Index enumeration = model().program.facts[slot].enumeration;
        if (enumeration == kNone) continue;
        const auto& values = model().program.enumerations[enumeration].values;
        known.insert(known.end(), values.begin(), values.end());
      }
    }
    if (model::report_glued_word(ref.label.text, ref.label.span, known, out_)) return;
    base::Diagnostic& found = out_.report(Code::P2004, ref.label.span, {plain(ref.label.text), plain(options_.owner)});
    model::suggest(found, ref.label.span, ref.label.text, known);
    if (found.help.english.empty() && syntax_.dimensions.empty()) {
      found.advise({"name the dimension the labels belong to: `by NAME` before the cells",
                    "请在金额之前以“按 某项”写明这些取值属于哪一项"});
    }
  }

  // ---- cells

  void add_cell(std::size_t index) {
    const ast::Cell& cell = syntax_.cells[index];
    for (Held& held : held_) held.is_of_this_cell = false;
    Context inner = context_;
    if (!options_.cell_rules.empty()) inner.rule = options_.cell_rules[index];
    bool is_otherwise = false;
    Index otherwise_when = kNone;
    for (std::size_t at = 0; at < cell.parts.size(); ++at) {
      const ast::CellPart& part = cell.parts[at];
      if (std::holds_alternative<ast::OtherwiseLabel>(part.label)) {
        is_otherwise = true;
        otherwise_when = condition(part);
        continue;
      }
      if (const auto* any = std::get_if<ast::AnyLabel>(&part.label)) {
        hold_any(*any, part);
      } else if (const auto* bound = std::get_if<ast::BoundLabel>(&part.label)) {
        hold_bound(*bound, bound->dimension, part);
      } else {
        const auto& group = std::get<ast::LabelGroup>(part.label);
        const auto* next =
            at + 1 < cell.parts.size() ? std::get_if<ast::BoundLabel>(&cell.parts[at + 1].label) : nullptr;
        if (next != nullptr && names_numeric(group)) {
          hold_bound(*next, group.alternatives.front().label, cell.parts[at + 1]);
          ++at;
        } else {
          hold_labels(group, part);
        }
      }
    }
    add_amount(cell, index, inner, is_otherwise, otherwise_when);
  }

  Index condition(const ast::CellPart& part) {
    if (part.when == ast::kNoExpr || is_for_other_kind()) return kNone;
    const auto node = lowering_.condition(part.when, context_);
    failed_ = failed_ || !node;
    return node.value_or(kNone);
  }

  /// True while the label of an applicant kind in force excludes the kind this table is built for: what such
  /// cells say need not make sense for it.
  bool is_for_other_kind() const {
    if (dimensions_.empty() || !dimensions_.front().is_kind || held_.front().set.is_any) return false;
    const auto& kinds = held_.front().set.codes;
    return std::find(kinds.begin(), kinds.end(), context_.applicant_kind) == kinds.end();
  }

  bool names_numeric(const ast::LabelGroup& group) const {
    if (group.alternatives.size() != 1 || !group.alternatives.front().dimension.empty()) return false;
    return std::any_of(dimensions_.begin(), dimensions_.end(), [&](const BuiltDimension& one) {
      return one.is_numeric() && one.name == group.alternatives.front().label.text;
    });
  }

  /// Puts a label in force and clears what earlier cells held for the dimensions after its own.
  void hold(std::size_t dimension, CellSet set, const ast::CellPart& part) {
    if (held_[dimension].is_of_this_cell) {
      const auto words = [&](Span span) { return plain(model().sources->slice(span)); };
      out_.report(Code::P2014, part.span,
                  {plain(dimensions_[dimension].name), words(held_[dimension].span), words(part.span)});
      failed_ = true;
      return;
    }
    for (std::size_t after = dimension + 1; after < held_.size(); ++after) {
      if (!held_[after].is_of_this_cell) held_[after] = {};
    }
    held_[dimension] = {true, true, std::move(set), kNone, part.span};
    held_[dimension].when = condition(part);
  }

  void hold_labels(const ast::LabelGroup& group, const ast::CellPart& part) {
    CellSet set;
    set.is_any = false;
    std::optional<std::size_t> dimension;
    for (const ast::LabelRef& ref : group.alternatives) {
      const auto found = find_label(ref);
      if (!found) return;
      if (dimension && *dimension != found->dimension) {
        out_.report(Code::P2013, ref.label.span,
                    {plain(ref.label.text), plain("`" + dimensions_[found->dimension].name + "`"),
                     plain("`" + dimensions_[*dimension].name + "`")});
        failed_ = true;
        return;
      }
      dimension = found->dimension;
      set.codes.push_back(found->code);
    }
    if (!dimension) return;
    std::sort(set.codes.begin(), set.codes.end());
    set.codes.erase(std::unique(set.codes.begin(), set.codes.end()), set.codes.end());
    hold(*dimension, std::move(set), part);
  }

  void hold_any(const ast::AnyLabel& any, const ast::CellPart& part) {
    for (std::size_t at = 0; at < dimensions_.size(); ++at) {
      if (dimensions_[at].name == any.dimension.text) return hold(at, CellSet{}, part);
    }
    std::vector<std::string> names;
    for (const BuiltDimension& one : dimensions_) names.push_back(one.name);
    model::suggest(out_.report(Code::P2001, any.dimension.span, {{"dimension", "维度"}, plain(any.dimension.text)}),
                   any.dimension.span, any.dimension.text, names);
    failed_ = true;
  }

  void hold_bound(const ast::BoundLabel& bound, const ast::Name& dimension, const ast::CellPart& part) {
    std::vector<Lowered> values;
    for (const ast::BoundLabel::Bound& one : bound.bounds) {
      const auto value = lowering_.lower(one.value, context_);
      if (!value) {
        failed_ = true;
        return;
      }
      values.push_back(*value);
    }
    const auto at = numeric_dimension(dimension, values, part);
    if (!at) return;
    Interval interval;
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (!bound_interval(dimensions_[*at], bound.bounds[index], values[index], interval)) {
        failed_ = true;
        return;
      }
    }
    const bool is_reversed = interval.low && interval.high &&
                             (*interval.low > *interval.high ||
                              (*interval.low == *interval.high && (interval.low_open || interval.high_open)));
    if (is_reversed) {
      const auto words = [&](std::size_t index) {
        return plain(model().sources->slice(context_.ast->expr(bound.bounds[index].value).span));
      };
      out_.report(Code::P3009, part.span, {words(0), words(bound.bounds.size() - 1)});
      failed_ = true;
      return;
    }
    CellSet set;
    set.is_any = false;
    set.intervals = {interval};
    hold(*at, std::move(set), part);
  }

  std::optional<std::size_t> numeric_dimension(const ast::Name& name, const std::vector<Lowered>& values,
                                               const ast::CellPart& part) {
    std::vector<std::size_t> candidates;
    for (std::size_t at = 0; at < dimensions_.size(); ++at) {
      if (!dimensions_[at].is_numeric() || (!name.empty() && dimensions_[at].name != name.text)) continue;
      const Lowered& value = dimensions_[at].value;
      const bool fits = std::all_of(values.begin(), values.end(), [&](const Lowered& one) {
        if (one.is_bare) return true;
        return one.unit == value.unit && (one.type == FactType::Money) == (value.type == FactType::Money) &&
               (one.type == FactType::Date) == (value.type == FactType::Date);
      });
      if (fits) candidates.push_back(at);
    }
    if (candidates.empty()) {  // a single numeric dimension in another unit: say so at the bound
      std::size_t num_numeric = 0;
      for (std::size_t at = 0; at < dimensions_.size(); ++at) {
        if (!dimensions_[at].is_numeric()) continue;
        ++num_numeric;
        candidates = {at};
      }
      if (num_numeric != 1) candidates.clear();
    }
    if (candidates.size() == 1) return candidates.front();
    failed_ = true;
    if (candidates.empty()) {
      out_.report(Code::P2015, part.span, {plain(options_.owner)});
    } else {
      report_two_dimensions(part.span, std::string(model().sources->slice(part.span)), candidates[0], candidates[1],
                            " ");
    }
    return std::nullopt;
  }

  bool bound_interval(const BuiltDimension& dimension, const ast::BoundLabel::Bound& bound, Lowered value,
                      Interval& interval) {
    const auto constant = lowering_.constant_like(dimension.value, value, bound.value, context_);
    if (!constant) return false;
    switch (bound.op) {
      case ast::Operator::Less:
      case ast::Operator::LessEqual:
        interval.high = *constant;
        interval.high_open = bound.op == ast::Operator::Less;
        return true;
      case ast::Operator::Greater:
      case ast::Operator::GreaterEqual:
        interval.low = *constant;
        interval.low_open = bound.op == ast::Operator::Greater;
        return true;
      default:
        interval.low = *constant;
        interval.high = *constant;
        return true;
    }
  }

  // ---- amounts

  void add_amount(const ast::Cell& cell, std::size_t index, const Context& context, bool is_otherwise,
                  Index otherwise_when) {
    if (is_for_other_kind() && !is_otherwise) return;
    const bool is_nothing = context.ast->expr(cell.amount).kind == ast::ExprKind::Nothing;
    Lowered value;
    if (options_.pays_money) {
      const auto money = lowering_.amount(cell.amount, context);
      if (!money) {
        failed_ = true;
        return;
      }
      value = {is_nothing ? *money : lowering_.wrap(*money, options_), FactType::Money, kNone, {}, false};
    } else {
      auto any_type = lowering_.lower(cell.amount, context);
      if (!any_type) {
        failed_ = true;
        return;
      }
      // In a definition `nothing` is the zero of whatever the other cells are: money, a percent or a bare number.
      value = is_nothing ? Lowered{lowering_.nodes().number(runtime::Fraction(0), FactType::Number),
                                   FactType::Number,
                                   kNone,
                                   {},
                                   true}
                         : *any_type;
    }
    if (failed_) return;
    const Index rule = options_.cell_rules.empty() ? kNone : options_.cell_rules[index];
    if (is_otherwise) {
      otherwise_ = value;
      otherwise_amount_ = cell.amount;
      otherwise_when_ = otherwise_when;
      otherwise_rule_ = rule;
      return;
    }
    TableCell made;
    made.is_nothing = is_nothing;
    made.rule = rule;
    std::vector<Index> conditions;
    for (std::size_t at = 0; at < dimensions_.size(); ++at) {
      const Held& held = held_[at];
      if (held.when != kNone) conditions.push_back(held.when);
      if (!dimensions_[at].is_kind) made.sets.push_back(held.set);
    }
    if (!conditions.empty()) made.when = lowering_.nodes().all_of(conditions);
    amounts_.push_back(value);
    amount_exprs_.push_back(cell.amount);
    cells_.push_back(std::move(made));
  }

  /// The cells of a definition may be money, percents or numbers, but all of one type.
  void make_one_type() {
    std::vector<std::pair<Lowered*, ast::ExprId>> all;
    for (std::size_t at = 0; at < amounts_.size(); ++at) all.emplace_back(&amounts_[at], amount_exprs_[at]);
    if (otherwise_) all.emplace_back(&*otherwise_, otherwise_amount_);
    if (all.empty()) {
      type_ = {kNone, FactType::Money, kNone, {}, false};
      return;
    }
    std::size_t model_value = 0;
    while (model_value + 1 < all.size() && all[model_value].first->is_bare) ++model_value;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (at == model_value) continue;
      if (!lowering_.make_alike(*all[model_value].first, *all[at].first, all[model_value].second, all[at].second,
                                context_)) {
        failed_ = true;
        return;
      }
    }
    type_ = *all[model_value].first;
  }

  std::optional<Lowered> finish() {
    Table table;
    table.pays_money = options_.pays_money;
    for (const BuiltDimension& built : dimensions_) {
      if (built.is_kind) continue;
      runtime::Dimension dimension;
      dimension.value = built.value.node;
      dimension.name = built.name;
      if (built.value.enumeration != kNone) {
        dimension.num_codes = static_cast<Index>(model().program.enumerations[built.value.enumeration].values.size());
      } else if (built.value.type == FactType::YesNo) {
        dimension.num_codes = 2;
      }
      table.dimensions.push_back(std::move(dimension));
    }
    for (std::size_t at = 0; at < cells_.size(); ++at) cells_[at].amount = amounts_[at].node;
    table.cells = std::move(cells_);
    if (otherwise_) {
      table.otherwise = otherwise_->node;
      table.otherwise_rule = otherwise_rule_;
      if (otherwise_when_ != kNone) {
        Node node;
        node.op = Op::If;
        node.type = NodeType::Numeric;
        node.fact_type = type_.type;
        table.otherwise = lowering_.nodes().add(
            node, {otherwise_when_, otherwise_->node, lowering_.nodes().number(runtime::Fraction(0), type_.type)});
      }
    }
    if (options_.shared_bounds != nullptr) split_shared_bounds(lowering_, *options_.shared_bounds, table, out_);
    Node node;
    node.op = Op::Cells;
    node.type = NodeType::Numeric;
    node.fact_type = type_.type;
    node.a = static_cast<Index>(model().program.tables.size());
    model().program.tables.push_back(std::move(table));
    return Lowered{lowering_.nodes().add(node, {}), type_.type, kNone, type_.unit, type_.is_bare};
  }

  Lowering& lowering_;
  const ast::CellTable& syntax_;
  const Lowering::TableOptions& options_;
  const Context& context_;
  base::Diagnostics& out_;
  bool failed_ = false;
  std::vector<BuiltDimension> dimensions_;
  std::vector<Held> held_;
  std::vector<TableCell> cells_;
  std::vector<Lowered> amounts_;
  std::vector<ast::ExprId> amount_exprs_;
  std::optional<Lowered> otherwise_;
  ast::ExprId otherwise_amount_ = ast::kNoExpr;
  Index otherwise_when_ = kNone;
  Index otherwise_rule_ = kNone;
  Lowered type_;
};

}  // namespace

std::optional<Lowered> Lowering::table(const ast::CellTable& syntax, const TableOptions& options,
                                       const Context& context) {
  return TableBuilder(*this, syntax, options, context, out_).build();
}

}  // namespace polc::lower
