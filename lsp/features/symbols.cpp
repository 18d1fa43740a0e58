#include <algorithm>
#include <filesystem>
#include <variant>

#include "lsp/features/features.h"
#include "lsp/uri.h"

namespace polc::lsp {
namespace {

// Kinds of the protocol (LSP 3.17, SymbolKind), those that editors draw well.
enum ProtocolKind : int {
  kModule = 2,
  kNamespace = 3,
  kClass = 5,
  kField = 8,
  kConstant = 14,
  kEvent = 24,
  kStruct = 23,
  kFunction = 12,
  kEnumMember = 22
};

int kind_of(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::ApplicantKind: return kClass;
    case SymbolKind::Claim: return kStruct;
    case SymbolKind::Award: return kStruct;
    case SymbolKind::Fact: return kField;
    case SymbolKind::Value: return kEnumMember;
    case SymbolKind::Definition: return kFunction;
    case SymbolKind::Parameter: return kConstant;
    case SymbolKind::Reading: return kConstant;
    case SymbolKind::Sample: return kConstant;
    case SymbolKind::Test: return kEvent;
    case SymbolKind::Article: return kNamespace;
    case SymbolKind::Section: return kModule;
  }
  return kField;
}

class Outline {
 public:
  explicit Outline(const Snapshot& snapshot) : snapshot_(snapshot) {}

  /// Sections hold articles, articles what stands under them.
  Json run() {
    for (const ast::Statement& statement : snapshot_.ast().statements)
      std::visit([this](const auto& one) { visit(one); }, statement);
    close(kSectionLevel);
    return std::move(levels_[0]);
  }

 private:
  static constexpr std::size_t kSectionLevel = 1;
  static constexpr std::size_t kArticleLevel = 2;

  Json symbol(const std::string& name, int kind, base::Span span, base::Span name_span, std::string detail = {}) const {
    Json one{{"name", name.empty() ? "…" : name},
             {"kind", kind},
             {"range", snapshot_.lines().range_of(span)},
             {"selectionRange", snapshot_.lines().range_of(name_span)}};
    if (!detail.empty()) one["detail"] = std::move(detail);
    return one;
  }

  void add(Json one) {
    for (std::size_t level = kArticleLevel; level > 0; --level) {
      if (open_[level].is_null()) continue;
      levels_[level].push_back(std::move(one));
      return;
    }
    levels_[0].push_back(std::move(one));
  }

  /// Ends the headings from `level` on.
  void close(std::size_t level) {
    for (std::size_t at = kArticleLevel; at >= level; --at) {
      if (open_[at].is_null()) continue;
      Json done = std::move(open_[at]);
      open_[at] = nullptr;
      if (!levels_[at].empty()) done["range"]["end"] = levels_[at].back()["range"]["end"];
      done["children"] = std::move(levels_[at]);
      levels_[at] = Json::array();
      add(std::move(done));
    }
  }

  template <typename Statement>
  void visit(const Statement&) {}

  void visit(const ast::Heading& one) {
    const std::size_t level = one.is_section ? kSectionLevel : kArticleLevel;
    close(level);
    open_[level] = symbol(one.label.text, one.is_section ? kModule : kNamespace, one.span, one.label.span,
                          one.title ? one.title->text : std::string());
  }
  void visit(const ast::ApplicantDecl& one) { add_kind(one.kind, one.facts, kClass, one.span); }
  void visit(const ast::ClaimDecl& one) { add_kind(one.kind, one.facts, kStruct, one.span); }

  void add_kind(const ast::Name& name, const std::vector<ast::FactDecl>& facts, int kind, base::Span span) {
    Json made = symbol(name.text, kind, span, name.span);
    Json children = Json::array();
    for (const ast::FactDecl& fact : facts) {
      children.push_back(symbol(fact.name.text, kField, fact.span, fact.name.span,
                                std::string(snapshot_.sources().slice(fact.type.span))));
    }
    made["children"] = std::move(children);
    add(std::move(made));
  }

  void visit(const ast::Award& one) { add(symbol(one.name.text, kStruct, one.span, one.name.span)); }
  void visit(const ast::Define& one) { add(symbol(one.name.text, kFunction, one.span, one.name.span)); }
  void visit(const ast::Parameter& one) { add(symbol(one.name.text, kConstant, one.span, one.name.span)); }
  void visit(const ast::Reading& one) {
    add(symbol(one.name.text, kConstant, one.span, one.name.span, one.adopted.text));
  }
  void visit(const ast::Sample& one) { add(symbol(one.name.text, kConstant, one.span, one.name.span, one.kind.text)); }
  void visit(const ast::Test& one) {
    close(kSectionLevel);  // tests stand at the end and under no article
    add(symbol(one.name.text, kEvent, one.span, one.name.span));
  }

  const Snapshot& snapshot_;
  Json levels_[3] = {Json::array(), Json::array(), Json::array()};  // what stands directly under each open heading
  Json open_[3];
};

}  // namespace

Json document_symbols(const Snapshot& snapshot) { return Outline(snapshot).run(); }

Json workspace_symbols(const Snapshot& snapshot, std::string_view query) {
  constexpr std::size_t kMostSymbols = 1000;
  Json found = Json::array();
  for (const Occurrence& one : snapshot.occurrences().all()) {
    if (!one.is_declaration || found.size() >= kMostSymbols || one.symbol.name.find(query) == std::string::npos)
      continue;
    found.push_back({{"name", one.symbol.name},
                     {"kind", kind_of(one.symbol.kind)},
                     {"location",
                      {{"uri", uri_of(snapshot.path_of(one.span.source))},
                       {"range", snapshot.lines_of(one.span.source).range_of(one.span)}}}});
  }
  return found;
}

Json folding_ranges(const Snapshot& snapshot) {
  Json ranges = Json::array();
  const auto line_of = [&](std::uint32_t offset) { return snapshot.lines().position_of(offset).line; };
  const auto add = [&](std::uint32_t begin, std::uint32_t end, const char* kind) {
    if (line_of(end) <= line_of(begin)) return;
    Json one{{"startLine", line_of(begin)}, {"endLine", line_of(end)}};
    if (kind != nullptr) one["kind"] = kind;
    ranges.push_back(std::move(one));
  };
  const auto& statements = snapshot.ast().statements;
  const ast::Statement* heading = nullptr;
  const ast::Statement* last = nullptr;
  for (const ast::Statement& statement : statements) {
    if (std::holds_alternative<ast::Heading>(statement)) {
      if (heading != nullptr && last != nullptr) add(ast::span_of(*heading).begin, ast::span_of(*last).end, "region");
      heading = &statement;
    } else {
      add(ast::span_of(statement).begin, ast::span_of(statement).end, nullptr);
    }
    last = &statement;
  }
  if (heading != nullptr) add(ast::span_of(*heading).begin, ast::span_of(*last).end, "region");
  return ranges;
}

Json document_links(const Snapshot& snapshot) {
  Json links = Json::array();
  const std::filesystem::path folder = std::filesystem::path(snapshot.input().path).parent_path();
  const auto add = [&](const ast::Name& name) {
    links.push_back({{"range", snapshot.lines().range_of(name.span)},
                     {"target", uri_of((folder / name.text).lexically_normal().string())}});
  };
  for (const ast::Statement& statement : snapshot.ast().statements) {
    if (const auto* use = std::get_if<ast::Use>(&statement)) add(use->path);
    const auto* header = std::get_if<ast::PolicyHeader>(&statement);
    if (header != nullptr && header->source) add(*header->source);
  }
  return links;
}

}  // namespace polc::lsp
