// What a letter says of a case beside its grants, sentence by sentence: the result, what is still to be submitted,
// parts, recoveries, duties, what was taken for granted, what it all rests on. Used by the letter, and by the
// calculator, which lays the same sentences out in a page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/explain/write_words.h"

namespace polc::runtime {

class ResultWords {
 public:
  /// `decision`: of the case of `context`; `changes`: of `find_nearest_changes`, may be empty. All must outlive this.
  ResultWords(const LetterContext& context, const Decision& decision, const std::vector<NearestChange>& changes);

  /// Returns the outcome and the amount. Not for a case in error.
  std::string result() const;
  /// Returns a claim by its place in the case: kind, stage, date.
  std::string claim(std::size_t at) const;

  /// Return one sentence an item; empty where there is nothing to say.
  std::vector<std::string> requests() const;     // what settles the amount
  std::vector<std::string> parts() const;        // of a payment in parts
  std::vector<std::string> recoveries() const;   // what is to be paid back
  std::vector<std::string> duties() const;       // that come with the money
  std::vector<std::string> assumptions() const;  // facts presumed

  /// Returns the policy with its period, the hash of its text and the version of polc.
  std::string source() const;

 private:
  template <typename... Arguments>
  std::string say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const;
  std::string amount(const Range& range) const;
  std::string determined_result() const;
  std::string highest_total(const NearestChange& change) const;
  std::string recovery_words(const Recovery& recovery) const;
  std::string presumed_words(const std::string& path_text) const;

  template <typename Holds>
  bool all_grants(Holds holds) const;
  bool is_all_denied() const;
  /// True when no amount was set that settlement could have taken away.
  bool is_nothing_due() const;

  const LetterContext& context_;
  const Program& program_;
  const Case& case_;
  const Decision& decision_;
  const std::vector<NearestChange>& changes_;
};

}  // namespace polc::runtime
