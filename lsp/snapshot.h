// One state of one document with everything compiled from it: what the features of the server read. Immutable once
// made; the next keystroke makes another. A document that a policy uses is compiled as part of that policy.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/names/occurrences.h"
#include "compiler/pipeline.h"
#include "grammar/tree.h"
#include "lsp/positions.h"

namespace polc::lsp {

using names::Occurrence;
using names::Occurrences;
using names::Symbol;
using names::SymbolKind;

class Snapshot {
 public:
  /// What a snapshot is made of. `root`: path of the policy that takes the document in, its own where none does.
  struct Input {
    std::string path;
    std::string root;
    std::int64_t version = 0;
    PositionEncoding encoding = PositionEncoding::Utf16;
  };

  /// Compiles `input.root`. `read` gives open documents before files. Reading the document itself must succeed.
  Snapshot(Input input, const compiler::ReadFile& read);

  const Input& input() const { return input_; }
  const base::SourceStore& sources() const { return sources_; }
  const compiler::Compiled& compiled() const { return compiled_; }
  /// The findings of syntax, names, types and values of the whole policy.
  const base::Diagnostics& findings() const { return findings_; }

  /// The document: its source, its text and its lines.
  base::SourceId source() const { return source_; }
  std::string_view text() const { return sources_.get(source_).text(); }
  const LineIndex& lines() const { return *lines_; }
  /// Returns the lines of any file of the policy, counted as the client counts.
  LineIndex lines_of(base::SourceId source) const { return {sources_.get(source).text(), input_.encoding}; }
  /// Returns the absolute path of a file of the policy.
  std::string path_of(base::SourceId source) const;

  /// The syntax tree of the document.
  const ast::Ast& ast() const { return *ast_; }
  /// The concrete tree of the document, made when first asked for.
  const grammar::Tree& tree() const;
  /// Where names of the policy stand, made when first asked for.
  const Occurrences& occurrences() const;

 private:
  Input input_;
  base::SourceStore sources_;
  base::Diagnostics findings_;
  compiler::Compiled compiled_;
  base::SourceId source_ = base::kNoSource;
  const ast::Ast* ast_ = nullptr;
  std::unique_ptr<LineIndex> lines_;
  ast::Ast own_ast_;  // where the policy could not reach the document
  mutable std::optional<grammar::Tree> tree_;
  mutable std::optional<Occurrences> occurrences_;
};

}  // namespace polc::lsp
