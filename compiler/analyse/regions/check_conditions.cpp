#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/rule_words.h"

namespace polc::analyse {

using base::Code;
using runtime::Guard;
using runtime::Op;
using runtime::RuleKind;

namespace {

/// A condition as the drafter wrote it, with where it is used. It may read other facts for other kinds of applicant
/// and claim, and is then another node.
struct Written {
  struct Use {
    const Entry* entry = nullptr;
    Index node = kNone;
  };
  Index rule = kNone;
  RuleKind kind = RuleKind::When;
  std::vector<Use> uses;  // never empty

  Index first_node() const { return uses.front().node; }
};

class ConditionCheck {
 public:
  explicit ConditionCheck(Inspection& inspection)
      : inspection_(inspection),
        view_(inspection.view),
        program_(inspection.program()),
        reads_reading_(nodes_reading_readings(program_)) {}

  void run() {
    collect();
    for (const auto& [rule, written] : conditions_) look_at_shape(written);
    // From the last to the first, so that of two that imply each other the later one goes.
    for (auto at = conditions_.rbegin(); at != conditions_.rend(); ++at) {
      if (at->second.kind == RuleKind::Exclude) look_for_dead_exclusion(at->second);
    }
    for (auto at = conditions_.rbegin(); at != conditions_.rend(); ++at) look_for_implied(at->second);
    report_implied();
    for (const auto& [rule, written] : conditions_) look_for_parts_shut_out(written);
  }

 private:
  // ---- collecting

  void collect() {
    for (const Entry& entry : view_.entries()) {
      for (const Guard& guard : program_.awards[entry.award].entitlements[entry.kind].guards) {
        const RuleKind kind = program_.rules[guard.rule].kind;
        const bool is_written = kind == RuleKind::When || kind == RuleKind::Unless || kind == RuleKind::Require ||
                                kind == RuleKind::Exclude;
        if (is_written) add(guard.rule, guard.node, kind, entry);
      }
      for (const TableView& table : entry.tables) {
        for (const runtime::TableCell& cell : program_.tables[table.table].cells) {
          if (cell.when != kNone && cell.rule != kNone) add(cell.rule, cell.when, RuleKind::Cell, entry);
        }
      }
    }
  }

  /// What a reading decides may hold under another value of it, so it is not looked at.
  void add(Index rule, Index node, RuleKind kind, const Entry& entry) {
    if (reads_reading_[node]) return;
    conditions_.try_emplace(rule, Written{rule, kind, {}}).first->second.uses.push_back({&entry, node});
  }

  base::Diagnostic& report(Code code, const Written& written, std::vector<Bilingual> arguments) {
    std::set<Index> awards;
    for (const Written::Use& use : written.uses) awards.insert(use.entry->award);
    reported_.insert(written.rule);
    return inspection_.report(code, program_.rules[written.rule].span, std::move(arguments),
                              {awards.begin(), awards.end()});
  }

  Bilingual quote(const Written& written) const { return quote_rule(inspection_, written.rule); }

  // ---- the condition by itself

  bool is_combination(Index node) const {
    const Op op = program_.nodes[node].op;
    return op == Op::And || op == Op::Or || op == Op::Not;
  }

  static Bilingual constant_words(bool is_always) {
    return is_always ? Bilingual{"holds in every case: its parts leave nothing out",
                                 "在任何情形下都成立：各部分合起来没有遗漏"}
                     : Bilingual{"can never hold: its parts exclude each other", "永远不成立：各部分互相排斥"};
  }

  void look_at_shape(const Written& written) {
    const bool removes = !wants_yes(written.kind);
    const Index node = written.first_node();
    const auto is_everywhere = [&](bool truth) {
      return std::all_of(written.uses.begin(), written.uses.end(),
                         [&](const Written::Use& use) { return view_.conditions().where(use.node, !truth).empty(); });
    };
    const bool is_always = is_everywhere(true);
    const bool is_never = is_everywhere(false);
    if (program_.nodes[node].op == Op::Constant) return;
    if (is_always && !removes) {
      if (is_combination(node)) {
        report(Code::P4318, written, {quote(written), constant_words(true)})
            .advise({"`or` between exclusions is seldom meant: write `and`, or name the values that count",
                     "“或”连接的排除通常应为“且”；或直接写出所指的取值"});
      } else {
        report(Code::P4304, written, {quote(written)})
            .advise({"delete it, or correct the number", "请删去，或更正其中的数"});
      }
      return;
    }
    if (is_never && removes) {
      const Code code = is_combination(node)                ? Code::P4318
                        : written.kind == RuleKind::Exclude ? Code::P4303
                                                            : Code::P4305;
      std::vector<Bilingual> arguments{quote(written)};
      if (code == Code::P4318) arguments.push_back(constant_words(false));
      report(code, written, std::move(arguments)).advise({"correct it, or delete it", "请更正或删去"});
      return;
    }
    if (is_always || is_never) return;  // the award or the cell is dead, and said to be
    looked_inside_.clear();
    look_inside(written, node, removes);
  }

  /// `is_negated`: an odd number of `not` (or an exclusion) stands around the node.
  void look_inside(const Written& written, Index node, bool is_negated) {
    if (reported_.contains(written.rule) || !looked_inside_.emplace(node, is_negated).second) return;
    const auto args = arguments(program_, node);
    const Op op = program_.nodes[node].op;
    if (op == Op::Not) {
      const Op inner = program_.nodes[args[0]].op;
      if (is_negated || inner == Op::Not || inner == Op::NotEqual) {
        report(Code::P4318, written, {quote(written), {"says `not` twice", "是双重否定"}})
            .advise({"say it without `not`: `when` for `unless not`, `require` for `exclude not`",
                     "请改用肯定句：“除非 非…”改为“须 …”，“排除 非…”改为“要求 …”"});
        return;
      }
    }
    if (op == Op::Or) look_for_dead_parts(written, args);
    if (op == Op::And) look_for_redundant_parts(written, args);
    if (op != Op::And && op != Op::Or && op != Op::Not) return;
    for (const Index arg : args) {
      if (program_.nodes[arg].op == Op::Or && view_.conditions().where(arg, false).empty()) {
        report(Code::P4318, written,
               {quote(written), {"has a part that holds in every case", "有一部分在任何情形下都成立"}})
            .advise({"`or` between exclusions is seldom meant: write `and`", "“或”连接的排除通常应为“且”"});
        return;
      }
      look_inside(written, arg, op == Op::Not ? !is_negated : is_negated);
    }
  }

  void look_for_dead_parts(const Written& written, std::span<const Index> parts) {
    for (const Index part : parts) {
      if (!view_.conditions().where(part, true).empty() || program_.nodes[part].op == Op::Constant) continue;
      report(Code::P4305, written, {quote(written)}).advise({"correct that part, or delete it", "请更正或删去该部分"});
      return;
    }
  }

  void look_for_redundant_parts(const Written& written, std::span<const Index> parts) {
    for (std::size_t at = parts.size(); at-- > 0;) {
      Regions others{Region{}};
      for (std::size_t other = 0; other < parts.size(); ++other) {
        if (other != at) others = intersect(others, view_.conditions().where(parts[other], true));
      }
      const Regions& against = view_.conditions().where(parts[at], false);
      if (others.empty() || against.empty() || !intersect(others, against).empty()) continue;
      Bilingual part;
      for (const Region& region : view_.conditions().where(parts[at], true))
        append_words(part, region_words(view_, region), " or ", "或");
      report(Code::P4306, written, {quote(written), part})
          .advise({"delete that part: the rest says as much already", "请删去该部分，其余部分已包含它"});
      return;
    }
  }

  // ---- the condition among others

  /// Where all guards of the entry hold but those of one rule, and those already found to be implied.
  Regions without(const Entry& entry, Index rule) {
    Regions rest{Region{}};
    for (const Guard& guard : program_.awards[entry.award].entitlements[entry.kind].guards) {
      if (guard.rule != rule && !implied_.contains(guard.rule)) rest = intersect(rest, view_.satisfied(guard));
      if (rest.size() > Conditions::kMostRegions) return {Region{}};
    }
    return rest;
  }

  bool can_meet(const Entry& entry, const Regions& rest, const Regions& more) {
    return inspection_.satisfier.ask_any(inspection_.situation_of(entry), intersect(rest, more)).answer != Answer::No;
  }

  /// No other guard speaks of what `region` is about, so that where the gate is open, the region is met too.
  bool stands_alone(const Entry& entry, Index rule, const Region& region) {
    const auto& guards = program_.awards[entry.award].entitlements[entry.kind].guards;
    return !view_.axes().has_atoms(region) && std::all_of(guards.begin(), guards.end(), [&](const Guard& guard) {
      const Regions& regions = view_.satisfied(guard);
      return guard.rule == rule || std::none_of(regions.begin(), regions.end(), [&](const Region& one) {
               return view_.axes().has_atoms(one) ||
                      std::any_of(region.constraints().begin(), region.constraints().end(),
                                  [&](const Constraint& constraint) { return one.find(constraint.axis) != nullptr; });
             });
    });
  }

  void look_for_dead_exclusion(const Written& written) {
    if (reported_.contains(written.rule)) return;
    for (const Written::Use& use : written.uses) {
      const Regions& hit = view_.conditions().where(use.node, true);
      if (use.entry->gate.empty() || can_meet(*use.entry, without(*use.entry, written.rule), hit)) return;
    }
    implied_.insert(written.rule);  // an idle exclusion is no reason why another condition is idle
    base::Diagnostic& found = report(Code::P4303, written, {quote(written)});
    const Entry& entry = *written.uses.front().entry;
    const Regions& named = view_.conditions().where(written.first_node(), true);
    for (const Guard& guard : program_.awards[entry.award].entitlements[entry.kind].guards) {
      if (guard.rule != written.rule && intersect(view_.satisfied(guard), named).empty())
        found.also(program_.rules[guard.rule].span, {"this excludes them already", "此处已将其排除"});
    }
    found.advise(
        {"delete the exclusion, or correct the condition that makes it idle", "请删去该排除，或更正使其落空的条件"});
  }

  void look_for_implied(const Written& written) {
    const bool is_candidate = written.kind == RuleKind::Require || written.kind == RuleKind::When;
    if (!is_candidate || reported_.contains(written.rule)) return;
    for (const Written::Use& use : written.uses) {
      const Regions& against = view_.conditions().where(use.node, false);
      if (against.empty() || use.entry->gate.empty() || stands_alone(*use.entry, written.rule, against.front())) return;
      if (can_meet(*use.entry, without(*use.entry, written.rule), against)) return;
    }
    implied_.insert(written.rule);
    implied_order_.push_back(&written);
  }

  /// An alternative of a requirement that the other conditions of every award it stands for leave no case.
  void look_for_parts_shut_out(const Written& written) {
    const bool is_candidate = written.kind == RuleKind::Require || written.kind == RuleKind::When;
    if (!is_candidate || reported_.contains(written.rule) || program_.nodes[written.first_node()].op != Op::Or) return;
    std::vector<std::size_t> shut_out(arguments(program_, written.first_node()).size());
    std::iota(shut_out.begin(), shut_out.end(), std::size_t{0});
    for (const Written::Use& use : written.uses) {
      if (use.entry->gate.empty() || program_.nodes[use.node].op != Op::Or) return;
      const auto parts = arguments(program_, use.node);
      std::erase_if(shut_out, [&](std::size_t part) {
        return part >= parts.size() ||
               can_meet(*use.entry, use.entry->gate, view_.conditions().where(parts[part], true));
      });
      if (shut_out.empty()) return;
    }
    report_shut_out(written, shut_out.front());
  }

  void report_shut_out(const Written& written, std::size_t part) {
    const Regions& named = view_.conditions().where(arguments(program_, written.first_node())[part], true);
    Bilingual words;
    for (const Region& region : named) append_words(words, region_words(view_, region), " or ", "或");
    base::Diagnostic& found = report(Code::P4305, written, {quote(written)});
    const Entry& entry = *written.uses.front().entry;
    for (const Guard& guard : program_.awards[entry.award].entitlements[entry.kind].guards) {
      if (guard.rule != written.rule && !can_meet(entry, view_.satisfied(guard), named))
        found.also(program_.rules[guard.rule].span, {"this shuts it out", "此处已将其排除"});
    }
    found.advise(
        {"correct or delete the part that asks for " + words.english, "请更正或删去要求" + words.chinese + "的部分"});
  }

  void report_implied() {
    std::reverse(implied_order_.begin(), implied_order_.end());
    for (const Written* written : implied_order_) {
      const Entry& entry = *written->uses.front().entry;
      std::vector<Index> sources;
      for (const Guard& guard : program_.awards[entry.award].entitlements[entry.kind].guards) {
        if (guard.rule == written->rule || implied_.contains(guard.rule)) continue;
        if (intersect(view_.satisfied(guard), view_.conditions().where(written->first_node(), false)).empty())
          sources.push_back(guard.rule);
      }
      Bilingual by = quote_rules(inspection_, sources);
      if (sources.empty()) by = {"several conditions together", "几项条件合起来"};
      const bool is_gate = written->kind == RuleKind::Require;
      base::Diagnostic& found =
          report(is_gate ? Code::P4316 : Code::P4306, *written,
                 {quote(*written),
                  is_gate ? by : Bilingual{"it follows from " + by.english, "已包含在" + by.chinese + "之中"}});
      for (const Index rule : sources) found.also(program_.rules[rule].span, {"this says as much", "此处已作要求"});
      found.advise({"delete it, unless it stands there for the reader", "如非为便于阅读而重复，请删去"});
    }
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
  std::vector<bool> reads_reading_;                 // by node
  std::map<Index, Written> conditions_;             // by rule
  std::set<std::pair<Index, bool>> looked_inside_;  // of the condition being checked: nodes, with whether negated
  std::set<Index> reported_;
  std::set<Index> implied_;
  std::vector<const Written*> implied_order_;
};

}  // namespace

void check_conditions(Inspection& inspection) { ConditionCheck(inspection).run(); }

}  // namespace polc::analyse
