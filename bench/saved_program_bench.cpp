// Saved programs (`polc build`): how long saving and loading take, and checking what was loaded, for policies of many
// awards. Loading starts from bytes in memory; the counter is the size of the file.
// Run: build-bench/bench/polc_bench --benchmark_filter=saved_program

#include <cstdint>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>

#include "base/diagnostic.h"
#include "base/source.h"
#include "bench/large_policies.h"
#include "compiler/pipeline.h"
#include "runtime/program/checksum.h"
#include "runtime/program/load.h"
#include "runtime/program/save.h"
#include "runtime/program/verify.h"

namespace {

using Text = std::string (*)(std::int64_t);

polc::runtime::Program program_of(const std::string& text) {
  polc::base::SourceStore sources;
  polc::base::Diagnostics findings;
  const auto read = [&](const std::string&) -> std::optional<std::string> { return text; };
  return polc::compiler::compile("policy.pol", read, sources, findings).program;
}

void saved_program_save(benchmark::State& state, Text text) {
  const polc::runtime::Program program = program_of(text(state.range(0)));
  std::size_t size = 0;
  for (auto _ : state) {
    const std::string bytes = polc::runtime::save_program(program);
    size = bytes.size();
  }
  state.counters["bytes"] = static_cast<double>(size);
}

void saved_program_load(benchmark::State& state, Text text) {
  const std::string bytes = polc::runtime::save_program(program_of(text(state.range(0))));
  std::optional<polc::runtime::LoadedProgram> loaded;
  for (auto _ : state) {
    loaded = polc::runtime::load_program(bytes);
    if (loaded->fault) state.SkipWithError(loaded->fault->message.english.c_str());
    state.PauseTiming();  // giving the memory back is no part of loading
    loaded.reset();
    state.ResumeTiming();
  }
  state.counters["bytes"] = static_cast<double>(bytes.size());
}

void saved_program_verify(benchmark::State& state, Text text) {
  const polc::runtime::Program program = program_of(text(state.range(0)));
  for (auto _ : state) {
    const auto flaw = polc::runtime::verify(program);
    if (flaw) state.SkipWithError(flaw->what.english.c_str());
  }
}

void saved_program_checksum(benchmark::State& state, Text text) {
  const std::string bytes = polc::runtime::save_program(program_of(text(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(polc::runtime::checksum(bytes));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

using polc::bench::articles;
using polc::bench::one_line_awards;

BENCHMARK_CAPTURE(saved_program_load, articles, articles)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(saved_program_load, one_line, one_line_awards)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(saved_program_verify, articles, articles)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(saved_program_checksum, articles, articles)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(saved_program_save, articles, articles)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
