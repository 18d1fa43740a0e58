// From text to checked program (P1–P3): statements a second on one core, for policies of many awards.
// Run: build/bench/polc_bench --benchmark_filter=front_end

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>

#include "base/diagnostic.h"
#include "base/source.h"
#include "bench/large_policies.h"
#include "compiler/ast/build.h"
#include "compiler/pipeline.h"

namespace {

using polc::bench::articles;
using polc::bench::one_line_awards;

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
