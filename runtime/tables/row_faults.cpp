#include "runtime/tables/row_faults.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "base/unicode.h"
#include "runtime/program/utf8.h"

namespace polc::runtime {
namespace {

bool is_text(std::string_view bytes) {
  return std::memchr(bytes.data(), '\0', bytes.size()) == nullptr && is_utf8(bytes);
}

/// Returns the offset of the first byte that is no text, or the size.
std::size_t find_no_text(std::string_view bytes) {
  return std::min({base::find_invalid_utf8(bytes), bytes.find('\0'), bytes.size()});
}

/// Returns where the row ends that `offset` is in: a row may span lines within quotes.
std::size_t end_of_row(std::string_view bytes, std::size_t begin, std::size_t limit) {
  bool is_inside = false;
  for (std::size_t at = begin; at < limit; ++at) {
    if (bytes[at] == '"') is_inside = !is_inside;
    if (bytes[at] == '\n' && !is_inside) return at + 1;
  }
  return limit;
}

/// Finds the rows between two faults that hold something else than text.
void check_rows(const RowBlock& block, std::size_t begin, std::size_t end, std::vector<RowFault>& faults) {
  const std::string_view bytes = block.bytes.view();
  if (is_text(bytes.substr(begin, end - begin))) return;
  while (begin < end) {
    const std::size_t row_end = end_of_row(bytes, begin, end);
    const std::string_view row = bytes.substr(begin, row_end - begin);
    const std::size_t wrong = find_no_text(row);
    if (wrong < row.size()) {
      const RowFault fault{begin, row_end, begin + wrong, row_end - 1, CaseErrorCode::E1012, {}};
      faults.push_back(fault);
    }
    begin = row_end;
  }
}

}  // namespace

void add_text_faults(RowBlock& block) {
  if (block.faults.empty() && is_text(block.bytes.view())) return;
  std::vector<RowFault> faults;
  std::size_t begin = 0;
  for (const RowFault& fault : block.faults) {
    check_rows(block, begin, fault.begin, faults);
    faults.push_back(fault);
    // The cells before a fault are shown, so they must be text.
    RowFault& held = faults.back();
    held.cells_end = held.begin + find_no_text(block.bytes.view().substr(held.begin, held.cells_end - held.begin));
    begin = fault.end;
  }
  check_rows(block, begin, block.bytes.size(), faults);
  block.faults = std::move(faults);
}

CaseError describe_fault(const RowBlock& block, const RowFault& fault) {
  if (fault.code != CaseErrorCode::E1012) return error_at(block, fault.place, fault.code, fault.arguments);
  const FilePlace place = place_in_file(block, fault.place);
  const auto byte = static_cast<unsigned char>(block.bytes[fault.place]);
  const base::Bilingual found = byte == 0 ? base::Bilingual{"byte 0x00 is no text", "字节 0x00 不是文本"}
                                          : base::Bilingual{fmt::format("byte 0x{:02X} is not UTF-8", byte),
                                                            fmt::format("字节 0x{:02X} 不是 UTF-8", byte)};
  const std::string line = std::to_string(place.line);
  const std::string column = std::to_string(place.column);
  return error_at(block, fault.place, fault.code, {found, {line, line}, {column, column}});
}

CaseError error_at(const RowBlock& block, std::size_t offset, CaseErrorCode code,
                   const std::vector<base::Bilingual>& arguments) {
  CaseError error = make_case_error(code, {}, arguments, "");
  const FilePlace place = place_in_file(block, offset);
  error.line = static_cast<std::uint32_t>(place.line);
  error.column = place.column;
  return error;
}

}  // namespace polc::runtime
