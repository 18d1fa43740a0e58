// How fast a table passes each stage on one thread: cutting rows into cells, reading cases into columns, evaluating
// them, writing results. Prints rows a second and nanoseconds a row of every stage. The table is read from the disk
// cache; run it twice.
//
//   table_speed POLICY CASES.csv [--without-evaluation]
#include <cstdint>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/pipeline.h"
#include "runtime/batch/evaluate_table.h"
#include "runtime/explain/evaluate.h"
#include "runtime/tables/block_reader.h"
#include "runtime/tables/table_reader.h"
#include "runtime/tables/write_table.h"

namespace {

/// Returns the time this thread has had of a processor, in nanoseconds: what others do meanwhile does not count.
std::uint64_t processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

class Stage {
 public:
  template <typename Work>
  void time(Work work) {
    const std::uint64_t start = processor_time();
    work();
    spent_ += processor_time() - start;
  }
  void print(const char* name, std::uint64_t num_rows) const {
    const double nanoseconds = static_cast<double>(spent_) / static_cast<double>(num_rows);
    fmt::print("{:<26} {:>8.1f} ns a row {:>8.2f} M rows/s\n", name, nanoseconds, 1000.0 / nanoseconds);
  }

 private:
  std::uint64_t spent_ = 0;
};

int measure(const polc::runtime::Program& program, const std::string& path, bool evaluates) {
  namespace rt = polc::runtime;
  const rt::CaseVocabulary words(program);
  const rt::InputFile file(path);
  const rt::ReadHeader read = rt::read_header(words, file, rt::TableKind::Cases, {});
  if (file.problem() != 0 || !read.mistakes.empty()) {
    std::cerr << "table_speed: " << path << " cannot be read as a table of cases\n";
    return 2;
  }
  rt::BlockOptions options;
  options.case_column = read.header.find(rt::ColumnRole::Case, "case").value_or(rt::BlockOptions::kNoCase);
  const rt::TableLayout layout(program);
  const rt::ColumnPlan plan(words, read.header, layout);
  Stage look;
  Stage cut;
  Stage take;
  Stage columns;
  Stage evaluate;
  Stage write;
  std::optional<rt::ScatteredCases> scattered;
  look.time([&] { scattered = rt::ScatteredCases::find(file, read.header.first_row_offset, 2, options, 1); });
  const rt::TableReaderSetup setup{{words, read.header, nullptr, nullptr}, layout, plan, file, *scattered, options};
  rt::TableReader reader(setup);
  const rt::TableWriter writer(program, rt::ResultRows::Grants, ',');
  const std::vector<rt::Index> readings = rt::adopted_readings(program);
  rt::BlockReader blocks(file, read.header.first_row_offset, 2, options);
  std::uint64_t num_rows = 0;
  std::uint64_t num_bytes = 0;
  std::string text;
  rt::TableEvaluator evaluator(program, readings);
  rt::RowBlock block;
  while (true) {
    bool is_there = false;
    cut.time([&] { is_there = blocks.next(block); });
    if (!is_there) break;
    num_bytes += block.bytes.size();
    take.time([&] { reader.take(block); });
    rt::CaseTable table;
    columns.time([&] { table = reader.read(); });
    num_rows += reader.num_rows();
    if (!evaluates) continue;
    rt::GrantTable grants;
    evaluate.time([&] { grants = evaluator.evaluate(table, {rt::Details::Undetermined, rt::Answers::Grants, 1}); });
    text.clear();
    write.time([&] { writer.write(table, grants, text); });
  }
  fmt::print("{} rows of {} bytes\n", num_rows, num_bytes / num_rows);
  look.print("find scattered cases", num_rows);
  cut.print("read and cut into blocks", num_rows);
  take.print("cut into cells", num_rows);
  columns.print("cells into columns", num_rows);
  if (!evaluates) return 0;
  evaluate.print("evaluate", num_rows);
  write.print("write results", num_rows);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: table_speed POLICY CASES.csv [--without-evaluation]\n";
    return 2;
  }
  const auto read = [](const std::string& path) -> std::optional<std::string> {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  polc::base::SourceStore sources;
  polc::base::Diagnostics out;
  const polc::compiler::Compiled compiled = polc::compiler::compile(argv[1], read, sources, out);
  if (!compiled.can_evaluate) {
    std::cerr << "table_speed: " << argv[1] << " cannot be evaluated\n";
    return 2;
  }
  return measure(compiled.program, argv[2], argc == 3);
}
