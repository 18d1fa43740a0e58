#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/number_audit.h"
#include "compiler/analyse/text/units.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Code;
using base::plain;
using runtime::Fraction;

/// An amount this many times off all its neighbours may be a slip; real amounts of one document differ less.
constexpr std::int64_t kFarApart = 1000;
constexpr std::int64_t kWan = 10'000;

bool is_paid(const Literal& literal) {
  return literal.role == LiteralRole::Amount && literal.is_plain && literal.is_money() && !literal.value.is_zero();
}

// ---- P4402

/// Returns the list that the bare mention at `at` stands in: neighbours joined by one mark.
Extent list_around(const Reading& reading, std::size_t at) {
  std::size_t first = at;
  std::size_t last = at;
  const auto touches = [&](std::size_t left) {
    return reading.mentions[left + 1].extent.begin - reading.mentions[left].extent.end == 1;
  };
  while (first > 0 && touches(first - 1)) --first;
  while (last + 1 < reading.mentions.size() && touches(last)) ++last;
  return {first, last};
}

void check_bare_in_text(const ArticleText& article, const QuotedText& text, base::Diagnostics& out) {
  const Reading& reading = text.reading;
  const bool has_unit = std::any_of(reading.mentions.begin(), reading.mentions.end(),
                                    [](const Mention& one) { return one.kind == MentionKind::Amount && !one.is_bare; });
  if (!has_unit) return;
  for (std::size_t i = 0; i < reading.mentions.size(); ++i) {
    if (!reading.mentions[i].is_bare) continue;
    const Extent list = list_around(reading, i);
    const Extent whole{reading.mentions[list.begin].extent.begin, reading.mentions[list.end].extent.end};
    base::Diagnostic& finding =
        report_in(out, article, Code::P4402, reading.passage.span(whole),
                  {plain(reading.passage.quote(reading.mentions[i].extent)), plain(reading.passage.quote(whole))});
    finding.advise(
        {"let the document write 元 behind every amount; the rules take it as " + mention_text(reading.mentions[i]),
         "请在文件中给每个金额写上“元”；此处按" + mention_text(reading.mentions[i]) + "理解"});
    i = list.end;
  }
}

void check_bare_in_award(const ArticleText& article, const ast::Award& award, const std::vector<Literal>& literals,
                         base::Diagnostics& out) {
  const auto carries_unit = [](const Literal& one) { return is_paid(one) && !one.unit.empty(); };
  const auto model = std::find_if(literals.begin(), literals.end(), carries_unit);
  if (model == literals.end()) return;
  for (const Literal& literal : literals) {
    if (!is_paid(literal) || !literal.unit.empty() || literal.kind != ast::ExprKind::Number) continue;
    const std::string number = runtime::to_text(literal.value);
    base::Diagnostic& finding =
        report_in(out, article, Code::P4402, literal.span, {plain(number), plain(award.name.text)});
    finding.awards = {award.name.text};
    finding.also(model->span, {"this one carries its unit", "此处写了单位"});
    finding.advise(
        {"write the unit; as it stands it means " + number + "元", "请写明单位；照现在的写法是 " + number + " 元"});
    finding.fix({"write " + number + "元", "写作" + number + "元"}, {{literal.span, number + "元"}}, false);
    finding.fix({"write " + number + "万元", "写作" + number + "万元"}, {{literal.span, number + "万元"}}, false);
  }
}

// ---- P4401 and P4412 by their neighbours

/// The amounts of one list, ascending.
class Neighbours {
 public:
  explicit Neighbours(const std::vector<Literal>& literals) {
    for (const Literal& literal : literals) values_.push_back(literal.value);
    std::sort(values_.begin(), values_.end());
  }

  std::size_t size() const { return values_.size(); }

  /// Returns what `value`, which is one of these, would be without the slip: when no other lies within `far` times of
  /// it, and one lies within half and double of it times or divided by `factor`.
  std::optional<Fraction> without_slip(const Fraction& value, std::int64_t factor, std::int64_t far) const {
    if (count_between(value, far) > 1) return std::nullopt;
    for (const auto& scaled : {multiply(value, Fraction(factor)), divide(value, Fraction(factor))}) {
      if (scaled && count_between(*scaled, 2) > 0) return scaled;
    }
    return std::nullopt;
  }

 private:
  /// Returns how many lie between value ÷ times and value × times.
  std::ptrdiff_t count_between(const Fraction& value, std::int64_t times) const {
    const auto low = divide(value, Fraction(times));
    const auto high = multiply(value, Fraction(times));
    if (!low || !high) return 0;
    return std::upper_bound(values_.begin(), values_.end(), *high) -
           std::lower_bound(values_.begin(), values_.end(), *low);
  }

  std::vector<Fraction> values_;
};

/// The paid literals of one article or of all.
using Siblings = std::vector<Literal>;

bool is_in_texts(const ArticleText& article, const Literal& literal) {
  return std::any_of(article.blocks.begin(), article.blocks.end(), [&](const Block& block) {
    return std::any_of(block.texts.begin(), block.texts.end(), [&](const QuotedText& text) {
      return std::any_of(text.reading.mentions.begin(), text.reading.mentions.end(),
                         [&](const Mention& mention) { return says_same(mention, literal); });
    });
  });
}

void check_slips(const PolicyText& policy, const ArticleText& article, const Siblings& siblings, const Neighbours& all,
                 base::Diagnostics& out) {
  const std::string& currency = policy.program().currency;
  const Neighbours of_article(siblings);
  const Neighbours& neighbours = of_article.size() > 2 ? of_article : all;
  if (neighbours.size() < 3) return;
  for (const Literal& literal : siblings) {
    const auto meant = neighbours.without_slip(literal.value, kWan, kFarApart);
    if (!meant || is_in_texts(article, literal)) continue;
    const std::string right = amount_text(*meant, currency);
    base::Diagnostic& finding = report_in(
        out, article, Code::P4401, literal.span,
        {plain(literal_text(literal, currency)), {"in line with the other amounts", "与其他金额相称的"}, plain(right)});
    if (const auto* award = std::get_if<ast::Award>(literal.statement)) finding.awards = {award->name.text};
    finding.advise({"write " + right + " if that is meant; else answer with `allow P4401 because \"…\"`",
                    "若应为" + right + "，请更正；确为此数的，请写明“放行 P4401 因为 \"…\"”"});
    finding.fix({"write " + right, "写作" + right}, {{literal.span, right}}, false);
  }
}

void check_percents(const PolicyText& policy, const ArticleText& article, const ast::Award& award,
                    const std::vector<Literal>& literals, base::Diagnostics& out) {
  Siblings percents;
  for (const Literal& literal : literals) {
    if (literal.is_percent() && literal.role == LiteralRole::Amount && !literal.value.is_zero())
      percents.push_back(literal);
  }
  const Neighbours neighbours(percents);
  for (const Literal& literal : percents) {
    const auto meant = neighbours.without_slip(literal.value, 100, 40);
    if (!meant || *meant > Fraction(1) || is_in_texts(article, literal)) continue;
    base::Diagnostic& finding =
        report_in(out, article, Code::P4412, literal.span,
                  {plain(literal_text(literal, policy.program().currency)), plain(percent_text(*meant))});
    finding.awards = {award.name.text};
    finding.advise({"compare it with the percents beside it", "请与同列其他比例核对"});
    finding.fix({"write " + percent_text(*meant), "写作" + percent_text(*meant)},
                {{literal.span, percent_text(*meant)}}, false);
  }
}

// ---- P4414

bool has_unit(const runtime::Program& program, const std::string& fact) {
  return std::any_of(program.facts.begin(), program.facts.end(), [&](const runtime::Fact& one) {
    return one.name == fact &&
           (!one.unit.empty() || one.type == runtime::FactType::Money || one.type == runtime::FactType::Percent);
  });
}

void check_undeclared_units(const PolicyText& policy, const ArticleText& article, const Block& block,
                            const std::vector<Literal>& literals, base::Diagnostics& out) {
  for (const Literal& literal : literals) {
    const bool is_plain_bound =
        literal.role == LiteralRole::Condition && literal.kind == ast::ExprKind::Number && literal.unit.empty();
    if (!is_plain_bound || literal.compared_with.empty() || has_unit(policy.program(), literal.compared_with)) continue;
    for (const QuotedText& text : block.texts) {
      for (const Mention& mention : text.reading.mentions) {
        if (!is_measure(mention.unit) || mention.value != literal.value) continue;
        base::Diagnostic& finding =
            report_in(out, article, Code::P4414, literal.span, {plain(mention.unit), plain(literal.compared_with)});
        finding.also(text.reading.passage.span(mention.extent), {"the unit of the text", "条文的单位"});
        finding.advise({"declare the fact `in " + mention.unit + "`, so that no other unit can be given",
                        "请声明“单位为 " + mention.unit + "”，以免填入其他单位"});
        return;
      }
    }
  }
}

}  // namespace

void check_units(const PolicyText& policy, base::Diagnostics& out) {
  Siblings all;
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) {
        if (!std::holds_alternative<ast::Award>(*statement)) continue;
        for (Literal& literal : literals_of(*article.ast, *statement)) {
          if (is_paid(literal)) all.push_back(std::move(literal));
        }
      }
    }
  }
  const Neighbours neighbours(all);
  for (const ArticleText& article : policy.articles) {
    Siblings siblings;
    for (const Block& block : article.blocks) {
      for (const QuotedText& text : block.texts) check_bare_in_text(article, text, out);
      for (const ast::Statement* statement : block.statements) {
        std::vector<Literal> literals = literals_of(*article.ast, *statement);
        check_undeclared_units(policy, article, block, literals, out);
        const auto* award = std::get_if<ast::Award>(statement);
        if (award == nullptr) continue;
        check_bare_in_award(article, *award, literals, out);
        check_percents(policy, article, *award, literals, out);
        for (Literal& literal : literals) {
          if (is_paid(literal)) siblings.push_back(std::move(literal));
        }
      }
    }
    check_slips(policy, article, siblings, neighbours, out);
  }
}

}  // namespace polc::analyse::text
