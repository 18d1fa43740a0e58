#include "lsp/workspace.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include "compiler/analyse/allow.h"
#include "compiler/analyse/analyse.h"
#include "compiler/ast/build.h"

namespace polc::lsp {
namespace {

namespace fs = std::filesystem;

/// So many files are looked through for `use`; a workspace with more is too large to be read at once.
constexpr std::size_t kMostFiles = 2000;

std::optional<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> policies_in(const std::vector<std::string>& folders) {
  std::set<std::string> paths;
  for (const std::string& folder : folders) {
    std::error_code ignored;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, ignored);
    for (const fs::recursive_directory_iterator end; at != end && paths.size() < kMostFiles; at.increment(ignored)) {
      const std::string name = at->path().filename().string();
      const bool is_left_out = name.starts_with(".") || name == "node_modules";
      if (is_left_out && at->is_directory(ignored)) at.disable_recursion_pending();
      if (!is_left_out && at->path().extension() == ".pol") paths.insert(at->path().lexically_normal().string());
    }
  }
  return {paths.begin(), paths.end()};
}

}  // namespace

void Workspace::set_folders(std::vector<std::string> folders) {
  folders_ = std::move(folders);
  note_files_changed();
}

void Workspace::note_change() { kept_.clear(); }

void Workspace::note_files_changed() {
  users_.reset();
  note_change();
}

std::optional<std::string> Workspace::read(const std::string& path) const {
  const std::string normal = fs::path(path).lexically_normal().string();
  if (const std::string* open = documents.text_of(normal)) return *open;
  return read_file(normal);
}

void Workspace::find_users() {
  users_.emplace();
  for (const std::string& path : policies_in(folders_)) {
    const auto text = read(path);
    if (!text || text->find("use") == std::string::npos) {
      if (!text || text->find("引入") == std::string::npos) continue;
    }
    base::SourceStore sources;
    base::Diagnostics ignored;
    const ast::Ast ast = ast::build(sources, sources.add(path, *text), ignored);
    for (const ast::Statement& statement : ast.statements) {
      if (const auto* use = std::get_if<ast::Use>(&statement)) {
        users_->emplace((fs::path(path).parent_path() / use->path.text).lexically_normal().string(), path);
      }
    }
  }
}

/// Follows `use` upwards to a policy that no other takes in.
std::string Workspace::root_of(const std::string& path) {
  if (!users_) find_users();
  std::string root = path;
  std::set<std::string> seen;
  for (auto user = users_->find(root); user != users_->end() && seen.insert(root).second; user = users_->find(root))
    root = user->second;
  return root;
}

Workspace::Kept* Workspace::keep(const std::string& uri) {
  const Document* document = documents.find(uri);
  if (document == nullptr) return nullptr;
  Kept& kept = kept_[uri];
  if (!kept.snapshot) {
    kept.snapshot = std::make_shared<const Snapshot>(
        Snapshot::Input{document->path, root_of(document->path), document->version, encoding},
        [this](const std::string& path) { return read(path); });
  }
  return &kept;
}

std::shared_ptr<const Snapshot> Workspace::snapshot(const std::string& uri) {
  const Kept* kept = keep(uri);
  return kept == nullptr ? nullptr : kept->snapshot;
}

std::optional<Findings> Workspace::findings(const std::string& uri) {
  const Kept* kept = keep(uri);
  if (kept == nullptr) return std::nullopt;
  return Findings{*kept->snapshot, kept->whole ? &*kept->whole : nullptr};
}

bool Workspace::analyse(const std::string& uri) {
  Kept* kept = keep(uri);
  if (kept == nullptr || kept->whole || !kept->snapshot->compiled().can_evaluate) return false;
  const Snapshot& snapshot = *kept->snapshot;
  analyse::Subject subject;
  subject.compiled = &snapshot.compiled();
  subject.path = snapshot.input().root;
  for (const ast::Statement& statement : snapshot.compiled().trees.front().ast.statements) {
    const auto* header = std::get_if<ast::PolicyHeader>(&statement);
    if (header == nullptr || !header->source) continue;
    subject.document = read((fs::path(snapshot.input().root).parent_path() / header->source->text).string());
  }
  kept->whole.emplace();
  kept->whole->take(snapshot.findings());
  analyse::analyse({subject}, snapshot.sources(), {}, *kept->whole);
  const std::vector<analyse::Answering> answering{{&snapshot.compiled(), true}};
  analyse::apply_allows(answering, snapshot.sources(), *kept->whole);
  kept->whole->sort();
  return true;
}

}  // namespace polc::lsp
