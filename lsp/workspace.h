// What the server knows of policies: open documents over files, which policy takes a document in, the snapshot of each
// document and the findings of the analysis on it. Snapshots are made when they are asked for and kept until a text
// changes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "lsp/documents.h"
#include "lsp/features/features.h"
#include "lsp/snapshot.h"

namespace polc::lsp {

class Workspace {
 public:
  Documents documents;
  PositionEncoding encoding = PositionEncoding::Utf16;

  /// Folders whose policies may take in a document. Files are looked up when a document is first asked for.
  void set_folders(std::vector<std::string> folders);

  /// Forgets every snapshot: a text has changed. What was analysed before is kept until it is analysed again.
  void note_change();
  /// Also forgets which policy uses which file: files have changed on the disk.
  void note_files_changed();

  /// Returns the snapshot of an open document, or null.
  std::shared_ptr<const Snapshot> snapshot(const std::string& uri);

  /// Returns the findings of a document; those of the analysis where it has run on this text.
  std::optional<Findings> findings(const std::string& uri);

  /// Runs the analysis of meaning on the policy of a document, unless it has run on this text. Returns whether it ran.
  bool analyse(const std::string& uri);

 private:
  struct Kept {
    std::shared_ptr<const Snapshot> snapshot;
    std::optional<base::Diagnostics> whole;  // with the findings of the analysis, without what an `allow` answers
  };

  std::optional<std::string> read(const std::string& path) const;
  std::string root_of(const std::string& path);
  void find_users();
  Kept* keep(const std::string& uri);

  std::vector<std::string> folders_;
  std::map<std::string, Kept> kept_;  // by URI
  std::optional<std::map<std::string, std::string>>
      users_;  // path of a used file: path of the first policy that uses it
};

}  // namespace polc::lsp
