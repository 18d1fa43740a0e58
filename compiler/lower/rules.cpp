#include "compiler/lower/rules.h"

#include <algorithm>
#include <variant>
#include <vector>

namespace polc::lower {

using model::Model;
using runtime::kNone;
using runtime::Rule;
using runtime::RuleKind;

namespace {

struct Piece {
  const void* address = nullptr;
  RuleKind kind = RuleKind::Award;
  base::Span span;
  const ast::Name* reason = nullptr;
};

class RuleNumbering {
 public:
  explicit RuleNumbering(Model& model) : model_(model) {}

  RuleNumbers run() {
    constexpr std::size_t kRulesOfAnAward = 4;  // the award, two cells, a condition
    model_.program.rules.reserve(model_.award_statements.size() * kRulesOfAnAward);
    numbers_.reserve(model_.award_statements.size() * kRulesOfAnAward);
    for (Index file = 0; file < model_.files.size(); ++file) {
      file_ = file;
      article_.clear();
      text_ = nullptr;
      for (const ast::Statement& statement : model_.files[file].ast->statements) {
        std::visit([this](const auto& one) { visit(one); }, statement);
      }
    }
    return std::move(numbers_);
  }

 private:
  template <typename Statement>
  void visit(const Statement&) {}

  void visit(const ast::PolicyHeader& header) {
    std::vector<Piece> pieces;
    if (header.effective) pieces.push_back({&*header.effective, RuleKind::Effective, header.effective->span});
    if (header.apply) pieces.push_back({&*header.apply, RuleKind::Apply, header.apply->span});
    add_all(std::move(pieces));
  }

  void visit(const ast::Heading& heading) {
    if (heading.is_section) {
      article_.clear();
    } else {
      article_ = heading.label.text;
    }
    text_ = nullptr;
    if (heading.apply) add({&*heading.apply, RuleKind::Apply, heading.apply->span});
  }

  void visit(const ast::TextStatement& text) { text_ = &text; }

  void visit(const ast::Award& award) {
    std::vector<Piece> pieces{{&award, RuleKind::Award, award.name.span}};
    if (!award.to.empty()) pieces.push_back({&award.to, RuleKind::Kind, award.to_span});
    for (const ast::Condition& one : award.conditions) {
      pieces.push_back({&one, one.is_unless ? RuleKind::Unless : RuleKind::When, one.span});
    }
    for (const ast::Window& one : award.apply) pieces.push_back({&one, RuleKind::Apply, one.span});
    if (award.table) {
      for (const ast::Cell& cell : award.table->cells) pieces.push_back({&cell, RuleKind::Cell, cell.span});
    }
    add_all(std::move(pieces));
  }

  void visit(const ast::Define& define) {
    if (!define.table) return;
    for (const ast::Cell& cell : define.table->cells) add({&cell, RuleKind::Cell, cell.span});
  }

  void visit(const ast::Gate& gate) {
    add({&gate, gate.is_exclude ? RuleKind::Exclude : RuleKind::Require, gate.span,
         gate.reason ? &*gate.reason : nullptr});
  }
  void visit(const ast::Group& group) { add({&group, RuleKind::Group, group.span}); }
  void visit(const ast::Obligation& one) { add({&one, RuleKind::Obligation, one.span, &one.text}); }
  void visit(const ast::Revoke& one) { add({&one, RuleKind::Revoke, one.span, one.reason ? &*one.reason : nullptr}); }
  void visit(const ast::Schedule& one) { add({&one, RuleKind::Schedule, one.span}); }
  void visit(const ast::Discretion& one) { add({&one, RuleKind::Discretion, one.span, &one.text}); }

  void add_all(std::vector<Piece> pieces) {
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& lhs, const Piece& rhs) { return lhs.span.begin < rhs.span.begin; });
    for (const Piece& piece : pieces) add(piece);
  }

  void add(const Piece& piece) {
    const base::Source& source = model_.sources->get(piece.span.source);
    const base::LineColumn place = source.place(piece.span.begin);
    Rule rule;
    rule.kind = piece.kind;
    rule.span = piece.span;
    rule.path = model_.files[file_].path;
    rule.line = place.line;
    rule.column = place.column;
    rule.article = article_;
    if (piece.reason != nullptr) {
      rule.text = piece.reason->text;
    } else if (text_ != nullptr && piece.kind != RuleKind::Effective) {
      rule.text = text_->text.text;
    } else {
      rule.text = source.slice(piece.span);
    }
    numbers_.set(piece.address, static_cast<Index>(model_.program.rules.size()));
    model_.program.rules.push_back(std::move(rule));
  }

  Model& model_;
  RuleNumbers numbers_;
  Index file_ = 0;
  std::string article_;
  const ast::TextStatement* text_ = nullptr;
};

}  // namespace

RuleNumbers number_rules(Model& model) { return RuleNumbering(model).run(); }

}  // namespace polc::lower
