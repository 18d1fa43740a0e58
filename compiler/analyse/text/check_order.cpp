#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/analyse/text/amount_fixes.h"
#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/node_value.h"
#include "compiler/analyse/text/paid_items.h"
#include "compiler/analyse/text/rank_words.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Code;
using base::plain;
using runtime::FactType;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Program;

/// Items of one table that differ in one dimension alone.
struct Line {
  const runtime::Table* table = nullptr;
  std::size_t dimension = 0;
  std::vector<const PaidItem*> items;
};

std::string key_of(const PaidItem& item, std::size_t left_out) {
  std::string key;
  for (std::size_t d = 0; d < item.values.size(); ++d) {
    if (d == left_out) continue;
    key += '|';
    for (const Index code : item.values[d].codes) key += fmt::format("{},", code);
    for (const runtime::Interval& interval : item.cell->sets[d].intervals) {
      key +=
          fmt::format("{}{}..{}{},", interval.low_open ? "(" : "[", interval.low ? runtime::to_text(*interval.low) : "",
                      interval.high ? runtime::to_text(*interval.high) : "", interval.high_open ? ")" : "]");
    }
  }
  return key + fmt::format("#{}", item.cell->when);
}

/// Splits the items of one award and kind into lines along each dimension.
std::vector<Line> lines_of(const std::vector<const PaidItem*>& items) {
  std::vector<Line> lines;
  if (items.empty() || items.front()->table == nullptr) return lines;
  const runtime::Table& table = *items.front()->table;
  for (std::size_t d = 0; d < table.dimensions.size(); ++d) {
    std::map<std::string, Line> by_key;
    for (const PaidItem* item : items) {
      Line& line = by_key[key_of(*item, d)];
      line.table = &table;
      line.dimension = d;
      line.items.push_back(item);
    }
    for (auto& [key, line] : by_key) {
      if (line.items.size() > 1) lines.push_back(std::move(line));
    }
  }
  return lines;
}

bool are_comparable(const PaidItem& lhs, const PaidItem& rhs) {
  return lhs.paid_as != PaidAs::Unknown && lhs.paid_as == rhs.paid_as && lhs.base == rhs.base;
}

class OrderCheck {
 public:
  OrderCheck(const PolicyText& policy, base::Diagnostics& out)
      : policy_(policy), program_(policy.program()), out_(out), items_(paid_items(program_)) {}

  void run() {
    std::map<std::pair<Index, Index>, std::vector<const PaidItem*>> groups;  // award and kind
    for (const PaidItem& item : items_) groups[{item.award, item.kind}].push_back(&item);
    for (const auto& [key, items] : groups) {
      flat_lines_.clear();
      num_ranked_lines_ = 0;
      for (const Line& line : lines_of(items)) check_line(line);
      report_flat_table(items);
    }
    check_levelled_awards();
    check_flat_articles();
  }

 private:
  base::Diagnostic& report(const PaidItem& item, Code code, std::vector<base::Bilingual> arguments) {
    base::Diagnostic& finding = out_.report(code, item.span, std::move(arguments));
    finding.article = program_.awards[item.award].article;
    finding.awards = {program_.awards[item.award].name};
    return finding;
  }

  void check_line(const Line& line) {
    const runtime::Node& node = program_.nodes[line.table->dimensions[line.dimension].value];
    if (runtime::is_numeric(node.fact_type)) return check_bands(line);
    if (node.enumeration == kNone) return;
    check_renewal(line);
    if (const auto ranks = ranks_of(line, node)) check_ranks(line, *ranks);
  }

  // ---- P4403, P4404

  /// Returns the rank of each value of a dimension, by declaration or by words everybody knows.
  std::optional<std::vector<int>> ranks_of(const Line& line, const runtime::Node& node) const {
    const std::vector<std::string>& values = program_.enumerations[node.enumeration].values;
    std::vector<int> ranks;
    if (node.fact_type == FactType::Ranked) {
      for (std::size_t i = 0; i < values.size(); ++i) ranks.push_back(static_cast<int>(i));
      return ranks;
    }
    std::vector<Index> used;
    std::vector<std::string> names;
    for (const PaidItem* item : line.items) {
      for (const Index code : item->values[line.dimension].codes) {
        if (std::find(used.begin(), used.end(), code) != used.end()) continue;
        used.push_back(code);
        names.push_back(values[code]);
      }
    }
    const auto known = known_ranks(names);
    if (!known) return std::nullopt;
    ranks.assign(values.size(), -1);
    for (std::size_t i = 0; i < used.size(); ++i) ranks[used[i]] = (*known)[i];
    return ranks;
  }

  struct RankedItem {
    int highest = 0;
    int lowest = 0;
    const PaidItem* item = nullptr;
  };

  void check_ranks(const Line& line, const std::vector<int>& ranks) {
    std::vector<RankedItem> ranked;
    for (const PaidItem* item : line.items) {
      const std::vector<Index>& codes = item->values[line.dimension].codes;
      if (codes.empty() || !are_comparable(*item, *line.items.front())) continue;
      const auto rank = [&](Index lhs, Index rhs) { return ranks[lhs] < ranks[rhs]; };
      ranked.push_back({ranks[*std::min_element(codes.begin(), codes.end(), rank)],
                        ranks[*std::max_element(codes.begin(), codes.end(), rank)], item});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const RankedItem& lhs, const RankedItem& rhs) { return lhs.highest < rhs.highest; });
    if (ranked.size() < 2) return;
    ++num_ranked_lines_;
    const bool is_flat = std::all_of(ranked.begin(), ranked.end(), [&](const RankedItem& one) {
      return one.item->number == ranked.front().item->number;
    });
    if (is_flat) flat_lines_.push_back(ranked.front().item);
    for (std::size_t i = 1; i < ranked.size(); ++i) {
      const RankedItem& higher = ranked[i - 1];
      const RankedItem& lower = ranked[i];
      if (higher.lowest >= lower.highest || higher.item->number >= lower.item->number) continue;
      report_rank(*higher.item, *lower.item, label_of(*higher.item, line.dimension),
                  label_of(*lower.item, line.dimension));
      return;
    }
  }

  static std::string label_of(const PaidItem& item, std::size_t dimension) {
    return item.values[dimension].labels.empty() ? std::string() : item.values[dimension].labels.front();
  }

  void report_rank(const PaidItem& higher, const PaidItem& lower, const std::string& high_name,
                   const std::string& low_name) {
    base::Diagnostic& finding = report(
        higher, Code::P4403,
        {plain(high_name), plain(item_text(program_, higher)), plain(low_name), plain(item_text(program_, lower))});
    finding.also(lower.span, {"the lower one pays more", "较低的反而较多"});
    offer_exchange(policy_, higher, lower, finding);
    finding.advise({"exchange the amounts, or answer with `allow P4403 because \"…\"`",
                    "请对调金额；确为如此的，请写明“放行 P4403 因为 \"…\"”"});
  }

  void report_flat_table(const std::vector<const PaidItem*>& items) {
    if (flat_lines_.empty() || flat_lines_.size() != num_ranked_lines_) return;
    const PaidItem& item = *flat_lines_.front();
    std::vector<std::string> labels;
    for (const PaidItem* one : items) labels.push_back(item_name(program_, *one));
    report(item, Code::P4404, {list_names(labels), plain(item_text(program_, item))})
        .advise({"confirm it with `allow P4404 because \"…\"`, or correct the amounts",
                 "确为同额的，请写明“放行 P4404 因为 \"…\"”，否则请更正"});
  }

  /// Awards of one article whose names differ in the word of level alone.
  void check_levelled_awards() {
    struct Levelled {
      int rank = 0;
      const PaidItem* item = nullptr;
    };
    std::map<std::tuple<std::string, Index, std::u32string>, std::vector<Levelled>> groups;
    for (const PaidItem& item : items_) {
      if (item.paid_as == PaidAs::Unknown || !item.values.empty()) continue;
      const auto split = split_level(program_.awards[item.award].name);
      if (split) groups[{program_.awards[item.award].article, item.kind, split->rest}].push_back({split->rank, &item});
    }
    for (auto& [key, group] : groups) {
      std::stable_sort(group.begin(), group.end(),
                       [](const Levelled& lhs, const Levelled& rhs) { return lhs.rank < rhs.rank; });
      for (std::size_t i = 1; i < group.size(); ++i) {
        const PaidItem& higher = *group[i - 1].item;
        const PaidItem& lower = *group[i].item;
        if (group[i - 1].rank == group[i].rank || !are_comparable(higher, lower) || higher.number >= lower.number)
          continue;
        report_rank(higher, lower, program_.awards[higher.award].name, program_.awards[lower.award].name);
        break;
      }
    }
  }

  /// All awards of an article pay one kind of applicant the same, while they pay another kind differently.
  void check_flat_articles() {
    std::map<std::string, std::map<Index, std::vector<const PaidItem*>>> articles;
    for (const PaidItem& item : items_) {
      const std::string& article = program_.awards[item.award].article;
      if (item.paid_as == PaidAs::Amount && item.values.empty() && !article.empty())
        articles[article][item.kind].push_back(&item);
    }
    for (const auto& [article, kinds] : articles) {
      const auto is_flat = [](const std::vector<const PaidItem*>& items) {
        return std::all_of(items.begin(), items.end(),
                           [&](const PaidItem* item) { return item->number == items.front()->number; });
      };
      const bool has_graded = std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) {
        return kind.second.size() > 1 && !is_flat(kind.second);
      });
      if (!has_graded) continue;
      for (const auto& [kind, items] : kinds) {
        if (items.size() > 1 && is_flat(items)) report_flat_kind(kind, items);
      }
    }
  }

  void report_flat_kind(Index kind, const std::vector<const PaidItem*>& items) {
    std::vector<std::string> names;
    for (const PaidItem* item : items) names.push_back(program_.awards[item->award].name);
    const base::Bilingual list = list_names(names);
    const std::string& name = program_.applicant_kinds[kind].name;
    base::Diagnostic& finding =
        report(*items.front(), Code::P4404,
               {{"the amounts of " + list.english + " for `" + name + "`", list.chinese + "给“" + name + "”"},
                plain(item_text(program_, *items.front()))});
    for (std::size_t i = 1; i < items.size(); ++i) finding.also(items[i]->span, {"the same amount", "金额相同"});
    finding.awards = names;
    finding.advise(
        {"the awards differ in rank for other applicants; confirm with `allow P4404 because \"…\"`, or grade the "
         "amounts",
         "对其他申请人是分等的；确为同额的，请写明“放行 P4404 因为 \"…\"”，否则请分等"});
  }

  // ---- P4407

  void check_renewal(const Line& line) {
    const PaidItem* first = nullptr;
    const PaidItem* renewal = nullptr;
    for (const PaidItem* item : line.items) {
      for (const std::string& label : item->values[line.dimension].labels) {
        const std::u32string name = fold(label);
        if (is_first_word(name) && first == nullptr) first = item;
        if (is_renewal_word(name) && renewal == nullptr) renewal = item;
      }
    }
    if (first == nullptr || renewal == nullptr || first == renewal) return;
    if (!are_comparable(*first, *renewal) || renewal->number <= first->number) return;
    base::Diagnostic& finding =
        report(*renewal, Code::P4407, {plain(item_text(program_, *renewal)), plain(item_text(program_, *first))});
    finding.also(first->span, {"the first time", "首次"});
    offer_exchange(policy_, *renewal, *first, finding);
    finding.advise({"exchange the amounts, or answer with `allow P4407 because \"…\"`",
                    "请对调金额；确为如此的，请写明“放行 P4407 因为 \"…\"”"});
  }

  // ---- P4405, P4406

  void check_bands(const Line& line) {
    const runtime::Dimension& dimension = line.table->dimensions[line.dimension];
    if (is_inverse_fact(fold(dimension.name))) return;
    std::vector<const PaidItem*> bands;
    for (const PaidItem* item : line.items) {
      const auto& intervals = item->cell->sets[line.dimension].intervals;
      if (intervals.size() == 1 && intervals.front().low) bands.push_back(item);
      if (intervals.size() == 1 && !intervals.front().low) bands.insert(bands.begin(), item);
    }
    const auto interval = [&](const PaidItem* item) -> const runtime::Interval& {
      return item->cell->sets[line.dimension].intervals.front();
    };
    std::stable_sort(bands.begin(), bands.end(), [&](const PaidItem* lhs, const PaidItem* rhs) {
      if (!interval(lhs).low || !interval(rhs).low) return !interval(lhs).low && interval(rhs).low;
      return *interval(lhs).low < *interval(rhs).low;
    });
    for (std::size_t i = 1; i < bands.size(); ++i) {
      const auto& bound = interval(bands[i]).low;
      if (bound && interval(bands[i - 1]).high && *interval(bands[i - 1]).high <= *bound)
        check_bound(line, *bands[i - 1], *bands[i], *bound);
    }
  }

  void check_bound(const Line& line, const PaidItem& below, const PaidItem& above, const Fraction& bound) {
    if (below.paid_as == PaidAs::Amount && above.paid_as == PaidAs::Amount) {
      if (above.number >= below.number) return;
      base::Diagnostic& finding = report(above, Code::P4405,
                                         {plain(band_name(line, above)), plain(item_text(program_, above)),
                                          plain(band_name(line, below)), plain(item_text(program_, below))});
      finding.also(below.span, {"the lower band pays more", "较低一档反而较多"});
      offer_exchange(policy_, above, below, finding);
      finding.advise({"exchange the amounts, or answer with `allow P4405 because \"…\"`",
                      "请对调金额；确为如此的，请写明“放行 P4405 因为 \"…\"”"});
      return;
    }
    const runtime::Dimension& dimension = line.table->dimensions[line.dimension];
    const auto before = value_at(program_, below.amount, dimension.value, bound);
    const auto after = value_at(program_, above.amount, dimension.value, bound);
    if (!before || !after) return;
    // A fall of no more than one step of the input is what a bound costs.
    const auto fall = subtract(*before, *after);
    if (!fall || *fall <= Fraction(1)) return;
    base::Diagnostic& finding =
        report(above, Code::P4406, {plain(bound_text(dimension, bound)), plain(money(*before)), plain(money(*after))});
    finding.also(below.span, {"the band below", "前一档"});
    finding.advise({"pay the upper band by the part above the bound (`tiers of …`), or let it pay `at least " +
                        money(*before) + "`",
                    "请改为分段累进，或给上一档写“不低于 " + money(*before) + "”"});
  }

  std::string band_name(const Line& line, const PaidItem& item) const {
    const runtime::Dimension& dimension = line.table->dimensions[line.dimension];
    const runtime::Interval& interval = item.cell->sets[line.dimension].intervals.front();
    std::string name = dimension.name;
    if (interval.low) name += (interval.low_open ? " > " : " ≥ ") + bound_text(dimension, *interval.low);
    if (interval.high) name += (interval.high_open ? " < " : " ≤ ") + bound_text(dimension, *interval.high);
    return name;
  }

  std::string bound_text(const runtime::Dimension& dimension, const Fraction& bound) const {
    const runtime::Node& node = program_.nodes[dimension.value];
    if (node.fact_type == FactType::Money) return money(bound);
    if (node.fact_type == FactType::Percent) return percent_text(bound);
    const bool is_fact = node.op == runtime::Op::ClaimFact || node.op == runtime::Op::ApplicantFact;
    return runtime::to_text(bound) + (is_fact ? program_.facts[node.a].unit : std::string());
  }

  std::string money(const Fraction& minor) const {
    std::int64_t scale = 1;
    for (std::uint32_t i = 0; i < program_.minor_digits; ++i) scale *= 10;
    return amount_text(divide(minor, Fraction(scale)).value_or(minor), program_.currency);
  }

  const PolicyText& policy_;
  const Program& program_;
  base::Diagnostics& out_;
  std::vector<PaidItem> items_;
  std::vector<const PaidItem*> flat_lines_;  // of the award at hand
  std::size_t num_ranked_lines_ = 0;
};

}  // namespace

void check_order(const PolicyText& policy, base::Diagnostics& out) { OrderCheck(policy, out).run(); }

}  // namespace polc::analyse::text
