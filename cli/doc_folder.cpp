#include "cli/doc_folder.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/sha256.h"

namespace polc::cli {
namespace {

namespace fs = std::filesystem;

/// What a manifest begins with; another line is another format, or no manifest of polc.
constexpr std::string_view kFirstLine = "polc doc 1";
constexpr std::size_t kHashLength = 64;

std::optional<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

/// A manifest is data from outside: a name in it never leads out of the folder.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos;
}

}  // namespace

std::string DocFolder::path_of(const std::string& name) const { return (fs::path(path_) / name).string(); }

DocFolder::Manifest DocFolder::read_manifest() const {
  Manifest manifest;
  std::istringstream lines(bytes_of(path_of(kManifest)).value_or(""));
  std::string line;
  if (!std::getline(lines, line) || line != kFirstLine) return manifest;
  while (std::getline(lines, line)) {
    if (line.size() < kHashLength + 3) continue;
    const std::string name = line.substr(kHashLength + 2);
    if (is_plain_name(name)) manifest[name].insert(line.substr(0, kHashLength));
  }
  return manifest;
}

std::optional<FileProblem> DocFolder::write_manifest(const Manifest& manifest) const {
  std::string text = std::string(kFirstLine) + "\n";
  for (const auto& [name, hashes] : manifest) {
    for (const std::string& hash : hashes) text += fmt::format("{}  {}\n", hash, name);
  }
  return replace_file(path_of(kManifest), text);
}

bool DocFolder::is_own(const Manifest& manifest, const std::string& name) const {
  const auto known = manifest.find(name);
  if (known == manifest.end()) return false;
  const std::optional<std::string> bytes = bytes_of(path_of(name));
  return bytes && known->second.contains(base::sha256(*bytes));
}

std::optional<FileProblem> DocFolder::refusal(const DocFiles& files, bool may_replace) const {
  std::error_code error;
  const fs::file_status status = fs::status(path_, error);
  if (status.type() == fs::file_type::not_found) return std::nullopt;
  if (!fs::is_directory(status)) return FileProblem{path_, {"it is a file, not a folder", "它是文件，不是文件夹"}};
  if (may_replace) return std::nullopt;
  const Manifest manifest = read_manifest();
  const bool is_empty = fs::directory_iterator(path_, error) == fs::directory_iterator();
  if (error) return FileProblem{path_, reason_of(error.value())};
  if (!is_empty && manifest.empty())
    return FileProblem{path_,
                       {"there are files in it that polc doc did not write; choose another folder, or add --force",
                        "其中有不是 polc doc 写出的文件；请另选文件夹，或加 --force"}};
  for (const auto& [name, bytes] : files) {
    if (!fs::exists(fs::symlink_status(path_of(name), error)) || is_own(manifest, name)) continue;
    return FileProblem{path_of(name),
                       {"it was changed since polc doc wrote it, or is somebody else's; --force replaces it",
                        "它在 polc doc 写出后被改动过，或不是 polc doc 写出的；如要替换，请加 --force"}};
  }
  return std::nullopt;
}

std::optional<FileProblem> DocFolder::write(const DocFiles& files) const {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) return FileProblem{path_, reason_of(error.value())};
  const Manifest before = read_manifest();
  Manifest written;
  for (const auto& [name, bytes] : files) written[name].insert(base::sha256(bytes));
  // While files are being replaced, the old and the new ones are both polc's own.
  Manifest both = before;
  for (const auto& [name, hashes] : written) both[name].insert(hashes.begin(), hashes.end());
  if (auto problem = write_manifest(both)) return problem;
  for (const auto& [name, bytes] : files) {
    if (auto problem = replace_file(path_of(name), bytes)) return problem;
  }
  for (const auto& [name, hashes] : before) {
    if (files.contains(name) || !is_own(before, name)) continue;
    if (!fs::remove(path_of(name), error) && error) return FileProblem{path_of(name), reason_of(error.value())};
  }
  return write_manifest(written);
}

}  // namespace polc::cli
