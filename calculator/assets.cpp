#include "calculator/assets.h"

#ifdef POLC_CALCULATOR_WASM

// A compiler would take minutes and gigabytes for a module written as a list of numbers; the assembler takes the file.
// NOLINTBEGIN: names of the assembler.
#define POLC_FILE(path) ".incbin \"" path "\"\n"
#define POLC_EMBED(name, files)                                                                      \
  asm(".pushsection .rodata\n.balign 1\n.global polc_" #name "_begin\npolc_" #name "_begin:\n" files \
      ".global polc_" #name "_end\npolc_" #name "_end:\n.byte 0\n.popsection\n");                    \
  extern "C" const char polc_##name##_begin[];                                                       \
  extern "C" const char polc_##name##_end[];

POLC_EMBED(calculator_wasm, POLC_FILE(POLC_CALCULATOR_WASM))
POLC_EMBED(calculator_script,
           POLC_FILE(POLC_CALCULATOR_PAGE "/words.js") POLC_FILE(POLC_CALCULATOR_PAGE "/evaluator.js")
               POLC_FILE(POLC_CALCULATOR_PAGE "/values.js") POLC_FILE(POLC_CALCULATOR_PAGE "/form.js")
                   POLC_FILE(POLC_CALCULATOR_PAGE "/calculator.js"))
POLC_EMBED(calculator_style, POLC_FILE(POLC_CALCULATOR_PAGE "/calculator.css"))
// NOLINTEND

namespace polc::calculator {
namespace {

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::optional<CalculatorAssets> calculator_assets() {
  return CalculatorAssets{between(polc_calculator_script_begin, polc_calculator_script_end),
                          between(polc_calculator_style_begin, polc_calculator_style_end),
                          between(polc_calculator_wasm_begin, polc_calculator_wasm_end)};
}

}  // namespace polc::calculator

#else

namespace polc::calculator {

std::optional<CalculatorAssets> calculator_assets() { return std::nullopt; }

}  // namespace polc::calculator

#endif
