#include <algorithm>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/declared_groups.h"

namespace polc::analyse {

using base::Code;
using runtime::Op;
using runtime::Step;

namespace {

/// A policy with more awards is not compared whole under every value of every reading.
constexpr std::size_t kMostAwards = 2000;
constexpr std::size_t kMostPieces = 256;
constexpr std::size_t kMostCombinations = 64;

class ReadingCheck {
 public:
  explicit ReadingCheck(Inspection& inspection) : inspection_(inspection), program_(inspection.program()) {}

  void run() {
    if (program_.awards.size() > kMostAwards) return;
    for (Index reading = 0; reading < program_.readings.size(); ++reading) {
      if (is_read(reading) && !has_effect(reading)) report(reading);
    }
  }

 private:
  /// A reading that nothing reads is an unused declaration, which is another finding.
  bool is_read(Index reading) const {
    return std::any_of(program_.nodes.begin(), program_.nodes.end(),
                       [&](const runtime::Node& node) { return node.op == Op::ReadingValue && node.a == reading; });
  }

  Index num_values(Index reading) const {
    return static_cast<Index>(program_.enumerations[program_.readings[reading].enumeration].values.size());
  }

  /// Compares the policy under all values of the reading, whatever the others are.
  bool has_effect(Index reading) {
    std::vector<Index> readings(program_.readings.size(), 0);
    for (std::size_t count = 0; count < kMostCombinations; ++count) {
      readings[reading] = 0;
      PolicyView first(inspection_.view.compiled(), readings);
      for (Index value = 1; value < num_values(reading); ++value) {
        readings[reading] = value;
        PolicyView other(inspection_.view.compiled(), readings);
        if (!same_statements(first, other) || !same_entries(first, other)) return true;
      }
      if (!advance(readings, reading)) return false;
    }
    return true;
  }

  /// Goes to the next combination of the other readings; returns false after the last.
  bool advance(std::vector<Index>& readings, Index fixed) const {
    for (Index at = 0; at < readings.size(); ++at) {
      if (at == fixed) continue;
      if (++readings[at] < num_values(at)) return true;
      readings[at] = 0;
    }
    return false;
  }

  bool same_statements(PolicyView& first, PolicyView& other) const {
    const auto differs = [&](Index when) { return is_in_force(first, when) != is_in_force(other, when); };
    for (const runtime::Stack& stack : program_.stacks) {
      if (differs(stack.when)) return false;
    }
    for (const Step& step : program_.steps) {
      if (differs(step.when)) return false;
      for (const runtime::ModeChoice& choice : step.modes) {
        if (differs(choice.when)) return false;
      }
    }
    return !reads_elsewhere();
  }

  /// Obligations, schedules, revocations and discretion may read it too; then it counts as having an effect.
  bool reads_elsewhere() const {
    const auto reads = [&](const std::vector<Index>& nodes) {
      return std::any_of(nodes.begin(), nodes.end(), [&](Index node) { return node != kNone && reads_any(node); });
    };
    return std::any_of(program_.revocations.begin(), program_.revocations.end(),
                       [&](const auto& one) { return reads(one.when); }) ||
           std::any_of(program_.obligations.begin(), program_.obligations.end(),
                       [&](const auto& one) { return reads(one.when); }) ||
           std::any_of(program_.schedules.begin(), program_.schedules.end(),
                       [&](const auto& one) { return reads(one.when); }) ||
           std::any_of(program_.discretions.begin(), program_.discretions.end(),
                       [&](const auto& one) { return reads(one.when); }) ||
           std::any_of(program_.steps.begin(), program_.steps.end(),
                       [&](const Step& step) { return reads(step.number); });
  }

  bool reads_any(Index node) const {
    if (program_.nodes[node].op == Op::ReadingValue) return true;
    const auto args = arguments(program_, node);
    if (std::any_of(args.begin(), args.end(), [&](Index arg) { return reads_any(arg); })) return true;
    if (program_.nodes[node].op != Op::Cells) return false;
    const runtime::Table& table = program_.tables[program_.nodes[node].a];
    return std::any_of(table.cells.begin(), table.cells.end(), [&](const auto& cell) {
      return (cell.when != kNone && reads_any(cell.when)) || reads_any(cell.amount);
    });
  }

  bool same_regions(const Regions& lhs, const Regions& rhs) const {
    const Axes& axes = inspection_.view.axes();
    const auto has_atoms = [&](const Region& one) {
      return std::any_of(one.constraints().begin(), one.constraints().end(),
                         [&](const Constraint& constraint) { return constraint.axis > axes.application_date(); });
    };
    if (std::any_of(lhs.begin(), lhs.end(), has_atoms) || std::any_of(rhs.begin(), rhs.end(), has_atoms)) return false;
    const auto left = axes.subtract(lhs, rhs, kMostPieces);
    const auto right = axes.subtract(rhs, lhs, kMostPieces);
    return left && right && left->empty() && right->empty();
  }

  /// The same gates, and every amount paid in the same places; amounts that read a reading count as different.
  bool same_entries(const PolicyView& first, const PolicyView& other) const {
    const auto& lhs = first.entries();
    const auto& rhs = other.entries();
    if (lhs.size() != rhs.size()) return false;
    for (std::size_t at = 0; at < lhs.size(); ++at) {
      if (!same_regions(lhs[at].gate, rhs[at].gate)) return false;
      std::map<Index, std::pair<Regions, Regions>> by_amount;
      for (const Payment& payment : lhs[at].payments) append(by_amount[payment.amount].first, payment.where);
      for (const Payment& payment : rhs[at].payments) append(by_amount[payment.amount].second, payment.where);
      for (const auto& [amount, places] : by_amount) {
        if (amount != kNone && reads_any(amount)) return false;
        if (!same_regions(places.first, places.second)) return false;
      }
    }
    return true;
  }

  static void append(Regions& regions, const Regions& more) { regions.insert(regions.end(), more.begin(), more.end()); }

  void report(Index reading) {
    base::Span span;
    for (const model::File& file : inspection_.view.compiled().model.files) {
      for (const ast::Statement& statement : file.ast->statements) {
        const auto* found = std::get_if<ast::Reading>(&statement);
        if (found != nullptr && found->name.text == program_.readings[reading].name) span = found->name.span;
      }
    }
    inspection_.report(Code::P4315, span, {quoted(program_.readings[reading].name)}, {})
        .advise({"delete the reading, or write what depends on it", "请删去该口径，或写明何处因它而异"});
  }

  Inspection& inspection_;
  const Program& program_;
};

}  // namespace

void check_readings(Inspection& inspection) { ReadingCheck(inspection).run(); }

}  // namespace polc::analyse
