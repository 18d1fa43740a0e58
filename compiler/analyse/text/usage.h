// What a policy declares and what it reads of it. Used by the checks of names.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

struct Usage {
  std::set<runtime::Index> facts;                  // slots read by a rule, or read without one (keys)
  std::set<std::string> names;                     // used as an operand, a dimension, a reading
  std::vector<const ast::Sample*> unused_samples;  // of a policy with tests: by none of them
};

Usage find_usage(const PolicyText& policy);

/// A name that a policy declares for a fact or for one of its values.
struct DeclaredName {
  std::string text;
  base::Span span;
  const ArticleText* article = nullptr;
  const void* group = nullptr;  // names of one enumeration share it: they differ on purpose
};

/// Returns the names of facts and values in document order.
std::vector<DeclaredName> declared_names(const PolicyText& policy);

}  // namespace polc::analyse::text
