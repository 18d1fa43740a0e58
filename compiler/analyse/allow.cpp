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
  bool is_used = false;
};

base::Span span_of(const ast::Statement& statement) {
  return std::visit([](const auto& one) { return one.span; }, statement);
}

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

std::vector<Answer> answers_of(const std::vector<Subject>& subjects, const base::SourceStore& sources) {
  std::vector<Answer> answers;
  for (const Subject& subject : subjects) {
    std::set<base::SourceId> files(subject.compiled->files.begin(), subject.compiled->files.end());
    for (const compiler::UsedFile& file : subject.compiled->trees) {
      const ast::Ast& ast = file.ast;
      for (std::size_t at = 0; at < ast.statements.size(); ++at) {
        const auto* allow = std::get_if<ast::Allow>(&ast.statements[at]);
        if (allow == nullptr) continue;
        for (const ast::Name& code : allow->codes) {
          answers.push_back(
              {allow, upper(code.text), ground_after(ast, at, sources.get(ast.source).text().size()), files, false});
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

/// False where this run cannot tell whether the answer still answers something: findings of names and types may be
/// kept elsewhere, and awards of two policies meet only where both are checked.
bool is_called_unused(const Answer& answer, std::size_t num_policies, bool has_language_findings) {
  if (is_of_language(answer.code)) return has_language_findings;
  return num_policies > 1 || answer.code != base::info(base::Code::P4109).id;
}

void report_unused(const Answer& answer, base::Diagnostics& findings) {
  Diagnostic& finding = findings.report(base::Code::P4614, answer.allow->span, {base::plain(answer.code)});
  finding.advise(base::find_code(answer.code) == nullptr
                     ? base::Bilingual{"there is no finding of this code", "没有这一编号的问题"}
                     : base::Bilingual{"remove it; what it answered is gone, or its names have changed",
                                       "请删去；它所答复的问题已不存在，或名称已改"});
  finding.fix({"remove the `allow`", "删去放行"}, {{answer.allow->span, ""}}, false);
}

}  // namespace

std::vector<AllowedFinding> apply_allows(const std::vector<Subject>& subjects, const base::SourceStore& sources,
                                         base::Diagnostics& findings) {
  std::vector<Answer> answers = answers_of(subjects, sources);
  std::vector<AllowedFinding> allowed;
  if (answers.empty()) return allowed;
  base::Diagnostics kept;
  bool has_language_findings = false;
  for (const Diagnostic& finding : findings.all()) {
    const bool is_language = is_of_language(base::info(finding.code).id);
    has_language_findings = has_language_findings || is_language;
    const bool is_final = is_language && finding.severity == base::Severity::Error;
    Answer* first = nullptr;
    for (Answer& answer : answers) {
      if (is_final || !is_answered_by(finding, answer)) continue;
      answer.is_used = true;
      if (first == nullptr) first = &answer;
    }
    if (first != nullptr) {
      allowed.push_back({finding, first->allow->reason.text, first->allow->span});
      continue;
    }
    Diagnostic& copy = kept.report_each(finding.code, finding.span, finding.arguments);
    copy = finding;
  }
  for (const Answer& answer : answers) {
    if (!answer.is_used && is_called_unused(answer, subjects.size(), has_language_findings)) report_unused(answer, kept);
  }
  findings = std::move(kept);
  return allowed;
}

}  // namespace polc::analyse
