// Amounts as the editor says them: in full and in 万. Used by hover and hints.
#pragma once

#include <optional>
#include <string>

#include "compiler/ast/ast.h"
#include "runtime/program/program.h"

namespace polc::lsp {

/// Returns a literal amount in full, with thousands separated and its currency: "300,000元", "EUR 1,500"; nothing for
/// a number that is no amount of money as written.
std::optional<std::string> amount_in_full(const runtime::Program& program, const ast::Expr& literal);

/// Returns the same in 万, exact: "30万元"; nothing below 1万 or in another currency.
std::optional<std::string> amount_in_wan(const runtime::Program& program, const ast::Expr& literal);

}  // namespace polc::lsp
