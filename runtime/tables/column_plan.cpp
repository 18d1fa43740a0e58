#include "runtime/tables/column_plan.h"

#include <algorithm>
#include <string>
#include <utility>

namespace polc::runtime {
namespace {

using Labels = LabelIndex::Labels;

/// A label that begins with a quote is written with doubled quotes, which the reader of cases takes off.
void add_label(const std::string& label, std::uint32_t code, Labels& labels) {
  if (!label.starts_with('"')) labels.emplace_back(label, code);
}

template <typename Kind>
Labels labels_of_kinds(const std::vector<Kind>& kinds) {
  Labels labels;
  for (std::size_t at = 0; at < kinds.size(); ++at) add_label(kinds[at].name, static_cast<std::uint32_t>(at), labels);
  return labels;
}

void add_labels(const Program& program, const Fact& fact, Labels& labels) {
  if (fact.type == FactType::YesNo) {
    for (const char* word : {"yes", "true", "是", "1", "TRUE", "True", "Yes", "YES"}) labels.emplace_back(word, 1);
    for (const char* word : {"no", "false", "否", "0", "FALSE", "False", "No", "NO"}) labels.emplace_back(word, 0);
    return;
  }
  const Enumeration& known = program.enumerations[fact.enumeration];
  for (std::uint32_t code = 0; code < known.values.size(); ++code) {
    add_label(known.values[code], code, labels);
    if (code < known.aliases.size()) add_label(known.aliases[code], code, labels);
  }
}

/// What a column of codes says without a value has codes of its own, so that a look is all its cells need.
CellForm form_of_cells(const Program& program, const Fact& fact) {
  CellForm form;
  form.type = fact.type;
  if (is_numeric(fact.type)) {
    form.number = form_of(program, fact);
  } else if (storage_of(program, fact) == Storage::Codes) {
    Labels labels{{"\\N", kNullCode}};
    add_labels(program, fact, labels);
    form.labels = std::make_unique<LabelIndex>(labels, kAbsentCode);
  } else if (fact.type != FactType::Text) {
    Labels labels;
    add_labels(program, fact, labels);
    form.labels = std::make_unique<LabelIndex>(labels, LabelIndex::kUnknown);
  }
  return form;
}

/// Facts that are read alike share a form, so that most columns have one.
bool are_alike(const Fact& lhs, const Fact& rhs) {
  return lhs.type == rhs.type && lhs.enumeration == rhs.enumeration && lhs.low == rhs.low && lhs.high == rhs.high;
}

/// Plans the cells of the facts of one owner.
class CellPlanner {
 public:
  CellPlanner(const Program& program, const FactLayout& layout, std::vector<FactTarget>& targets,
              std::vector<KindCells>& by_kind)
      : program_(program), layout_(layout), targets_(targets), by_kind_(by_kind) {}

  /// Takes the cells `cell`, which give the facts `slots`, all of one name. Cells come in ascending order.
  void take(std::uint32_t cell, const std::vector<Index>& slots) {
    const std::size_t first = targets_.size();
    std::vector<std::vector<const Fact*>> read_by;  // by target: the fact of each form
    for (const Index slot : slots) {
      const Fact& fact = program_.facts[slot];
      const Index number = layout_.of_slot[slot];
      std::size_t at = first;
      while (at < targets_.size() && targets_[at].number != number) ++at;
      if (at == targets_.size()) {
        targets_.push_back({cell, number, layout_.storages[number], {}});
        read_by.emplace_back();
      }
      std::vector<const Fact*>& facts = read_by[at - first];
      const auto alike =
          std::find_if(facts.begin(), facts.end(), [&](const Fact* other) { return are_alike(*other, fact); });
      by_kind_[fact.kind].readings.push_back(
          {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(alike - facts.begin())});
      if (alike != facts.end()) continue;
      facts.push_back(&fact);
      targets_[at].forms.push_back(form_of_cells(program_, fact));
    }
    for (KindCells& kind : by_kind_) {
      const bool is_read = !kind.readings.empty() && kind.readings.back().target >= first;
      if (!is_read) keep_silent(cell, kind);
    }
  }

  /// Notes that rows of a kind have nothing in the cells `cell`.
  static void keep_silent(std::uint32_t cell, KindCells& kind) {
    if (!kind.silent.empty() && kind.silent.back().last + 1 == cell) {
      kind.silent.back().last = cell;
    } else {
      kind.silent.push_back({cell, cell});
    }
  }

 private:
  const Program& program_;
  const FactLayout& layout_;
  std::vector<FactTarget>& targets_;
  std::vector<KindCells>& by_kind_;
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
      applicant_cells(words.program().applicant_kinds.size() + 1),
      claim_cells(words.program().claim_kinds.size() + 1),
      applicant_kinds(labels_of_kinds(words.program().applicant_kinds), LabelIndex::kUnknown),
      claim_kinds(labels_of_kinds(words.program().claim_kinds), LabelIndex::kUnknown) {
  CellPlanner of_applicant(words.program(), layout.applicant, applicant_facts, applicant_cells);
  CellPlanner of_claim(words.program(), layout.claim, claim_facts, claim_cells);
  for (std::uint32_t cell = 0; cell < num_columns; ++cell) {
    const TableColumn& column = header.columns[cell];
    if (column.role == ColumnRole::ApplicantFact) of_applicant.take(cell, words.find_applicant_facts(column.key));
    if (column.role == ColumnRole::Fact) of_claim.take(cell, slots_of_claim_fact(words, column.key));
    if (cell == on) CellPlanner::keep_silent(cell, claim_cells.back());
  }
}

}  // namespace polc::runtime
