// The bytes of a piece of a file. They grow without being cleared first, and a few bytes behind the last may be read,
// so that a short text is loaded as whole words wherever it stands. Used for the rows of tables; not for results.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace polc::runtime {

class ByteBuffer {
 public:
  /// How many bytes behind the last one may be read; what they hold means nothing.
  static constexpr std::size_t kReadable = 16;

  ByteBuffer() = default;
  explicit ByteBuffer(std::string_view bytes);
  ByteBuffer(ByteBuffer&& other) noexcept;
  ByteBuffer& operator=(ByteBuffer&& other) noexcept;

  const char* data() const { return bytes_.get(); }
  char* data() { return bytes_.get(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t capacity() const { return capacity_; }
  char operator[](std::size_t at) const { return bytes_[at]; }
  std::string_view view() const { return {bytes_.get(), size_}; }

  /// Makes the size `size`. Bytes that were there stay, new ones are undefined. Views end where memory had to grow.
  void resize(std::size_t size);

  /// Adds bytes, which are none of its own.
  void append(std::string_view more);

  /// Gives back the memory beyond the size.
  void fit();

 private:
  void move_to(std::size_t capacity);

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  // without the readable rest
};

}  // namespace polc::runtime
