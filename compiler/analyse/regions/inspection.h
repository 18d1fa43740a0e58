// What every check on one policy works with, and how it reports: one policy as regions, the maker of examples, the
// evaluator that replays them, and the tally of what was proved.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/regions/policy_view.h"
#include "compiler/analyse/regions/words.h"
#include "compiler/analyse/solver/satisfier.h"
#include "compiler/analyse/witness/case_maker.h"
#include "compiler/analyse/witness/replay.h"

namespace polc::analyse {

/// What a check tries to prove of a policy.
enum class Claimed : std::uint8_t { NoOverlap, NoGap, NoDeadRule, Nothing };

struct Tally {
  std::size_t num_undecided = 0;
  std::set<Claimed> refuted;  // found otherwise, or not decided
};

class Inspection {
 public:
  /// All must outlive this. `policy_path` is as the user gave it.
  Inspection(PolicyView& policy_view, std::string policy_path, const base::SourceStore& source_store,
             base::Diagnostics& findings)
      : path(std::move(policy_path)),
        view(policy_view),
        cases(policy_view),
        satisfier(policy_view, cases),
        replayer(policy_view),
        sources(source_store),
        out(findings) {}

  const Program& program() const { return view.program(); }

  /// Reports a finding about awards; its article is that of `span`'s rule, else of the first award.
  base::Diagnostic& report(base::Code code, base::Span span, std::vector<Bilingual> arguments,
                           std::vector<Index> awards);
  /// Counts a property that could not be decided and reports P4901 once for an award.
  void report_undecided(Claimed claimed, Index award, const Bilingual& what);

  Situation situation_of(const Entry& entry) const;
  /// Returns the span of a rule; of the award where the amount stands in no rule.
  base::Span span_of(Index rule, Index award) const;
  std::string_view text_of(base::Span span) const { return sources.slice(span); }

  /// Returns the example with its replay; it is about `awards`.
  Replay replay(const Situation& situation, const Region& region, const std::vector<Index>& awards) {
    return replayer.run(cases.make(situation, region), awards);
  }

  /// Describes a case by the values of the axes that `regions` constrain, in the order of axes.
  Bilingual describe(const Situation& situation, const Region& point, std::span<const Region> regions);

  const std::string path;
  PolicyView& view;
  CaseMaker cases;
  Satisfier satisfier;
  Replayer replayer;
  const base::SourceStore& sources;
  base::Diagnostics& out;
  Tally tally;
  /// Returns of each region a part without the cases that are errors of the policy itself, because some award for that
  /// claim kind gives them two amounts; all such parts where atoms are about, since one may be empty. A region for
  /// which no such part is found within 500 steps is left out: what it shows follows from the conflicts.
  Regions without_conflicts(Regions regions, Index claim_kind, Index applicant_kind) const;

  std::map<std::pair<Index, Index>, Regions> conflicts;  // by claim kind and applicant kind: cases with two amounts
  std::set<Index> dead_rules;                            // cells that no case can reach
  std::set<Index> dead_awards;  // gate or all amounts impossible: no further findings about them

 private:
  std::optional<Region> sound_part(const Region& region, std::span<const Region> errors, std::size_t& budget) const;

  std::set<std::pair<Claimed, Index>> undecided_;
  std::map<std::tuple<base::SourceId, std::uint32_t, std::uint32_t>, Index> rules_;  // by span; made when first needed
};

}  // namespace polc::analyse
