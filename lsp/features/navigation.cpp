#include <algorithm>
#include <map>

#include "grammar/written_name.h"
#include "lsp/features/features.h"
#include "lsp/uri.h"

namespace polc::lsp {
namespace {

Json location_of(const Snapshot& snapshot, base::Span span) {
  return {{"uri", uri_of(snapshot.path_of(span.source))}, {"range", snapshot.lines_of(span.source).range_of(span)}};
}

const Occurrence* occurrence_at(const Snapshot& snapshot, Position position) {
  return snapshot.occurrences().at(snapshot.source(), snapshot.lines().offset_of(position));
}

/// The statement `use "…"` at a position leads to the file.
Json used_file_at(const Snapshot& snapshot, std::uint32_t offset) {
  for (const ast::Statement& statement : snapshot.ast().statements) {
    const auto* use = std::get_if<ast::Use>(&statement);
    if (use == nullptr || offset < use->span.begin || offset > use->span.end) continue;
    for (const base::SourceId file : snapshot.compiled().files) {
      const std::string path = snapshot.path_of(file);
      if (path.size() >= use->path.text.size() && path.ends_with("/" + use->path.text))
        return {{"uri", uri_of(path)}, {"range", snapshot.lines_of(file).range_of({file, 0, 0})}};
    }
  }
  return nullptr;
}

/// Returns a new name as it is written in place of an old one: quoted as that was, in brackets where it would be read
/// as a word of the language; nothing when no form of it is one name.
std::optional<std::string> written_name(const std::string& name, bool is_quoted) {
  if (!is_quoted) {
    if (const std::optional<std::string> bare = grammar::unquoted_name(name)) return bare;
  }
  return grammar::can_be_quoted(name) ? std::optional(grammar::quoted(name)) : std::nullopt;
}

/// A bare name and a quotation are not everywhere the same: facts are bare, labels either.
bool must_be_bare(SymbolKind kind) {
  return kind == SymbolKind::Fact || kind == SymbolKind::Definition || kind == SymbolKind::Parameter ||
         kind == SymbolKind::Reading;
}

}  // namespace

Json definition(const Snapshot& snapshot, Position position) {
  const std::uint32_t offset = snapshot.lines().offset_of(position);
  const Occurrence* found = occurrence_at(snapshot, position);
  if (found == nullptr) return used_file_at(snapshot, offset);
  Json locations = Json::array();
  Json first = nullptr;
  for (const Occurrence* one : snapshot.occurrences().of(found->symbol)) {
    if (first.is_null()) first = location_of(snapshot, one->span);
    if (one->is_declaration) locations.push_back(location_of(snapshot, one->span));
  }
  // What a short form declares, its first use declares.
  if (locations.empty()) locations.push_back(first);
  return locations;
}

Json references(const Snapshot& snapshot, Position position, bool with_declaration) {
  Json locations = Json::array();
  const Occurrence* found = occurrence_at(snapshot, position);
  if (found == nullptr) return locations;
  for (const Occurrence* one : snapshot.occurrences().of(found->symbol)) {
    if (with_declaration || !one->is_declaration) locations.push_back(location_of(snapshot, one->span));
  }
  return locations;
}

Json document_highlight(const Snapshot& snapshot, Position position) {
  constexpr int kRead = 2;
  constexpr int kWrite = 3;
  Json highlights = Json::array();
  const Occurrence* found = occurrence_at(snapshot, position);
  if (found == nullptr) return highlights;
  for (const Occurrence* one : snapshot.occurrences().of(found->symbol)) {
    if (one->span.source == snapshot.source())
      highlights.push_back(
          {{"range", snapshot.lines().range_of(one->span)}, {"kind", one->is_declaration ? kWrite : kRead}});
  }
  return highlights;
}

Json prepare_rename(const Snapshot& snapshot, Position position) {
  const Occurrence* found = occurrence_at(snapshot, position);
  if (found == nullptr) return nullptr;
  return {{"range", snapshot.lines().range_of(found->span)}, {"placeholder", found->symbol.name}};
}

Renamed rename(const Snapshot& snapshot, Position position, const std::string& new_name) {
  const Occurrence* found = occurrence_at(snapshot, position);
  if (found == nullptr) return {nullptr, {"there is no name here that can be renamed", "此处没有可改名的名称"}};
  const Symbol wanted{found->symbol.kind, new_name};
  if (!snapshot.occurrences().of(wanted).empty()) {
    return {nullptr,
            {"`" + new_name + "` is taken already: two names would become one",
             "“" + new_name + "”已被使用，改名会使两个名称合为一个"}};
  }
  std::map<std::string, Json> changes;
  for (const Occurrence* one : snapshot.occurrences().of(found->symbol)) {
    const auto written = written_name(new_name, one->is_quoted);
    if (!written || (must_be_bare(one->symbol.kind) && written->front() == '"')) {
      return {nullptr,
              {"`" + new_name + "` is not one name: letters, digits, `_` and `·`, beginning with a letter",
               "“" + new_name + "”不是一个名称：应为以字母开头的字母、数字、“_”“·”"}};
    }
    Json& of_file = changes.try_emplace(uri_of(snapshot.path_of(one->span.source)), Json::array()).first->second;
    of_file.push_back({{"range", snapshot.lines_of(one->span.source).range_of(one->span)}, {"newText", *written}});
  }
  return {{{"changes", changes}}, {}};
}

}  // namespace polc::lsp
