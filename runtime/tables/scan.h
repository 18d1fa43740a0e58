// Finds the structure of a table in its bytes: where cells and rows end and where a quote stands out of place
// (RFC 4180). Works on 64 bytes at a time as bit masks; the widest instructions the processor has are chosen when the
// program runs, and the plain form gives the same answer everywhere. Knows nothing of headers or values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace polc::runtime {

/// What a look over some rows tells, up to the first quote that stands out of place.
struct Survey {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t end = 0;        // just past the last row that is whole; 0 without any
  std::size_t num_lines = 0;  // line feeds before `end`, those inside quotes too
  std::size_t num_rows = 0;   // rows before `end` that are not blank
  std::size_t fault = kNone;  // a quote inside a bare cell, or what follows a closing quote
  bool has_quotes = false;
};

/// Returns the survey of `bytes`, which begin with a row. Linear, some gigabytes a second.
Survey survey_rows(std::string_view bytes, char delimiter);

/// The structure of some rows as arrays that the caller owns.
struct CellIndex {
  static constexpr std::size_t kSpare = 16;  // room that is needed beyond one for each byte; it is written to

  std::uint32_t* ends;      // the offset of each delimiter and line feed outside quotes
  std::uint32_t* row_ends;  // the place in `ends` of each line feed
};

struct IndexCounts {
  std::size_t num_cells = 0;
  std::size_t num_rows = 0;
};

/// Fills `index` from its beginning and returns how much. `bytes`: whole rows without a fault, less than 4 GiB;
/// `base`: added to each offset. Linear.
IndexCounts index_cells(std::string_view bytes, char delimiter, std::uint32_t base, CellIndex index);

/// Returns how many line feeds there are. Linear.
std::size_t count_lines(std::string_view bytes);

/// The ways of scanning, for tests: every one gives the same answers.
enum class ScanWidth : std::uint8_t { Plain, Sse2, Avx2, Avx512 };

/// Returns whether this build and this processor have `width`.
bool has_scan(ScanWidth width);
Survey survey_rows(std::string_view bytes, char delimiter, ScanWidth width);
IndexCounts index_cells(std::string_view bytes, char delimiter, std::uint32_t base, CellIndex index, ScanWidth width);
std::size_t count_lines(std::string_view bytes, ScanWidth width);

}  // namespace polc::runtime
