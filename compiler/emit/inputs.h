// The user's tables as the query reads them: which column holds which fact, how a value is stored, what makes it bad
// input. Prints the DDL of the tables. The columns are those of cases in CSV (docs/cases).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/emit/dialect.h"
#include "compiler/emit/quantity.h"
#include "compiler/emit/relations.h"
#include "runtime/program/program.h"

namespace polc::emit {

using runtime::Index;
using runtime::kNone;

/// What NULL in the column of a fact with `presumed` means.
enum class NullMeaning : std::uint8_t {
  Absent,   // the presumption applies
  Unknown,  // it does not
  Column,   // absent, unless the column NAME__unknown beside it is true
};

struct TableNames {
  std::string claims = "claims";
  std::string cases = "cases";
  std::string history = "history";
  std::string others = "other_grants";
};

class Inputs {
 public:
  /// `columns`: other names for columns, by the name documented. `largest`: what a number without bounds is taken to
  /// be at most, in whole units. All must outlive this.
  Inputs(const runtime::Program& program, const DialectTraits& traits, Terms& terms, const TableNames& tables,
         const std::map<std::string, std::string>& columns, NullMeaning null_meaning, Wide largest);

  const TableNames& tables() const { return tables_; }
  const DialectTraits& traits() const { return traits_; }

  /// Returns the column name of a fact in its own table, and in the history.
  std::string column_of(Index slot) const;
  /// Returns the name the user gave the documented column. Refuses one the dialect would cut off.
  std::string column_named(const std::string& documented) const;
  Term column(const std::string& documented, Type type);

  /// Returns the value of a fact as a scan computes it: truth, scaled whole number or text; NULL is unknown.
  Term value(Index slot);
  /// Returns the same with what the policy presumes of a fact that is absent.
  Term presumed_value(Index slot);
  /// Returns whether the value in the table is bad input; never NULL.
  Term is_bad(Index slot);
  Term day(const std::string& documented);
  Term is_bad_day(const std::string& documented);
  /// An amount in minor units, and whether it is bad input (also: below zero or too large).
  Term money(const std::string& documented);
  Term is_bad_money(const std::string& documented, Wide largest);

  /// Returns the number a value of a numeric fact is multiplied by to be whole.
  Wide scale_of(Index slot) const;
  /// Returns the bounds of a fact as scaled whole numbers: declared, or what is taken for them.
  std::pair<Wide, Wide> bounds_of(Index slot) const;

  /// Returns the statements that create the tables.
  std::string ddl() const;

 private:
  Term constant_of(Index slot, const runtime::Constant& constant);
  Wide stored_scale(Index slot) const;
  std::string type_of(Index slot) const;
  std::string money_type() const;
  std::string create(const std::string& table, const std::vector<std::pair<std::string, std::string>>& columns,
                     const std::vector<std::string>& key) const;
  void add_claim_facts(std::vector<std::pair<std::string, std::string>>& columns) const;

  const runtime::Program& program_;
  const DialectTraits& traits_;
  Terms& terms_;
  const TableNames& tables_;
  const std::map<std::string, std::string>& columns_;
  NullMeaning null_meaning_;
  Wide largest_;
};

}  // namespace polc::emit
