// The compiler on one page: from the files of a policy to a program, its tests and its findings.
// Used by the command line, the language server and the embedding facade.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/model/model.h"
#include "compiler/use_tree.h"
#include "runtime/cases/policy_test.h"
#include "runtime/program/program.h"

namespace polc::compiler {

/// One compiled policy: the file given and everything it takes in by `use`.
struct Compiled {
  runtime::Program program;
  std::vector<runtime::PolicyTest> tests;      // in document order
  std::vector<runtime::PolicySample> samples;  // in document order
  std::deque<UsedFile> trees;                  // the syntax trees, the main file first
  model::Model model;                          // names and addresses of statements, pointing into `trees`; its own
                                               // `program` has become `program` above
  std::vector<base::SourceId> files;           // the file given first, then used files in order of first use
  bool names_checked = true;                   // false: a syntax error held back the findings of P2 and P3
  bool can_evaluate = false;                   // no error of P1–P3, P4108 or P4111: `program` and `tests` are whole
};

/// Compiles the policy whose main file is `path`. Adds every file read to `sources` and every finding of
/// P1–P3 (and the P4 codes that are errors by themselves) to `out`. A file that `read` cannot give is
/// reported as P2006 at the `use`, or at no place for the main file. Never throws for any text.
Compiled compile(const std::string& path, const ReadFile& read, base::SourceStore& sources, base::Diagnostics& out);

/// Compiles syntax trees that were read already, the main file first. Adds the findings of P2 and P3 (and the P4 codes
/// that are errors by themselves) to `out`; what reading reported is not known here.
Compiled compile_trees(std::deque<UsedFile> trees, const base::SourceStore& sources, base::Diagnostics& out);

}  // namespace polc::compiler
