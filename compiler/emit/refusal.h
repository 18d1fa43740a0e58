// What a dialect or SQL cannot say exactly: the reason, the statement it stands in and what to do instead. Thrown
// inside this folder only; `emit_sql` catches it and hands it back.
#pragma once

#include <string>
#include <utility>

#include "base/language.h"
#include "runtime/program/program.h"

namespace polc::emit {

struct Refusal {
  base::Bilingual reason;
  base::Bilingual instead;               // what to do
  runtime::Index rule = runtime::kNone;  // of the program; kNone: the policy as a whole
};

/// Throws a refusal without a place; whoever knows the statement adds its rule.
[[noreturn]] inline void refuse(base::Bilingual reason, base::Bilingual instead) {
  throw Refusal{std::move(reason), std::move(instead), runtime::kNone};
}

}  // namespace polc::emit
