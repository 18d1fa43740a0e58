#include "base/diagnostic.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>

#include "base/assert.h"

namespace polc::base {
namespace {

bool equal_ignoring_case(std::string_view lhs, std::string_view rhs) {
  return std::equal(lhs.begin(), lhs.end(), rhs.begin(), rhs.end(),
                    [](unsigned char a, unsigned char b) { return std::toupper(a) == std::toupper(b); });
}

}  // namespace

const std::vector<CodeInfo>& all_codes() {
  static const std::vector<CodeInfo> kRows = {
#define POLC_DIAGNOSTIC(code, name, severity, english, chinese) \
  {Code::code, #code, name, Severity::severity, english, chinese},
#include "base/diagnostics.def"
#undef POLC_DIAGNOSTIC
  };
  return kRows;
}

const CodeInfo& info(Code code) {
  const auto index = static_cast<std::size_t>(code);
  POLC_ASSERT(index < all_codes().size(), "every code has a row");
  return all_codes()[index];
}

const CodeInfo* find_code(std::string_view id) {
  for (const CodeInfo& row : all_codes()) {
    if (equal_ignoring_case(row.id, id)) return &row;
  }
  return nullptr;
}

Diagnostic& Diagnostic::fix(Bilingual title, std::vector<Edit> edits, bool is_safe) {
  fixes.push_back({std::move(title), std::move(edits), is_safe});
  return *this;
}

Diagnostic& Diagnostic::also(Span other, Bilingual note) {
  related.push_back({other, std::move(note)});
  return *this;
}

Diagnostic& Diagnostic::advise(Bilingual sentence) {
  help = std::move(sentence);
  return *this;
}

Bilingual plain(std::string_view text) { return {std::string(text), std::string(text)}; }

std::string message(const Diagnostic& diagnostic, Language language) {
  const CodeInfo& row = info(diagnostic.code);
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (const Bilingual& argument : diagnostic.arguments) arguments.push_back(argument.in(language));
  return fmt::vformat(language == Language::Chinese ? row.chinese : row.english, arguments);
}

Diagnostic& Diagnostics::report(Code code, Span span, std::vector<Bilingual> arguments) {
  return add(!reported_.emplace(code, span.source, span.begin, span.end, "").second, code, span, std::move(arguments));
}

Diagnostic& Diagnostics::report_each(Code code, Span span, std::vector<Bilingual> arguments) {
  std::string words;
  for (const Bilingual& argument : arguments) words += argument.english + '\n';
  return add(!reported_.emplace(code, span.source, span.begin, span.end, std::move(words)).second, code, span,
             std::move(arguments));
}

Diagnostic& Diagnostics::add(bool is_repeated, Code code, Span span, std::vector<Bilingual> arguments) {
  const Severity severity = info(code).severity;
  Diagnostic made;
  made.code = code;
  made.severity = severity;
  made.span = span;
  made.arguments = std::move(arguments);
  if (is_repeated) return scratch_ = std::move(made);
  if (severity == Severity::Error) ++num_errors_;
  return all_.emplace_back(std::move(made));
}

void Diagnostics::take(const Diagnostics& other) {
  for (const Diagnostic& finding : other.all_) {
    Diagnostic& made = report_each(finding.code, finding.span, finding.arguments);
    made.severity = finding.severity;
    made.related = finding.related;
    made.fixes = finding.fixes;
    made.witness = finding.witness;
    made.help = finding.help;
    made.article = finding.article;
    made.awards = finding.awards;
  }
}

void Diagnostics::annotate(std::size_t begin, const std::function<void(Diagnostic&)>& change) {
  for (std::size_t at = begin; at < all_.size(); ++at) change(all_[at]);
}

void Diagnostics::sort() {
  const auto key = [](const Diagnostic& one) {
    return std::tuple(static_cast<std::uint32_t>(one.span.source), one.span.begin,
                      static_cast<std::uint16_t>(one.code));
  };
  std::stable_sort(all_.begin(), all_.end(),
                   [&](const Diagnostic& lhs, const Diagnostic& rhs) { return key(lhs) < key(rhs); });
}

}  // namespace polc::base
