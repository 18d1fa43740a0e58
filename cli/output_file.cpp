#include "cli/output_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
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

/// The temporary files that are being written, for the handler of signals, which may neither allocate nor lock.
std::array<std::atomic<const char*>, 4> temporary_names;

void remove_and_end(int signal_number) {
  for (const std::atomic<const char*>& name : temporary_names) {
    const char* path = name.load();
    if (path != nullptr) ::unlink(path);
  }
  std::signal(signal_number, SIG_DFL);
  std::raise(signal_number);
}

/// Has the file removed when a signal ends the program; signals that are ignored stay so.
void guard(const std::string& path) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    if (std::signal(number, remove_and_end) == SIG_IGN) std::signal(number, SIG_IGN);
  }
  for (std::atomic<const char*>& name : temporary_names) {
    const char* free = nullptr;
    if (name.compare_exchange_strong(free, path.c_str())) return;
  }
}

void release(const std::string& path) {
  for (std::atomic<const char*>& name : temporary_names) {
    const char* held = path.c_str();
    name.compare_exchange_strong(held, nullptr);
  }
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
      guard(temporary_);
      stream_.open(temporary_, std::ios::binary);
    }
  }
  if (!stream_.is_open()) problem_ = system_problem();
}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  ::unlink(temporary_.c_str());
  release(temporary_);
}

std::optional<FileProblem> OutputFile::finish() {
  stream_.close();
  if (!stream_) return system_problem();
  if (temporary_.empty()) return std::nullopt;
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return system_problem();
  release(temporary_);
  temporary_.clear();
  return std::nullopt;
}

FileProblem OutputFile::system_problem() const { return {path_, reason_of(errno == 0 ? EIO : errno)}; }

}  // namespace polc::cli
