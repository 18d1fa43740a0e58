#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/number_audit.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;

/// How a policy writes a comparison, and how it would write the one that puts the number on the other side.
struct OperatorWord {
  std::string_view word;
  std::string_view other;
};

// Longer words before the words they end with.
constexpr OperatorWord kBefore[] = {
    {"at least", "over"}, {"at most", "under"}, {"over", "at least"}, {"under", "at most"}, {">=", ">"},
    {"<=", "<"},          {"≥", ">"},           {"≤", "<"},           {">", ">="},          {"<", "<="},
    {"不超过", "不足"},   {"不低于", "超过"},   {"超过", "不低于"},   {"不足", "不超过"},   {"不满", "不超过"},
    {"低于", "不超过"},   {"达到", "超过"},     {"满", "超过"},
};
constexpr OperatorWord kAfter[] = {{"以上", "超过"}, {"以下", "不足"}, {"以内", "不足"}, {"以外", "不低于"}};

/// Returns the edit that moves the number of a comparison to the other side; nothing where the words are not found.
std::optional<base::Edit> other_side(const base::SourceStore& sources, base::Span number) {
  const std::string_view text = sources.get(number.source).text();
  std::string_view head = text.substr(0, number.begin);
  while (!head.empty() && head.back() == ' ') head.remove_suffix(1);
  for (const OperatorWord& row : kBefore) {
    if (head.size() < row.word.size() || head.substr(head.size() - row.word.size()) != row.word) continue;
    const auto begin = static_cast<std::uint32_t>(head.size() - row.word.size());
    return base::Edit{{number.source, begin, static_cast<std::uint32_t>(head.size())}, std::string(row.other)};
  }
  const std::string_view tail = text.substr(number.end);
  for (const OperatorWord& row : kAfter) {
    if (tail.substr(0, row.word.size()) != row.word) continue;
    const base::Span whole{number.source, number.begin, number.end + static_cast<std::uint32_t>(row.word.size())};
    return base::Edit{whole,
                      std::string(row.other) + std::string(text.substr(number.begin, number.end - number.begin))};
  }
  return std::nullopt;
}

/// The mentions of a block that draw a boundary at the number of `literal`. None where the number also ends a range
/// (500—5000) without 含: which side it belongs to is then open.
std::vector<std::pair<const QuotedText*, const Mention*>> boundaries_at(const Block& block, const Literal& literal) {
  std::vector<std::pair<const QuotedText*, const Mention*>> found;
  for (const QuotedText& text : block.texts) {
    for (const Mention& mention : text.reading.mentions) {
      if (!says_same(mention, literal)) continue;
      if (mention.is_range_end && mention.boundary.cut == Cut::None) return {};
      if (mention.boundary.cut != Cut::None) found.emplace_back(&text, &mention);
    }
  }
  return found;
}

bool is_same_unit(const Mention& mention, const Literal& literal) {
  if (mention.kind == MentionKind::Amount) return literal.unit.empty() || literal.is_money();
  return literal.unit.empty() || mention.unit.empty() || literal.unit == mention.unit ||
         mention.kind == MentionKind::Percent;
}

Bilingual words_of(Cut cut, Side side) {
  if (side == Side::AtLeast)
    return cut == Cut::Below ? Bilingual{"belongs to what is above", "含本数"}
                             : Bilingual{"does not belong to what is above", "不含本数"};
  return cut == Cut::Above ? Bilingual{"belongs to what is below", "含本数"}
                           : Bilingual{"does not belong to what is below", "不含本数"};
}

void check_literal(const PolicyText& policy, const ArticleText& article, const Block& block, const Literal& literal,
                   base::Diagnostics& out) {
  const std::pair<const QuotedText*, const Mention*>* differing = nullptr;
  const auto boundaries = boundaries_at(block, literal);
  for (const auto& found : boundaries) {
    if (!is_same_unit(*found.second, literal)) continue;
    if (found.second->boundary.cut == literal.cut || found.second->boundary.is_contradictory) return;
    if (differing == nullptr) differing = &found;
  }
  if (differing == nullptr) return;
  const auto& [text, mention] = *differing;
  const Passage& passage = text->reading.passage;
  base::Diagnostic& finding = report_in(out, article, Code::P4608, literal.span,
                                        {plain(passage.quote(mention->boundary.words)), plain(mention_text(*mention)),
                                         words_of(mention->boundary.cut, mention->boundary.side)});
  finding.also(passage.span(mention->boundary.words), {"the words of the text", "条文的用语"});
  if (const auto* award = std::get_if<ast::Award>(literal.statement)) finding.awards = {award->name.text};
  finding.advise({"let the rule treat the number itself as the text does", "请按条文改写界限，使本数归属一致"});
  if (const auto edit = other_side(*policy.sources, literal.span)) {
    finding.fix({"write the boundary as the text has it: " + edit->text, "按条文改写界限：" + edit->text}, {*edit},
                false);
  }
}

void check_contradictions(const PolicyText& policy, base::Diagnostics& out) {
  for_each_text(policy, [&](const ArticleText& article, const Block&, const QuotedText& text) {
    const Passage& passage = text.reading.passage;
    for (const Mention& mention : text.reading.mentions) {
      if (!mention.boundary.is_contradictory) continue;
      base::Diagnostic& finding =
          report_in(out, article, Code::P5102, passage.span(mention.boundary.words),
                    {plain(passage.quote(mention.boundary.words)), plain(mention_text(mention))});
      finding.advise(
          {"let the document say one: 以上 and 以下 include the number, 超过 and 不满 do not (Civil Code, article "
           "1259)",
           "请在文件中只写一种：“以上”“以下”含本数，“超过”“不满”不含本数（《民法典》第一千二百五十九条）"});
    }
  });
}

}  // namespace

void check_boundaries(const PolicyText& policy, base::Diagnostics& out) {
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      if (block.texts.empty()) continue;
      for (const ast::Statement* statement : block.statements) {
        for (const Literal& literal : literals_of(*article.ast, *statement)) {
          if (literal.role == LiteralRole::Condition && literal.cut != Cut::None)
            check_literal(policy, article, block, literal, out);
        }
      }
    }
  }
  check_contradictions(policy, out);
}

}  // namespace polc::analyse::text
