#include "cli/files.h"

#include "grammar/lexer.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace polc::cli {
namespace {

namespace fs = std::filesystem;

/// Files longer than this are refused before they fill the memory; offsets have 32 bits. A policy may have less.
constexpr std::size_t kMaxBytes = 1U << 30U;

std::size_t max_bytes_of(const std::string& path) {
  return path.ends_with(".pol") ? grammar::kMaxFileBytes : kMaxBytes;
}

/// Returns why a file of this size is not read.
base::Bilingual too_large(std::uintmax_t size, std::size_t most, bool is_policy) {
  const std::string_view code = is_policy ? " (P1013)" : "";
  return {fmt::format("it has {} bytes; at most {} can be read{}", size, most, code),
          fmt::format("有 {} 字节，最多可读 {} 字节{}", size, most, is_policy ? "（P1013）" : "")};
}

/// Closes a file descriptor when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

  /// Returns false when the system reports that something written was lost.
  bool close() {
    const int number = number_;
    number_ = -1;
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

/// Returns the bytes of a file, or sets `errno`.
std::optional<std::string> read_disk(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return std::nullopt;
  std::string text;
  char block[1U << 16U];
  for (;;) {
    const ssize_t length = ::read(file.number(), block, sizeof block);
    if (length == 0) return text;
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return std::nullopt;
    text.append(block, static_cast<std::size_t>(length));
    if (text.size() <= kMaxBytes) continue;
    errno = EFBIG;
    return std::nullopt;
  }
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t length = ::write(descriptor, text.data(), text.size());
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

/// Writes `text` to the open temporary file; `errno` says what failed.
bool fill(Descriptor& file, const std::string& text, mode_t permissions) {
  return ::fchmod(file.number(), permissions) == 0 && write_all(file.number(), text) && ::fsync(file.number()) == 0 &&
         file.close();
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > 1 && name[0] == '.' && name != "..";
}

/// Adds the `.pol` files below `folder` to `found`, sorted.
void collect_folder(const std::string& folder, std::vector<std::string>& found, std::vector<FileProblem>& problems) {
  std::error_code error;
  std::vector<std::string> below;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    std::error_code ignored;
    if (entry->path().extension() == ".pol" && entry->is_regular_file(ignored)) {
      below.push_back(entry->path().lexically_normal().string());
    }
  }
  if (error) {
    problems.push_back({folder, reason_of(error.value())});
  } else if (below.empty()) {
    problems.push_back({folder, {"there is no .pol file below it", "其下没有 .pol 文件"}});
  }
  std::sort(below.begin(), below.end());
  found.insert(found.end(), below.begin(), below.end());
}

}  // namespace

base::Bilingual reason_of(int error) {
  switch (error) {
    case ENOENT: return {"no such file or directory", "没有这个文件或文件夹"};
    case EACCES: return {"permission denied", "没有权限"};
    case EISDIR: return {"it is a directory", "它是文件夹"};
    case ENOSPC: return {"no space left on the disk", "磁盘已满"};
    case EFBIG: return {"the file is too large", "文件过大"};
    default: return {std::strerror(error), std::strerror(error)};
  }
}

std::string FileProblem::message(base::Language language) const {
  return language == base::Language::Chinese ? fmt::format("polc: 不能使用“{}”：{}", path, reason.chinese)
                                             : fmt::format("polc: cannot use `{}`: {}", path, reason.english);
}

PolicyFiles collect_policies(std::span<const std::string> arguments) {
  PolicyFiles result;
  std::map<std::string, std::size_t> places;  // by identity: where in `files`
  const auto add = [&](const std::string& path, bool is_named) {
    const auto [place, is_new] = places.emplace(identity_of(path), result.files.size());
    if (is_new) result.files.push_back({path, is_named});
    if (is_named) result.files[place->second].is_named = true;
  };
  for (const std::string& argument : arguments) {
    std::error_code error;
    const fs::file_status status = fs::status(argument, error);
    if (argument == kStandardInput) {
      add(argument, true);
    } else if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::none) {
      result.problems.push_back({argument, reason_of(error ? error.value() : ENOENT)});
    } else if (fs::is_directory(status)) {
      std::vector<std::string> found;
      collect_folder(argument, found, result.problems);
      for (const std::string& path : found) add(path, false);
    } else {
      add(argument, true);
    }
  }
  return result;
}

std::optional<std::string> FileReader::read(const std::string& path) {
  if (const auto known = texts_.find(path); known != texts_.end()) return known->second;
  if (path == kStandardInput) {
    std::ostringstream text;
    if (standard_input_.peek() != std::istream::traits_type::eof()) text << standard_input_.rdbuf();
    return texts_[path] = std::move(text).str();
  }
  // What is known to be too large is not read at all.
  std::error_code no_size;
  const std::uintmax_t size = fs::file_size(path, no_size);
  if (!no_size && size > max_bytes_of(path)) {
    const bool is_policy = path.ends_with(".pol");
    problem_ = {path, too_large(size, max_bytes_of(path), is_policy), is_policy ? size : 0};
    return std::nullopt;
  }
  errno = 0;
  std::optional<std::string> text = read_disk(path);
  if (!text) {
    problem_ = {path, reason_of(errno), 0};
    return std::nullopt;
  }
  texts_[path] = *text;
  return text;
}

std::optional<FileProblem> replace_file(const std::string& path, const std::string& text) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  const std::string target = error ? path : canonical.string();
  struct stat status {};
  const mode_t permissions = ::stat(target.c_str(), &status) == 0 ? status.st_mode & 07777U : 0644U;
  std::string temporary = target + ".XXXXXX";
  Descriptor file(::mkstemp(temporary.data()));
  if (!file.is_open()) return FileProblem{path, reason_of(errno), 0};
  if (fill(file, text, permissions) && ::rename(temporary.c_str(), target.c_str()) == 0) return std::nullopt;
  const int failure = errno;
  ::unlink(temporary.c_str());
  return FileProblem{path, reason_of(failure), 0};
}

std::string identity_of(const std::string& path) {
  if (path == kStandardInput) return path;
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path : canonical.string();
}

}  // namespace polc::cli
