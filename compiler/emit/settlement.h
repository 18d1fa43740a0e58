#pragma once
#include "compiler/emit/grants.h"
#include "compiler/emit/refusal.h"
namespace polc::emit {
class Settlement {
 public:
  Settlement(const runtime::Program& program, Query& query, Inputs&, Lowering&, Grants&, const Limits&, const std::vector<Index>&) : program_(program), query_(query) {}
  GrantColumns columns_wanted() { return {}; }
  RelationId apply(RelationId grants, bool) {
    if (!program_.steps.empty()) refuse({"settlement","x"},{"x","x"});
    return query_.extend(grants, {{column::kTotalLow, query_.field(grants, column::kLow)}, {column::kTotalHigh, query_.field(grants, column::kHigh)}});
  }
  const runtime::Program& program_; Query& query_;
};
}
