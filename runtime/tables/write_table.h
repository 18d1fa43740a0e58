// Results of cases as rows of a table, one for each award of each claim or one for each case. The columns are an
// interface (docs/tables.md). Amounts are exact decimals in whole units of the currency.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/grant_table.h"
#include "runtime/cases/case.h"
#include "runtime/program/program.h"
#include "runtime/tables/row_text.h"

namespace polc::runtime {

enum class ResultRows : std::uint8_t { Grants, Cases };

class TableWriter {
 public:
  /// `program` must outlive this.
  TableWriter(const Program& program, ResultRows rows, char delimiter);

  /// Returns the line of column names.
  std::string header() const;

  /// Appends the results of consecutive cases of a table, in their order.
  void write(const CaseTable& cases, const GrantTable& results, ByteBuffer& out) const;

  /// Appends the result of one case.
  void write(const Decision& decision, std::string& out) const;

 private:
  void write_grants(const CaseTable& cases, const GrantTable& results, std::uint32_t at, const Decision* detail,
                    RowText& out) const;
  void write_case(std::string_view id, const GrantTable& results, std::uint32_t at, const Decision* detail,
                  RowText& out) const;
  void append_cell(std::string_view cell, std::string& out) const;
  void append_joined(const std::vector<std::string>& texts, std::string& out) const;
  void append_bound(const std::optional<Fraction>& bound, std::string& out) const;
  void append_range(const Range& range, std::string& out) const;
  void append_error(std::string_view id, std::string& out) const;

  const Program& program_;
  ResultRows rows_;
  char delimiter_;
  std::vector<ByteBuffer> awards_;      // by award: its name and article as cells, each with the delimiter after it
  std::array<ByteBuffer, 4> outcomes_;  // by outcome, with the delimiter after it
};

/// Returns the grants of a claim by the names of their awards, as tables list them.
std::vector<const Grant*> sorted_grants(const Program& program, const ClaimDecision& claim);

}  // namespace polc::runtime
