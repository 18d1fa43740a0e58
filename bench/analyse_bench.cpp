// How long `polc check` takes for P41–P43 on large policies: up to 100,000 awards over 100 facts with planted
// conflicts. Each size is generated as text and compiled once; what is measured is the analysis alone, findings
// with replayed witnesses included. The counters are the findings, so that a faster wrong answer shows.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "compiler/analyse/regions/check_regions.h"

namespace {

constexpr int kNumKinds = 20;
constexpr int kNumApplicantFacts = 40;
constexpr int kFactsPerKind = 3;  // 20 × 3 + 40 = 100 facts
constexpr int kOnePlantedIn = 100;

/// A fixed sequence, the same on every machine.
class Sequence {
 public:
  int below(int limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(limit));
  }

 private:
  std::uint64_t state_ = 1;
};

std::string name(char letter, int number) { return letter + std::to_string(number); }

void declare(std::string& text) {
  text += "applicant U\n";
  for (int fact = 0; fact < kNumApplicantFacts; ++fact)
    text += "  " + name('u', fact) + (fact % 2 == 0 ? " : yes/no\n" : " : one of a, b, c, d\n");
  for (int kind = 0; kind < kNumKinds; ++kind) {
    const std::string facts = "k" + std::to_string(kind);
    text += "claim \"K" + std::to_string(kind) + "\"\n  " + facts + "l : ranked L1 > L2 > L3\n  " + facts +
            "r : one of R1, R2\n  " + facts + "m : money from 0 to 1亿元\n";
  }
  for (int gate = 0; gate < 5; ++gate) text += "require for every award: u" + std::to_string(2 * gate) + "\n";
  text += "exclude for every award: u1 = d\n";
}

std::string condition(Sequence& random, int kind) {
  std::string result = "u" + std::to_string(10 + 2 * random.below(15));
  const int num_more = random.below(3);
  for (int more = 0; more < num_more; ++more)
    result += " and u" + std::to_string(11 + 2 * random.below(14)) + " != " + static_cast<char>('a' + random.below(4));
  if (random.below(2) == 0)
    result += " and k" + std::to_string(kind) + "m >= " + std::to_string(random.below(500)) + "万元";
  return result;
}

/// An award of three cells, one in four of six; one in a hundred has a conflict, a gap or a cell that nobody reaches.
std::string award(Sequence& random, int number, int kind) {
  const std::string facts = "k" + std::to_string(kind);
  const bool has_two = number % 4 == 0;
  std::string text = "award \"A" + std::to_string(number) + "\" for \"K" + std::to_string(kind) + "\" when " +
                     condition(random, kind) + " by " + facts + "l" + (has_two ? ", " + facts + "r" : "") + "\n";
  const int planted = number % kOnePlantedIn == 7 ? 1 + number / kOnePlantedIn % 3 : 0;
  for (int level = 1; level <= 3; ++level) {
    if (planted == 2 && level == 3) continue;
    const std::string when = planted == 3 && level == 2 ? " when " + facts + "l = L1" : "";
    const std::string amount = std::to_string(10 * (5 - level)) + "万元";
    text += "  L" + std::to_string(level) + when + (has_two ? " R1 " + amount + " R2 5万元" : " " + amount) + "\n";
  }
  if (planted == 1) text += "  L3 99万元\n";
  return text;
}

/// Every award of a kind may be had with every other, but for one planted pair.
std::string stacks(int kind, int num_awards) {
  const int planted = kind;
  const int partner = kind + kNumKinds;
  std::string all = "stack ";
  std::string others = "stack \"A" + std::to_string(planted) + "\"";
  bool is_first = true;
  for (int number = kind; number < num_awards; number += kNumKinds) {
    if (number == planted) continue;
    all += (is_first ? "\"A" : ", \"A") + std::to_string(number) + "\"";
    if (number != partner) others += ", \"A" + std::to_string(number) + "\"";
    is_first = false;
  }
  return all + "\n" + others + "\n";
}

std::string policy_text(int num_awards) {
  Sequence random;
  std::string text;
  declare(text);
  for (int number = 0; number < num_awards; ++number) text += award(random, number, number % kNumKinds);
  for (int kind = 0; kind < kNumKinds; ++kind) text += stacks(kind, num_awards);
  return text;
}

struct Prepared {
  polc::base::SourceStore sources;
  polc::compiler::Compiled compiled;
};

const Prepared& prepared(int num_awards) {
  static std::map<int, std::unique_ptr<Prepared>> known;
  std::unique_ptr<Prepared>& one = known[num_awards];
  if (one == nullptr) {
    one = std::make_unique<Prepared>();
    polc::base::Diagnostics out;
    const auto read = [&](const std::string&) -> std::optional<std::string> { return policy_text(num_awards); };
    one->compiled = polc::compiler::compile("bench.pol", read, one->sources, out);
  }
  return *one;
}

void check_regions(benchmark::State& state) {
  const Prepared& policy = prepared(static_cast<int>(state.range(0)));
  if (!policy.compiled.can_evaluate) return state.SkipWithError("the policy does not compile");
  std::size_t num_findings = 0;
  std::size_t num_undecided = 0;
  for (auto _ : state) {
    polc::base::Diagnostics out;
    const auto proved =
        polc::analyse::check_regions({{&policy.compiled, "bench.pol", std::nullopt}}, policy.sources, out);
    num_findings = out.all().size();
    num_undecided = proved.undecided;
  }
  state.counters["findings"] = static_cast<double>(num_findings);
  state.counters["undecided"] = static_cast<double>(num_undecided);
}

BENCHMARK(check_regions)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
