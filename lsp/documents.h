// The documents a client has open, as it edits them. Applies changes; compiles nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "lsp/positions.h"
#include "lsp/transport.h"

namespace polc::lsp {

struct Document {
  std::string uri;
  std::string path;  // of a file, or the URI of a document that is none
  std::string text;
  std::int64_t version = 0;
};

class Documents {
 public:
  void open(const std::string& uri, std::string text, std::int64_t version);
  void close(const std::string& uri);

  /// Applies `contentChanges` in their order. Returns false when the document is not open.
  bool change(const std::string& uri, const Json& changes, std::int64_t version, PositionEncoding encoding);

  /// Returns the open document of a URI, or null.
  const Document* find(const std::string& uri) const;
  /// Returns the text of the open document with this path, or null.
  const std::string* text_of(const std::string& path) const;
  const std::map<std::string, Document>& all() const { return documents_; }

 private:
  std::map<std::string, Document> documents_;  // by URI
};

}  // namespace polc::lsp
