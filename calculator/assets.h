// The files of the calculator that are part of the program: the module, the script that builds the form, its style
// sheet. A build without emscripten has none. Used by `polc doc` alone.
#pragma once

#include <optional>
#include <string_view>

namespace polc::calculator {

/// Bytes of the program, which live as long as it does.
struct CalculatorAssets {
  std::string_view script;  // defines `polcCalculator.mount`, see page/calculator.js
  std::string_view style;
  std::string_view wasm;  // the module itself, not base64
};

/// Returns the files, or nothing where the calculator was not built.
std::optional<CalculatorAssets> calculator_assets();

}  // namespace polc::calculator
