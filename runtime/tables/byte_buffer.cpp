#include "runtime/tables/byte_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace polc::runtime {

ByteBuffer::ByteBuffer(std::string_view bytes) {
  move_to(bytes.size());
  append(bytes);
  resize(bytes.size());
}

ByteBuffer::ByteBuffer(ByteBuffer&& other) noexcept
    : bytes_(std::move(other.bytes_)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

ByteBuffer& ByteBuffer::operator=(ByteBuffer&& other) noexcept {
  bytes_ = std::move(other.bytes_);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

void ByteBuffer::resize(std::size_t size) {
  if (size > capacity_) move_to(std::max(size, 2 * capacity_));
  size_ = size;
  if (bytes_ != nullptr) std::memset(bytes_.get() + size_, 0, kReadable);
}

void ByteBuffer::append(std::string_view more) {
  if (more.empty()) return;
  const std::size_t held = size_;
  resize(held + more.size());
  std::memcpy(bytes_.get() + held, more.data(), more.size());
}

void ByteBuffer::fit() {
  if (capacity_ > size_) move_to(size_);
  resize(size_);
}

void ByteBuffer::move_to(std::size_t capacity) {
  std::unique_ptr<char[]> moved = std::make_unique_for_overwrite<char[]>(capacity + kReadable);
  if (size_ > 0) std::memcpy(moved.get(), bytes_.get(), size_);
  bytes_ = std::move(moved);
  capacity_ = capacity;
}

}  // namespace polc::runtime
