#include "runtime/tables/plain_cells.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "runtime/tables/case_tree.h"
#include "runtime/tables/cell_value.h"

namespace polc::runtime {

void PlainCells::read(std::span<const std::uint32_t> rows, const FactTarget& target, const CellForm& form,
                      Column& values) {
  const auto read_date = [&](std::string_view text) -> std::optional<std::int32_t> {
    const std::optional<std::int32_t> day = read_day(text);
    return day && *day >= form.number.low && *day <= form.number.high ? day : std::nullopt;
  };
  const auto read_number = [&](std::string_view text) { return read_steps(text, form.number); };
  const auto read_large_code = [&](std::string_view text) -> std::optional<std::int64_t> {
    const std::uint32_t code = form.labels->find(text);
    return code == LabelIndex::kUnknown ? std::nullopt : std::optional(std::int64_t{code});
  };
  const auto read_name = [&](std::string_view text) -> std::optional<std::uint32_t> {
    if (text.front() == '"' || text == "\\N") return std::nullopt;
    const std::uint32_t name = form.labels == nullptr ? keep_text(text) : keep_set(text, *form.labels);
    return name == kAbsentName ? std::nullopt : std::optional(name);
  };
  switch (target.storage) {
    case Storage::Codes:
      if (form.labels->is_short()) return read_codes(rows, target.cell, form.labels->short_finder(), values.codes);
      return read_codes(rows, target.cell, form.labels->finder(), values.codes);
    case Storage::Days: return read_each(rows, target.cell, values.days, kNullDay, read_date);
    case Storage::Numbers:
      if (form.labels == nullptr) return read_each(rows, target.cell, values.numbers, kNullNumber, read_number);
      return read_each(rows, target.cell, values.numbers, kNullNumber, read_large_code);
    case Storage::Names: return read_each(rows, target.cell, values.names, kNullName, read_name);
  }
}

void PlainCells::read_days(std::span<const std::uint32_t> rows, std::uint32_t cell, std::vector<std::int32_t>& days) {
  read_each(rows, cell, days, kNullDay, [](std::string_view text) { return read_day(text); });
}

/// `value_of(text)` returns nothing where it is not certain, as of every text in quotes.
template <typename Read, typename Value>
void PlainCells::read_each(std::span<const std::uint32_t> rows, std::uint32_t cell, std::vector<Value>& values,
                           Value null, Read value_of) {
  const ColumnCells cells = rows_.column(cell, num_cells_);
  for (const std::uint32_t row : rows) {
    std::string_view text = cells[row];
    if (text.empty()) continue;
    std::optional<Value> value = value_of(text);
    if (!value) {
      const bool is_certain = take_quotes_off(text);
      if (is_certain && text.empty()) continue;
      if (is_certain) value = text == "\\N" ? std::optional(null) : value_of(text);
    }
    if (value) {
      values[row] = *value;
    } else {
      is_marked_[row] = 1;
    }
  }
}

template <typename Finder>
void PlainCells::read_codes(std::span<const std::uint32_t> rows, std::uint32_t cell, const Finder& labels,
                            std::vector<std::uint8_t>& codes) {
  const ColumnCells cells = rows_.column(cell, num_cells_);
  const Finder finder = labels;
  std::uint8_t* const out = codes.data();
  for (const std::uint32_t row : rows) {
    const std::uint32_t code = find_label(finder, cells[row]);
    out[row] = static_cast<std::uint8_t>(code);
    if (code == LabelIndex::kUnknown) is_marked_[row] = 1;
  }
}

void PlainCells::expect_silence(std::span<const std::uint32_t> rows, const KindCells::Run& run) {
  for (const std::uint32_t row : rows) {
    const TableRow& one = rows_[row];
    if (rows_.are_empty(one, run.first, run.last)) continue;
    for (std::uint32_t cell = run.first; cell <= run.last; ++cell) {
      const std::string_view text = rows_.raw(one, cell);
      if (!text.empty() && text != "\"\"") is_marked_[row] = 1;
    }
  }
}

/// Returns the place of the text.
std::uint32_t PlainCells::keep_text(std::string_view cell) {
  table_.texts.emplace_back(cell);
  return static_cast<std::uint32_t>(table_.texts.size() - 1);
}

/// Returns the place of the set, or kAbsentName when a label is not known.
std::uint32_t PlainCells::keep_set(std::string_view cell, const LabelIndex& labels) {
  std::vector<Index> codes;
  bool is_known = true;
  for_each_label(cell, [&](std::string_view label) {
    codes.push_back(labels.find(label));
    is_known = is_known && codes.back() != LabelIndex::kUnknown;
  });
  if (!is_known) return kAbsentName;
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  table_.sets.push_back(std::move(codes));
  return static_cast<std::uint32_t>(table_.sets.size() - 1);
}

}  // namespace polc::runtime
