// The first line of a table: which column is which key or fact of a case. The same words as in JSON, in both
// languages, with `applicant.` before what belongs to the applicant; columns of a table that was not made for polc are
// given the name they stand for. Every mistake of a header is named, since nothing can be read under a wrong one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"
#include "runtime/cases/vocabulary.h"
#include "runtime/tables/input_file.h"

namespace polc::runtime {

/// The three kinds of table: claims with their cases, past payments, grants of other policies.
enum class TableKind : std::uint8_t { Cases, History, Others };

enum class ColumnRole : std::uint8_t {
  Ignored,
  Case,  // which case a row belongs to
  Applied,
  ApplicantKey,  // a fixed key of the applicant: `kind` or `id`
  ApplicantFact,
  Key,   // a fixed key of the row: of a claim, a payment or a grant
  Fact,  // of the claim, or of the payment
};

struct TableColumn {
  ColumnRole role = ColumnRole::Ignored;
  std::string key;      // as a case in JSON has it: kind, on, 级别; stage for 环节
  std::string heading;  // as it stands in the file
};

struct TableHeader {
  TableKind kind = TableKind::Cases;
  char delimiter = ',';
  std::vector<TableColumn> columns;
  std::uint64_t first_row_offset = 0;  // in the file
  std::uint64_t first_row_line = 2;

  /// Returns the place of the column with this role and key, or nothing. The role `Case` has the key "case".
  std::optional<std::uint32_t> find(ColumnRole role, std::string_view key) const;
};

struct HeaderOptions {
  char delimiter = ',';
  std::vector<std::string> ignored;                          // headings
  std::vector<std::pair<std::string, std::string>> renamed;  // heading, the column it stands for
};

/// What is wrong with a header, as a place in the first line and a message. `column` counts characters from 1; 0: the
/// mistake has no place in the file.
struct HeaderMistake {
  std::uint64_t line = 1;
  std::uint32_t column = 0;
  base::Bilingual message;
};

struct ReadHeader {
  TableHeader header;
  std::vector<HeaderMistake> mistakes;  // with any, the header is not to be used
  int problem = 0;                      // an errno of reading
};

/// The most columns of a table, and the most bytes of its first line.
inline constexpr std::size_t kMaxColumns = 65'536;
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{16} << 20U;

/// Reads the header of `file`. Mistakes are in the order of the columns. A table that is no text in UTF-8, or whose
/// columns seem to be parted by another character, is told as such. Linear in the line.
ReadHeader read_header(const CaseVocabulary& words, const InputFile& file, TableKind kind,
                       const HeaderOptions& options);

}  // namespace polc::runtime
