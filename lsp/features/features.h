// What the server can tell of a document: each feature a pure function of a snapshot and the parameters of its request,
// giving the result as the protocol wants it. Nothing here keeps state or reads files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "lsp/snapshot.h"
#include "lsp/transport.h"

namespace polc::lsp {

/// Findings of a snapshot: those of the compiler, or where the analysis has run on it, of both.
struct Findings {
  const Snapshot& snapshot;
  const base::Diagnostics* whole = nullptr;

  const base::Diagnostics& known() const { return whole == nullptr ? snapshot.findings() : *whole; }
};

// ---- diagnostics.cpp

/// Returns the diagnostics of the document itself.
Json diagnostics(const Findings& findings, base::Language language);
/// Returns the quick fixes of the findings that touch the range, each as an edit of the files it changes.
Json code_actions(const Findings& findings, const Json& range, base::Language language);

// ---- hover.cpp

/// Returns what a name, an amount or a keyword at a position means, or null.
Json hover(const Snapshot& snapshot, Position position, base::Language language);

// ---- completion.cpp

/// Returns what could stand at a position: keywords in the language of the file, and names that fit.
Json completion(const Snapshot& snapshot, Position position, base::Language language);
/// Returns the form of the statement at a position, with the clause being written marked, or null.
Json signature_help(const Snapshot& snapshot, Position position, base::Language language);

// ---- navigation.cpp

Json definition(const Snapshot& snapshot, Position position);
Json references(const Snapshot& snapshot, Position position, bool with_declaration);
Json document_highlight(const Snapshot& snapshot, Position position);
/// Returns the range of the name that can be renamed, or null.
Json prepare_rename(const Snapshot& snapshot, Position position);

/// A rename: the edit, or why it cannot be.
struct Renamed {
  Json edit;  // null with a problem
  base::Bilingual problem;
};
Renamed rename(const Snapshot& snapshot, Position position, const std::string& new_name);

// ---- symbols.cpp

Json document_symbols(const Snapshot& snapshot);
/// Returns the symbols of all files of the policy whose name contains `query`.
Json workspace_symbols(const Snapshot& snapshot, std::string_view query);
Json folding_ranges(const Snapshot& snapshot);
Json document_links(const Snapshot& snapshot);

// ---- formatting.cpp

/// Returns the edits that give the document, or the statements that touch `range`, the layout of `polc fmt`; none for
/// a text with errors. `range`: empty for all.
Json formatting(const Snapshot& snapshot, const Json& range);

// ---- tokens.cpp

/// Returns the token types of `semantic_tokens`, in the order of its numbers.
const std::vector<std::string>& token_types();
Json semantic_tokens(const Snapshot& snapshot);

// ---- hints.cpp

/// Returns amounts written short with their value in full: `30万元` = 300,000.
Json inlay_hints(const Snapshot& snapshot, const Json& range);
/// Returns for each award its tests and the findings about it, and a way to try a case.
Json code_lenses(const Findings& findings, base::Language language);

}  // namespace polc::lsp
