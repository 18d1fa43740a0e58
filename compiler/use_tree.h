// Reads a policy file and everything it takes in by `use`, each file once.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/ast/ast.h"

namespace polc::compiler {

/// Returns the bytes of a file, or nothing when it cannot be read. The command line reads the disk, the
/// server its open documents.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

/// One file of the tree.
struct UsedFile {
  ast::Ast ast;
  std::string path;         // relative to the folder of the main file, with `/`
  std::size_t used_by = 0;  // index of the file that uses it; itself for the main file
};

/// Returns the files in the order of first use, the main file first; nothing but findings when the main file
/// cannot be read. Addresses stay valid while the deque lives. Reports P2006, P2007, P2008 and what
/// building the trees reports.
std::deque<UsedFile> read_use_tree(const std::string& path, const ReadFile& read, base::SourceStore& sources,
                                   base::Diagnostics& out);

}  // namespace polc::compiler
