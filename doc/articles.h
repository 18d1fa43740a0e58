// The body of a page: the policy article by article, the sentences of the document on the left, on the right the rules
// that stand under them, and with each rule its amounts, requirements, readings and findings.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "doc/findings.h"
#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// A heading of the policy for the table of contents; what stands before any heading has none.
struct Entry {
  const ast::Heading* heading = nullptr;
  std::string id;
  std::string file;                         // set on the first entry of a used file
  std::vector<const ast::Statement*> body;  // samples and tests are left to the section of tests
};

/// Returns the headings of all files in order, each with the statements up to the next.
std::vector<Entry> outline_of(const compiler::Compiled& compiled, const Links& links);

/// Writes the sections and articles.
void write_articles(Html& html, const Material& material, const ExplainCode& explain,
                    const std::vector<Entry>& outline);

/// Writes one statement as code under its line number, with its anchor.
void write_statement(Html& html, const Material& material, const ast::Statement& statement);

}  // namespace polc::doc
