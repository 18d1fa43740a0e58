// The names a policy knows, for looking up what a case says: kinds of applicant and claim, awards, facts,
// values. Built once for a program and shared by all readers of cases.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/program/program.h"

namespace polc::runtime {

class CaseVocabulary {
 public:
  /// `program` must outlive this.
  explicit CaseVocabulary(const Program& program);

  const Program& program() const { return *program_; }

  std::optional<Index> find_applicant_kind(std::string_view name) const;
  std::optional<Index> find_claim_kind(std::string_view name) const;
  std::optional<Index> find_award(std::string_view name) const;

  /// Returns the slot of the fact `name` of one applicant kind.
  std::optional<Index> find_applicant_fact(Index kind, std::string_view name) const;
  /// Returns the slots of the facts `name` of all applicant kinds; empty without any.
  const std::vector<Index>& find_applicant_facts(std::string_view name) const;
  /// Returns the position of the fact `name` in ClaimKind::facts.
  std::optional<Index> find_claim_fact(Index kind, std::string_view name) const;
  /// Returns the claim kinds that have a fact `name`; empty without any.
  const std::vector<Index>& find_kinds_with_fact(std::string_view name) const;

  /// Returns the code of a value of `enumeration`, by either spelling. Linear in its values.
  std::optional<Index> find_value(Index enumeration, std::string_view name) const;

  std::vector<std::string> applicant_kind_names() const;
  std::vector<std::string> claim_kind_names() const;
  std::vector<std::string> award_names() const;
  /// Returns the names of `facts` (slots).
  std::vector<std::string> fact_names(const std::vector<Index>& facts) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  template <typename Value>
  using Names = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  template <typename Value>
  static std::optional<Value> find(const Names<Value>& names, std::string_view name) {
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional<Value>(found->second);
  }

  const Program* program_;
  Names<Index> applicant_kinds_;
  Names<Index> claim_kinds_;
  Names<Index> awards_;
  Names<std::vector<Index>> applicant_facts_;
  Names<std::vector<Index>> kinds_with_fact_;
  std::vector<Names<Index>> claim_facts_;  // parallel to claim_kinds
};

}  // namespace polc::runtime
