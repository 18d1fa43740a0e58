// Files as commands take them: which policies `FILE…|DIR…` means, reading (the disk or standard input), writing
// without ever leaving half a file. Used by every command. Knows nothing of what stands in the files.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"

namespace polc::cli {

/// The path that means standard input.
inline constexpr const char* kStandardInput = "-";

/// Why a path cannot be used: the operating system's reason, or ours.
struct FileProblem {
  std::string path;
  base::Bilingual reason;
  std::uintmax_t too_many_bytes = 0;  // the size of a policy that is too large to be read (P1013)

  /// Returns the message for standard error, one line without its end.
  std::string message(base::Language language) const;
};

/// Returns the operating system's reason for an `errno`, in both languages where it is a common one.
base::Bilingual reason_of(int error);

/// A policy to look at. `is_named`: given by the user; otherwise found in a directory, where a file that
/// another one uses is not a policy by itself.
struct PolicyFile {
  std::string path;
  bool is_named = false;
};

struct PolicyFiles {
  std::vector<PolicyFile> files;      // named ones as given, those of a directory sorted; none twice
  std::vector<FileProblem> problems;  // missing paths, directories without a policy
};

/// Returns the policies of `arguments`: files, directories (every `.pol` below, hidden folders left out) and `-`.
/// Paths stay as they were given. Whether a file can be read shows when it is read.
PolicyFiles collect_policies(std::span<const std::string> arguments);

/// Reads files and remembers them, so that every phase of a run sees the same bytes.
class FileReader {
 public:
  explicit FileReader(std::istream& standard_input) : standard_input_(standard_input) {}

  /// Returns the bytes of `path`, or nothing; `problem` then says why.
  std::optional<std::string> read(const std::string& path);

  /// Returns why the last `read` that gave nothing did so.
  const FileProblem& problem() const { return problem_; }

  /// Reads `path` from the disk again the next time.
  void forget(const std::string& path) { texts_.erase(path); }

 private:
  std::istream& standard_input_;
  std::map<std::string, std::string> texts_;
  FileProblem problem_;
};

/// Replaces the content of `path`: writes a file beside it and renames it, so that readers see the old or the new
/// text. Keeps the permissions; follows a symbolic link. Returns why it could not, the old text then stands.
std::optional<FileProblem> replace_file(const std::string& path, const std::string& text);

/// Returns a name for comparing paths that may lead to the same file in two ways.
std::string identity_of(const std::string& path);

}  // namespace polc::cli
