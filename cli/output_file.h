// A result file that appears whole or not at all: it is written under another name beside its place and renamed
// when it is complete. A run that is interrupted leaves the old content. For results too large to be kept in memory;
// `replace_file` is for texts.
#pragma once

#include <fstream>
#include <optional>
#include <ostream>
#include <string>

#include "cli/files.h"

namespace polc::cli {

class OutputFile {
 public:
  /// Begins to write what will stand at `path`.
  explicit OutputFile(std::string path);
  /// Removes what was written unless `finish` succeeded.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// The stream to write to.
  std::ostream& stream() { return stream_; }

  /// Returns why the file could not be begun, or nothing.
  const std::optional<FileProblem>& problem() const { return problem_; }

  /// Puts the file in its place; the old content of `path` stands until then. Returns why it could not.
  std::optional<FileProblem> finish();

 private:
  FileProblem system_problem() const;

  std::string path_;
  std::string temporary_;
  std::ofstream stream_;
  std::optional<FileProblem> problem_;
};

}  // namespace polc::cli
