#include "cli/output_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace polc::cli {
namespace {

/// The permissions of the file that is replaced, or those a new file would get.
mode_t permissions_for(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return status.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  std::error_code error;
  const std::filesystem::path canonical = std::filesystem::canonical(path_, error);
  if (!error) path_ = canonical.string();  // through a link, so that the link stays
  struct stat status {};
  const bool is_special = ::stat(path_.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
  if (is_special) {  // a device or a pipe cannot be replaced, only written to
    stream_.open(path_, std::ios::binary);
  } else {
    std::string name = path_ + ".XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor >= 0) {
      ::fchmod(descriptor, permissions_for(path_));
      ::close(descriptor);
      temporary_ = name;
      stream_.open(temporary_, std::ios::binary);
    }
  }
  if (!stream_.is_open()) problem_ = system_problem();
}

OutputFile::~OutputFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::optional<FileProblem> OutputFile::finish() {
  stream_.close();
  if (!stream_) return system_problem();
  if (temporary_.empty()) return std::nullopt;
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return system_problem();
  temporary_.clear();
  return std::nullopt;
}

FileProblem OutputFile::system_problem() const {
  const std::string reason = errno == 0 ? "it cannot be written" : std::strerror(errno);
  return {path_, {reason, errno == ENOENT ? "没有这个文件夹" : errno == EACCES ? "没有权限" : reason}};
}

}  // namespace polc::cli
