// Which grants, past payments and other policies' grants belong together under a settlement statement: scope,
// matter, facts it names, window. Three-valued, since a date or a key may be unknown; what is unknown is named.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/explain/expression.h"

namespace polc::runtime {

/// Whether two things belong together, and the unknown facts that leave it open (empty unless Unknown).
struct Related {
  Tri holds = Tri::Yes;
  Paths causes;
};

/// Both conditions. What is surely not so needs no facts.
Related both(const Related& lhs, const Related& rhs);
/// One of the two conditions.
Related either(const Related& lhs, const Related& rhs);

class Relations {
 public:
  /// The evaluator must outlive this.
  explicit Relations(ExpressionEvaluator& evaluator);

  /// Returns whether two claims are in one group of `step`: scope, facts named by `per`, calendar year.
  /// A rolling window groups nothing; see `looks_back`.
  Related same_group(const Step& step, std::size_t first, std::size_t second) const;

  /// Returns whether the claim at `earlier` lies in the rolling window that ends with the claim at `later`.
  Related looks_back(const Step& step, std::size_t later, std::size_t earlier) const;

  /// Returns whether a past payment counts for a claim: recipient, scope, facts, window. The award is not asked.
  Related counts(const Step& step, std::size_t claim, std::size_t entry) const;

  /// Returns whether another policy's grant counts for a claim: scope, facts, window and the statement's `where`.
  Related matches(const Step& step, std::size_t claim, std::size_t other) const;

  /// Returns whether one claim comes before another in the order of grants: event date, then id in natural
  /// order. Unknown when an event date is. No for one claim with itself.
  Related comes_before(std::size_t first, std::size_t second) const;

 private:
  /// The key fact of a claim or a payment. `slot` kNone: it has none.
  struct Matter {
    Index slot = kNone;
    std::string name;
    std::optional<std::string> value;
    std::string path;
  };

  Matter matter_of(FactHolder holder, Index claim_kind) const;
  Related same_matter(std::size_t first, std::size_t second) const;
  Related is_matter_of_payment(std::size_t claim, std::size_t entry) const;
  Related is_matter_of_other(const Step& step, std::size_t claim, std::size_t other) const;
  Related same_named_facts(const Step& step, FactHolder first, FactHolder second) const;
  Related same_fact(const std::string& name, FactHolder first, FactHolder second) const;
  std::optional<std::size_t> find_claim(const std::string& id) const;
  Index kind_of(FactHolder holder) const;
  Index slot_named(const std::string& name, FactHolder holder) const;
  Related in_window(const Step& step, std::size_t claim, const CaseDate& on, std::string on_path) const;

  ExpressionEvaluator& evaluator_;
  const Program& program_;
  const Case& case_;
  std::vector<Matter> matters_;  // by claim
};

/// Returns whether `lhs` comes before `rhs` when runs of digits count as numbers ("2" before "10").
bool is_naturally_less(const std::string& lhs, const std::string& rhs);

}  // namespace polc::runtime
