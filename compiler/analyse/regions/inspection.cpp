#include "compiler/analyse/regions/inspection.h"

#include <algorithm>

namespace polc::analyse {

using base::Code;

base::Diagnostic& Inspection::report(Code code, base::Span span, std::vector<Bilingual> arguments, std::vector<Index> awards) {
  base::Diagnostic& found = out.report_each(code, span, std::move(arguments));
  std::sort(awards.begin(), awards.end());
  for (const Index award : awards) found.awards.push_back(program().awards[award].name);
  if (!awards.empty()) found.article = program().awards[awards.front()].article;
  if (rules_.empty()) {
    for (Index rule = 0; rule < program().rules.size(); ++rule) {
      const base::Span place = program().rules[rule].span;
      rules_.emplace(std::tuple(place.source, place.begin, place.end), rule);
    }
  }
  const auto rule = rules_.find(std::tuple(span.source, span.begin, span.end));
  if (rule != rules_.end()) found.article = program().rules[rule->second].article;
  return found;
}

void Inspection::report_undecided(Claimed claimed, Index award, const Bilingual& what) {
  tally.refuted.insert(claimed);
  if (!undecided_.emplace(claimed, award).second) return;
  ++tally.num_undecided;
  report(Code::P4901, program().awards[award].span, {quoted(program().awards[award].name), what}, {award});
}

Regions Inspection::without_conflicts(Regions regions, Index claim_kind, Index applicant_kind) const {
  constexpr std::size_t kMostPieces = 256;
  const auto known = conflicts.find({claim_kind, applicant_kind});
  if (known == conflicts.end()) return regions;
  auto rest = view.axes().subtract(regions, known->second, kMostPieces);
  return rest ? std::move(*rest) : regions;
}

Situation Inspection::situation_of(const Entry& entry) const { return {entry.kind, {program().awards[entry.award].claim_kind}}; }

base::Span Inspection::span_of(Index rule, Index award) const {
  return rule == kNone ? program().awards[award].span : program().rules[rule].span;
}

Bilingual Inspection::describe(const Situation& situation, const Region& point, std::span<const Region> regions) {
  std::set<AxisId> axes;
  for (const Region& region : regions) {
    for (const Constraint& one : region.constraints()) {
      if (view.axes()[one.axis].kind != AxisKind::Atom) axes.insert(one.axis);
    }
  }
  std::vector<std::pair<AxisId, std::int64_t>> values;
  for (const AxisId axis : axes) values.emplace_back(axis, cases.choose(situation, point, axis));
  return values_words(view, values);
}

}  // namespace polc::analyse
