// Findings about the author's text: what they are (`diagnostics.def`), how a phase reports them
// (`Diagnostics::report`) and what they say in either language (`message`). Renderers for the
// terminal, JSON, SARIF and GitHub live in `base/render/`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/language.h"
#include "base/source.h"

namespace polc::base {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// Every finding `polc check` knows, one enumerator a row of `diagnostics.def`.
enum class Code : std::uint16_t {
#define POLC_DIAGNOSTIC(code, name, severity, english, chinese) code,
#include "base/diagnostics.def"
#undef POLC_DIAGNOSTIC
};

/// The fixed facts of a code.
struct CodeInfo {
  Code code;
  std::string_view id;    // "P2001"
  std::string_view name;  // "unknown-name"
  Severity severity;
  std::string_view english;  // fmt text with positional arguments
  std::string_view chinese;
};

/// Returns the row of `code`.
const CodeInfo& info(Code code);

/// Returns all rows in the order of the table.
const std::vector<CodeInfo>& all_codes();

/// Returns the row whose id is `id` ("P2001", any case), or null.
const CodeInfo* find_code(std::string_view id);

/// Replaces `span` by `text`; an empty span inserts.
struct Edit {
  Span span;
  std::string text;
};

/// A repair. `is_safe`: certain to be what the author meant, applied by `--fix`.
struct Fix {
  Bilingual title;
  std::vector<Edit> edits;
  bool is_safe = false;
};

/// Another place that takes part in a finding.
struct Related {
  Span span;
  Bilingual message;
};

/// A case and the policy that decides it: `polc eval POLICY --case CASE`.
struct WitnessCase {
  std::string policy;     // path as given by the user
  std::string case_json;  // one case object, one line
};

/// A concrete case that shows a finding: `polc eval` accepts and replays it.
struct Witness {
  std::string case_json;               // one case object, one line
  Bilingual shows;                     // "two amounts: 200000, 100000"
  std::string policy = {};             // path of the policy that decides it; empty: the file of the finding
  std::vector<WitnessCase> with = {};  // further cases: the events as other policies see them, or what is compared
};

/// One finding at one place. `arguments` fill the positions of the code's message.
struct Diagnostic {
  Code code{};
  Severity severity{};
  Span span;
  std::vector<Bilingual> arguments;
  std::vector<Related> related;
  std::vector<Fix> fixes;
  std::optional<Witness> witness;
  Bilingual help;                   // a sentence that says what to do; may be empty
  std::string article;              // the article it stands in, without "article"; may be empty
  std::vector<std::string> awards;  // the awards it is about, in document order

  /// Adds a repair and returns the diagnostic for chaining.
  Diagnostic& fix(Bilingual title, std::vector<Edit> edits, bool is_safe);
  /// Adds a second place and returns the diagnostic for chaining.
  Diagnostic& also(Span other, Bilingual note);
  /// Sets the sentence of advice and returns the diagnostic for chaining.
  Diagnostic& advise(Bilingual sentence);
};

/// Returns the same text in both languages; for names, numbers and source text.
Bilingual plain(std::string_view text);

/// Returns the message of a diagnostic in `language`, one line without place or code.
std::string message(const Diagnostic& diagnostic, Language language);

/// The findings of a run, in the order they were reported. A second report of the same code at the
/// same span is dropped, since one expression may be checked for several applicant kinds.
class Diagnostics {
 public:
  /// Reports `code` at `span`; the severity is that of the table. The reference stays valid until
  /// the next report. A dropped duplicate is returned as a scratch diagnostic nobody reads.
  Diagnostic& report(Code code, Span span, std::vector<Bilingual> arguments);

  /// As `report`, for findings about several things at one place: dropped only when the arguments are the same too.
  Diagnostic& report_each(Code code, Span span, std::vector<Bilingual> arguments);

  /// Reports everything that `other` holds, for an attempt whose findings turned out to matter.
  void take(const Diagnostics& other);

  const std::vector<Diagnostic>& all() const { return all_; }
  bool has_errors() const { return num_errors_ > 0; }
  std::size_t num_errors() const { return num_errors_; }

  /// Orders by source, begin, code; stable. Call once before rendering.
  void sort();

  /// Calls `change` with each finding reported after the first `begin`, to say where it stands.
  void annotate(std::size_t begin, const std::function<void(Diagnostic&)>& change);

 private:
  Diagnostic& add(bool is_repeated, Code code, Span span, std::vector<Bilingual> arguments);

  std::vector<Diagnostic> all_;
  // The last member tells findings of `report_each` apart; "" of `report`.
  std::set<std::tuple<Code, SourceId, std::uint32_t, std::uint32_t, std::string>> reported_;
  Diagnostic scratch_;
  std::size_t num_errors_ = 0;
};

}  // namespace polc::base
