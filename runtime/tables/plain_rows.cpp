#include "runtime/tables/plain_rows.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace polc::runtime {
namespace {

constexpr std::size_t kMostComparedIds = 8;
constexpr std::size_t kRowsTogether = 128;  // few enough that their cells stay near while column after column is read

/// The rows of cases, in the order of the cases.
struct RowList {
  const std::vector<std::uint32_t>& rows;
  bool is_whole;  // all rows of the block, as they stand there: scattered cases have theirs elsewhere
};

RowList list_of(const std::vector<std::uint32_t>& rows, std::size_t num_rows) {
  return {rows, rows.size() == num_rows && std::is_sorted(rows.begin(), rows.end())};
}

/// Appends the values of some rows; those of a whole block are handed over as they are.
template <typename Value>
void take_rows(std::vector<Value>& from, const RowList& list, std::vector<Value>& to) {
  const std::vector<std::uint32_t>& rows = list.rows;
  if (to.empty() && list.is_whole) {
    to.swap(from);
    return;
  }
  const std::size_t held = to.size();
  to.resize(held + rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) to[held + at] = from[rows[at]];
}

void take_rows(Column& from, const RowList& rows, Column& to) {
  switch (from.storage) {
    case Storage::Codes: return take_rows(from.codes, rows, to.codes);
    case Storage::Days: return take_rows(from.days, rows, to.days);
    case Storage::Numbers: return take_rows(from.numbers, rows, to.numbers);
    case Storage::Names: return take_rows(from.names, rows, to.names);
  }
}

void make_absent(Column& column, std::size_t num_rows) {
  switch (column.storage) {
    case Storage::Codes: return column.codes.assign(num_rows, kAbsentCode);
    case Storage::Days: return column.days.assign(num_rows, kAbsentDay);
    case Storage::Numbers: return column.numbers.assign(num_rows, kAbsentNumber);
    case Storage::Names: return column.names.assign(num_rows, kAbsentName);
  }
}

/// Takes `said` where `held` is silent; returns false where the two differ.
template <typename Value>
bool agree(Value& held, Value said, Value absent) {
  if (said == absent || said == held) return true;
  if (held != absent) return false;
  held = said;
  return true;
}

/// Makes the value of row `to` what rows `to` and `from` say together; returns false where they differ. Names are
/// compared by place, so equal texts in two rows count as different: the reader of cases settles them.
bool agree(Column& column, std::size_t to, std::size_t from) {
  switch (column.storage) {
    case Storage::Codes: return agree(column.codes[to], column.codes[from], kAbsentCode);
    case Storage::Days: return agree(column.days[to], column.days[from], kAbsentDay);
    case Storage::Numbers: return agree(column.numbers[to], column.numbers[from], kAbsentNumber);
    case Storage::Names: return agree(column.names[to], column.names[from], kAbsentName);
  }
  return false;
}

}  // namespace

PlainRows::PlainRows(const Program& program, const ColumnPlan& plan)
    : program_(program),
      plan_(plan),
      applicant_values_(plan.applicant_facts.size()),
      claim_values_(plan.claim_facts.size()) {}

void PlainRows::read(const TableRows& rows, const CaseGroups& groups, CaseTable& table) {
  rows_ = &rows;
  table_ = &table;
  mark_rows();
  read_kinds();
  share_applicant_kinds(groups);
  prepare();
  read_applicants();
  read_claims();
  judge_cases(groups);
}

/// Makes every value absent.
void PlainRows::prepare() {
  applied_.assign(num_rows(), kAbsentDay);
  on_.assign(num_rows(), kAbsentDay);
  const auto clear = [this](const std::vector<FactTarget>& targets, std::vector<Column>& columns) {
    for (std::size_t at = 0; at < targets.size(); ++at) {
      columns[at].storage = targets[at].storage;
      make_absent(columns[at], num_rows());
    }
  };
  clear(plan_.applicant_facts, applicant_values_);
  clear(plan_.claim_facts, claim_values_);
}

void PlainRows::mark_rows() {
  is_marked_.assign(num_rows(), 0);
  for (std::size_t row = 0; row < num_rows(); ++row) {
    const TableRow& one = (*rows_)[row];
    is_marked_[row] = one.num_cells != plan_.num_columns || one.fault != TableRow::kNoFault ? 1 : 0;
  }
}

/// Returns a cell that was found to be plain.
std::string_view PlainRows::cell_text(std::size_t row, std::uint32_t cell) const {
  std::string_view text = rows_->raw((*rows_)[row], cell);
  take_quotes_off(text);
  return text;
}

void PlainRows::read_kinds() {
  kinds_.assign(num_rows(), kNoKind);
  applicant_kinds_.assign(num_rows(), kNoKind);
  const auto read = [&](std::uint32_t cell, const LabelIndex& labels, std::vector<std::uint32_t>& kinds) {
    const ColumnCells cells = rows_->column(cell, plan_.num_columns);
    const LabelIndex::Finder finder = labels.finder();
    for (std::size_t row = 0; row < num_rows(); ++row) {
      if (is_marked_[row] != 0) continue;
      const std::string_view text = cells[row];
      kinds[row] = find_label(finder, text);
      if (kinds[row] == kNoKind && !text.empty() && text != "\"\"") is_marked_[row] = 1;
    }
  };
  if (plan_.kind != ColumnPlan::kNoColumn) read(plan_.kind, plan_.claim_kinds, kinds_);
  if (plan_.applicant_kind != ColumnPlan::kNoColumn && !program_.applicant_kinds.empty())
    read(plan_.applicant_kind, plan_.applicant_kinds, applicant_kinds_);
}

/// What one row of a case says of the applicant's kind holds for all of them.
void PlainRows::share_applicant_kinds(const CaseGroups& groups) {
  if (groups.size() == num_rows()) return;
  for (std::size_t number = 0; number < groups.size(); ++number) {
    const std::span<const std::uint32_t> of_case = groups.rows_of(number);
    if (of_case.size() < 2) continue;
    std::uint32_t kind = kNoKind;
    for (const std::uint32_t row : of_case) {
      if (applicant_kinds_[row] != kNoKind && kind != kNoKind && applicant_kinds_[row] != kind) is_marked_[row] = 1;
      if (kind == kNoKind) kind = applicant_kinds_[row];
    }
    for (const std::uint32_t row : of_case) applicant_kinds_[row] = kind;
  }
}

/// Reads what `plan`, the cells of one kind, says of `rows`.
void PlainRows::read_facts(std::span<const std::uint32_t> rows, const KindCells& plan,
                           const std::vector<FactTarget>& targets, std::vector<Column>& values) {
  PlainCells cells = plain_cells();
  for (const auto& [target, form] : plan.readings)
    cells.read(rows, targets[target], targets[target].forms[form], values[target]);
  for (const KindCells::Run& run : plan.silent) cells.expect_silence(rows, run);
}

void PlainRows::read_applicants() {
  rows_by_kind_.sort(applicant_kinds_, is_marked_, plan_.applicant_cells.size());
  rows_by_kind_.for_each(kRowsTogether, [&](std::size_t kind, std::span<const std::uint32_t> rows) {
    if (plan_.applied != ColumnPlan::kNoColumn) plain_cells().read_days(rows, plan_.applied, applied_);
    read_facts(rows, plan_.applicant_cells[kind], plan_.applicant_facts, applicant_values_);
  });
}

void PlainRows::read_claims() {
  const std::size_t num_kinds = plan_.claim_cells.size() - 1;
  rows_by_kind_.sort(kinds_, is_marked_, num_kinds + 1);
  rows_by_kind_.for_each(kRowsTogether, [&](std::size_t kind, std::span<const std::uint32_t> rows) {
    if (kind < num_kinds && plan_.on != ColumnPlan::kNoColumn) plain_cells().read_days(rows, plan_.on, on_);
    read_facts(rows, plan_.claim_cells[kind], plan_.claim_facts, claim_values_);
  });
}

void PlainRows::judge_cases(const CaseGroups& groups) {
  is_plain_.assign(groups.size(), 0);
  const bool has_ids = plan_.id != ColumnPlan::kNoColumn || plan_.applicant_id != ColumnPlan::kNoColumn;
  for (std::size_t number = 0; number < groups.size(); ++number) {
    const std::span<const std::uint32_t> rows = groups.rows_of(number);
    bool is_certain = !groups.ids[number].empty();
    for (const std::uint32_t row : rows) is_certain = is_certain && is_marked_[row] == 0;
    is_certain = is_certain && (program_.applicant_kinds.empty() || applicant_kinds_[rows.front()] != kNoKind);
    is_plain_[number] = is_certain && (!has_ids || has_own_ids(rows)) && (rows.size() == 1 || merge_case(rows)) ? 1 : 0;
  }
}

/// The ids of the applicant and of claims are texts that stay in the file until they are needed.
bool PlainRows::has_own_ids(std::span<const std::uint32_t> rows) const {
  const auto take = [&](std::uint32_t row, std::uint32_t cell, std::string_view& text) {
    text = rows_->raw((*rows_)[row], cell);
    return take_quotes_off(text) && text != "\\N";
  };
  std::string_view text;
  if (plan_.applicant_id != ColumnPlan::kNoColumn) {
    std::string_view held;
    for (const std::uint32_t row : rows) {
      if (!take(row, plan_.applicant_id, text)) return false;
      if (!held.empty() && !text.empty() && text != held) return false;
      if (held.empty()) held = text;
    }
  }
  if (plan_.id == ColumnPlan::kNoColumn) return true;
  bool is_given = false;
  for (const std::uint32_t row : rows) {
    if (!take(row, plan_.id, text) || (!text.empty() && kinds_[row] == kNoKind)) return false;
    is_given = is_given || !text.empty();
  }
  if (!is_given || rows.size() == 1) return true;
  if (rows.size() > kMostComparedIds) return false;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string_view id = cell_text(rows[at], plan_.id);
    if (id.empty()) return false;  // a place might be another claim's id
    for (std::size_t other = 0; other < at; ++other) {
      if (cell_text(rows[other], plan_.id) == id) return false;
    }
  }
  return true;
}

/// Brings what the rows say of the applicant together in the first of them.
bool PlainRows::merge_case(std::span<const std::uint32_t> rows) {
  const std::size_t first = rows.front();
  for (const std::uint32_t row : rows.subspan(1)) {
    if (!agree(applied_[first], applied_[row], kAbsentDay)) return false;
    for (Column& column : applicant_values_) {
      if (!agree(column, first, row)) return false;
    }
  }
  return true;
}

void PlainRows::append(const CaseGroups& groups, std::size_t begin, std::size_t end, TableBuilder& builder) {
  CaseTable& table = builder.table;
  first_rows_.clear();
  claim_rows_.clear();
  const std::size_t first_case = table.num_cases();
  const std::size_t first_claim = table.num_claims();
  for (std::size_t number = begin; number < end; ++number) {
    const std::span<const std::uint32_t> rows = groups.rows_of(number);
    first_rows_.push_back(rows.front());
    table.case_ids.append(groups.ids[number]);
    for (const std::uint32_t row : rows) {
      if (kinds_[row] != kNoKind) claim_rows_.push_back(row);
    }
    table.first_claim.push_back(static_cast<std::uint32_t>(first_claim + claim_rows_.size()));
    if (plan_.id != ColumnPlan::kNoColumn) append_claim_ids(rows, table.claim_ids);
    if (plan_.applicant_id != ColumnPlan::kNoColumn) table.applicant_ids.append(applicant_id_of(rows));
  }
  builder.end_cases(end - begin);
  const RowList heads = list_of(first_rows_, num_rows());
  const RowList claims = list_of(claim_rows_, num_rows());
  take_rows(applicant_kinds_, heads, table.applicant_kind);
  take_rows(kinds_, claims, table.claim_kind);
  take_rows(applied_, heads, table.applied);
  take_rows(on_, claims, table.on);
  for (std::size_t at = 0; at < applicant_values_.size(); ++at) {
    Column& column = builder.applicant_facts.column(plan_.applicant_facts[at].number, first_case);
    take_rows(applicant_values_[at], heads, column);
  }
  for (std::size_t at = 0; at < claim_values_.size(); ++at) {
    Column& column = builder.claim_facts.column(plan_.claim_facts[at].number, first_claim);
    take_rows(claim_values_[at], claims, column);
  }
}

std::string_view PlainRows::applicant_id_of(std::span<const std::uint32_t> rows) const {
  for (const std::uint32_t row : rows) {
    const std::string_view id = cell_text(row, plan_.applicant_id);
    if (!id.empty()) return id;
  }
  return {};
}

void PlainRows::append_claim_ids(std::span<const std::uint32_t> rows, TextColumn& ids) const {
  std::size_t place = 0;
  for (const std::uint32_t row : rows) {
    if (kinds_[row] == kNoKind) continue;
    ++place;
    const std::string_view id = cell_text(row, plan_.id);
    const fmt::format_int number(place);
    ids.append(id.empty() ? std::string_view(number.data(), number.size()) : id);
  }
}

}  // namespace polc::runtime
