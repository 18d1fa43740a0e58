// What the page of a policy needs for its calculator: the evaluator compiled to WebAssembly and the form that asks it. A build
// without an emscripten compiler has none, and its pages then have no calculator.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace polc::doc {

/// Files of the calculator. The views live as long as the program.
struct CalculatorAssets {
  std::string_view script;       // defines `polcCalculator.mount(element, {program, wasm, language})`
  std::string_view style;
  std::string_view wasm_base64;
};

/// Returns the calculator, or nothing where it was not built.
std::optional<CalculatorAssets> calculator_assets();

}  // namespace polc::doc
