#include "runtime/tables/payment_table.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/assert.h"
#include "runtime/tables/row_faults.h"
#include "runtime/tables/text_word.h"

namespace polc::runtime {
namespace {

constexpr std::uint64_t kFirstFactor = 0x9E3779B97F4A7C15ULL;
constexpr std::uint64_t kSecondFactor = 0xD6E8FEB86659FD93ULL;

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 32U;
  value *= kSecondFactor;
  value ^= value >> 32U;
  value *= kSecondFactor;
  return value ^ (value >> 32U);
}

}  // namespace

std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = kFirstFactor ^ text.size();
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) hash = mix(hash ^ word_at(text.data() + at)) + kFirstFactor;
  std::uint64_t rest = 0;
  for (std::size_t byte = at; byte < text.size(); ++byte) {
    rest |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[byte])) << (8 * (byte - at));
  }
  return mix(hash ^ rest);
}

PaymentTable::PaymentTable(const InputFile& file, TableHeader header) : header_(std::move(header)) {
  const std::optional<std::uint32_t> column = header_.find(ColumnRole::Case, "case");
  POLC_ASSERT(column, "the header of payments was checked for the column `case`");
  case_column_ = *column;
  BlockOptions options;
  options.delimiter = header_.delimiter;
  BlockReader reader(file, header_.first_row_offset, header_.first_row_line, options);
  TableRows rows;
  for (RowBlock block; reader.next(block);) take_block(std::move(block), rows);
  if (reader.problem()) problem_ = reader.problem()->error;
  build_directory();
}

void PaymentTable::take_block(RowBlock block, TableRows& rows) {
  add_text_faults(block);
  block.bytes.fit();
  blocks_.push_back(std::make_unique<RowBlock>(std::move(block)));
  rows.cut(*blocks_.back(), header_.delimiter);
  std::string held;
  const auto number = static_cast<std::uint32_t>(blocks_.size() - 1);
  for (const TableRow& row : rows.all()) {
    Entry entry;
    entry.block = number;
    entry.begin = row.begin;
    entry.end = static_cast<std::uint32_t>(rows.begin_of(row, row.num_cells));
    entry.fault = row.fault;
    if (row.num_cells > case_column_) {
      const std::string_view id = unquoted(rows.raw(row, case_column_), held);
      entry.has_case = !id.empty() && id != "\\N";
      entry.hash = hash_text(id);
    }
    entries_.push_back(entry);
  }
}

void PaymentTable::build_directory() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& lhs, const Entry& rhs) {
    return std::tuple(lhs.hash, lhs.block, lhs.begin) < std::tuple(rhs.hash, rhs.block, rhs.begin);
  });
  directory_bits_ = static_cast<unsigned>(std::bit_width(entries_.size() + 1));
  directory_.assign((std::size_t{1} << directory_bits_) + 1, 0);
  std::size_t at = 0;
  for (std::size_t slot = 0; slot < directory_.size(); ++slot) {
    while (at < entries_.size() && (entries_[at].hash >> (64 - directory_bits_)) < slot) ++at;
    directory_[slot] = static_cast<std::uint32_t>(at);
  }
  is_taken_ = std::make_unique<std::atomic<bool>[]>(entries_.size());
}

std::size_t PaymentTable::first_of(std::uint64_t hash) const {
  std::size_t at = directory_[hash >> (64 - directory_bits_)];
  while (at < entries_.size() && entries_[at].hash < hash) ++at;
  return at;
}

PaymentTable::Row PaymentTable::row_of(const Entry& entry) const {
  const RowBlock& block = *blocks_[entry.block];
  Row row{&block, entry.begin, entry.fault == TableRow::kNoFault ? nullptr : &block.faults[entry.fault], {}};
  bool is_inside = false;
  std::size_t begin = entry.begin;
  for (std::size_t at = entry.begin; at <= entry.end && at < block.bytes.size(); ++at) {
    const char one = block.bytes[at];
    if (one == '"') is_inside = !is_inside;
    const bool ends_row = at == entry.end;
    if (is_inside || (one != header_.delimiter && !ends_row)) continue;
    std::string_view cell = block.bytes.view().substr(begin, at - begin);
    if (ends_row && cell.ends_with('\r')) cell.remove_suffix(1);
    row.cells.push_back(cell);
    begin = at + 1;
    if (ends_row) break;
  }
  return row;
}

std::optional<std::string> PaymentTable::case_of(const Row& row) const {
  if (row.cells.size() <= case_column_) return std::nullopt;
  std::string held;
  return std::string(unquoted(row.cells[case_column_], held));
}

bool PaymentTable::has_rows_of(std::string_view case_id) const {
  const std::uint64_t hash = hash_text(case_id);
  for (std::size_t at = first_of(hash); at < entries_.size() && entries_[at].hash == hash; ++at) {
    if (entries_[at].has_case && case_of(row_of(entries_[at])) == case_id) return true;
  }
  return false;
}

std::vector<PaymentTable::Row> PaymentTable::take_rows_of(std::string_view case_id) const {
  std::vector<Row> result;
  const std::uint64_t hash = hash_text(case_id);
  for (std::size_t at = first_of(hash); at < entries_.size() && entries_[at].hash == hash; ++at) {
    if (!entries_[at].has_case) continue;
    Row row = row_of(entries_[at]);
    if (case_of(row) != case_id) continue;
    is_taken_[at].store(true, std::memory_order_relaxed);
    result.push_back(std::move(row));
  }
  return result;
}

std::vector<CaseError> PaymentTable::rows_left() const {
  std::vector<const Entry*> left;
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    if (!is_taken_[at].load(std::memory_order_relaxed)) left.push_back(&entries_[at]);
  }
  std::sort(left.begin(), left.end(), [](const Entry* lhs, const Entry* rhs) {
    return std::tuple(lhs->block, lhs->begin) < std::tuple(rhs->block, rhs->begin);
  });
  std::vector<CaseError> errors;
  for (const Entry* entry : left) {
    const Row row = row_of(*entry);
    if (!entry->has_case && row.fault != nullptr) {
      errors.push_back(describe_fault(*row.block, *row.fault));
      continue;
    }
    CaseError error =
        entry->has_case
            ? make_case_error(CaseErrorCode::E1029, {}, {shown(case_of(row).value_or(""))}, "")
            : make_case_error(CaseErrorCode::E1014, {}, {{"`case`", "“case”（案件）"}, {"the row", "该行"}}, "");
    const FilePlace place = place_in_file(*row.block, row.begin);
    error.line = static_cast<std::uint32_t>(place.line);
    error.column = place.column;
    errors.push_back(std::move(error));
  }
  return errors;
}

}  // namespace polc::runtime
