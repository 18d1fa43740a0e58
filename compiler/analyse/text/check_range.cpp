#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/node_value.h"
#include "compiler/analyse/text/paid_items.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Program;

/// So many awards are named in the advice of a grouped finding.
constexpr std::size_t kMaxRelated = 3;

class RangeCheck {
 public:
  RangeCheck(const PolicyText& policy, base::Diagnostics& out)
      : program_(policy.program()), out_(out), items_(paid_items(program_)) {}

  void run() {
    for (const PaidItem& item : items_) check_item(item);
    report_fractions();
    check_shares();
  }

 private:
  KnownBounds bounds_of_item(const PaidItem& item) const {
    KnownBounds known;
    const runtime::Entitlement& entitlement = program_.awards[item.award].entitlements[item.kind];
    for (const runtime::Guard& guard : entitlement.guards) {
      const runtime::RuleKind kind = program_.rules[guard.rule].kind;
      const bool forbids = kind == runtime::RuleKind::Exclude || kind == runtime::RuleKind::Unless;
      if (!forbids) learn_bounds(program_, guard.node, known);
    }
    if (item.cell == nullptr) return known;
    if (item.cell->when != kNone) learn_bounds(program_, item.cell->when, known);
    for (std::size_t i = 0; i < item.cell->sets.size(); ++i) {
      const auto& intervals = item.cell->sets[i].intervals;
      if (intervals.size() == 1) known.emplace(item.table->dimensions[i].value, intervals.front());
    }
    return known;
  }

  void check_item(const PaidItem& item) {
    const std::string& name = program_.awards[item.award].name;
    if (item.paid_as == PaidAs::Rate && item.number > Fraction(1)) {
      report(item, Code::P4411, {plain(percent_text(item.number)), plain(base_name(item.base))})
          .advise({"correct the percent, or answer with `allow P4411 because \"…\"`",
                   "请更正比例；确为如此的，请写明“放行 P4411 因为 \"…\"”"});
    }
    // A single amount can be neither of what follows.
    if (constant_of(program_, item.amount) != nullptr) return;
    const NodeRange range = range_of(program_, item.amount, bounds_of_item(item));
    if (!range.grain.is_zero() && !range.grain.is_whole()) fractions_.push_back(&item);
    const bool is_too_large = !range.high ? !range.open_high.empty() : *range.high > Fraction(INT64_MAX);
    if (is_too_large) {
      const std::string culprit = range.open_high.empty() ? name : range.open_high;
      report(item, Code::P4409, {list_names({name}), list_names({culprit})})
          .advise({"bound the fact with `to …`, or the amount with `at most …`",
                   "请给该项写上限（到 …），或给金额写“最高 …”"});
    }
    const bool is_negative = range.low ? range.low->sign() < 0 : !range.open_low.empty();
    if (is_negative) report_negative(item, range);
  }

  void report_negative(const PaidItem& item, const NodeRange& range) {
    const Bilingual why =
        range.open_low.empty()
            ? Bilingual{"what is taken away can be more than what is there", "所减可能多于被减"}
            : Bilingual{"`" + range.open_low + "` has no lower bound", "“" + range.open_low + "”没有下限"};
    report(item, Code::P4410, {list_names({program_.awards[item.award].name}), why})
        .advise({"declare the fact `from 0`, or write `at least 0元`", "请声明该项从 0 起，或写“不低于 0元”"});
  }

  base::Diagnostic& report(const PaidItem& item, Code code, std::vector<Bilingual> arguments) {
    base::Diagnostic& finding = out_.report(code, item.span, std::move(arguments));
    finding.article = program_.awards[item.award].article;
    finding.awards = {program_.awards[item.award].name};
    return finding;
  }

  std::string base_name(Index node) const {
    const runtime::Node& one = program_.nodes[node];
    const bool is_fact = one.op == runtime::Op::ClaimFact || one.op == runtime::Op::ApplicantFact ||
                         one.op == runtime::Op::JudgedClaimFact;
    return is_fact ? program_.facts[one.a].name : "…";
  }

  // ---- P4408: how to round is a question of the whole policy, so it is asked once.

  void report_fractions() {
    std::vector<const PaidItem*> firsts;
    for (const PaidItem* item : fractions_) {
      const bool is_known =
          std::any_of(firsts.begin(), firsts.end(), [&](const PaidItem* one) { return one->award == item->award; });
      if (!is_known) firsts.push_back(item);
    }
    if (firsts.empty()) return;
    const PaidItem& first = *firsts.front();
    base::Diagnostic& finding =
        report(first, Code::P4408, {list_names({program_.awards[first.award].name}), and_more(firsts.size() - 1)});
    for (std::size_t i = 1; i < firsts.size(); ++i) {
      finding.awards.push_back(program_.awards[firsts[i]->award].name);
      if (i <= kMaxRelated) finding.also(firsts[i]->span, {"this amount too", "此处亦然"});
    }
    const std::string coin = smallest_coin();
    finding.advise({"say `rounded down to " + coin +
                        "` or what the document wants; without it an amount is rounded half up at its end",
                    "请写明如何舍入，如“舍尾至 " + coin + "”；不写则在最后四舍五入到这一单位"});
  }

  /// Returns the smallest amount of the policy's currency as a rule would write it: 0.01元, EUR 0.01, JPY 1.
  std::string smallest_coin() const {
    std::int64_t num_coins = 1;
    for (std::uint32_t i = 0; i < program_.minor_digits; ++i) num_coins *= 10;
    return amount_text(*Fraction::ratio(1, num_coins), program_.currency);
  }

  // ---- P4411: shares of one base

  void check_shares() {
    std::map<std::pair<Index, Index>, std::vector<const PaidItem*>>
        by_base;  // base node and kind → best item of each award
    for (const PaidItem& item : items_) {
      if (item.paid_as != PaidAs::Rate || item.base == kNone) continue;
      std::vector<const PaidItem*>& list = by_base[{item.base, item.kind}];
      const auto same =
          std::find_if(list.begin(), list.end(), [&](const PaidItem* one) { return one->award == item.award; });
      if (same == list.end()) {
        list.push_back(&item);
      } else if ((*same)->number < item.number) {
        *same = &item;
      }
    }
    for (const auto& [key, list] : by_base) {
      Fraction total;
      std::vector<std::string> names;
      for (const PaidItem* item : list) {
        if (item->number > Fraction(1) || is_chosen_with(item->award, list)) continue;
        total = add(total, item->number).value_or(total);
        names.push_back(program_.awards[item->award].name);
      }
      if (names.size() < 2 || total <= Fraction(1)) continue;
      const PaidItem& last = *list.back();
      base::Diagnostic& finding = report(last, Code::P4411, {plain(percent_text(total)), plain(base_name(key.first))});
      finding.awards = names;
      finding.advise({"the shares of these awards add up: cap them together, or say which one is paid",
                      "各项比例相加超过全部：请写合计上限，或写明只享受一项"});
    }
  }

  /// True where only one of the awards is paid anyway.
  bool is_chosen_with(Index award, const std::vector<const PaidItem*>& others) const {
    return std::any_of(program_.steps.begin(), program_.steps.end(), [&](const runtime::Step& step) {
      const auto has = [&](Index one) {
        return std::find(step.awards.begin(), step.awards.end(), one) != step.awards.end();
      };
      if (step.kind == runtime::StepKind::HighestWithOthers || !has(award)) return false;
      return std::any_of(others.begin(), others.end(),
                         [&](const PaidItem* other) { return other->award != award && has(other->award); });
    });
  }

  const Program& program_;
  base::Diagnostics& out_;
  std::vector<PaidItem> items_;
  std::vector<const PaidItem*> fractions_;
};

}  // namespace

void check_range(const PolicyText& policy, base::Diagnostics& out) { RangeCheck(policy, out).run(); }

}  // namespace polc::analyse::text
