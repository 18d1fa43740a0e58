#include "cli/test_depth.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "base/render/terminal.h"
#include "cli/usage.h"
#include "runtime/cases/value_text.h"

namespace polc::cli {
namespace {

using analyse::BoundCoverage;
using analyse::Mutant;
using analyse::MutantKind;
using analyse::Quantity;
using analyse::ReadingCoverage;
using analyse::RuleCoverage;
using analyse::TestCoverage;
using base::Bilingual;
using base::JsonWriter;
using base::Language;

/// One line of the list: where, what, and what the tests lack.
struct Line {
  std::string place;
  std::string what;
  std::string lacks;
};

std::string lines_text(const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (const Line& line : lines) width = std::max(width, line.place.size());
  std::string text;
  for (const Line& line : lines)
    text += fmt::format("    {:<{}}  {}: {}\n", line.place, width, base::make_visible(line.what), line.lacks);
  return text;
}

/// Returns a piece of the policy on one line.
std::string on_one_line(std::string_view written) {
  std::string text;
  for (const char letter : written) {
    const bool is_space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (!is_space) {
      text += letter;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return text;
}

class DepthWords {
 public:
  DepthWords(const MeasuredPolicy& policy, Language language)
      : policy_(policy), program_(policy.compiled.program), language_(language) {}

  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(language_, english, chinese);
  }

  std::string place_of(runtime::Index rule) const {
    const runtime::Rule& one = program_.rules[rule];
    const bool is_used_file = one.path != policy_.compiled.trees.front().path;
    return fmt::format("{}{}{}:{}", is_used_file ? one.path : "", is_used_file ? ":" : "", one.line, one.column);
  }

  std::string rule_words(const RuleCoverage& one) const {
    const std::string& award = program_.awards[one.award].name;
    if (program_.rules[one.rule].kind == runtime::RuleKind::Award) return award;
    return fmt::format("{} — {}", award, on_one_line(policy_.sources.slice(program_.rules[one.rule].span)));
  }

  std::string quantity_words(const Quantity& quantity) const {
    if (quantity.kind == Quantity::Kind::EventDate) return std::string(words("event date", "事项日"));
    if (quantity.kind == Quantity::Kind::ApplicationDate) return std::string(words("application date", "申报日"));
    return program_.facts[quantity.slot].name;
  }

  std::string value_words(const BoundCoverage& one) const {
    runtime::Fact fact;
    fact.type = runtime::FactType::Date;
    if (one.bound.quantity.kind == Quantity::Kind::Fact) fact = program_.facts[one.bound.quantity.slot];
    return runtime::number_text(program_, fact, one.bound.value);
  }

  std::vector<Line> missing(const TestCoverage& coverage) const {
    std::vector<Line> lines;
    for (const RuleCoverage& one : coverage.rules) {
      const bool is_amount = analyse::sets_amount(program_.rules[one.rule].kind);
      std::vector<std::string_view> lacks;
      if (!one.use.pays)
        lacks.push_back(is_amount ? words("never paid", "从未获资助")
                                  : words("never met by a paid claim", "从未有获资助的申报符合"));
      if (one.is_deniable && !one.use.denies)
        lacks.push_back(is_amount ? words("never denied", "从未不予")
                                  : words("never the one reason of a denial", "从未单独成为不予的原因"));
      if (!lacks.empty())
        lines.push_back({place_of(one.rule), rule_words(one), fmt::format("{}", fmt::join(lacks, words(", ", "，")))});
    }
    for (const BoundCoverage& one : coverage.bounds) {
      std::vector<std::string_view> sides;
      if (!one.below) sides.push_back(words("below", "之下"));
      if (!one.at) sides.push_back(words("at it", "恰在其上"));
      if (!one.above) sides.push_back(words("above", "之上"));
      if (sides.empty()) continue;
      lines.push_back(
          {place_of(one.bound.rule), quantity_words(one.bound.quantity) + " " + value_words(one),
           fmt::format(fmt::runtime(words("no test {}", "没有{}的算例")), fmt::join(sides, words(", ", "、")))});
    }
    for (const ReadingCoverage& one : coverage.readings) {
      if (one.is_used) continue;
      const runtime::Reading& reading = program_.readings[one.reading];
      lines.push_back({"", reading.name + " = " + program_.enumerations[reading.enumeration].values[one.code],
                       std::string(words("no test under this reading", "没有采用此口径的算例"))});
    }
    return lines;
  }

 private:
  const MeasuredPolicy& policy_;
  const runtime::Program& program_;
  Language language_;
};

std::string_view name_of(MutantKind kind) {
  switch (kind) {
    case MutantKind::Amount: return "amount";
    case MutantKind::Boundary: return "boundary";
    case MutantKind::Label: return "label";
    case MutantKind::Condition: return "condition";
    case MutantKind::Statement: return "statement";
  }
  return "";
}

std::int64_t count(std::size_t number) { return static_cast<std::int64_t>(number); }

void write_place(const runtime::Rule& rule, JsonWriter& json) {
  json.member("file", rule.path).member("line", std::int64_t{rule.line}).member("column", std::int64_t{rule.column});
}

/// Returns `part` of `whole` in percent, rounded down; 100 of nothing.
std::size_t percent_of(std::size_t part, std::size_t whole) { return whole == 0 ? 100 : part * 100 / whole; }

std::string coverage_text(const MeasuredPolicy& policy, const TestCoverage& coverage, Language language) {
  const std::size_t num_points = coverage.num_points();
  const std::size_t num_reached = coverage.num_reached();
  std::string text = fmt::format(fmt::runtime(pick(language, "{}: the tests reach {} of {} points ({}%)\n",
                                                   "{}：算例覆盖 {} 处，共 {} 处（{}%）\n")),
                                 policy.path, num_reached, num_points, percent_of(num_reached, num_points));
  return text + lines_text(DepthWords(policy, language).missing(coverage));
}

std::string mutation_text(const MeasuredPolicy& policy, const analyse::MutationResult& result, Language language) {
  const std::size_t num_mutants = result.num_noticed + result.survivors.size();
  std::string text =
      fmt::format(fmt::runtime(pick(language, "{}: the tests notice {} of {} changes ({}%)\n",
                                    "{}：算例能发现 {} 处改动，共 {} 处（{}%）\n")),
                  policy.path, result.num_noticed, num_mutants, percent_of(result.num_noticed, num_mutants));
  std::vector<Line> lines;
  for (const Mutant& mutant : result.survivors) {
    const base::LineColumn place = policy.sources.get(mutant.span.source).place(mutant.span.begin);
    const std::string file = mutant.file == 0 ? "" : policy.compiled.trees[mutant.file].path + ":";
    lines.push_back({fmt::format("{}{}:{}", file, place.line, place.column),
                     on_one_line(policy.sources.slice(mutant.span)), mutant.change.in(language)});
  }
  return text + lines_text(lines);
}

}  // namespace

std::size_t TestDepth::percent() const {
  std::size_t lowest = 100;
  if (coverage) lowest = std::min(lowest, percent_of(coverage->num_reached(), coverage->num_points()));
  if (mutation)
    lowest = std::min(lowest, percent_of(mutation->num_noticed, mutation->num_noticed + mutation->survivors.size()));
  return lowest;
}

std::string depth_text(const TestDepth& depth, Language language) {
  std::string text;
  if (depth.coverage) text += coverage_text(depth.policy, *depth.coverage, language);
  if (depth.mutation) text += mutation_text(depth.policy, *depth.mutation, language);
  return text;
}

void write_coverage(const MeasuredPolicy& policy, const TestCoverage& coverage, JsonWriter& json) {
  const runtime::Program& program = policy.compiled.program;
  const DepthWords words(policy, Language::English);
  json.begin_object()
      .member("policy", policy.path)
      .member("points", count(coverage.num_points()))
      .member("reached", count(coverage.num_reached()));
  json.key("rules").begin_array();
  for (const RuleCoverage& one : coverage.rules) {
    const runtime::Rule& rule = program.rules[one.rule];
    json.begin_object();
    write_place(rule, json);
    json.member("award", program.awards[one.award].name)
        .member("rule", analyse::sets_amount(rule.kind) ? "amount" : "condition");
    json.member("text", on_one_line(policy.sources.slice(rule.span)))
        .key("pays")
        .boolean(one.use.pays)
        .key("deniable")
        .boolean(one.is_deniable)
        .key("denies")
        .boolean(one.use.denies)
        .end_object();
  }
  json.end_array().key("bounds").begin_array();
  for (const BoundCoverage& one : coverage.bounds) {
    json.begin_object();
    write_place(program.rules[one.bound.rule], json);
    json.member("of", words.quantity_words(one.bound.quantity)).member("value", words.value_words(one));
    json.key("below").boolean(one.below).key("at").boolean(one.at).key("above").boolean(one.above).end_object();
  }
  json.end_array().key("readings").begin_array();
  for (const ReadingCoverage& one : coverage.readings) {
    const runtime::Reading& reading = program.readings[one.reading];
    json.begin_object()
        .member("reading", reading.name)
        .member("value", program.enumerations[reading.enumeration].values[one.code]);
    json.key("used").boolean(one.is_used).end_object();
  }
  json.end_array().end_object();
}

void write_mutation(const MeasuredPolicy& policy, const analyse::MutationResult& result, Language language,
                    JsonWriter& json) {
  json.begin_object()
      .member("policy", policy.path)
      .member("noticed", count(result.num_noticed))
      .member("not_compiling", count(result.num_invalid));
  json.key("not_noticed").begin_array();
  for (const Mutant& mutant : result.survivors) {
    const base::Source& source = policy.sources.get(mutant.span.source);
    const base::LineColumn place = source.place(mutant.span.begin);
    json.begin_object().member("kind", name_of(mutant.kind)).member("file", source.path());
    json.member("line", std::int64_t{place.line}).member("column", std::int64_t{place.column});
    json.member("text", on_one_line(policy.sources.slice(mutant.span)))
        .member("change", mutant.change.in(language))
        .end_object();
  }
  json.end_array().end_object();
}

}  // namespace polc::cli
