// From text to checked program (P1–P3): statements a second on one core, for policies of many awards.
// Run: build/bench/polc_bench --benchmark_filter=front_end

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/ast/build.h"
#include "compiler/pipeline.h"

namespace {

/// The shortest useful award: one statement, two cells, a claim of its own.
std::string one_line_awards(std::int64_t num_awards) {
  std::string text;
  for (std::int64_t at = 0; at < num_awards; ++at) {
    text += "award \"奖项" + std::to_string(at) + "\" first 300000 renewal 80000\n";
  }
  return text;
}

/// Awards as a real policy has them: articles, sentences, requirements, declared claims, tables.
std::string articles(std::int64_t num_awards) {
  std::string text =
      "applicant 单位\n  注册在本区 : yes/no\n  信用良好 : yes/no\n"
      "require for every award to 单位: 注册在本区 and 信用良好\n";
  for (std::int64_t at = 0; at < num_awards; ++at) {
    const std::string number = std::to_string(at);
    text += "article " + number + " \"鼓励制定各级标准\"\n  text \"对参与标准制定的单位给予一次性资助。\"\n";
    text += "  claim \"标准" + number + "\"\n    级别 : ranked 国际 > 国家 > 行业\n    已发布 : yes/no\n";
    text += "  award \"标准" + number + "\" to 单位 by 级别\n    国际 when 已发布 100万元\n    国家 or 行业 when 已发布 20万元\n";
  }
  return text;
}

void check(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    polc::base::SourceStore sources;
    polc::base::Diagnostics findings;
    const auto read = [&](const std::string&) -> std::optional<std::string> { return text; };
    const auto compiled = polc::compiler::compile("policy.pol", read, sources, findings);
    if (!compiled.can_evaluate) state.SkipWithError("the policy has errors");
    benchmark::DoNotOptimize(compiled.program.awards.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void front_end_one_line(benchmark::State& state) { check(state, one_line_awards(state.range(0))); }
void front_end_articles(benchmark::State& state) { check(state, articles(state.range(0))); }

void front_end_parse_only(benchmark::State& state) {
  const std::string text = one_line_awards(state.range(0));
  for (auto _ : state) {
    polc::base::SourceStore sources;
    polc::base::Diagnostics findings;
    const auto source = sources.add("policy.pol", text);
    const auto ast = polc::ast::build(sources, source, findings);
    benchmark::DoNotOptimize(ast.statements.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(front_end_parse_only)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(front_end_one_line)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(front_end_articles)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
