#include "compiler/analyse/regions/check_regions.h"

#include <memory>
#include <set>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/inspection.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse {
namespace {

/// One policy under inspection; the inspection refers to the view.
struct Inspected {
  PolicyView view;
  Inspection inspection;

  Inspected(const Subject& subject, const base::SourceStore& sources, base::Diagnostics& out)
      : view(*subject.compiled, runtime::adopted_readings(subject.compiled->program)), inspection(view, subject.path, sources, out) {}
};

void check_one(Inspection& inspection) {
  const std::size_t num_before = inspection.out.all().size();
  check_gates(inspection);
  check_dead_cells(inspection);
  check_conditions(inspection);
  check_cells(inspection);
  check_gaps(inspection);
  check_stacking(inspection);
  check_groups(inspection);
  check_shadows(inspection);
  check_structure(inspection);
  check_readings(inspection);
  inspection.out.annotate(num_before, [&](base::Diagnostic& found) {
    if (found.witness) found.witness->policy = inspection.path;
  });
}

std::size_t count_amounts(const Program& program) {
  std::set<Index> rules;
  std::size_t num_plain = 0;
  for (const runtime::Award& award : program.awards) {
    bool has_table = false;
    for (const runtime::Entitlement& entitlement : award.entitlements) {
      if (entitlement.amount == kNone || program.nodes[entitlement.amount].op != runtime::Op::Cells) continue;
      has_table = true;
      const runtime::Table& table = program.tables[program.nodes[entitlement.amount].a];
      for (const runtime::TableCell& cell : table.cells) rules.insert(cell.rule);
      if (table.otherwise_rule != kNone) rules.insert(table.otherwise_rule);
    }
    if (!has_table && !award.refers) ++num_plain;
  }
  return rules.size() + num_plain;
}

}  // namespace

Proved check_regions(const std::vector<Subject>& subjects, const base::SourceStore& sources, base::Diagnostics& out) {
  std::vector<std::unique_ptr<Inspected>> inspected;
  std::vector<Inspection*> inspections;
  for (const Subject& subject : subjects) {
    if (!subject.compiled->can_evaluate) continue;
    inspected.push_back(std::make_unique<Inspected>(subject, sources, out));
    inspections.push_back(&inspected.back()->inspection);
    check_one(*inspections.back());
  }
  if (inspections.size() > 1) {
    check_policies(inspections);
    check_succession(inspections);
  }
  Proved proved;
  const auto holds = [&](Claimed claimed) {
    for (const Inspection* one : inspections) {
      if (one->tally.refuted.contains(claimed)) return false;
    }
    return inspections.size() == subjects.size();
  };
  for (const Inspection* one : inspections) {
    proved.awards += one->program().awards.size();
    proved.cells += count_amounts(one->program());
    proved.readings_open += one->program().readings.size();
    proved.undecided += one->tally.num_undecided;
  }
  proved.no_overlap = holds(Claimed::NoOverlap);
  proved.no_gap = holds(Claimed::NoGap);
  proved.no_dead_rule = holds(Claimed::NoDeadRule);
  return proved;
}

}  // namespace polc::analyse
