#include "lsp/snapshot.h"

#include <filesystem>
#include <utility>

#include "compiler/ast/build.h"
#include "grammar/parser.h"

namespace polc::lsp {

Snapshot::Snapshot(Input input, const compiler::ReadFile& read) : input_(std::move(input)) {
  compiled_ = compiler::compile(input_.root, read, sources_, findings_);
  findings_.sort();
  for (const compiler::UsedFile& file : compiled_.trees) {
    if (path_of(file.ast.source) != input_.path) continue;
    source_ = file.ast.source;
    ast_ = &file.ast;
  }
  if (ast_ == nullptr) {
    // The policy no longer uses the document, or cannot be read: the document still has an outline and colours.
    source_ = sources_.add(input_.path, read(input_.path).value_or(std::string()));
    base::Diagnostics ignored;
    own_ast_ = ast::build(sources_, source_, ignored);
    ast_ = &own_ast_;
  }
  lines_ = std::make_unique<LineIndex>(sources_.get(source_).text(), input_.encoding);
}

std::string Snapshot::path_of(base::SourceId source) const {
  return std::filesystem::path(sources_.get(source).path()).lexically_normal().string();
}

const grammar::Tree& Snapshot::tree() const {
  if (!tree_) {
    base::Diagnostics ignored;
    tree_ = grammar::parse(sources_.get(source_), source_, ignored);
  }
  return *tree_;
}

const Occurrences& Snapshot::occurrences() const {
  if (!occurrences_) occurrences_.emplace(compiled_);
  return *occurrences_;
}

}  // namespace polc::lsp
