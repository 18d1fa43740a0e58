#include "runtime/tables/column_plan.h"

#include <algorithm>
#include <string>
#include <utility>

namespace polc::runtime {
namespace {

using Labels = std::vector<std::pair<std::string, std::uint32_t>>;

template <typename Kind>
Labels labels_of_kinds(const std::vector<Kind>& kinds) {
  Labels labels;
  for (std::size_t at = 0; at < kinds.size(); ++at) labels.emplace_back(kinds[at].name, static_cast<std::uint32_t>(at));
  return labels;
}

Labels labels_of(const Program& program, const Fact& fact) {
  if (fact.type == FactType::YesNo) {
    Labels labels;
    for (const char* word : {"yes", "true", "是", "1", "TRUE", "True", "Yes", "YES"}) labels.emplace_back(word, 1);
    for (const char* word : {"no", "false", "否", "0", "FALSE", "False", "No", "NO"}) labels.emplace_back(word, 0);
    return labels;
  }
  Labels labels;
  const Enumeration& known = program.enumerations[fact.enumeration];
  for (std::size_t code = 0; code < known.values.size(); ++code) {
    labels.emplace_back(known.values[code], static_cast<std::uint32_t>(code));
    if (code < known.aliases.size()) labels.emplace_back(known.aliases[code], static_cast<std::uint32_t>(code));
  }
  return labels;
}

CellForm form_of_cells(const Program& program, const Fact& fact) {
  CellForm form;
  form.type = fact.type;
  if (is_numeric(fact.type)) {
    form.number = form_of(program, fact);
  } else if (fact.type != FactType::Text) {
    form.labels = std::make_unique<LabelIndex>(labels_of(program, fact));
  }
  return form;
}

/// Facts that are read alike share a form, so that most columns have one.
bool are_alike(const Fact& lhs, const Fact& rhs) {
  return lhs.type == rhs.type && lhs.enumeration == rhs.enumeration && lhs.low == rhs.low && lhs.high == rhs.high;
}

class TargetMaker {
 public:
  TargetMaker(const Program& program, const FactLayout& layout, std::size_t num_kinds)
      : program_(program), layout_(layout), num_kinds_(num_kinds) {}

  /// Appends the targets of the facts `slots`, all of one name, which the cells `cell` give.
  void make(std::uint32_t cell, const std::vector<Index>& slots, std::vector<FactTarget>& targets) const {
    const std::size_t first = targets.size();
    std::vector<std::vector<const Fact*>> read_by;  // by target: the fact of each form
    for (const Index slot : slots) {
      const Fact& fact = program_.facts[slot];
      const Index number = layout_.of_slot[slot];
      std::size_t at = first;
      while (at < targets.size() && targets[at].number != number) ++at;
      if (at == targets.size()) {
        targets.push_back({cell,
                           number,
                           layout_.storages[number],
                           {},
                           std::vector<std::uint16_t>(num_kinds_ + 1, FactTarget::kNotHere),
                           std::vector<std::uint8_t>(num_kinds_ + 1, 0)});
        read_by.emplace_back();
      }
      std::vector<const Fact*>& facts = read_by[at - first];
      const auto alike =
          std::find_if(facts.begin(), facts.end(), [&](const Fact* other) { return are_alike(*other, fact); });
      targets[at].form_of_kind[fact.kind] = static_cast<std::uint16_t>(alike - facts.begin());
      if (alike != facts.end()) continue;
      facts.push_back(&fact);
      targets[at].forms.push_back(form_of_cells(program_, fact));
    }
    note_elsewhere(first, targets);
  }

 private:
  void note_elsewhere(std::size_t first, std::vector<FactTarget>& targets) const {
    for (std::size_t at = first; at < targets.size(); ++at) {
      for (std::size_t other = first; other < targets.size(); ++other) {
        for (std::size_t kind = 0; other != at && kind <= num_kinds_; ++kind) {
          if (targets[other].form_of_kind[kind] != FactTarget::kNotHere) targets[at].is_elsewhere[kind] = 1;
        }
      }
    }
  }

  const Program& program_;
  const FactLayout& layout_;
  std::size_t num_kinds_;
};

std::vector<Index> slots_of_claim_fact(const CaseVocabulary& words, std::string_view name) {
  std::vector<Index> slots;
  for (const Index kind : words.find_kinds_with_fact(name)) {
    slots.push_back(words.program().claim_kinds[kind].facts[*words.find_claim_fact(kind, name)]);
  }
  return slots;
}

}  // namespace

ColumnPlan::ColumnPlan(const CaseVocabulary& words, const TableHeader& header, const TableLayout& layout)
    : num_columns(static_cast<std::uint32_t>(header.columns.size())),
      applied(header.find(ColumnRole::Applied, "applied").value_or(kNoColumn)),
      applicant_kind(header.find(ColumnRole::ApplicantKey, "kind").value_or(kNoColumn)),
      applicant_id(header.find(ColumnRole::ApplicantKey, "id").value_or(kNoColumn)),
      kind(header.find(ColumnRole::Key, "kind").value_or(kNoColumn)),
      on(header.find(ColumnRole::Key, "on").value_or(kNoColumn)),
      id(header.find(ColumnRole::Key, "id").value_or(kNoColumn)),
      applicant_kinds(labels_of_kinds(words.program().applicant_kinds)),
      claim_kinds(labels_of_kinds(words.program().claim_kinds)) {
  const TargetMaker of_applicant(words.program(), layout.applicant, words.program().applicant_kinds.size());
  const TargetMaker of_claim(words.program(), layout.claim, words.program().claim_kinds.size());
  for (std::uint32_t cell = 0; cell < num_columns; ++cell) {
    const TableColumn& column = header.columns[cell];
    if (column.role == ColumnRole::ApplicantFact)
      of_applicant.make(cell, words.find_applicant_facts(column.key), applicant_facts);
    if (column.role == ColumnRole::Fact) of_claim.make(cell, slots_of_claim_fact(words, column.key), claim_facts);
  }
}

}  // namespace polc::runtime
