#include "compiler/analyse/allow.h"

#include "compiler/analyse/finding_names.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace polc::analyse {
namespace {

using base::Diagnostic;

/// One `allow` with the ground it covers.
struct Answer {
  const ast::Allow* allow = nullptr;
  std::string code;
  base::Span ground;                 // of the statement after it, or of the article
  std::set<base::SourceId> sources;  // of its policy
  bool is_analysed = false;          // its policy
  bool is_used = false;
  base::Span error;  // of the first error it would answer
};

/// Returns the ground of the `allow` at `at`: the next statement that is no `allow`; from a heading to the next
/// heading.
base::Span ground_after(const ast::Ast& ast, std::size_t at, std::size_t source_size) {
  std::size_t next = at + 1;
  while (next < ast.statements.size() && std::holds_alternative<ast::Allow>(ast.statements[next])) ++next;
  if (next == ast.statements.size()) return span_of(ast.statements[at]);
  base::Span ground = span_of(ast.statements[next]);
  const auto* heading = std::get_if<ast::Heading>(&ast.statements[next]);
  if (heading == nullptr) return ground;
  ground.end = static_cast<std::uint32_t>(source_size);
  for (std::size_t i = next + 1; i < ast.statements.size(); ++i) {
    const auto* other = std::get_if<ast::Heading>(&ast.statements[i]);
    // A section ends at the next section, an article at the next heading of either sort.
    if (other == nullptr || (heading->is_section && !other->is_section)) continue;
    ground.end = other->span.begin;
    break;
  }
  return ground;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& one : result) one = static_cast<char>(std::toupper(static_cast<unsigned char>(one)));
  return result;
}

std::vector<Answer> answers_of(std::span<const Answering> policies, const base::SourceStore& sources) {
  std::vector<Answer> answers;
  for (const Answering& policy : policies) {
    const std::set<base::SourceId> files(policy.compiled->files.begin(), policy.compiled->files.end());
    for (const compiler::UsedFile& file : policy.compiled->trees) {
      const ast::Ast& ast = file.ast;
      for (std::size_t at = 0; at < ast.statements.size(); ++at) {
        const auto* allow = std::get_if<ast::Allow>(&ast.statements[at]);
        if (allow == nullptr) continue;
        for (const ast::Name& code : allow->codes) {
          answers.push_back({allow,
                             upper(code.text),
                             ground_after(ast, at, sources.get(ast.source).text().size()),
                             files,
                             policy.is_analysed,
                             false,
                             {}});
        }
      }
    }
  }
  return answers;
}

/// Everything that an `allow` may name of a finding: also its article and the plain words of its message.
std::set<std::string> answerable_names(const Diagnostic& finding) {
  std::set<std::string> names = names_in(finding);
  if (!finding.article.empty()) names.insert(finding.article);
  for (const base::Bilingual& argument : finding.arguments) names.insert(argument.english);
  return names;
}

bool overlaps(base::Span one, base::Span other) {
  return one.source == other.source && one.begin < other.end && other.begin < one.end;
}

bool is_answered_by(const Diagnostic& finding, const Answer& answer) {
  if (base::info(finding.code).id != answer.code) return false;
  const bool is_here = finding.span.source == base::kNoSource || answer.sources.count(finding.span.source) != 0;
  if (!answer.allow->names.empty()) {
    const std::set<std::string> names = answerable_names(finding);
    return is_here && std::all_of(answer.allow->names.begin(), answer.allow->names.end(),
                                  [&](const ast::Name& name) { return names.count(name.text) != 0; });
  }
  return overlaps(finding.span, answer.ground) ||
         std::any_of(finding.related.begin(), finding.related.end(),
                     [&](const base::Related& related) { return overlaps(related.span, answer.ground); });
}

bool is_of_language(std::string_view code) {
  return code.size() == 5 && code[0] == 'P' && code[1] >= '1' && code[1] <= '3';
}

/// False where this run cannot tell whether the answer still answers something: a policy with errors is not analysed,
/// and awards of two policies meet only where both are checked.
bool is_called_unused(const Answer& answer, std::size_t num_policies) {
  if (is_of_language(answer.code)) return true;
  return answer.is_analysed && (num_policies > 1 || answer.code != base::info(base::Code::P4109).id);
}

base::Fix removal_of(const Answer& answer) {
  return {{"remove the `allow`", "删去放行"}, {{answer.allow->span, ""}}, false};
}

void report_unused(const Answer& answer, base::Diagnostics& findings) {
  Diagnostic& finding = findings.report(base::Code::P4614, answer.allow->span, {base::plain(answer.code)});
  finding.advise(base::find_code(answer.code) == nullptr
                     ? base::Bilingual{"there is no finding of this code", "没有这一编号的问题"}
                     : base::Bilingual{"remove it; what it answered is gone, or its names have changed",
                                       "请删去；它所答复的问题已不存在，或名称已改"});
  finding.fixes.push_back(removal_of(answer));
}

void report_error(const Answer& answer, base::Diagnostics& findings) {
  Diagnostic& finding = findings.report(base::Code::P4615, answer.allow->span, {base::plain(answer.code)});
  finding.also(answer.error, {"the error, which stands", "这项错误仍然成立"});
  finding.advise({"correct what the error names and remove the `allow`", "请改正这项错误，并删去放行"});
  finding.fixes.push_back(removal_of(answer));
}

/// Returns the first answer to the finding; all of them become used. An error has none: they take note of it instead.
const Answer* answer_to(const Diagnostic& finding, std::vector<Answer>& answers) {
  const Answer* first = nullptr;
  for (Answer& answer : answers) {
    if (!is_answered_by(finding, answer)) continue;
    if (finding.severity == base::Severity::Error) {
      if (answer.error.source == base::kNoSource) answer.error = finding.span;
      continue;
    }
    answer.is_used = true;
    if (first == nullptr) first = &answer;
  }
  return first;
}

}  // namespace

std::vector<AllowedFinding> apply_allows(std::span<const Answering> policies, const base::SourceStore& sources,
                                         base::Diagnostics& findings) {
  std::vector<Answer> answers = answers_of(policies, sources);
  std::vector<AllowedFinding> allowed;
  if (answers.empty()) return allowed;
  base::Diagnostics kept;
  for (const Diagnostic& finding : findings.all()) {
    if (const Answer* answer = answer_to(finding, answers)) {
      allowed.push_back({finding, answer->allow->reason.text, answer->allow->span});
      continue;
    }
    kept.report_each(finding.code, finding.span, finding.arguments) = finding;
  }
  for (const Answer& answer : answers) {
    if (answer.error.source != base::kNoSource) {
      report_error(answer, kept);
    } else if (!answer.is_used && is_called_unused(answer, policies.size())) {
      report_unused(answer, kept);
    }
  }
  findings = std::move(kept);
  return allowed;
}

}  // namespace polc::analyse
