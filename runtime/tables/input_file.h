// A file that is read from any place, by several threads at once. A pipe, which can be read only once, is copied to a
// nameless temporary file first. Nothing is mapped, so memory is what the readers keep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace polc::runtime {

class InputFile {
 public:
  /// Opens `path`; `problem` says whether it could.
  explicit InputFile(const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// Returns why the file cannot be read, as an `errno`, or 0.
  int problem() const { return problem_; }

  /// Returns the size in bytes when the file was opened.
  std::uint64_t size() const { return size_; }

  /// Reads up to `size` bytes at `offset` into `out`; fewer only at the end of the file. Returns how many, or −1 with
  /// `errno` set. Thread-safe.
  std::int64_t read_at(std::uint64_t offset, char* out, std::size_t size) const;

 private:
  void spool();

  int descriptor_ = -1;
  int problem_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace polc::runtime
