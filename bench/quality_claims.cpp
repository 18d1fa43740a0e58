#include "bench/quality_claims.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include "compiler/pipeline.h"

namespace polc::bench {
namespace {

using namespace runtime;

constexpr std::int32_t kFirstDay = 18'800;  // 2021-06-22
constexpr unsigned kNumDays = 2'400;        // to 2028-01-17
constexpr unsigned kNumStandards = 5'000;

FactColumns make_columns(const Program& program, FactOwner owner) {
  FactColumns result;
  result.of_slot.assign(program.facts.size(), kNone);
  std::map<std::pair<std::string, Storage>, Index> places;
  for (Index slot = 0; slot < program.facts.size(); ++slot) {
    const Fact& fact = program.facts[slot];
    if (fact.owner != owner) continue;
    const auto [place, is_new] =
        places.emplace(std::pair(fact.name, storage_of(program, fact)), static_cast<Index>(result.columns.size()));
    if (is_new) result.columns.push_back({storage_of(program, fact), {}, {}, {}, {}});
    result.of_slot[slot] = place->second;
  }
  return result;
}

class Generator {
 public:
  Generator(const Program& program, const ClaimsWanted& wanted)
      : program_(program), wanted_(wanted), chance_(20220301) {
    table_.applicant_facts = make_columns(program, FactOwner::Applicant);
    table_.claim_facts = make_columns(program, FactOwner::Claim);
    table_.history.facts = make_columns(program, FactOwner::Claim);
    for (unsigned i = 0; i < kNumStandards; ++i) table_.texts.push_back("GB/T " + std::to_string(10'000 + i));
  }

  CaseTable make() {
    for (std::size_t i = 0; i < wanted_.num_cases; ++i) add_case(i);
    end_lists();
    table_.has_one_claim_each = wanted_.claims_of_case == 1;
    return std::move(table_);
  }

 private:
  bool is_unknown() { return wanted_.percent_unknown != 0 && chance_.percent(wanted_.percent_unknown); }
  std::int32_t some_day() { return kFirstDay + static_cast<std::int32_t>(chance_.below(kNumDays)); }

  void end_lists() {
    table_.first_claim.push_back(static_cast<std::uint32_t>(table_.num_claims()));
    if (wanted_.percent_with_history != 0)
      table_.history.first_of_case.push_back(static_cast<std::uint32_t>(table_.history.award.size()));
    if (wanted_.percent_with_others != 0)
      table_.others.first_of_case.push_back(static_cast<std::uint32_t>(table_.others.level.size()));
  }

  void add_case(std::size_t number) {
    table_.case_ids.append(std::to_string(number + 1));
    end_lists();
    const Index kind = chance_.percent(85) ? 0 : 1;
    table_.applicant_kind.push_back(kind);
    table_.applied.push_back(kAbsentDay);
    for (Column& column : table_.applicant_facts.columns) column.append_absent();
    for (const Index slot : program_.applicant_kinds[kind].facts) set_fact(table_.applicant_facts, slot, 96);
    const std::size_t first = table_.num_claims();
    for (std::size_t i = 0; i < wanted_.claims_of_case; ++i) add_claim();
    if (chance_.percent(wanted_.percent_with_history)) add_history();
    if (chance_.percent(wanted_.percent_with_others)) add_other(table_.num_claims() - first);
  }

  void add_claim() {
    const Index kind = chance_.below(static_cast<unsigned>(program_.claim_kinds.size()));
    table_.claim_kind.push_back(kind);
    table_.on.push_back(is_unknown() ? kNullDay : some_day());
    for (Column& column : table_.claim_facts.columns) column.append_absent();
    for (const Index slot : program_.claim_kinds[kind].facts) set_fact(table_.claim_facts, slot, 85);
  }

  // What is presumed is mostly left unsaid.
  void set_fact(FactColumns& facts, Index slot, unsigned percent_yes) {
    const Fact& fact = program_.facts[slot];
    Column& column = facts.columns[facts.of_slot[slot]];
    if (fact.presumed && chance_.percent(97)) return;
    if (column.storage == Storage::Names) {
      column.names.back() = is_unknown() ? kNullName : chance_.below(kNumStandards);
      return;
    }
    std::uint8_t code = chance_.percent(percent_yes) ? 1 : 0;
    if (fact.type != FactType::YesNo)
      code = static_cast<std::uint8_t>(
          chance_.below(static_cast<unsigned>(program_.enumerations[fact.enumeration].values.size())));
    column.codes.back() = is_unknown() ? kNullCode : code;
  }

  void add_history() {
    HistoryColumns& history = table_.history;
    for (unsigned count = 1 + chance_.below(3); count > 0; --count) {
      history.award.push_back(chance_.below(static_cast<unsigned>(program_.awards.size())));
      history.on.push_back(some_day());
      history.paid.push_back(100 * 1000 * static_cast<std::int64_t>(1 + chance_.below(200)));
      for (TextColumn* column : {&history.claim, &history.matter, &history.recipient, &history.policy})
        column->append("");
      for (Column& column : history.facts.columns) column.append_absent();
    }
  }

  void add_other(std::size_t num_claims) {
    OtherGrantColumns& others = table_.others;
    others.policy.append("another policy");
    others.claim.append(std::to_string(1 + chance_.below(static_cast<unsigned>(num_claims))));
    others.matter.append("");
    others.level.push_back(static_cast<std::uint8_t>(chance_.below(5)));
    const std::int64_t amount = 100 * 1000 * static_cast<std::int64_t>(1 + chance_.below(200));
    others.entitled.push_back(amount);
    others.paid.push_back(amount);
    others.on.push_back(some_day());
  }

  const Program& program_;
  const ClaimsWanted wanted_;
  Sequence chance_;
  CaseTable table_;
};

std::optional<std::string> read_file(const std::string& path) {
  const std::ifstream file(path);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

Program quality_policy() {
  base::SourceStore sources;
  base::Diagnostics findings;
  compiler::Compiled compiled =
      compiler::compile(POLC_SOURCE_DIR "/policies/minhang-quality/minhang-quality.pol", read_file, sources, findings);
  if (!compiled.can_evaluate) std::abort();
  return std::move(compiled.program);
}

CaseTable quality_claims(const Program& program, const ClaimsWanted& wanted) {
  return Generator(program, wanted).make();
}

}  // namespace polc::bench
