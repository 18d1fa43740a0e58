// Cases written as tables and read column by column are decided as the same cases read one by one, and as they were
// before they were written.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

#include "runtime/batch/evaluate_table.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/evaluate.h"
#include "runtime/tables/table_reader.h"
#include "runtime/tables/write_table.h"
#include "tests/property/random_case.h"
#include "tests/property/random_policy.h"
#include "tests/property/settings.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

constexpr std::size_t kCasesOfRound = 12;

/// A file that goes away with the test.
class Scratch {
 public:
  explicit Scratch(const std::string& text) {
    ::close(::mkstemp(name_.data()));
    std::ofstream(name_, std::ios::binary) << text;
  }
  ~Scratch() { ::unlink(name_.c_str()); }
  const std::string& name() const { return name_; }

 private:
  std::string name_ = "/tmp/polc-test-XXXXXX";
};

/// Rows with the columns they need, by name.
class Rows {
 public:
  using Row = std::map<std::string, std::string>;

  void add(Row row) {
    for (const auto& [name, cell] : row) columns_.emplace(name, columns_.size());
    rows_.push_back(std::move(row));
  }

  std::string text(const std::string& needed) const {
    std::string result = needed;
    for (const auto& [name, number] : columns_) {
      if (name != needed) result += "," + name;
    }
    for (const Row& row : rows_) {
      result += "\n" + (row.contains(needed) ? row.at(needed) : "");
      for (const auto& [name, number] : columns_) {
        if (name != needed) result += "," + (row.contains(name) ? row.at(name) : "");
      }
    }
    return result + "\n";
  }

 private:
  std::map<std::string, std::size_t> columns_;
  std::vector<Row> rows_;
};

void put(Rows::Row& row, const std::string& name, Presence presence, const std::string& text) {
  if (presence == Presence::Given) row[name] = text;
  if (presence == Presence::Null) row[name] = "\\N";
}

std::string cell_of(const Program& program, const Fact& fact, const Constant& value) {
  if (fact.type == FactType::Money) return major_units_text(program, value.number);
  if (fact.type == FactType::Percent || fact.type == FactType::Number || fact.type == FactType::Integer)
    return to_text(value.number);
  return value_text(program, fact, value, polc::base::Language::English);
}

void put_facts(const Program& program, const std::vector<Index>& slots, const std::vector<FactValue>& values,
               const std::string& prefix, Rows::Row& row) {
  for (std::size_t at = 0; at < slots.size(); ++at) {
    const Fact& fact = program.facts[slots[at]];
    put(row, prefix + fact.name, values[at].presence,
        values[at].presence == Presence::Given ? cell_of(program, fact, values[at].value) : "");
  }
}

struct Tables {
  Rows cases, history, others;
  std::size_t num_history = 0, num_others = 0;
};

void put_date(Rows::Row& row, const std::string& name, const CaseDate& date) {
  put(row, name, date.presence, to_text(date.date));
}

void put_money(const Program& program, Rows::Row& row, const std::string& name, const CaseMoney& amount) {
  put(row, name, amount.presence, major_units_text(program, amount.minor_units));
}

void put_payments(const Program& program, const Case& one, Tables& tables) {
  for (const HistoryEntry& entry : one.history) {
    Rows::Row row{{"case", one.id},
                  {"award", program.awards[entry.award].name},
                  {"claim", entry.claim},
                  {"matter", entry.matter},
                  {"recipient", entry.recipient}};
    put_date(row, "on", entry.on);
    put_money(program, row, "paid", entry.paid);
    put_facts(program, program.claim_kinds[program.awards[entry.award].claim_kind].facts, entry.facts, "claim.", row);
    tables.history.add(std::move(row));
    ++tables.num_history;
  }
  for (const OtherGrant& grant : one.others) {
    Rows::Row row{{"case", one.id}, {"policy", grant.policy}, {"claim", grant.claim}, {"matter", grant.matter}};
    put_date(row, "on", grant.on);
    put_money(program, row, "entitled", grant.entitled);
    put_money(program, row, "paid", grant.paid);
    put(row, "level", grant.level.presence,
        grant.level.presence == Presence::Given
            ? program.enumerations[program.level_enumeration]
                  .values[static_cast<std::size_t>(grant.level.value.number.numerator())]
            : "");
    tables.others.add(std::move(row));
    ++tables.num_others;
  }
}

void put_case(const Program& program, const Case& one, Chance& chance, Tables& tables) {
  Rows::Row head{{"case", one.id}};
  put_date(head, "applied", one.applied);
  if (one.applicant_kind != kNone && !program.applicant_kinds.empty()) {
    head["applicant.kind"] = program.applicant_kinds[one.applicant_kind].name;
    std::vector<FactValue> values;
    for (const Index slot : program.applicant_kinds[one.applicant_kind].facts)
      values.push_back(one.applicant_facts[slot]);
    put_facts(program, program.applicant_kinds[one.applicant_kind].facts, values, "applicant.", head);
  }
  bool is_first = true;
  for (const Claim& claim : one.claims) {
    Rows::Row row = is_first || chance.percent(40) ? head : Rows::Row{{"case", one.id}};
    is_first = false;
    row["kind"] = program.claim_kinds[claim.kind].name;
    row["id"] = claim.id;
    put_date(row, "on", claim.on);
    put_facts(program, program.claim_kinds[claim.kind].facts, claim.facts, "claim.", row);
    tables.cases.add(std::move(row));
  }
  put_payments(program, one, tables);
}

/// Facts of an applicant whose kind is not given may be of any: the table cannot say which, so they are left out.
bool can_be_written(const Program& program, const Case& one) {
  return !one.claims_unknown && !one.history_unknown && !one.others_unknown &&
         (one.applicant_kind != kNone || program.applicant_kinds.empty());
}

std::string results_of(const TableWriter& writer, const Program& program, const std::vector<Case>& cases) {
  std::string text;
  for (const Case& one : cases) writer.write(evaluate(program, one, adopted_readings(program)), text);
  return text;
}

std::optional<PaymentTable> read_payments(const CaseVocabulary& words, const InputFile& file, TableKind kind) {
  ReadHeader read = read_header(words, file, kind, {});
  if (!read.mistakes.empty()) FAIL(read.mistakes.front().message.english);
  return std::optional<PaymentTable>(std::in_place, file, std::move(read.header));
}

/// Reads the tables in small blocks, by column and one by one, and returns the results, which must be the same.
std::string compare(const Program& program, const Tables& tables, const std::string& expected, std::uint64_t seed) {
  const Scratch cases(tables.cases.text("case"));
  const Scratch history_text(tables.history.text("case"));
  const Scratch others_text(tables.others.text("case"));
  const InputFile file(cases.name());
  const InputFile history_file(history_text.name());
  const InputFile others_file(others_text.name());
  const CaseVocabulary words(program);
  const ReadHeader read = read_header(words, file, TableKind::Cases, {});
  if (!read.mistakes.empty()) FAIL("POLC_SEED=" << seed << ": " << read.mistakes.front().message.english);
  const std::optional<PaymentTable> history = read_payments(words, history_file, TableKind::History);
  const std::optional<PaymentTable> others = read_payments(words, others_file, TableKind::Others);
  const TableLayout layout(program);
  const ColumnPlan plan(words, read.header, layout);
  BlockOptions options;
  options.case_column = 0;
  options.block_bytes = 300;
  const ScatteredCases scattered = ScatteredCases::find(file, read.header.first_row_offset, 2, options, 1);
  const TableReaderSetup setup{{words, read.header, &*history, &*others}, layout, plan, file, scattered, options};
  TableReader reader(setup);
  BlockReader blocks(file, read.header.first_row_offset, 2, options);
  const TableWriter writer(program, ResultRows::Grants, ',');
  ByteBuffer by_column;
  std::string one_by_one;
  for (RowBlock block; blocks.next(block);) {
    reader.take(block);
    const CaseTable table = reader.read();
    writer.write(table, evaluate_table(program, table, adopted_readings(program), {Details::Undetermined}), by_column);
    for (std::size_t number = 0; number < reader.num_cases(); ++number) {
      TableCase one = reader.read_case(number);
      Decision decision;
      decision.case_id = one.one.id;
      decision.outcome = CaseOutcome::Error;
      if (one.errors.empty()) decision = evaluate(program, one.one, adopted_readings(program));
      writer.write(decision, one_by_one);
    }
  }
  CAPTURE(seed);
  REQUIRE(by_column.view() == one_by_one);
  if (!expected.empty()) REQUIRE(one_by_one == expected);
  return one_by_one;
}

}  // namespace

TEST_CASE("property: tables of random cases are decided as the cases are") {
  const std::uint64_t seed = number_from("POLC_SEED", 20220301);
  const std::uint64_t num_rounds = number_from("POLC_ROUNDS", 10'000) / 20;
  std::size_t num_errors = 0;
  std::size_t num_results = 0;
  for (std::uint64_t round = 0; round < num_rounds; ++round) {
    Chance chance(seed + round);
    const ProgramBuilder policy = random_policy(chance);
    const Program& program = policy.program();
    Tables tables;
    std::vector<Case> written;
    const bool has_payments = chance.percent(50);
    for (std::size_t number = 0; number < kCasesOfRound; ++number) {
      Case one = with_gaps(chance, program, random_case(chance, program));
      if (!can_be_written(program, one)) continue;
      one.id = "C" + std::to_string(number);
      if (!has_payments) {
        one.history.clear();
        one.others.clear();
      }
      put_case(program, one, chance, tables);
      written.push_back(std::move(one));
    }
    // The reader of cases completes the matters of payments, so only cases without them are the same as before.
    const std::string results = compare(
        program, tables,
        has_payments ? "" : results_of(TableWriter(program, ResultRows::Grants, ','), program, written), seed + round);
    for (std::size_t at = results.find('\n'); at != std::string::npos; at = results.find('\n', at + 1)) ++num_results;
    for (std::size_t at = results.find(",error,"); at != std::string::npos; at = results.find(",error,", at + 1))
      ++num_errors;
  }
  CHECK(num_results > num_rounds * kCasesOfRound);
  CHECK(num_errors < num_results / 4);
}
