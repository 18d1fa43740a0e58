#include "compiler/analyse/matrix.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/diagnostic.h"
#include "base/json_writer.h"
#include "compiler/analyse/regions/declared_groups.h"
#include "compiler/analyse/regions/inspection.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse {

using base::Language;
using runtime::Step;
using runtime::StepKind;

namespace {

struct CombinationWords {
  std::string_view key;
  std::string_view english;
  std::string_view chinese;
};
constexpr std::array<CombinationWords, 7> kCombinations{
    {{"stack", "both, declared", "可同时享受"},
     {"highest", "the higher one", "就高"},
     {"once", "one of them", "仅享受一次"},
     {"limit", "a number of payments", "限次"},
     {"cap", "both, up to a cap", "合计上限"},
     {"unspecified", "NOT SAID", "未写明"},
     {"separate", "both, for different matters", "不同事项，互不相干"}}};

const CombinationWords& words_of(Combination combination) {
  return kCombinations[static_cast<std::size_t>(combination)];
}

Combination combination_of(StepKind kind) {
  switch (kind) {
    case StepKind::Once: return Combination::Once;
    case StepKind::Limit: return Combination::Limit;
    case StepKind::Highest: return Combination::Highest;
    case StepKind::HighestWithOthers:
    case StepKind::Cap: break;
  }
  return Combination::Cap;
}

class Matrix {
 public:
  Matrix(const compiler::Compiled& compiled, PolicyView& view, Inspection& inspection)
      : program_(compiled.program), view_(view), inspection_(inspection) {}

  std::vector<MatrixRow> run() {
    std::vector<MatrixRow> rows;
    for (Index first = 0; first < program_.awards.size(); ++first) {
      for (Index second = first + 1; second < program_.awards.size(); ++second) {
        if (auto row = row_of(first, second)) rows.push_back(std::move(*row));
      }
    }
    return rows;
  }

 private:
  std::optional<MatrixRow> row_of(Index first, Index second) {
    const auto kinds = kinds_with_both(first, second);
    if (kinds.empty()) return std::nullopt;
    MatrixRow row{program_.awards[first].name, program_.awards[second].name, "applicant", Combination::Separate, ""};
    const Index left = program_.awards[first].claim_kind;
    const Index right = program_.awards[second].claim_kind;
    const Index left_key = program_.claim_kinds[left].key;
    const Index right_key = program_.claim_kinds[right].key;
    if (left == right) {
      row.shared = "claim";
    } else if (left_key != kNone && right_key != kNone &&
               program_.facts[left_key].name == program_.facts[right_key].name) {
      row.shared = "matter";
    }
    if (row.shared != "applicant") row.combination = Combination::Unspecified;
    say_statement(first, second, kinds, row);
    return row;
  }

  /// The applicant kinds for which one case can have both awards.
  std::vector<Index> kinds_with_both(Index first, Index second) {
    std::vector<Index> kinds;
    const bool is_one_claim = program_.awards[first].claim_kind == program_.awards[second].claim_kind;
    for (const Entry& left : view_.entries_of(first)) {
      const Entry* right = view_.find(second, left.kind);
      if (right == nullptr) continue;
      Situation situation{left.kind, {program_.awards[first].claim_kind}};
      Regions other = right->gate;
      if (!is_one_claim) {
        situation.claim_kinds.push_back(program_.awards[second].claim_kind);
        for (Region& region : other) region = view_.axes().second_claim(region);
      }
      if (inspection_.satisfier.ask_any(situation, intersect(left.gate, other)).answer != Answer::No)
        kinds.push_back(left.kind);
    }
    return kinds;
  }

  static bool names_both(const std::vector<Index>& awards, Index first, Index second) {
    return std::find(awards.begin(), awards.end(), first) != awards.end() &&
           std::find(awards.begin(), awards.end(), second) != awards.end();
  }

  void say(Combination combination, Index rule, MatrixRow& row) const {
    const bool is_weaker = !row.statement.empty() && combination >= row.combination;
    if (is_weaker) return;
    row.combination = combination;
    row.statement = program_.rules[rule].path + ":" + std::to_string(program_.rules[rule].line);
  }

  void say_statement(Index first, Index second, const std::vector<Index>& kinds, MatrixRow& row) {
    for (const runtime::Stack& stack : program_.stacks) {
      if (names_both(stack.awards, first, second) && is_in_force(view_, stack.when))
        say(Combination::Stack, stack.rule, row);
    }
    for (const Step& step : program_.steps) {
      if (step.kind == StepKind::HighestWithOthers || !names_both(step.awards, first, second) ||
          !is_in_force(view_, step.when))
        continue;
      const bool is_for_them = std::any_of(kinds.begin(), kinds.end(), [&](Index kind) { return step.for_kind[kind]; });
      if (is_for_them) say(combination_of(step.kind), step.rule, row);
    }
  }

  const Program& program_;
  PolicyView& view_;
  Inspection& inspection_;
};

/// Quotes a CSV field where it needs it (RFC 4180).
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"') result += '"';
    result += letter;
  }
  return result + "\"";
}

std::string as_csv(const std::vector<MatrixRow>& rows) {
  std::string result = "first,second,shared,combination,statement\r\n";
  for (const MatrixRow& row : rows) {
    result += csv_field(row.first) + "," + csv_field(row.second) + "," + row.shared + "," +
              std::string(words_of(row.combination).key) + "," + csv_field(row.statement) + "\r\n";
  }
  return result;
}

std::string as_json(const std::vector<MatrixRow>& rows) {
  std::string result;
  base::JsonWriter json(result, base::JsonWriter::Layout::Indented);
  json.begin_object().key("matrix").begin_array();
  for (const MatrixRow& row : rows) {
    json.begin_object().member("first", row.first).member("second", row.second).member("shared", row.shared);
    json.member("combination", words_of(row.combination).key);
    if (!row.statement.empty()) json.member("statement", row.statement);
    json.end_object();
  }
  json.end_array().end_object();
  return result + "\n";
}

std::string as_text(const std::vector<MatrixRow>& rows, Language language) {
  const bool is_chinese = language == Language::Chinese;
  std::string result;
  for (const MatrixRow& row : rows) {
    const std::string_view shared = row.shared == "claim"    ? (is_chinese ? "同一事项" : "one claim")
                                    : row.shared == "matter" ? (is_chinese ? "同一识别号" : "one matter")
                                                             : (is_chinese ? "同一申请人" : "one applicant");
    const CombinationWords& words = words_of(row.combination);
    result += row.first + (is_chinese ? " × " : " x ") + row.second + (is_chinese ? "（" : " (") + std::string(shared) +
              (is_chinese ? "）：" : "): ");
    result += is_chinese ? words.chinese : words.english;
    if (!row.statement.empty()) result += "  " + row.statement;
    result += '\n';
  }
  return result;
}

}  // namespace

std::vector<MatrixRow> stacking_matrix(const compiler::Compiled& compiled) {
  if (!compiled.can_evaluate) return {};
  PolicyView view(compiled, runtime::adopted_readings(compiled.program));
  base::Diagnostics unheard;
  const base::SourceStore no_sources;
  Inspection inspection(view, "", no_sources, unheard);
  return Matrix(compiled, view, inspection).run();
}

std::string write_matrix(const std::vector<MatrixRow>& rows, MatrixForm form, Language language) {
  switch (form) {
    case MatrixForm::Csv: return as_csv(rows);
    case MatrixForm::Json: return as_json(rows);
    case MatrixForm::Text: break;
  }
  return as_text(rows, language);
}

}  // namespace polc::analyse
