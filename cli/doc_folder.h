// The folder that `polc doc` writes: its own files are listed in a manifest with their hashes, so that a later run
// replaces and removes these alone. A folder with other things in it, or a page that somebody changed, is left alone
// unless asked.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "cli/files.h"

namespace polc::cli {

/// Files by name, without folders.
using DocFiles = std::map<std::string, std::string>;

class DocFolder {
 public:
  static constexpr const char* kManifest = "polc-doc.manifest";

  /// `path`: of the folder, which need not exist.
  explicit DocFolder(std::string path) : path_(std::move(path)) {}

  /// Returns why `files` may not be written, or nothing; changes nothing. `may_replace`: what is not polc's own may be
  /// replaced. Files of other names are never touched.
  std::optional<FileProblem> refusal(const DocFiles& files, bool may_replace) const;

  /// Makes the folder and writes the files, then removes the pages of an earlier run that are not among them. A run
  /// that is interrupted leaves each file whole and all of them polc's own. Returns the first problem.
  std::optional<FileProblem> write(const DocFiles& files) const;

 private:
  /// The hashes that a file of polc's own can have, by name.
  using Manifest = std::map<std::string, std::set<std::string>>;

  Manifest read_manifest() const;
  std::optional<FileProblem> write_manifest(const Manifest& manifest) const;
  std::string path_of(const std::string& name) const;
  bool is_own(const Manifest& manifest, const std::string& name) const;

  std::string path_;
};

}  // namespace polc::cli
