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
#include "runtime/tables/tally.h"
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
  /// What `other` took was within this.
  void leave_out(const Stage& other) { spent_ -= other.spent_; }
  void print(const char* name, std::uint64_t num_rows) const {
    const double nanoseconds = static_cast<double>(spent_) / static_cast<double>(num_rows);
    fmt::print("{:<26} {:>8.1f} ns a row {:>8.2f} M rows/s\n", name, nanoseconds, 1000.0 / nanoseconds);
  }

 private:
  std::uint64_t spent_ = 0;
};

namespace rt = polc::runtime;

/// The stages of a run, in the order a row passes them.
struct Stages {
  Stage look, cut, take, columns, evaluate, write, sum;

  void print(std::uint64_t num_rows, bool evaluates) {
    look.print("find scattered cases", num_rows);
    cut.print("read and cut into blocks", num_rows);
    take.print("cut into cells", num_rows);
    columns.print("cells into columns", num_rows);
    if (!evaluates) return;
    evaluate.leave_out(write);
    evaluate.leave_out(sum);
    evaluate.print("evaluate", num_rows);
    write.print("write results", num_rows);
    sum.print("sum up", num_rows);
  }
};

/// Takes the whole table through the stages but the first, and prints what they took.
void pass_rows(const rt::TableReaderSetup& setup, bool evaluates, Stages& stages) {
  const rt::Program& program = setup.source.words.program();
  rt::BlockReader blocks(setup.file, setup.source.header.first_row_offset, 2, setup.options);
  rt::TableReader reader(setup);
  rt::TableEvaluator evaluator(program, rt::adopted_readings(program));
  const rt::TableWriter writer(program, rt::ResultRows::Grants, ',');
  const rt::ArticleNames articles(program);
  rt::Tally tally(articles);
  std::uint64_t num_rows = 0;
  std::uint64_t num_bytes = 0;
  rt::ByteBuffer text;
  rt::RowBlock block;
  while (true) {
    bool is_there = false;
    stages.cut.time([&] { is_there = blocks.next(block); });
    if (!is_there) break;
    num_bytes += block.bytes.size();
    stages.take.time([&] { reader.take(block); });
    rt::CaseTable table;
    stages.columns.time([&] { table = reader.read(); });
    num_rows += reader.num_rows();
    if (!evaluates) continue;
    text.resize(0);
    const rt::TableOptions wanted{rt::Details::Undetermined, rt::Answers::Grants, 1};
    const auto sink = [&](const rt::GrantTable& grants) {
      stages.write.time([&] { writer.write(table, grants, text); });
      stages.sum.time([&] { tally.add(table, grants); });
    };
    stages.evaluate.time([&] { evaluator.evaluate(table, wanted, sink); });
  }
  fmt::print("{} rows of {} bytes\n", num_rows, num_rows == 0 ? 0 : num_bytes / num_rows);
  if (num_rows > 0) stages.print(num_rows, evaluates);
}

int measure(const rt::Program& program, const std::string& path, bool evaluates) {
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
  Stages stages;
  rt::ScatteredCases scattered;
  if (options.case_column != rt::BlockOptions::kNoCase)
    stages.look.time([&] { scattered = rt::ScatteredCases::find(file, read.header.first_row_offset, 2, options, 1); });
  pass_rows({{words, read.header, nullptr, nullptr}, layout, plan, file, scattered, options}, evaluates, stages);
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
