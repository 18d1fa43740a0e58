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

/// Throws the refusal of a policy whose definitions multiply where SQL has to write them out.
[[noreturn]] inline void refuse_size() {
  refuse({"written out as SQL the policy becomes too long: definitions use definitions several times",
          "写成 SQL 后政策过长：定义多次引用其他定义"},
         {"evaluate with `polc eval`, or add what the definitions give to the cases as facts",
          "请用 polc eval 计算，或把这些定义的结果作为信息加入案件"});
}

}  // namespace polc::emit
