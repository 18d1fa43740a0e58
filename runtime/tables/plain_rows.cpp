#include "runtime/tables/plain_rows.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/tables/case_tree.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMostComparedIds = 8;
constexpr std::size_t kRowsOfTile = 256;

/// Appends the values of some rows, which come ascending; all of them are handed over as they are.
template <typename Value>
void take_rows(std::vector<Value>& from, const std::vector<std::uint32_t>& rows, std::vector<Value>& to) {
  if (to.empty() && rows.size() == from.size()) {
    to.swap(from);
    return;
  }
  const std::size_t held = to.size();
  to.resize(held + rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) to[held + at] = from[rows[at]];
}

void take_rows(Column& from, const std::vector<std::uint32_t>& rows, Column& to) {
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
  prepare();
  for (std::size_t begin = 0; begin < num_rows(); begin += kRowsOfTile) {
    const Tile tile{begin, std::min(begin + kRowsOfTile, num_rows())};
    read_days(tile, plan_.applied, false, applied_);
    read_days(tile, plan_.on, true, on_);
    for (std::size_t at = 0; at < applicant_values_.size(); ++at)
      read_target(tile, plan_.applicant_facts[at], applicant_kinds_, applicant_values_[at]);
    for (std::size_t at = 0; at < claim_values_.size(); ++at)
      read_target(tile, plan_.claim_facts[at], kinds_, claim_values_[at]);
  }
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

/// Sets `text` to a cell without quotes; returns false when that takes more than a look.
inline bool PlainRows::plain_cell(std::size_t row, std::uint32_t cell, std::string_view& text) const {
  text = rows_->raw((*rows_)[row], cell);
  if (text.empty() || text.front() != '"') return true;
  text = text.substr(1, text.size() - 2);
  return text.find('"') == std::string_view::npos;
}

/// Returns a cell that was found to be plain.
std::string_view PlainRows::cell_text(std::size_t row, std::uint32_t cell) const {
  std::string_view text;
  plain_cell(row, cell, text);
  return text;
}

void PlainRows::read_kinds() {
  kinds_.assign(num_rows(), kNoKind);
  applicant_kinds_.assign(num_rows(), kNoKind);
  const auto read = [&](std::uint32_t cell, const LabelIndex& labels, std::vector<std::uint32_t>& kinds) {
    for (std::size_t row = 0; row < num_rows(); ++row) {
      std::string_view text;
      if (is_marked_[row] != 0) continue;
      const bool is_plain = plain_cell(row, cell, text);
      if (text.empty()) continue;
      kinds[row] = labels.find(text);
      if (!is_plain || kinds[row] == LabelIndex::kUnknown) is_marked_[row] = 1;
    }
  };
  if (plan_.kind != ColumnPlan::kNoColumn) read(plan_.kind, plan_.claim_kinds, kinds_);
  if (plan_.applicant_kind != ColumnPlan::kNoColumn && !program_.applicant_kinds.empty())
    read(plan_.applicant_kind, plan_.applicant_kinds, applicant_kinds_);
}

void PlainRows::read_days(Tile tile, std::uint32_t cell, bool is_of_claim, std::vector<std::int32_t>& days) {
  if (cell == ColumnPlan::kNoColumn) return;
  for (std::size_t row = tile.begin; row < tile.end; ++row) {
    std::string_view text;
    if (is_marked_[row] != 0) continue;
    const bool is_plain = plain_cell(row, cell, text);
    if (text.empty()) continue;
    const std::optional<std::int32_t> day = text == "\\N" ? std::optional(kNullDay) : read_day(text);
    if (!is_plain || !day || (is_of_claim && kinds_[row] == kNoKind)) {
      is_marked_[row] = 1;
    } else {
      days[row] = *day;
    }
  }
}

/// Fills one value a row. `read(text, form)` returns nothing where it is not certain.
template <typename Read, typename Value>
void PlainRows::read_cells(Tile tile, const FactTarget& target, const std::vector<std::uint32_t>& kinds,
                           std::vector<Value>& values, Value null, Read read) {
  const std::size_t no_kind = target.form_of_kind.size() - 1;
  for (std::size_t row = tile.begin; row < tile.end; ++row) {
    std::string_view text;
    if (is_marked_[row] != 0) continue;
    const bool is_plain = plain_cell(row, target.cell, text);
    if (text.empty()) continue;
    const std::size_t kind = kinds[row] == kNoKind ? no_kind : kinds[row];
    const std::uint16_t form = target.form_of_kind[kind];
    if (form == FactTarget::kNotHere) {
      if (target.is_elsewhere[kind] == 0) is_marked_[row] = 1;
      continue;
    }
    if (text == "\\N" && is_plain) {
      values[row] = null;
      continue;
    }
    const std::optional<Value> value = is_plain ? read(text, target.forms[form]) : std::nullopt;
    if (value)
      values[row] = *value;
    else
      is_marked_[row] = 1;
  }
}

void PlainRows::read_target(Tile tile, const FactTarget& target, const std::vector<std::uint32_t>& kinds,
                            Column& column) {
  const auto read_code = [](std::string_view text, const CellForm& form) -> std::optional<std::uint8_t> {
    const std::uint32_t code = form.labels->find(text);
    return code == LabelIndex::kUnknown ? std::nullopt : std::optional(static_cast<std::uint8_t>(code));
  };
  const auto read_date = [](std::string_view text, const CellForm& form) -> std::optional<std::int32_t> {
    const std::optional<std::int32_t> day = read_day(text);
    return day && *day >= form.number.low && *day <= form.number.high ? day : std::nullopt;
  };
  const auto read_number = [](std::string_view text, const CellForm& form) -> std::optional<std::int64_t> {
    if (form.labels == nullptr) return read_steps(text, form.number);
    const std::uint32_t code = form.labels->find(text);
    return code == LabelIndex::kUnknown ? std::nullopt : std::optional(std::int64_t{code});
  };
  const auto read_name = [this](std::string_view text, const CellForm& form) -> std::optional<std::uint32_t> {
    if (form.type == FactType::AnyOf) {
      const std::uint32_t set = read_set(text, *form.labels);
      return set == kAbsentName ? std::nullopt : std::optional(set);
    }
    table_->texts.emplace_back(text);
    return static_cast<std::uint32_t>(table_->texts.size() - 1);
  };
  switch (target.storage) {
    case Storage::Codes: return read_cells(tile, target, kinds, column.codes, kNullCode, read_code);
    case Storage::Days: return read_cells(tile, target, kinds, column.days, kNullDay, read_date);
    case Storage::Numbers: return read_cells(tile, target, kinds, column.numbers, kNullNumber, read_number);
    case Storage::Names: return read_cells(tile, target, kinds, column.names, kNullName, read_name);
  }
}

/// Returns the place of the set, or kAbsentName when a label is not known.
std::uint32_t PlainRows::read_set(std::string_view cell, const LabelIndex& labels) {
  std::vector<Index> codes;
  bool is_known = true;
  for_each_label(cell, [&](std::string_view label) {
    codes.push_back(labels.find(label));
    is_known = is_known && codes.back() != LabelIndex::kUnknown;
  });
  if (!is_known) return kAbsentName;
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  table_->sets.push_back(std::move(codes));
  return static_cast<std::uint32_t>(table_->sets.size() - 1);
}

void PlainRows::judge_cases(const CaseGroups& groups) {
  is_plain_.assign(groups.size(), 0);
  for (std::size_t number = 0; number < groups.size(); ++number) {
    const std::span<const std::uint32_t> rows = groups.rows_of(number);
    const bool is_certain =
        std::all_of(rows.begin(), rows.end(), [this](std::uint32_t row) { return is_marked_[row] == 0; });
    const bool has_kind = program_.applicant_kinds.empty() || applicant_kinds_[rows.front()] != kNoKind;
    is_plain_[number] =
        is_certain && has_kind && !groups.ids[number].empty() && has_own_ids(rows) && merge_case(rows) ? 1 : 0;
  }
}

/// The ids of the applicant and of claims are texts that stay in the file until they are needed.
bool PlainRows::has_own_ids(std::span<const std::uint32_t> rows) const {
  std::string_view text;
  if (plan_.applicant_id != ColumnPlan::kNoColumn) {
    std::string_view held;
    for (const std::uint32_t row : rows) {
      if (!plain_cell(row, plan_.applicant_id, text) || text == "\\N") return false;
      if (!held.empty() && !text.empty() && text != held) return false;
      if (held.empty()) held = text;
    }
  }
  if (plan_.id == ColumnPlan::kNoColumn) return true;
  bool is_given = false;
  for (const std::uint32_t row : rows) {
    if (!plain_cell(row, plan_.id, text) || text == "\\N" || (!text.empty() && kinds_[row] == kNoKind)) return false;
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
    table.applicant_kind.push_back(program_.applicant_kinds.empty() ? kNone : applicant_kinds_[rows.front()]);
    std::size_t place = 0;
    std::string_view applicant_id;
    for (const std::uint32_t row : rows) {
      if (plan_.applicant_id != ColumnPlan::kNoColumn && applicant_id.empty())
        applicant_id = cell_text(row, plan_.applicant_id);
      if (kinds_[row] == kNoKind) continue;
      claim_rows_.push_back(row);
      table.claim_kind.push_back(kinds_[row]);
      ++place;
      if (plan_.id == ColumnPlan::kNoColumn) continue;
      const std::string_view id = cell_text(row, plan_.id);
      if (id.empty()) {
        const fmt::format_int number_text(place);
        table.claim_ids.append({number_text.data(), number_text.size()});
      } else {
        table.claim_ids.append(id);
      }
    }
    if (plan_.applicant_id != ColumnPlan::kNoColumn) table.applicant_ids.append(applicant_id);
    builder.end_case();
  }
  take_rows(applied_, first_rows_, table.applied);
  take_rows(on_, claim_rows_, table.on);
  for (std::size_t at = 0; at < applicant_values_.size(); ++at) {
    Column& column = builder.applicant_facts.column(plan_.applicant_facts[at].number, first_case);
    take_rows(applicant_values_[at], first_rows_, column);
  }
  for (std::size_t at = 0; at < claim_values_.size(); ++at) {
    Column& column = builder.claim_facts.column(plan_.claim_facts[at].number, first_claim);
    take_rows(claim_values_[at], claim_rows_, column);
  }
}

}  // namespace polc::runtime
