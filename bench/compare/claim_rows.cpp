// The C++ side of bench/compare/compare.py: makes the rows that every peer gets, times what runs in this process (the
// rules written by hand over rows and over columns; polc in memory, in batches and one claim a call; all on one
// thread), and says what the first rows come to, by which all peers are compared.
//
//   polc_compare_rows OUT.csv ROWS REPETITIONS [PREFIX…]
//
// Writes ROWS claims of the Minhang quality policy, one a case, every fact known, as a table of cases. Prints JSON: the
// processor times of each peer in nanoseconds, one a repetition, and the sums of the first PREFIX rows and of all.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bench/quality_by_hand.h"
#include "bench/quality_claims.h"
#include "runtime/batch/evaluate_table.h"
#include "runtime/batch/scalar_evaluator.h"
#include "runtime/explain/evaluate.h"
#include "runtime/value/date.h"

namespace {

using namespace polc::bench;
using namespace polc::runtime;

using Answer = by_hand::Answer;

/// Answers as columns, minor units; as many as rows.
struct AnswerColumns {
  std::vector<std::int64_t> amounts;
  std::vector<std::uint8_t> referred;
  explicit AnswerColumns(std::size_t num_rows) : amounts(num_rows), referred(num_rows) {}
  std::vector<Answer> rows() const {
    std::vector<Answer> result(amounts.size());
    for (std::size_t row = 0; row < result.size(); ++row) result[row] = {amounts[row], referred[row] != 0};
    return result;
  }
};

/// What rows come to. `weighted` tells apart answers that were exchanged: each amount times the number of its row
/// modulo 1009, plus one.
struct Sums {
  std::int64_t amount = 0;  // minor units
  std::int64_t num_referred = 0;
  std::int64_t weighted = 0;
};

Sums sums_of(const std::vector<Answer>& answers, std::size_t num_rows) {
  Sums sums;
  for (std::size_t row = 0; row < num_rows; ++row) {
    sums.amount += answers[row].amount;
    sums.num_referred += answers[row].is_referred ? 1 : 0;
    sums.weighted += answers[row].amount * static_cast<std::int64_t>((row + 1) % 1009 + 1);
  }
  return sums;
}

// --- the rows as a table ---

std::string cell(const Program& program, const CaseTable& table, const FactColumns& facts, Index slot,
                 std::size_t row) {
  const Column& column = facts.columns[facts.of_slot[slot]];
  if (column.storage == Storage::Names) return table.texts[column.names[row]];
  const std::uint8_t code = column.codes[row];
  if (code == kAbsentCode) return "";
  const Fact& fact = program.facts[slot];
  if (fact.type == FactType::YesNo) return code == 1 ? "true" : "false";
  return program.enumerations[fact.enumeration].values[code];
}

/// The names of facts of one owner, each once: the columns of the table.
std::vector<std::string> fact_names(const Program& program, FactOwner owner) {
  std::vector<std::string> names;
  for (const Fact& fact : program.facts) {
    bool is_new = fact.owner == owner;
    for (const std::string& name : names) is_new = is_new && name != fact.name;
    if (is_new) names.push_back(fact.name);
  }
  return names;
}

class TableWriter {
 public:
  TableWriter(const Program& program, const CaseTable& table)
      : program_(program),
        table_(table),
        applicant_names_(fact_names(program, FactOwner::Applicant)),
        claim_names_(fact_names(program, FactOwner::Claim)) {}

  void write(std::ostream& out) const {
    out << "case,applicant.kind";
    for (const std::string& name : applicant_names_) out << ",applicant." << name;
    out << ",kind,on";
    for (const std::string& name : claim_names_) out << ',' << name;
    out << '\n';
    for (std::size_t row = 0; row < table_.num_cases(); ++row) write_row(out, row);
  }

 private:
  void write_row(std::ostream& out, std::size_t row) const {
    const ApplicantKind& applicant = program_.applicant_kinds[table_.applicant_kind[row]];
    const ClaimKind& claim = program_.claim_kinds[table_.claim_kind[row]];
    out << table_.case_ids[row] << ',' << applicant.name;
    write_facts(out, row, applicant_names_, applicant.facts, table_.applicant_facts);
    out << ',' << claim.name << ',' << to_text(Date{table_.on[row]});
    write_facts(out, row, claim_names_, claim.facts, table_.claim_facts);
    out << '\n';
  }

  void write_facts(std::ostream& out, std::size_t row, const std::vector<std::string>& names,
                   const std::vector<Index>& slots, const FactColumns& facts) const {
    for (const std::string& name : names) {
      out << ',';
      for (const Index slot : slots) {
        if (program_.facts[slot].name == name) out << cell(program_, table_, facts, slot, row);
      }
    }
  }

  const Program& program_;
  const CaseTable& table_;
  const std::vector<std::string> applicant_names_;
  const std::vector<std::string> claim_names_;
};

// --- the peers of this process: each gives the answer of every row ---

class HandWrittenRows {
 public:
  static constexpr const char* kName = "hand_rows";
  HandWrittenRows(const Program& program, const CaseTable& table)
      : rows_(by_hand::rows_of(program, table)), answers_(rows_.size()) {}
  void run() { by_hand::answer_rows(rows_, answers_); }
  std::vector<Answer> answers() const { return answers_; }

 private:
  std::vector<by_hand::Row> rows_;
  std::vector<Answer> answers_;
};

class HandWrittenColumns {
 public:
  static constexpr const char* kName = "hand_columns";
  HandWrittenColumns(const Program& program, const CaseTable& table)
      : columns_(by_hand::columns_of(by_hand::rows_of(program, table))), answers_(table.num_cases()) {}
  void run() { by_hand::answer_columns(columns_, answers_.amounts, answers_.referred); }
  std::vector<Answer> answers() const { return answers_.rows(); }

 private:
  by_hand::Columns columns_;
  AnswerColumns answers_;
};

class Batch {
 public:
  static constexpr const char* kName = "polc_batch";
  Batch(const Program& program, const CaseTable& table)
      : table_(table), evaluator_(program, adopted_readings(program)), answers_(table.num_cases()) {}
  void run() {
    evaluator_.evaluate(table_, {}, [&](const GrantTable& block) {
      for (std::size_t row = 0; row < block.num_cases(); ++row) {
        answers_.amounts[block.first_case + row] = block.total_min[row];
        answers_.referred[block.first_case + row] = block.case_outcome[row] == CaseOutcome::Referred ? 1 : 0;
      }
    });
  }
  std::vector<Answer> answers() const { return answers_.rows(); }

 private:
  const CaseTable& table_;
  TableEvaluator evaluator_;
  AnswerColumns answers_;
};

// One claim a call. Writing its facts into the columns of the evaluator is part of the time.
class Scalar {
 public:
  static constexpr const char* kName = "polc_scalar";
  Scalar(const Program& program, const CaseTable& table)
      : table_(table), evaluator_(program, adopted_readings(program)), answers_(table.num_cases()) {}
  void run() {
    CaseTable& one = evaluator_.table();
    for (std::size_t row = 0; row < answers_.size(); ++row) {
      one.applicant_kind[0] = table_.applicant_kind[row];
      one.claim_kind[0] = table_.claim_kind[row];
      one.on[0] = table_.on[row];
      copy_facts(table_.applicant_facts, row, one.applicant_facts);
      copy_facts(table_.claim_facts, row, one.claim_facts);
      const GrantTable& answer = evaluator_.evaluate();
      answers_[row] = {answer.total_min[0], answer.case_outcome[0] == CaseOutcome::Referred};
    }
  }
  std::vector<Answer> answers() const { return answers_; }

 private:
  // Texts do not decide anything here and stay silent.
  static void copy_facts(const FactColumns& from, std::size_t row, FactColumns& to) {
    for (std::size_t i = 0; i < to.columns.size(); ++i) {
      if (to.columns[i].storage == Storage::Codes) to.columns[i].codes[0] = from.columns[i].codes[row];
    }
  }

  const CaseTable& table_;
  ScalarEvaluator evaluator_;
  std::vector<Answer> answers_;
};

// --- measuring ---

struct Measured {
  std::vector<std::int64_t> nanoseconds;  // one a repetition
  std::vector<Answer> answers;
};

/// Returns the time this thread has had of a processor, in nanoseconds: what others do meanwhile does not count.
std::int64_t processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

template <typename Peer>
void time_once(Peer& peer, Measured& measured) {
  const std::int64_t start = processor_time();
  peer.run();
  measured.nanoseconds.push_back(processor_time() - start);
}

// The peers take turns, so that what else the machine does meets all of them.
template <typename... Peers>
std::vector<std::pair<std::string, Measured>> measure(std::size_t repetitions, Peers... peers) {
  std::vector<std::pair<std::string, Measured>> result{{Peers::kName, Measured{}}...};
  (peers.run(), ...);
  for (std::size_t i = 0; i < repetitions; ++i) {
    std::size_t place = 0;
    (time_once(peers, result[place++].second), ...);
  }
  std::size_t place = 0;
  ((result[place++].second.answers = peers.answers()), ...);
  return result;
}

std::string json_of(const Sums& sums) {
  return fmt::format(R"({{"amount": {}, "referred": {}, "weighted": {}}})", sums.amount, sums.num_referred,
                     sums.weighted);
}

void print(const std::vector<std::pair<std::string, Measured>>& peers, const std::set<std::size_t>& prefixes) {
  std::cout << "{\"peers\": {\n";
  for (const auto& [name, measured] : peers)
    std::cout << fmt::format(
        "  \"{}\": {{\"nanoseconds\": [{}], \"sums\": {}}}{}\n", name, fmt::join(measured.nanoseconds, ", "),
        json_of(sums_of(measured.answers, measured.answers.size())), name == peers.back().first ? "" : ",");
  std::cout << "}, \"prefixes\": {\n";
  for (const std::size_t prefix : prefixes)
    std::cout << fmt::format("  \"{}\": {}{}\n", prefix, json_of(sums_of(peers.front().second.answers, prefix)),
                             prefix == *prefixes.rbegin() ? "" : ",");
  std::cout << "}}\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: polc_compare_rows OUT.csv ROWS REPETITIONS [PREFIX…]\n";
    return 2;
  }
  const std::size_t num_rows = std::strtoull(argv[2], nullptr, 10);
  const std::size_t repetitions = std::strtoull(argv[3], nullptr, 10);
  std::set<std::size_t> prefixes{num_rows};
  for (int i = 4; i < argc; ++i) prefixes.insert(std::min<std::size_t>(std::strtoull(argv[i], nullptr, 10), num_rows));
  if (num_rows == 0 || repetitions == 0) {
    std::cerr << "polc_compare_rows: ROWS and REPETITIONS are at least 1\n";
    return 2;
  }
  const Program program = quality_policy();
  const CaseTable table = quality_claims(program, {.num_cases = num_rows});
  std::ofstream out(argv[1], std::ios::binary);
  TableWriter(program, table).write(out);
  if (!out.flush()) {
    std::cerr << "polc_compare_rows: " << argv[1] << " cannot be written\n";
    return 2;
  }
  print(measure(repetitions, HandWrittenRows(program, table), HandWrittenColumns(program, table), Batch(program, table),
                Scalar(program, table)),
        prefixes);
  return 0;
}
