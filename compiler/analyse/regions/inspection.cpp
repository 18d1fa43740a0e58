#include "compiler/analyse/regions/inspection.h"

#include <algorithm>

namespace polc::analyse {

using base::Code;

base::Diagnostic& Inspection::report(Code code, base::Span span, std::vector<Bilingual> arguments,
                                     std::vector<Index> awards) {
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
  constexpr std::size_t kMostSteps = 500;
  const auto known = conflicts.find({claim_kind, applicant_kind});
  if (known == conflicts.end()) return regions;
  Regions result;
  for (const Region& region : regions) {
    const bool has_atoms = view.axes().has_atoms(region) ||
                           std::any_of(known->second.begin(), known->second.end(), [&](const Region& one) {
                             return view.axes().has_atoms(one) && meets(region, one);
                           });
    if (has_atoms) {
      const Regions parts = view.axes().subtract({region}, known->second, kMostPieces).value_or(Regions{region});
      result.insert(result.end(), parts.begin(), parts.end());
      continue;
    }
    std::size_t budget = kMostSteps;
    if (auto part = sound_part(region, known->second, budget)) result.push_back(std::move(*part));
  }
  return result;
}

/// Steps aside from one conflict after another; nothing when there is no such place or the budget runs out.
std::optional<Region> Inspection::sound_part(const Region& region, std::span<const Region> errors,
                                             std::size_t& budget) const {
  for (std::size_t at = 0; at < errors.size(); ++at) {
    if (!meets(region, errors[at])) continue;
    if (budget == 0) return std::nullopt;
    --budget;
    for (const Region& part : view.axes().subtract(region, errors[at])) {
      if (auto sound = sound_part(part, errors.subspan(at + 1), budget)) return sound;
    }
    return std::nullopt;
  }
  return region;
}

Situation Inspection::situation_of(const Entry& entry) const {
  return {entry.kind, {program().awards[entry.award].claim_kind}};
}

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
