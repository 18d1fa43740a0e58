// What a run over many cases came to: how many there were of each outcome, and by article what was paid. Sums are exact
// in 128 bits; parts of a run are added up in any order. For the summary at the end of `polc eval`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/grant_table.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// The articles that have awards, in the order of the document.
struct ArticleNames {
  std::vector<std::string> names;  // "" for awards that stand in no article
  std::vector<Index> of_award;     // by award

  explicit ArticleNames(const Program& program);
};

struct ArticleTally {
  std::uint64_t num_cases = 0;  // with a claim that is paid something for certain
  std::uint64_t num_paid = 0;   // claims and awards granted with an amount
  Fraction::Wide amount = 0;    // of those, in minor units
};

class Tally {
 public:
  /// `articles` must outlive this.
  explicit Tally(const ArticleNames& articles);

  /// Adds the results of consecutive cases of a table.
  void add(const CaseTable& cases, const GrantTable& results);
  void add(const Decision& decision);
  void add(const Tally& more);

  std::array<std::uint64_t, 4> cases{};   // by CaseOutcome
  std::array<std::uint64_t, 4> grants{};  // by GrantOutcome
  std::vector<ArticleTally> articles;     // parallel to ArticleNames::names
  Fraction::Wide total_min = 0;           // of all cases without error, in minor units
  Fraction::Wide total_max = 0;           // of those that have an upper end
  std::uint64_t num_unbounded = 0;        // cases without an upper end
  std::uint64_t num_rows = 0;

  std::uint64_t num_cases() const;

 private:
  void begin_case() { ++case_number_; }
  void add_total(CaseOutcome outcome, std::int64_t low, std::int64_t high);
  void add_grant(Index award, GrantOutcome outcome, Fraction::Wide amount);

  const ArticleNames* names_;
  std::vector<std::uint64_t> last_case_;  // by article: the last case that was counted for it
  std::uint64_t case_number_ = 0;
};

}  // namespace polc::runtime
