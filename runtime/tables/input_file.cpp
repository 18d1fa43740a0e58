#include "runtime/tables/input_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace polc::runtime {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{1} << 20U;

/// Returns a file without a name that goes away with its descriptor, or −1.
int nameless_file() {
  const char* folder = std::getenv("TMPDIR");
  std::string name = std::string(folder == nullptr || *folder == '\0' ? "/tmp" : folder) + "/polc-XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

bool write_all(int descriptor, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

InputFile::InputFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
    problem_ = errno;
  } else if (S_ISDIR(status.st_mode)) {
    problem_ = EISDIR;
  } else if (S_ISREG(status.st_mode)) {
    size_ = static_cast<std::uint64_t>(status.st_size);
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  } else {
    spool();
  }
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void InputFile::spool() {
  const int copy = nameless_file();
  if (copy < 0) {
    problem_ = errno;
    return;
  }
  std::vector<char> buffer(kCopyBytes);
  while (problem_ == 0) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count == 0) break;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || !write_all(copy, buffer.data(), static_cast<std::size_t>(count))) problem_ = errno;
    if (count > 0) size_ += static_cast<std::uint64_t>(count);
  }
  ::close(descriptor_);
  descriptor_ = copy;
}

std::int64_t InputFile::read_at(std::uint64_t offset, char* out, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::pread(descriptor_, out + done, size - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return static_cast<std::int64_t>(done);
}

}  // namespace polc::runtime
