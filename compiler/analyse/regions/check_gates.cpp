#include <algorithm>
#include <map>
#include <set>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/rule_words.h"

namespace polc::analyse {

using base::Code;
using runtime::RuleKind;

namespace {

bool reads_reading(const Program& program, const Entry& entry) {
  const runtime::Entitlement& entitlement = program.awards[entry.award].entitlements[entry.kind];
  const bool is_in_gate =
      std::any_of(entitlement.guards.begin(), entitlement.guards.end(),
                  [&](const runtime::Guard& guard) { return reads_of(program, guard.node).readings; });
  return is_in_gate || (entitlement.amount != kNone && reads_of(program, entitlement.amount).readings);
}

class GateCheck {
 public:
  explicit GateCheck(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  void run() {
    for (Index award = 0; award < program_.awards.size(); ++award) look_at(award);
    for (const auto& [rules, awards] : contradictions_) report_contradiction(rules, awards);
    for (const std::vector<Index>& rules : order_) report_dead(rules, dead_[rules]);
  }

 private:
  void look_at(Index award) {
    const auto entries = view_.entries_of(award);
    if (entries.empty()) return;
    std::vector<const Entry*> dead;
    bool is_explained = false;
    std::vector<Index> cause;
    for (const Entry& entry : entries) {
      if (reach(entry) != Answer::No) continue;
      dead.push_back(&entry);
      const std::vector<Index> rules = find_exclusion(guard_limits(view_, entry));
      if (cause.empty()) cause = rules;
      is_explained = note_contradiction(award, rules) || is_explained;
    }
    if (dead.size() < entries.size()) {
      if (!is_explained && cause.size() == 1 && is_gate(cause.front()) && !depends_on_readings(award))
        note_dead(cause, award);
      return;
    }
    inspection_.dead_awards.insert(award);
    if (is_explained || depends_on_readings(award) || report_window(award, cause)) return;
    if (cause.empty()) cause = {kNone - 1 - award};  // not the gate: all its amounts
    note_dead(cause, award);
  }

  void note_dead(const std::vector<Index>& cause, Index award) {
    auto& awards = dead_[cause];
    if (awards.empty()) order_.push_back(cause);
    awards.push_back(award);
  }

  /// Where awards stay within reach of other applicants, names those for whom they do not.
  Bilingual whom(const std::vector<Index>& awards) const {
    std::vector<std::string> kinds;
    for (Index kind = 0; kind < program_.applicant_kinds.size(); ++kind) {
      const bool is_dead = std::any_of(awards.begin(), awards.end(), [&](Index award) {
        const Entry* entry = view_.find(award, kind);
        return entry != nullptr && entry->gate.empty();
      });
      if (is_dead) kinds.push_back(program_.applicant_kinds[kind].name);
    }
    const bool is_everybody =
        std::all_of(awards.begin(), awards.end(), [&](Index award) { return inspection_.dead_awards.contains(award); });
    if (is_everybody || kinds.empty()) return {"nobody", "无人"};
    const Bilingual names = quoted_list(kinds);
    return {"no applicant of kind " + names.english, names.chinese + "都不"};
  }

  /// What is impossible under the adopted readings only is no mistake.
  bool depends_on_readings(Index award) const {
    const auto entries = view_.entries_of(award);
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return reads_reading(program_, entry); });
  }

  /// Returns whether somebody can pass the gate and reach some amount.
  Answer reach(const Entry& entry) {
    const Situation situation = inspection_.situation_of(entry);
    const Answer gate = inspection_.satisfier.ask_any(situation, entry.gate).answer;
    if (gate == Answer::Unknown) {
      inspection_.report_undecided(Claimed::NoDeadRule, entry.award,
                                   {"whether anybody can meet its conditions", "其条件能否有人满足"});
    }
    if (gate != Answer::Yes || !entry.is_otherwise_known || entry.payments.empty()) return gate;
    const bool has_otherwise = !entry.tables.empty() && program_.tables[entry.tables.front().table].otherwise != kNone;
    if (has_otherwise) return gate;
    Answer result = Answer::No;
    for (const Payment& payment : entry.payments) {
      const Answer answer = inspection_.satisfier.ask_any(situation, payment.where).answer;
      if (answer == Answer::Yes) return answer;
      if (answer == Answer::Unknown) result = answer;
    }
    return result;
  }

  // ---- P4106

  bool is_gate(Index rule) const {
    const RuleKind kind = program_.rules[rule].kind;
    return kind == RuleKind::Require || kind == RuleKind::Exclude;
  }

  bool note_contradiction(Index award, const std::vector<Index>& rules) {
    if (rules.size() != 2 || !std::all_of(rules.begin(), rules.end(), [&](Index rule) { return is_gate(rule); }))
      return false;
    contradictions_[rules].insert(award);
    return true;
  }

  Bilingual names_of(const std::vector<Index>& awards) const {
    constexpr std::size_t kMostNamed = 3;
    if (awards.size() == program_.awards.size() && awards.size() > 1) return {"any award", "任何一项资助"};
    std::vector<std::string> names;
    for (const Index award : awards) {
      if (names.size() < kMostNamed) names.push_back(program_.awards[award].name);
    }
    Bilingual result = quoted_list(names);
    if (awards.size() <= kMostNamed) return result;
    const std::string count = std::to_string(awards.size() - kMostNamed);
    return {result.english + " and " + count + " more", result.chinese + "等" + std::to_string(awards.size()) + "项"};
  }

  void report_contradiction(const std::vector<Index>& rules, const std::set<Index>& of) {
    inspection_.tally.refuted.insert(Claimed::NoDeadRule);
    const std::vector<Index> awards(of.begin(), of.end());
    inspection_
        .report(Code::P4106, program_.rules[rules[1]].span,
                {quote_rule(inspection_, rules[0]), quote_rule(inspection_, rules[1]), names_of(awards), whom(awards)},
                awards)
        .also(program_.rules[rules[0]].span, {"the other requirement", "另一项要求"})
        .advise({"correct one of the two, or limit it to the awards or applicants it is meant for",
                 "请更正其中之一，或写明它只针对哪些资助、哪类申请人"});
  }

  // ---- P4317

  bool report_window(Index award, const std::vector<Index>& rules) {
    const bool are_windows =
        rules.size() == 2 && std::all_of(rules.begin(), rules.end(), [&](Index rule) {
          return program_.rules[rule].kind == RuleKind::Apply || program_.rules[rule].kind == RuleKind::Effective;
        });
    if (!are_windows) return false;
    inspection_.tally.refuted.insert(Claimed::NoDeadRule);
    inspection_
        .report(Code::P4317, program_.rules[rules[1]].span,
                {quote_rule(inspection_, rules[1]), quote_rule(inspection_, rules[0])}, {award})
        .also(program_.rules[rules[0]].span, {"the wider window", "外层期限"})
        .advise({"correct one of the two windows; they share no day", "请更正其中一个期限，两者没有共同的日子"});
    return true;
  }

  // ---- P4302

  void report_dead(const std::vector<Index>& rules, const std::vector<Index>& awards) {
    inspection_.tally.refuted.insert(Claimed::NoDeadRule);
    Bilingual reason{"none of its amounts can be reached", "其各项金额都不可能适用"};
    const bool is_gate_cause = rules.front() < program_.rules.size();
    if (is_gate_cause && rules.size() == 1) {
      const Bilingual rule = quote_rule(inspection_, rules.front());
      reason = {"the condition " + rule.english + " can never be met", "条件" + rule.chinese + "永远不能满足"};
    } else if (is_gate_cause) {
      const Bilingual all = quote_rules(inspection_, rules);
      reason = {"its conditions exclude each other: " + all.english, "其条件互相排斥：" + all.chinese};
    }
    const Index first = awards.front();
    base::Diagnostic& found =
        inspection_.report(Code::P4302, program_.awards[first].span, {names_of(awards), reason, whom(awards)}, awards);
    if (is_gate_cause) {
      for (const Index rule : rules) found.also(program_.rules[rule].span, {"this excludes it", "受此排除"});
    }
    found.advise({"correct the condition, or delete the award", "请更正条件，或删去该项资助"});
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
  std::map<std::vector<Index>, std::set<Index>> contradictions_;
  std::map<std::vector<Index>, std::vector<Index>> dead_;
  std::vector<std::vector<Index>> order_;
};

// ---------------------------------------------------------------- cells

class DeadCellCheck {
 public:
  explicit DeadCellCheck(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  void run() {
    for (Index award = 0; award < program_.awards.size(); ++award) {
      if (!inspection_.dead_awards.contains(award)) look_at(award);
    }
  }

 private:
  struct Cell {
    const Entry* entry = nullptr;
    std::size_t at = 0;
    bool is_dead = true;
  };

  void look_at(Index award) {
    std::map<Index, Cell> cells;  // by rule, in document order
    for (const Entry& entry : view_.entries_of(award)) {
      if (entry.tables.empty() || !entry.tables.front().is_root) continue;
      if (inspection_.satisfier.ask_any(inspection_.situation_of(entry), entry.gate).answer == Answer::No) continue;
      const auto num_cells = program_.tables[entry.tables.front().table].cells.size();
      for (const Payment& payment : entry.payments) {
        if (payment.cell >= num_cells || payment.rule == kNone) continue;
        const Answer answer = inspection_.satisfier.ask_any(inspection_.situation_of(entry), payment.where).answer;
        if (answer == Answer::Unknown) {
          inspection_.report_undecided(Claimed::NoDeadRule, award,
                                       {"whether each of its cells can be reached", "其各项金额是否都可能适用"});
        }
        Cell& cell = cells.try_emplace(payment.rule, Cell{&entry, payment.cell, true}).first->second;
        cell.is_dead = cell.is_dead && answer == Answer::No;
      }
    }
    for (const auto& [rule, cell] : cells) {
      if (cell.is_dead && !reads_reading(program_, *cell.entry)) report(award, rule, cell);
    }
  }

  void report(Index award, Index rule, const Cell& cell) {
    inspection_.dead_rules.insert(rule);
    inspection_.tally.refuted.insert(Claimed::NoDeadRule);
    const runtime::Table& table = program_.tables[cell.entry->tables.front().table];
    if (report_unreachable_tier(award, rule, table, table.cells[cell.at])) return;
    Regions labels{Region{}};
    const Region wanted = view_.conditions().labels(table, table.cells[cell.at]);
    for (const Constraint& one : wanted.constraints())
      labels = intersect(labels, view_.axes().one_axis(one.axis, one.values));
    std::vector<Limit> limits{{rule, intersect(labels, view_.conditions().where(table.cells[cell.at].when, true))}};
    const bool is_own = limits.front().leaves.empty();
    for (Limit& guard : guard_limits(view_, *cell.entry)) limits.push_back(std::move(guard));
    std::vector<Index> others = find_exclusion(limits);
    std::erase(others, rule);
    Bilingual reason{"its labels and its condition exclude each other", "其取值与条件互相排斥"};
    if (!is_own && !others.empty()) {
      const Bilingual quotes = quote_rules(inspection_, others);
      reason = {"it is excluded by " + quotes.english, "受" + quotes.chinese + "排除"};
    } else if (!is_own) {
      reason = {"the conditions around it exclude it", "受其外围条件排除"};
    }
    base::Diagnostic& found = inspection_.report(Code::P4301, program_.rules[rule].span,
                                                 {quoted(program_.awards[award].name), reason}, {award});
    if (!is_own) {
      for (const Index other : others) found.also(program_.rules[other].span, {"this excludes it", "受此排除"});
    }
    found.advise({"correct the labels or the condition, or delete the cell", "请更正取值或条件，或删去该项金额"});
  }

  bool report_unreachable_tier(Index award, Index rule, const runtime::Table& table, const runtime::TableCell& cell) {
    for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
      const auto axis = view_.conditions().axis_of(table.dimensions[at].value);
      if (!axis || cell.sets[at].intervals.empty() || view_.axes()[*axis].kind != AxisKind::Fact) continue;
      const Region labels = view_.conditions().labels(table, cell);
      const ValueSet* values = labels.find(*axis);
      const ValueSet& domain = view_.axes()[*axis].domain;
      if (values == nullptr || values->meets(domain)) continue;
      const runtime::Fact& fact = program_.facts[view_.axes()[*axis].slot];
      Bilingual bounds;
      if (fact.low) append_words(bounds, bound_words(*axis, domain.first(), {"at least ", "至少为"}), ", ", "，");
      if (fact.high) append_words(bounds, bound_words(*axis, domain.last(), {"at most ", "至多为"}), ", ", "，");
      inspection_
          .report(Code::P4309, program_.rules[rule].span,
                  {quoted(program_.awards[award].name), quoted(fact.name), bounds}, {award})
          .also(fact.span, {"its bounds are declared here", "其范围在此声明"})
          .advise({"correct the bound of the tier or that of the fact", "请更正分档界限，或更正该项事实的范围"});
      return true;
    }
    return false;
  }

  Bilingual bound_words(AxisId axis, std::int64_t whole, const Bilingual& before) {
    Bilingual words = value_words(view_, axis, whole);
    const std::string prefix = program_.facts[view_.axes()[axis].slot].name + " = ";
    return {before.english + words.english.substr(prefix.size()), before.chinese + words.chinese.substr(prefix.size())};
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
};

}  // namespace

void check_gates(Inspection& inspection) { GateCheck(inspection).run(); }
void check_dead_cells(Inspection& inspection) { DeadCellCheck(inspection).run(); }

}  // namespace polc::analyse
