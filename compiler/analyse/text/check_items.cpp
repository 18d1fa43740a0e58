#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/analyse/text/amount_fixes.h"
#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/item_lists.h"
#include "compiler/analyse/text/paid_items.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;

/// Compares the numbers of one text with the items of its block, item by item.
class ItemCheck {
 public:
  ItemCheck(const PolicyText& policy, base::Diagnostics& out)
      : policy_(policy), program_(policy.program()), out_(out), items_(paid_items(program_)) {
    for (std::uint32_t i = 0; i < program_.minor_digits; ++i) scale_ *= 10;
    for (const PaidItem& item : items_) by_award_[item.award].push_back(&item);
  }

  void run() {
    for_each_text(policy_, [this](const ArticleText& article, const Block& block, const QuotedText& text) {
      open_block(block);
      const Passage& passage = text.reading.passage;
      swapped_.clear();
      for (const Extent sentence : split_sentences(passage)) {
        for (const Extent clause : split_clauses(passage, sentence)) {
          const std::size_t word = find_word(passage, clause, U"分别");
          if (word != clause.end) {
            check_respectively(article, text, clause, word);
          } else {
            check_clause(text, clause);
          }
        }
      }
      report_swapped(article, text);
    });
  }

 private:
  void open_block(const Block& block) {
    if (block_ == &block) return;
    block_ = &block;
    in_block_.clear();
    for (const ast::Statement* statement : block.statements) {
      const auto* award = std::get_if<ast::Award>(statement);
      if (award == nullptr) continue;
      const auto known = policy_.model().awards.find(award->name.text);
      if (known == policy_.model().awards.end()) continue;
      const auto found = by_award_.find(known->second);
      if (found == by_award_.end()) continue;
      in_block_.insert(in_block_.end(), found->second.begin(), found->second.end());
    }
    axes_ = axes_of(program_, in_block_);
  }

  bool pays(const PaidItem& item, const Mention& mention) const {
    const bool is_percent = mention.kind == MentionKind::Percent;
    if (is_percent) return item.paid_as == PaidAs::Rate && item.number == mention.value;
    const auto minor = multiply(mention.value, Fraction(scale_));
    return item.paid_as != PaidAs::Rate && minor && item.number == *minor;
  }

  static bool is_comparable(const PaidItem& item, const Mention& mention) {
    if (mention.kind == MentionKind::Percent) return item.paid_as == PaidAs::Rate;
    return item.paid_as == PaidAs::Amount || item.paid_as == PaidAs::UnitPrice;
  }

  // ---- 分别

  void check_respectively(const ArticleText& article, const QuotedText& text, Extent clause, std::size_t word) {
    const std::vector<const Mention*> amounts = amounts_after(text.reading, clause, word);
    if (amounts.size() < 2) return;
    const Extent head{clause.begin, word};
    const std::vector<ItemList> lists = find_lists(text.reading.passage, head, axes_);
    const auto fitting = std::find_if(lists.begin(), lists.end(),
                                      [&](const ItemList& list) { return list.items.size() == amounts.size(); });
    if (fitting == lists.end()) {
      if (!lists.empty() && lists.front().is_certain)
        report_count(article, text, lists.front(), clause, amounts.size());
      return;
    }
    const ItemList* wrong = nullptr;
    for (const ItemList& list : lists) {
      if (list.items.size() != amounts.size() || list.axis == nullptr) continue;
      if (pairs_as_written(list, amounts)) return;
      if (wrong == nullptr) wrong = &list;
    }
    if (wrong != nullptr) report_pairs(article, text, *wrong, amounts);
  }

  std::vector<const PaidItem*> items_with(const Axis& axis, std::size_t label) const {
    std::vector<const PaidItem*> found;
    for (const PaidItem* item : in_block_) {
      if (has_label(*item, axis, label)) found.push_back(item);
    }
    return found;
  }

  /// True where every item of the list pays its number, or nothing comparable.
  bool pairs_as_written(const ItemList& list, const std::vector<const Mention*>& amounts) const {
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      if (!item_pays(*list.axis, list.items[i].label, *amounts[i])) return false;
    }
    return true;
  }

  bool item_pays(const Axis& axis, std::size_t label, const Mention& mention) const {
    const std::vector<const PaidItem*> items = items_with(axis, label);
    const bool is_open =
        std::none_of(items.begin(), items.end(), [&](const PaidItem* item) { return is_comparable(*item, mention); });
    return is_open ||
           std::any_of(items.begin(), items.end(), [&](const PaidItem* item) { return pays(*item, mention); });
  }

  void report_count(const ArticleText& article, const QuotedText& text, const ItemList& list, Extent clause,
                    std::size_t num_amounts) {
    const Bilingual what{fmt::format("分别 pairs {} items with {} amounts: `{}`", list.items.size(), num_amounts,
                                     text.reading.passage.quote(clause)),
                         fmt::format("“分别”前有 {} 项，后有 {} 个数额：“{}”", list.items.size(), num_amounts,
                                     text.reading.passage.quote(clause))};
    report_in(out_, article, Code::P5101, text.reading.passage.span(clause), {what})
        .advise({"give each item its amount in the document", "请在文件中使各项与数额一一对应"});
  }

  /// Reports the first item that pays another's number; the fix writes all of them.
  void report_pairs(const ArticleText& article, const QuotedText& text, const ItemList& list,
                    const std::vector<const Mention*>& amounts) {
    base::Diagnostic* finding = nullptr;
    std::vector<base::Edit> edits;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      if (item_pays(*list.axis, list.items[i].label, *amounts[i])) continue;
      const PaidItem& item = comparable_item(*list.axis, list.items[i].label, *amounts[i]);
      // A number the text does not have at all is P4606's and P4607's to report.
      if (!is_in_text(item)) continue;
      const std::string wanted = mention_text(*amounts[i]);
      if (const auto span = amount_span(policy_, item)) edits.push_back({*span, wanted});
      if (finding != nullptr) continue;
      const std::string name = to_utf8(list.axis->labels[list.items[i].label]);
      const std::string found = item_text(program_, item);
      const Bilingual what{fmt::format("by 分别 `{}` pays {}; the rule gives it {}", name, wanted, found),
                           fmt::format("按“分别”，“{}”应为 {}，此处给 {}", name, wanted, found)};
      finding = &report_in(out_, article, Code::P5101, item.span, {what});
      finding->also(text.reading.passage.span(amounts[i]->extent), {"the amount of the text", "条文所写数额"});
      finding->advise({"pair the amounts as the text does", "请按条文的次序对应"});
      finding->awards = {program_.awards[item.award].name};
    }
    if (finding != nullptr && !edits.empty()) {
      finding->fix({"pair the amounts as the text does", "按条文的次序写明金额"}, std::move(edits), false);
    }
  }

  const PaidItem& comparable_item(const Axis& axis, std::size_t label, const Mention& mention) const {
    const std::vector<const PaidItem*> items = items_with(axis, label);
    return **std::find_if(items.begin(), items.end(),
                          [&](const PaidItem* one) { return is_comparable(*one, mention); });
  }

  // ---- one number after another

  /// A number of the text and the item that should pay it and pays another of the text's.
  struct Swapped {
    const Mention* mention = nullptr;
    const PaidItem* item = nullptr;
  };

  void check_clause(const QuotedText& text, Extent clause) {
    const Extent range = mentions_in(text.reading, clause);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Mention& mention = text.reading.mentions[i];
      const bool is_paid = (mention.kind == MentionKind::Amount || mention.kind == MentionKind::Percent) &&
                           mention.boundary.side == Side::None && !mention.is_range_end;
      if (is_paid) check_mention(text, {clause.begin, mention.extent.begin}, mention);
    }
  }

  void check_mention(const QuotedText& text, Extent context, const Mention& mention) {
    const std::vector<const PaidItem*> items = items_named(text.reading.passage, context);
    const auto comparable =
        std::find_if(items.begin(), items.end(), [&](const PaidItem* item) { return is_comparable(*item, mention); });
    if (comparable == items.end()) return;
    if (std::any_of(items.begin(), items.end(), [&](const PaidItem* item) { return pays(*item, mention); })) return;
    if (is_in_text(**comparable)) swapped_.push_back({&mention, *comparable});
  }

  /// Two items with each other's number are one finding.
  void report_swapped(const ArticleText& article, const QuotedText& text) {
    std::vector<bool> is_done(swapped_.size());
    for (std::size_t i = 0; i < swapped_.size(); ++i) {
      if (is_done[i]) continue;
      const auto& [mention, item] = swapped_[i];
      const std::string wanted = mention_text(*mention);
      base::Diagnostic& finding = report_in(
          out_, article, Code::P5107, item->span,
          {list_names({item_name(program_, *item)}), base::plain(wanted), base::plain(item_text(program_, *item))});
      finding.also(text.reading.passage.span(mention->extent), {"the number of the text", "条文所写数额"});
      finding.advise({"give each item the number that the text gives it", "请按条文使各项与数额对应"});
      finding.awards = {program_.awards[item->award].name};
      std::size_t other = i + 1;
      while (other < swapped_.size() &&
             !(pays(*item, *swapped_[other].mention) && pays(*swapped_[other].item, *mention))) {
        ++other;
      }
      if (other == swapped_.size()) {
        offer_number(policy_, *item, wanted, finding);
        continue;
      }
      is_done[other] = true;
      finding.also(swapped_[other].item->span, {"this item has its number", "此项用了它的数额"});
      offer_exchange(policy_, *item, *swapped_[other].item, finding);
    }
  }

  /// Returns the items that the words before a number name completely: for each dimension of the item its label is the
  /// last one said.
  std::vector<const PaidItem*> items_named(const Passage& passage, Extent context) const {
    const std::vector<std::optional<std::size_t>> last = last_labels(passage, context, axes_);
    std::vector<const PaidItem*> found;
    for (const PaidItem* item : in_block_) {
      bool is_named = false;
      bool is_other = false;
      for (std::size_t a = 0; a < axes_.size(); ++a) {
        if (!constrains(*item, axes_[a])) continue;
        const bool has = last[a] && has_label(*item, axes_[a], *last[a]);
        // A lone award may go unnamed; a label may not.
        const bool may_be_silent = axes_[a].is_award && !last[a] && !item->values.empty();
        is_named = is_named || has;
        is_other = is_other || (!has && !may_be_silent);
      }
      if (is_named && !is_other) found.push_back(item);
    }
    return found;
  }

  bool is_in_text(const PaidItem& item) const {
    return std::any_of(block_->texts.begin(), block_->texts.end(), [&](const QuotedText& text) {
      return std::any_of(text.reading.mentions.begin(), text.reading.mentions.end(),
                         [&](const Mention& mention) { return pays(item, mention); });
    });
  }

  const PolicyText& policy_;
  const runtime::Program& program_;
  base::Diagnostics& out_;
  std::vector<PaidItem> items_;
  std::map<Index, std::vector<const PaidItem*>> by_award_;
  const Block* block_ = nullptr;
  std::vector<const PaidItem*> in_block_;
  std::vector<Axis> axes_;
  std::vector<Swapped> swapped_;  // of the text at hand
  std::int64_t scale_ = 1;
};

}  // namespace

void check_items(const PolicyText& policy, base::Diagnostics& out) { ItemCheck(policy, out).run(); }

}  // namespace polc::analyse::text
