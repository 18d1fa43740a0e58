// A saved program that answers cases for a form: which facts there are, what a case comes to and why, and what is still
// worth asking. The web page talks to it through `wasm/exports.cpp`; everything here is plain C++ and runs anywhere.
// Texts in and out are JSON in UTF-8. Knows nothing of pages and holds no compiler.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::calculator {

class Calculator {
 public:
  /// Takes the bytes of a saved program. Returns what is wrong with them, and then keeps what it had; nothing when it
  /// is taken. Every byte is verified. Linear.
  std::optional<base::Bilingual> load(std::string_view saved_program);

  /// Returns the facts of the policy as a form asks for them: docs/calculator.md, "The form". Needs a program.
  std::string form() const;

  /// Takes one case as JSON, as docs/cases.md has it, and decides it under the adopted readings. A text that is no case
  /// gives a decision in error; its messages are in `language`. Needs a program.
  void decide(std::string_view case_json, base::Language language);

  /// Returns what `polc eval --format json` writes for the case, byte for byte. Needs a decided case, as the next two.
  std::string result() const;
  /// Returns the letter that `polc eval` writes for the case.
  std::string letter() const;
  /// Returns the answer laid out for a page, with every reason, its article, and the facts to ask for next:
  /// docs/calculator.md, "The answer".
  std::string answer() const;

 private:
  runtime::Program program_;
  base::Language language_ = base::Language::English;
  runtime::Case case_;
  runtime::Decision decision_;
  bool is_readable_ = false;  // the case could be read, so there is something to ask
};

}  // namespace polc::calculator
