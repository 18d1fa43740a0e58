#include "lsp/documents.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "lsp/uri.h"

namespace polc::lsp {
namespace {

std::string path_of_document(const std::string& uri) {
  const auto path = path_of(uri);
  return path ? std::filesystem::path(*path).lexically_normal().string() : uri;
}

void apply(const Json& change, PositionEncoding encoding, std::string& text) {
  const auto new_text = change.find("text");
  if (new_text == change.end() || !new_text->is_string()) return;
  const auto range = change.find("range");
  if (range == change.end() || !range->is_object()) {
    text = new_text->get<std::string>();
    return;
  }
  const LineIndex lines(text, encoding);
  const std::uint32_t begin = lines.offset_of(read_position(range->value("start", Json::object())));
  const std::uint32_t end = std::max(begin, lines.offset_of(read_position(range->value("end", Json::object()))));
  text.replace(begin, end - begin, new_text->get_ref<const std::string&>());
}

}  // namespace

void Documents::open(const std::string& uri, std::string text, std::int64_t version) {
  documents_[uri] = {uri, path_of_document(uri), std::move(text), version};
}

void Documents::close(const std::string& uri) { documents_.erase(uri); }

bool Documents::change(const std::string& uri, const Json& changes, std::int64_t version, PositionEncoding encoding) {
  const auto found = documents_.find(uri);
  if (found == documents_.end()) return false;
  if (changes.is_array()) {
    for (const Json& change : changes) {
      if (change.is_object()) apply(change, encoding, found->second.text);
    }
  }
  found->second.version = version;
  return true;
}

const Document* Documents::find(const std::string& uri) const {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

const std::string* Documents::text_of(const std::string& path) const {
  for (const auto& [uri, document] : documents_) {
    if (document.path == path) return &document.text;
  }
  return nullptr;
}

}  // namespace polc::lsp
