// Writes a table of random claims of a policy, the same for the same seed: the input of the table benchmarks.
//
//   make_claims POLICY OUT.csv [--rows N] [--seed N] [--claims N] [--unknown PERCENT] [--history FILE]
//               [--kinds A,B,…] [--columns all|needed]
//
// Most conditions hold, as among people who apply: nine in ten yes/no facts are yes. `--claims`: rows of one case,
// which stand together. `--unknown`: how many cells of facts say `\N`. `--history`: one past payment for every second
// case. `--kinds`: claims of these kinds alone, with the columns of their facts. `--columns needed` leaves out
// `applied` and the facts that are presumed, whose cells would be empty.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/pipeline.h"
#include "runtime/cases/value_text.h"

namespace {

using polc::runtime::Fact;
using polc::runtime::FactType;
using polc::runtime::Index;
using polc::runtime::Program;

struct Options {
  std::string policy;
  std::string out;
  std::string history;
  std::uint64_t num_rows = 1'000'000;
  std::uint64_t seed = 1;
  std::uint64_t num_claims = 1;
  std::uint64_t unknown_percent = 0;
  std::vector<std::string> kinds;  // empty: all
  bool has_all_columns = true;
};

/// A fixed sequence, the same on every machine (splitmix64, Steele et al. 2014).
class Sequence {
 public:
  explicit Sequence(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t limit) {
    std::uint64_t value = (state_ += 0x9E3779B97F4A7C15ULL);
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return (value ^ (value >> 31U)) % limit;
  }

 private:
  std::uint64_t state_;
};

std::string two_digits(std::uint64_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

void add_new(const std::string& name, std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

class Generator {
 public:
  Generator(const Program& program, const Options& options)
      : program_(program), options_(options), random_(options.seed) {
    for (const polc::runtime::ClaimKind& kind : program.claim_kinds) {
      const bool is_wanted = options.kinds.empty() ||
                             std::find(options.kinds.begin(), options.kinds.end(), kind.name) != options.kinds.end();
      if (is_wanted) kinds_.push_back(&kind);
    }
    for (const Fact& fact : program.facts) {
      if (fact.owner == polc::runtime::FactOwner::Applicant && is_told(fact)) add_new(fact.name, applicant_names_);
    }
    for (const polc::runtime::ClaimKind* kind : kinds_) {
      for (const Index slot : kind->facts) {
        if (is_told(program.facts[slot])) add_new(program.facts[slot].name, claim_names_);
      }
    }
  }

  /// How many claim kinds there are to choose from.
  std::size_t num_kinds() const { return kinds_.size(); }

  bool write() {
    std::ofstream out(options_.out, std::ios::binary);
    std::ofstream history;
    if (!options_.history.empty()) {
      history.open(options_.history, std::ios::binary);
      history << "case,award,on,paid\n";
    }
    write_header(out);
    for (std::uint64_t row = 0; row < options_.num_rows;) {
      begin_case(row);
      for (std::uint64_t claim = 0; claim < options_.num_claims && row < options_.num_rows; ++claim, ++row)
        out << row_of_claim();
      if (history.is_open() && random_.below(2) == 0) history << payment();
    }
    return out.flush().good() && (!history.is_open() || history.flush().good());
  }

 private:
  bool is_told(const Fact& fact) const { return options_.has_all_columns || !fact.presumed; }

  void write_header(std::ostream& out) const {
    out << (options_.has_all_columns ? "case,applied,applicant.kind" : "case,applicant.kind");
    for (const std::string& name : applicant_names_) out << ",applicant." << name;
    out << ",kind,on";
    for (const std::string& name : claim_names_) out << ',' << name;
    out << '\n';
  }

  std::string date() {
    return "202" + std::to_string(3 + random_.below(3)) + "-" + two_digits(1 + random_.below(12)) + "-" +
           two_digits(1 + random_.below(28));
  }

  std::string value(const Fact& fact) {
    if (random_.below(100) < options_.unknown_percent) return "\\N";
    switch (fact.type) {
      case FactType::YesNo: return fact.presumed ? "" : random_.below(10) == 0 ? "no" : "yes";
      case FactType::OneOf:
      case FactType::Ranked:
      case FactType::AnyOf: {
        const std::vector<std::string>& values = program_.enumerations[fact.enumeration].values;
        return values[random_.below(values.size())];
      }
      case FactType::Date: return date();
      case FactType::Text: return "T" + std::to_string(random_.below(100'000'000));
      case FactType::Percent: return std::to_string(random_.below(100)) + "%";
      case FactType::Integer:
      case FactType::Number:
      case FactType::Money: break;
    }
    const std::uint64_t low = fact.low ? static_cast<std::uint64_t>(fact.low->numerator()) / 100 : 0;
    return std::to_string(low + random_.below(1'000'000));
  }

  void begin_case(std::uint64_t row) {
    case_ = "C" + std::to_string(row + 10'000'000);
    head_ = case_ + ",";
    if (options_.has_all_columns) head_ += date() + ",";
    const bool has_kinds = !program_.applicant_kinds.empty();
    kind_ = has_kinds ? random_.below(10) == 0 ? random_.below(program_.applicant_kinds.size()) : 0 : 0;
    if (has_kinds) head_ += program_.applicant_kinds[kind_].name;
    for (const std::string& name : applicant_names_) {
      head_ += ',';
      for (const Index slot : program_.applicant_kinds[kind_].facts) {
        if (program_.facts[slot].name == name) head_ += value(program_.facts[slot]);
      }
    }
  }

  std::string row_of_claim() {
    const polc::runtime::ClaimKind& kind = *kinds_[random_.below(kinds_.size())];
    std::string row = head_ + "," + kind.name + "," + date();
    for (const std::string& name : claim_names_) {
      row += ',';
      for (const Index slot : kind.facts) {
        if (program_.facts[slot].name == name) row += value(program_.facts[slot]);
      }
    }
    return row + '\n';
  }

  std::string payment() {
    const std::string& award = program_.awards[random_.below(program_.awards.size())].name;
    return case_ + "," + award + "," + date() + "," + std::to_string(1000 * random_.below(300)) + "\n";
  }

  const Program& program_;
  const Options& options_;
  Sequence random_;
  std::vector<const polc::runtime::ClaimKind*> kinds_;
  std::vector<std::string> applicant_names_;
  std::vector<std::string> claim_names_;
  std::string case_;
  std::string head_;
  std::size_t kind_ = 0;
};

std::optional<Options> read_options(int argc, char** argv) {
  if (argc < 3) return std::nullopt;
  Options options;
  options.policy = argv[1];
  options.out = argv[2];
  for (int at = 3; at + 1 < argc; at += 2) {
    const std::string_view name = argv[at];
    const std::string value = argv[at + 1];
    if (name == "--history") {
      options.history = value;
      continue;
    }
    if (name == "--kinds") {
      std::stringstream names(value);
      for (std::string kind; std::getline(names, kind, ',');) options.kinds.push_back(kind);
      continue;
    }
    if (name == "--columns") {
      options.has_all_columns = value == "all";
      if (value != "all" && value != "needed") return std::nullopt;
      continue;
    }
    const std::uint64_t number = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "--rows")
      options.num_rows = number;
    else if (name == "--seed")
      options.seed = number;
    else if (name == "--claims")
      options.num_claims = number;
    else if (name == "--unknown")
      options.unknown_percent = number;
    else
      return std::nullopt;
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Options> options = read_options(argc, argv);
  if (!options) {
    std::cerr << "usage: make_claims POLICY OUT.csv [--rows N] [--seed N] [--claims N] [--unknown PERCENT] [--history "
                 "FILE] [--kinds A,B] [--columns all|needed]\n";
    return 2;
  }
  const auto read = [](const std::string& path) -> std::optional<std::string> {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  polc::base::SourceStore sources;
  polc::base::Diagnostics out;
  const polc::compiler::Compiled compiled = polc::compiler::compile(options->policy, read, sources, out);
  if (!compiled.can_evaluate || compiled.program.claim_kinds.empty()) {
    std::cerr << "make_claims: " << options->policy << " is no policy with claims\n";
    return 2;
  }
  Generator generator(compiled.program, *options);
  if (generator.num_kinds() == 0) {
    std::cerr << "make_claims: the policy has no claim kind of --kinds\n";
    return 2;
  }
  return generator.write() ? 0 : 2;
}
