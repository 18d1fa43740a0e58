// One policy with everything that is worked out of it before its page is written: its links, what its tests reach,
// which awards meet, where each finding stands. Read by all parts of the page.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/render/report.h"
#include "base/source.h"
#include "compiler/analyse/matrix.h"
#include "compiler/analyse/testing/test_coverage.h"
#include "compiler/pipeline.h"
#include "doc/links.h"
#include "doc/pair_groups.h"
#include "runtime/explain/judge.h"

namespace polc::doc {

/// A policy whose page is written. What is pointed to must outlive the page.
struct Subject {
  std::string path;                               // as given by the user
  const compiler::Compiled* compiled = nullptr;   // compiled without errors
  std::vector<const base::Diagnostic*> findings;  // that stand in its files, or nowhere, in the order they are shown
  std::vector<base::Allowed> allowed;             // answered by an `allow` of the policy
};

/// A test of the policy and what it lacks; passed without.
struct TestVerdict {
  const runtime::PolicyTest* test = nullptr;
  std::vector<runtime::Unmet> unmet;
};

struct Material {
  /// Evaluates the tests and compares every two awards.
  Material(const Subject& subject, const base::SourceStore& sources);

  const Subject& subject;
  const base::SourceStore& sources;
  const compiler::Compiled& compiled;
  const runtime::Program& program;
  Links links;
  std::vector<TestVerdict> tests;  // in the order of the policy
  analyse::TestCoverage coverage;
  std::map<runtime::Index, analyse::RuleCoverage> rules;  // what the tests make of a rule, by rule
  std::map<std::string, runtime::Index> awards;           // by name
  std::vector<analyse::MatrixRow> pairs;
  GroupedPairs grouped;  // of `pairs`
  std::map<std::string, std::vector<std::size_t>>
      findings_at;  // by anchor of the statement; indexes into subject.findings
  std::map<std::string, std::vector<std::size_t>> mentions_at;  // the same, where a finding names a second place

  /// Returns the source text of a span.
  const base::Source& source_of(base::Span span) const { return sources.get(span.source); }
};

/// Returns the anchors of a finding and of a group of pairs, by their index.
std::string finding_id(std::size_t index);
std::string pair_id(std::size_t index);

}  // namespace polc::doc
