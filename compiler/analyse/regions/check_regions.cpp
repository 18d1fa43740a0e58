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
      : view(*subject.compiled, runtime::adopted_readings(subject.compiled->program)),
        inspection(view, subject.path, sources, out) {}
};

struct RegionCheck {
  CheckName name;
  void (*run)(Inspection& inspection);
};

/// In an order that matters: a check leaves out what follows from the findings of those before it.
constexpr RegionCheck kChecks[] = {
    {{"gates", "申报条件"}, check_gates},
    {{"amounts nobody reaches", "不可能适用的金额"}, check_dead_cells},
    {{"conditions without effect", "不起作用的条件"}, check_conditions},
    {{"two amounts for a case", "一案两个金额"}, check_cells},
    {{"cases without an amount", "没有金额的情形"}, check_gaps},
    {{"undeclared stacking", "未说明的叠加"}, check_stacking},
    {{"statements on several awards", "多项资助之间的规定"}, check_groups},
    {{"amounts never paid", "从不支付的金额"}, check_shadows},
    {{"structure", "结构"}, check_structure},
    {{"readings", "解释口径"}, check_readings},
};

void check_one(Inspection& inspection, Timings& timings) {
  const std::size_t num_before = inspection.out.all().size();
  for (const RegionCheck& check : kChecks) timings.measure(check.name, [&] { check.run(inspection); });
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

RegionShare sum(RegionShare lhs, RegionShare rhs) {
  return {lhs.num_all + rhs.num_all, lhs.num_single + rhs.num_single};
}

}  // namespace

Proved check_regions(const std::vector<Subject>& subjects, const base::SourceStore& sources, base::Diagnostics& out) {
  Proved proved;
  std::vector<std::unique_ptr<Inspected>> inspected;
  std::vector<Inspection*> inspections;
  for (const Subject& subject : subjects) {
    if (!subject.compiled->can_evaluate) continue;
    proved.timings.measure({"conditions as regions", "条件化为区域"},
                           [&] { inspected.push_back(std::make_unique<Inspected>(subject, sources, out)); });
    inspections.push_back(&inspected.back()->inspection);
    check_one(*inspections.back(), proved.timings);
  }
  if (inspections.size() > 1) {
    proved.timings.measure({"several policies together", "多份政策之间"}, [&] {
      check_policies(inspections);
      check_succession(inspections);
    });
  }
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
    proved.guards = sum(proved.guards, one->view.guards());
    proved.cell_regions = sum(proved.cell_regions, one->view.cells());
  }
  proved.no_overlap = holds(Claimed::NoOverlap);
  proved.no_gap = holds(Claimed::NoGap);
  proved.no_dead_rule = holds(Claimed::NoDeadRule);
  return proved;
}

}  // namespace polc::analyse
