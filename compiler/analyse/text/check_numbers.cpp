#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/number_audit.h"
#include "compiler/analyse/text/sentence_rules.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Fraction;

/// The numbers of one block that found no partner.
struct Unmatched {
  std::vector<TextNumber*> texts;
  std::vector<RuleNumber*> rules;
};

class NumberReport {
 public:
  NumberReport(const PolicyText& policy, base::Diagnostics& out)
      : policy_(policy), out_(out), audit_(audit_numbers(policy)), currency_(policy.program().currency) {}

  void run() {
    for (const ArticleText& article : policy_.articles) {
      for (const Block& block : article.blocks) {
        if (block.texts.empty()) continue;
        report_block(article, block);
      }
    }
  }

 private:
  void report_block(const ArticleText& article, const Block& block) {
    const std::vector<Extent> uncovered = report_sentences(article, block);
    Unmatched open = unmatched_of(block, uncovered);
    std::erase_if(open.rules, [&](RuleNumber* rule) { return report_slip(block, *rule, open.texts); });
    report_pairs(open);
    for (const TextNumber* text : open.texts) report_missing(*text, nullptr);
    for (const RuleNumber* rule : open.rules) report_unexplained(*rule);
  }

  // ---- sentences

  /// Reports the clauses without a rule as one finding, and returns where they lie, for text `i` at index `i`.
  std::vector<Extent> report_sentences(const ArticleText& article, const Block& block) {
    std::vector<Extent> flat;
    base::Diagnostic* first = nullptr;
    std::size_t num_more = 0;
    uncovered_texts_.clear();
    for (const QuotedText& text : block.texts) {
      for (const Extent clause : clauses_without_rule(policy_, article, block, text, audit_)) {
        flat.push_back(clause);
        uncovered_texts_.push_back(&text);
        if (first == nullptr) {
          first = &report_in(out_, article, Code::P4609, text.reading.passage.span(clause),
                             {plain(text.reading.passage.quote(clause)), {}});
          first->advise(
              {"write the rule under the sentence, or answer with `allow P4609 because \"…\"` in front of the text",
               "请在条文之下写出相应的内容；确无须写的，在条文前写明“放行 P4609 因为 \"…\"”"});
        } else {
          ++num_more;
          first->also(text.reading.passage.span(clause),
                      {"this sentence has no rule either", "此句同样没有对应的内容"});
        }
      }
    }
    if (first != nullptr) first->arguments[1] = and_more(num_more);
    return flat;
  }

  bool lies_in(const TextNumber& number, const std::vector<Extent>& uncovered) const {
    for (std::size_t i = 0; i < uncovered.size(); ++i) {
      if (uncovered_texts_[i] == number.text && uncovered[i].contains(number.mention->extent.begin)) return true;
    }
    return false;
  }

  Unmatched unmatched_of(const Block& block, const std::vector<Extent>& uncovered) {
    Unmatched open;
    for (TextNumber& text : audit_.texts_of(block)) {
      if (text.is_matched || !text.must_match || lies_in(text, uncovered)) continue;
      open.texts.push_back(&text);
    }
    for (RuleNumber& rule : audit_.rules_of(block)) {
      if (!rule.is_matched && rule.must_match) open.rules.push_back(&rule);
    }
    return open;
  }

  // ---- slips of 万 and of %

  /// Reports a rule's number that is 10⁴ (or 100, for percents) times off one of the text.
  bool report_slip(const Block& block, const RuleNumber& rule, std::vector<TextNumber*>& open) {
    const auto scaled_to = [&](const TextNumber& text) {
      if (!counts_same(*text.mention, rule.literal)) return false;
      if (text.mention->kind == MentionKind::Amount) return is_off_by(rule.literal.value, text.mention->value, 10'000);
      if (text.mention->kind == MentionKind::Percent) return is_off_by(rule.literal.value, text.mention->value, 100);
      return false;
    };
    const auto missing =
        std::find_if(open.begin(), open.end(), [&](const TextNumber* text) { return scaled_to(*text); });
    if (missing != open.end()) {
      report_slip_of(rule, **missing);
      open.erase(missing);
      return true;
    }
    for (const TextNumber& text : audit_.texts_of(block)) {
      if (!scaled_to(text)) continue;
      report_slip_of(rule, text);
      return true;
    }
    return false;
  }

  static bool is_off_by(const Fraction& one, const Fraction& other, std::int64_t factor) {
    const auto larger = multiply(one, Fraction(factor));
    const auto smaller = divide(one, Fraction(factor));
    return (larger && *larger == other) || (smaller && *smaller == other);
  }

  void report_slip_of(const RuleNumber& rule, const TextNumber& text) {
    const Literal& literal = rule.literal;
    const Mention& mention = *text.mention;
    const bool is_amount = mention.kind == MentionKind::Amount;
    std::vector<base::Bilingual> arguments{plain(literal_text(literal, currency_))};
    if (is_amount) arguments.push_back({"the amount of the text", "条文所写金额"});
    arguments.push_back(plain(mention_text(mention)));
    base::Diagnostic& finding =
        report_in(out_, *rule.article, is_amount ? Code::P4401 : Code::P4412, literal.span, std::move(arguments));
    finding.also(span_of(text), {"the text says " + mention_text(mention), "条文写作" + mention_text(mention)});
    add_award(finding, literal);
    offer_replacement(finding, literal, mention);
  }

  // ---- what is missing on either side

  /// A number of the text and one of a rule that are both without partner are one mistake where they are the only two.
  void report_pairs(Unmatched& open) {
    for (auto text = open.texts.begin(); text != open.texts.end();) {
      const auto alike = [&](const RuleNumber* rule) { return is_alike(*(*text)->mention, rule->literal); };
      const auto num_texts = std::count_if(open.texts.begin(), open.texts.end(), [&](const TextNumber* other) {
        return other->mention->kind == (*text)->mention->kind;
      });
      const auto num_rules = std::count_if(open.rules.begin(), open.rules.end(), alike);
      if (num_rules == 0 || num_rules != num_texts) {
        ++text;
        continue;
      }
      const auto rule = std::find_if(open.rules.begin(), open.rules.end(), alike);
      report_missing(**text, *rule);
      open.rules.erase(rule);
      text = open.texts.erase(text);
    }
  }

  static bool is_alike(const Mention& mention, const Literal& literal) {
    if (!counts_same(mention, literal)) return false;
    if (mention.kind == MentionKind::Percent) return literal.is_percent();
    const bool is_bound = literal.role == LiteralRole::Condition || literal.role == LiteralRole::Count;
    if (mention.kind == MentionKind::Amount) return literal.is_money() || is_bound;
    return is_bound;
  }

  void report_missing(const TextNumber& text, const RuleNumber* rule) {
    const Bilingual number = plain(mention_text(*text.mention));
    base::Diagnostic& finding = report_in(out_, *text.article, Code::P4606, span_of(text), {number});
    if (rule == nullptr) {
      finding.advise(
          {"write it in the rule of this sentence, or answer with `allow P4606 because \"…\"` in front of the text",
           "请在本句对应的内容中写明；确无须写的，在条文前写明“放行 P4606 因为 \"…\"”"});
      return;
    }
    const std::string other = literal_text(rule->literal, currency_);
    finding.also(rule->literal.span,
                 {"this says " + other + ", which the text does not", "此处写作" + other + "，条文中没有"});
    add_award(finding, rule->literal);
    offer_replacement(finding, rule->literal, *text.mention);
  }

  void report_unexplained(const RuleNumber& rule) {
    base::Diagnostic& finding =
        report_in(out_, *rule.article, Code::P4607, rule.literal.span,
                  {plain(literal_text(rule.literal, currency_)), article_words(rule.article->label())});
    if (rule.article->label().empty()) finding.arguments[1] = {"the text above", "上文"};
    add_award(finding, rule.literal);
    finding.advise(
        {"correct it after the text, or quote the sentence it comes from", "请按条文更正；出自其他条文的，请引用该句"});
  }

  void offer_replacement(base::Diagnostic& finding, const Literal& literal, const Mention& mention) const {
    const std::string text = mention_text(mention);
    finding.advise(
        {"write " + text + " as the text has it, or correct the text", "请按条文写作" + text + "，或更正条文"});
    finding.fix({"write " + text, "写作" + text}, {{literal.span, text}}, false);
  }

  static void add_award(base::Diagnostic& finding, const Literal& literal) {
    if (const auto* award = std::get_if<ast::Award>(literal.statement)) finding.awards = {award->name.text};
  }

  static base::Span span_of(const TextNumber& text) { return text.text->reading.passage.span(text.mention->extent); }

  const PolicyText& policy_;
  base::Diagnostics& out_;
  NumberAudit audit_;
  std::string currency_;
  std::vector<const QuotedText*> uncovered_texts_;  // parallel to the clauses of the block at hand
};

}  // namespace

void check_numbers(const PolicyText& policy, base::Diagnostics& out) { NumberReport(policy, out).run(); }

}  // namespace polc::analyse::text
