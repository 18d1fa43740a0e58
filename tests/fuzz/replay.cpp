// Feeds every policy text below the given folders to a fuzz target, so that the corpus is tried on every test run
// and without the fuzzer. Also each text cut in half: an editor shows the parser little else.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void feed(const std::string& text, std::size_t size) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), size);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t num_texts = 0;
  for (int at = 1; at < argc; ++at) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[at])) {
      if (entry.path().extension() != ".pol") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
      feed(text, text.size());
      feed(text, text.size() / 2);
      ++num_texts;
    }
  }
  std::printf("%zu texts replayed\n", num_texts);
  return num_texts == 0 ? 1 : 0;
}
