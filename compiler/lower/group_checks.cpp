#include <algorithm>
#include <string>
#include <vector>

#include "compiler/lower/statements.h"
#include "runtime/value/tri.h"

namespace polc::lower {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Program;
using runtime::Step;
using runtime::StepKind;
using runtime::Tri;
using runtime::WindowKind;

namespace {

constexpr std::size_t kMostCombinations = 4096;

/// Decides conditions over readings alone; what tests a parameter is unknown.
class ReadingConditions {
 public:
  explicit ReadingConditions(const Program& program) : program_(program) {}

  /// Calls `visit` with every combination of values of the readings that `nodes` test, stopping when it returns false
  /// or after `kMostCombinations`.
  template <typename Visit>
  void for_each(const std::vector<Index>& nodes, Visit visit) {
    std::vector<Index> tested;
    for (const Index node : nodes) collect(node, tested);
    std::sort(tested.begin(), tested.end());
    tested.erase(std::unique(tested.begin(), tested.end()), tested.end());
    values_.assign(program_.readings.size(), 0);
    for (std::size_t count = 0; count < kMostCombinations; ++count) {
      if (!visit() || !advance(tested)) return;
    }
  }

  Tri holds(Index node) const {
    if (node == kNone) return Tri::Yes;
    const Node& one = program_.nodes[node];
    switch (one.op) {
      case Op::Constant: return runtime::to_tri(!program_.constants[one.a].number.is_zero());
      case Op::Not: return !holds(arg(one, 0));
      case Op::And:
      case Op::Or: {
        Tri result = runtime::to_tri(one.op == Op::And);
        for (Index at = 0; at < one.num_args; ++at)
          result = one.op == Op::And ? result & holds(arg(one, at)) : result | holds(arg(one, at));
        return result;
      }
      case Op::Equal:
      case Op::NotEqual: {
        const Index lhs = code(arg(one, 0));
        const Index rhs = code(arg(one, 1));
        if (lhs == kNone || rhs == kNone) return Tri::Unknown;
        return runtime::to_tri((lhs == rhs) == (one.op == Op::Equal));
      }
      default: return Tri::Unknown;
    }
  }

  /// Names the values of the readings now in force, for messages.
  std::string words(const std::vector<Index>& nodes) const {
    std::vector<Index> tested;
    for (const Index node : nodes) collect(node, tested);
    std::sort(tested.begin(), tested.end());
    tested.erase(std::unique(tested.begin(), tested.end()), tested.end());
    std::string result;
    for (const Index reading : tested) {
      if (!result.empty()) result += ", ";
      result += program_.readings[reading].name + " = " + values_of(reading)[values_[reading]];
    }
    return result;
  }

 private:
  Index arg(const Node& node, Index at) const { return program_.args[node.first_arg + at]; }
  const std::vector<std::string>& values_of(Index reading) const {
    return program_.enumerations[program_.readings[reading].enumeration].values;
  }

  Index code(Index node) const {
    const Node& one = program_.nodes[node];
    if (one.op == Op::ReadingValue) return values_[one.a];
    if (one.op == Op::Constant && one.type == NodeType::Enum) return program_.constants[one.a].codes.front();
    return kNone;
  }

  void collect(Index node, std::vector<Index>& tested) const {
    if (node == kNone) return;
    const Node& one = program_.nodes[node];
    if (one.op == Op::ReadingValue) tested.push_back(one.a);
    for (Index at = 0; at < one.num_args; ++at) collect(arg(one, at), tested);
  }

  bool advance(const std::vector<Index>& tested) {
    for (const Index reading : tested) {
      if (++values_[reading] < values_of(reading).size()) return true;
      values_[reading] = 0;
    }
    return false;
  }

  const Program& program_;
  std::vector<Index> values_;
};

template <typename Element>
bool has_all(const std::vector<Element>& all, const std::vector<Element>& some) {
  return std::all_of(some.begin(), some.end(),
                     [&](const Element& one) { return std::find(all.begin(), all.end(), one) != all.end(); });
}

bool nests(const Step& inner, const Step& outer) {
  if (inner.scope > outer.scope || !has_all(outer.awards, inner.awards)) return false;
  if (inner.scope == outer.scope && !has_all(inner.per_facts, outer.per_facts)) return false;
  if (outer.window == WindowKind::Ever) return true;
  if (inner.window == WindowKind::Ever) return false;
  if (outer.window == WindowKind::PerYear)
    return inner.window == WindowKind::PerYear && inner.by_application_date == outer.by_application_date;
  return inner.window == WindowKind::PerYear || inner.years <= outer.years;
}

class GroupChecks {
 public:
  GroupChecks(const Model& model, base::Diagnostics& out) : program_(model.program), readings_(program_), out_(out) {}

  void run() {
    for (const Step& step : program_.steps) check_modes(step);
    for (std::size_t first = 0; first < program_.steps.size(); ++first) {
      for (std::size_t second = first + 1; second < program_.steps.size(); ++second)
        check_pair(program_.steps[first], program_.steps[second]);
    }
  }

 private:
  Bilingual words(const Step& step) const {
    const runtime::Rule& rule = program_.rules[step.rule];
    const std::string place = std::to_string(rule.line);
    switch (step.kind) {
      case StepKind::Once: return {"`once` in line " + place, "第" + place + "行的“仅享受一次”"};
      case StepKind::Limit: return {"`limit` in line " + place, "第" + place + "行的“限享”"};
      case StepKind::Cap: return {"`cap` in line " + place, "第" + place + "行的“合计上限”"};
      case StepKind::Highest:
      case StepKind::HighestWithOthers: return {"`highest` in line " + place, "第" + place + "行的“就高”"};
    }
    return {};
  }

  void check_modes(const Step& step) {
    const bool has_modes = step.kind == StepKind::Highest || step.kind == StepKind::HighestWithOthers;
    if (!has_modes || step.modes.empty()) return;
    std::vector<Index> conditions;
    for (const runtime::ModeChoice& choice : step.modes) conditions.push_back(choice.when);
    readings_.for_each(conditions, [&] {
      std::size_t num_hold = 0;
      for (const Index when : conditions) num_hold += readings_.holds(when) == Tri::Yes ? 1U : 0U;
      const bool is_decided = std::none_of(conditions.begin(), conditions.end(),
                                           [&](Index when) { return readings_.holds(when) == Tri::Unknown; });
      if (!is_decided || num_hold == 1) return true;
      const std::string under = readings_.words(conditions);
      const std::string count = std::to_string(num_hold);
      const Bilingual where = under.empty() ? Bilingual{} : Bilingual{" under " + under, "(" + under + ")"};
      const Bilingual own = words(step);
      out_.report(Code::P4108, program_.rules[step.rule].span,
                  {own,
                   {"its own modes: " + count + " hold" + where.english + ", exactly one must, so they",
                    "其自身的方式（须恰有一种成立，现有" + count + "种成立" + where.chinese + ")，两者"}});
      return false;
    });
  }

  void check_pair(const Step& lhs, const Step& rhs) {
    if (lhs.kind == StepKind::HighestWithOthers || rhs.kind == StepKind::HighestWithOthers) return;
    if (!share_award(lhs, rhs) || !share_kind(lhs, rhs) || never_together(lhs, rhs)) return;
    const bool left_inside = nests(lhs, rhs);
    const bool right_inside = nests(rhs, lhs);
    const Step& inner = left_inside ? lhs : rhs;
    const Step& outer = left_inside ? rhs : lhs;
    const bool is_strict = left_inside != right_inside;
    // A sum cut inside a choice would make the choice depend on the order of the cut.
    const bool cap_inside_choice = is_strict && inner.kind == StepKind::Cap && holds_several(inner) &&
                                   (outer.kind == StepKind::Once || outer.kind == StepKind::Highest);
    if ((left_inside || right_inside) && !cap_inside_choice) return;
    const bool in_order = program_.rules[lhs.rule].span.begin < program_.rules[rhs.rule].span.begin;
    const Step& first = in_order ? lhs : rhs;
    const Step& second = in_order ? rhs : lhs;
    out_.report(Code::P4108, program_.rules[second.rule].span, {words(first), words(second)})
        .also(program_.rules[first.rule].span, {"the other statement", "另一句"})
        .advise({"let one name all awards of the other, or leave the shared award to one of them",
                 "请让其中一句包含另一句的全部资助，或只在一句中列出共有的资助"});
  }

  /// A cap on one claim holds one grant of each award.
  static bool holds_several(const Step& step) { return step.scope != runtime::Scope::Claim || step.awards.size() > 1; }

  static bool share_award(const Step& lhs, const Step& rhs) {
    return std::any_of(lhs.awards.begin(), lhs.awards.end(), [&](Index award) {
      return std::find(rhs.awards.begin(), rhs.awards.end(), award) != rhs.awards.end();
    });
  }

  static bool share_kind(const Step& lhs, const Step& rhs) {
    for (std::size_t kind = 0; kind < lhs.for_kind.size(); ++kind) {
      if (lhs.for_kind[kind] && rhs.for_kind[kind]) return true;
    }
    return false;
  }

  bool never_together(const Step& lhs, const Step& rhs) {
    if (lhs.when == kNone && rhs.when == kNone) return false;
    bool together = false;
    readings_.for_each({lhs.when, rhs.when}, [&] {
      together = (readings_.holds(lhs.when) & readings_.holds(rhs.when)) != Tri::No;
      return !together;
    });
    return !together;
  }

  const Program& program_;
  ReadingConditions readings_;
  base::Diagnostics& out_;
};

}  // namespace

void check_groups(const Model& model, base::Diagnostics& out) { GroupChecks(model, out).run(); }

}  // namespace polc::lower
