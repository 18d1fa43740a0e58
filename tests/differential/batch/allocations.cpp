#include "tests/differential/batch/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> num_requests{0};

}  // namespace

std::size_t polc::testing::num_allocations() { return num_requests; }

void* operator new(std::size_t size) {
  ++num_requests;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
