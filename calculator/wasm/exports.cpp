// What a web page calls: C functions over one calculator. A text goes in by `polc_room` (where to put its bytes) and
// comes out by `polc_text` and `polc_text_size` (the answer of the last call, valid until the next). Memory is the
// module's.
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>

#include <emscripten/emscripten.h>

#include "base/assert.h"
#include "base/json_writer.h"
#include "calculator/calculator.h"

namespace {

using polc::base::Language;
using polc::calculator::Calculator;

Calculator calculator;
std::string given;
std::string answer;

Language language_of(std::int32_t is_chinese) { return is_chinese != 0 ? Language::Chinese : Language::English; }

/// Runs one call; returns 0, or 1 when it failed, and then the answer is why.
template <typename Call>
std::int32_t run(const Call& call) {
  try {
    return call() ? 0 : 1;
  } catch (const polc::base::InternalFault& fault) {
    answer = fault.what();
  } catch (const std::bad_alloc&) {
    answer = "out of memory";
  }
  return 1;
}

}  // namespace

extern "C" {

/// Returns where to write `size` bytes that the next call takes.
EMSCRIPTEN_KEEPALIVE char* polc_room(std::size_t size) {
  given.resize(size);
  return given.data();
}

EMSCRIPTEN_KEEPALIVE const char* polc_text() { return answer.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t polc_text_size() { return answer.size(); }

/// Takes a saved program. The answer is the form; of a program that cannot be used, what is wrong.
EMSCRIPTEN_KEEPALIVE std::int32_t polc_load(std::int32_t is_chinese) {
  return run([&] {
    const auto fault = calculator.load(given);
    answer = fault ? fault->in(language_of(is_chinese)) : calculator.form();
    return !fault;
  });
}

/// Takes a case. The answer is the one for the page.
EMSCRIPTEN_KEEPALIVE std::int32_t polc_decide(std::int32_t is_chinese) {
  return run([&] {
    calculator.decide(given, language_of(is_chinese));
    answer = calculator.answer();
    return true;
  });
}

/// The answers are the result and the letter of `polc eval` for the case decided last.
EMSCRIPTEN_KEEPALIVE std::int32_t polc_result() {
  return run([] {
    answer = calculator.result();
    return true;
  });
}
EMSCRIPTEN_KEEPALIVE std::int32_t polc_letter() {
  return run([] {
    answer = calculator.letter();
    return true;
  });
}

}  // extern "C"
