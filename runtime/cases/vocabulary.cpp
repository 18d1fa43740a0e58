#include "runtime/cases/vocabulary.h"

#include <algorithm>

namespace polc::runtime {
namespace {

const std::vector<Index> kNoSlots;

template <typename Item>
std::vector<std::string> names_of(const std::vector<Item>& items) {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (const Item& item : items) names.push_back(item.name);
  return names;
}

Index to_index(std::size_t position) { return static_cast<Index>(position); }

}  // namespace

CaseVocabulary::CaseVocabulary(const Program& program) : program_(&program), claim_facts_(program.claim_kinds.size()) {
  for (std::size_t kind = 0; kind < program.applicant_kinds.size(); ++kind) {
    applicant_kinds_.emplace(program.applicant_kinds[kind].name, to_index(kind));
    for (const Index slot : program.applicant_kinds[kind].facts)
      applicant_facts_[program.facts[slot].name].push_back(slot);
  }
  for (std::size_t kind = 0; kind < program.claim_kinds.size(); ++kind) {
    const ClaimKind& claim_kind = program.claim_kinds[kind];
    claim_kinds_.emplace(claim_kind.name, to_index(kind));
    for (std::size_t position = 0; position < claim_kind.facts.size(); ++position) {
      const std::string& name = program.facts[claim_kind.facts[position]].name;
      claim_facts_[kind].emplace(name, to_index(position));
      kinds_with_fact_[name].push_back(to_index(kind));
    }
  }
  for (std::size_t award = 0; award < program.awards.size(); ++award) {
    awards_.emplace(program.awards[award].name, to_index(award));
  }
}

std::optional<Index> CaseVocabulary::find_applicant_kind(std::string_view name) const {
  return find(applicant_kinds_, name);
}
std::optional<Index> CaseVocabulary::find_claim_kind(std::string_view name) const { return find(claim_kinds_, name); }
std::optional<Index> CaseVocabulary::find_award(std::string_view name) const { return find(awards_, name); }

std::optional<Index> CaseVocabulary::find_applicant_fact(Index kind, std::string_view name) const {
  for (const Index slot : find_applicant_facts(name)) {
    if (program_->facts[slot].kind == kind) return slot;
  }
  return std::nullopt;
}

const std::vector<Index>& CaseVocabulary::find_applicant_facts(std::string_view name) const {
  const auto found = applicant_facts_.find(name);
  return found == applicant_facts_.end() ? kNoSlots : found->second;
}

std::optional<Index> CaseVocabulary::find_claim_fact(Index kind, std::string_view name) const {
  return find(claim_facts_[kind], name);
}

const std::vector<Index>& CaseVocabulary::find_kinds_with_fact(std::string_view name) const {
  const auto found = kinds_with_fact_.find(name);
  return found == kinds_with_fact_.end() ? kNoSlots : found->second;
}

std::optional<Index> CaseVocabulary::find_value(Index enumeration, std::string_view name) const {
  const Enumeration& known = program_->enumerations[enumeration];
  for (std::size_t code = 0; code < known.values.size(); ++code) {
    const bool is_alias = code < known.aliases.size() && !name.empty() && known.aliases[code] == name;
    if (known.values[code] == name || is_alias) return to_index(code);
  }
  return std::nullopt;
}

std::vector<std::string> CaseVocabulary::applicant_kind_names() const { return names_of(program_->applicant_kinds); }
std::vector<std::string> CaseVocabulary::claim_kind_names() const { return names_of(program_->claim_kinds); }
std::vector<std::string> CaseVocabulary::award_names() const { return names_of(program_->awards); }

std::vector<std::string> CaseVocabulary::fact_names(const std::vector<Index>& facts) const {
  std::vector<std::string> names;
  for (const Index slot : facts) names.push_back(program_->facts[slot].name);
  return names;
}

}  // namespace polc::runtime
