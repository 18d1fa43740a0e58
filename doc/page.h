// The page of one policy, whole in one file: it needs neither a network nor a file beside it, so that it can be opened
// from a disk and sent by mail. Also the page that lists several.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "doc/findings.h"
#include "doc/material.h"

namespace polc::doc {

struct PageOptions {
  base::Language language = base::Language::English;  // shown until the reader chooses
  ExplainCode explain;
  bool is_one_of_several = false;  // links back to index.html
};

/// Returns the page of `subject`. The same subject gives the same bytes. Evaluates the tests of the policy and compares
/// its awards in pairs; otherwise linear in what is shown.
std::string write_page(const Subject& subject, const base::SourceStore& sources, const PageOptions& options);

/// A page in the list.
struct ListedPage {
  const Subject* subject = nullptr;
  std::string file;
};

/// Returns the page that lists several policies, in the order given.
std::string write_index(const std::vector<ListedPage>& pages, base::Language language);

}  // namespace polc::doc
