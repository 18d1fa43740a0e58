#include "doc/calculator.h"

namespace polc::doc {

std::optional<CalculatorAssets> calculator_assets() { return std::nullopt; }

}  // namespace polc::doc
