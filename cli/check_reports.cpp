#include "cli/check_reports.h"

#include <chrono>
#include <cstdint>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/usage.h"
#include "compiler/analyse/matrix.h"
#include "compiler/analyse/text/coverage.h"

namespace polc::cli {
namespace {

using analyse::ArticleCoverage;
using analyse::TextCoverage;
using base::Language;

analyse::MatrixForm matrix_form(const std::string& format) {
  if (format == "csv") return analyse::MatrixForm::Csv;
  return format == "json" ? analyse::MatrixForm::Json : analyse::MatrixForm::Text;
}

std::string without_line_end(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string share(std::size_t part, std::size_t whole) {
  return whole == 0 ? "–" : fmt::format("{}%", part * 100 / whole);
}

std::string coverage_text(const std::string& path, const TextCoverage& coverage, Language language) {
  if (coverage.num_sentences == 0) {
    return path + pick(language, ": no source document with a telling sentence\n", "：没有可对照的原文\n").data();
  }
  std::string text = fmt::format(
      fmt::runtime(pick(language, "{}: {} of {} telling sentences of the document are quoted ({})\n",
                        "{}：原文中有金额或关键用语的句子，已引用 {} 句，共 {} 句（{}）\n")),
      path, coverage.num_quoted, coverage.num_sentences, share(coverage.num_quoted, coverage.num_sentences));
  for (const ArticleCoverage& article : coverage.articles) {
    const std::string name = article.article.empty()
                                 ? std::string(pick(language, "before the first article", "第一条之前"))
                                 : article.article;
    text += fmt::format("  {:>4}  {}/{}  {}\n", share(article.num_quoted, article.num_sentences), article.num_quoted,
                        article.num_sentences, name);
    for (const std::string& sentence : article.unquoted) {
      text += fmt::format(fmt::runtime(pick(language, "        not quoted: {}\n", "        未引用：{}\n")), sentence);
    }
  }
  return text;
}

void write_coverage(base::JsonWriter& json, const std::string& path, const TextCoverage& coverage) {
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  json.begin_object()
      .member("file", path)
      .member("sentences", count(coverage.num_sentences))
      .member("quoted", count(coverage.num_quoted));
  json.key("articles").begin_array();
  for (const ArticleCoverage& article : coverage.articles) {
    json.begin_object().member("article", article.article).member("sentences", count(article.num_sentences));
    json.member("quoted", count(article.num_quoted)).key("unquoted").begin_array();
    for (const std::string& sentence : article.unquoted) json.string(sentence);
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string report_matrix(const std::vector<analyse::Subject>& subjects, const std::string& format, Language language) {
  const analyse::MatrixForm form = matrix_form(format);
  std::string text;
  for (const analyse::Subject& subject : subjects) {
    const std::string matrix = analyse::write_matrix(analyse::stacking_matrix(*subject.compiled), form, language);
    if (form == analyse::MatrixForm::Json) {
      text += (text.empty() ? "" : ",\n") + without_line_end(matrix);
      continue;
    }
    if (subjects.size() > 1 && form == analyse::MatrixForm::Text) text += subject.path + "\n";
    text += matrix;
  }
  if (form == analyse::MatrixForm::Json && subjects.size() != 1) return "[" + text + "]\n";
  return form == analyse::MatrixForm::Json ? text + "\n" : text;
}

std::string report_timings(const analyse::Proved& proved, Language language) {
  const auto milliseconds = [](std::chrono::nanoseconds spent) {
    return fmt::format("{:>9.2f} ms", std::chrono::duration<double, std::milli>(spent).count());
  };
  std::string text;
  std::chrono::nanoseconds total{0};
  for (const analyse::CheckTime& one : proved.timings.all()) {
    text += fmt::format("{}  {}\n", milliseconds(one.spent), pick(language, one.check.english, one.check.chinese));
    total += one.spent;
  }
  text += fmt::format("{}  {}\n", milliseconds(total), pick(language, "in all", "合计"));
  return text +
         fmt::format(
             fmt::runtime(pick(language, "one region without residue: {} of {} guards ({}), {} of {} cells ({})\n",
                               "仅为一个区域、别无余项：{} 项条件（共 {} 项，{}），{} 格（共 {} 格，{}）\n")),
             proved.guards.num_single, proved.guards.num_all, share(proved.guards.num_single, proved.guards.num_all),
             proved.cell_regions.num_single, proved.cell_regions.num_all,
             share(proved.cell_regions.num_single, proved.cell_regions.num_all));
}

std::string report_coverage(const std::vector<analyse::Subject>& subjects, const base::SourceStore& sources,
                            const std::string& format, Language language) {
  std::string text;
  if (format == "json") {
    base::JsonWriter json(text, base::JsonWriter::Layout::Indented);
    json.begin_array();
    for (const analyse::Subject& subject : subjects)
      write_coverage(json, subject.path, analyse::measure_coverage(subject, sources));
    json.end_array();
    return text + "\n";
  }
  for (const analyse::Subject& subject : subjects)
    text += coverage_text(subject.path, analyse::measure_coverage(subject, sources), language);
  return text;
}

}  // namespace polc::cli
