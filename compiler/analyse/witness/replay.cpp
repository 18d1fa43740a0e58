#include "compiler/analyse/witness/replay.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "compiler/analyse/witness/case_json.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/expression.h"

namespace polc::analyse {

namespace {

constexpr std::size_t kManyAwards = 64;

}  // namespace

const runtime::Grant* Replay::find(std::size_t claim, Index award) const {
  if (claim >= decision.claims.size()) return nullptr;
  const auto& grants = decision.claims[claim].grants;
  const auto at =
      std::find_if(grants.begin(), grants.end(), [&](const runtime::Grant& one) { return one.award == award; });
  return at == grants.end() ? nullptr : &*at;
}

bool Replay::is_error(std::string_view code) const {
  return std::any_of(decision.errors.begin(), decision.errors.end(),
                     [&](const runtime::CaseError& one) { return one.code == code; });
}

Replay Replayer::run(const runtime::Case& made, const std::vector<Index>& awards) {
  Replay replay;
  replay.case_json = case_json(view_.program(), made);
  if (!reader_) reader_.emplace(view_.program());
  bool is_read = false;
  const auto fault = reader_->read_text(replay.case_json, [&](runtime::ReadCase one) {
    is_read = one.errors.empty();
    replay.input = std::move(one.input);
  });
  POLC_ASSERT(!fault && is_read, "the reader of cases accepts every example");
  replay.decision = runtime::evaluate(narrowed(replay.input, awards), replay.input, view_.conditions().readings());
  return replay;
}

const Program& Replayer::narrowed(const runtime::Case& made, const std::vector<Index>& awards) {
  const Program& whole = view_.program();
  const bool is_small = std::all_of(made.claims.begin(), made.claims.end(), [&](const runtime::Claim& claim) {
    return whole.claim_kinds[claim.kind].awards.size() <= kManyAwards;
  });
  if (is_small) return whole;
  if (!narrowed_) narrowed_ = whole;
  for (const Index kind : narrowed_kinds_) narrowed_->claim_kinds[kind].awards = whole.claim_kinds[kind].awards;
  narrowed_kinds_.clear();
  for (const runtime::Claim& claim : made.claims) {
    std::erase_if(narrowed_->claim_kinds[claim.kind].awards,
                  [&](Index award) { return std::find(awards.begin(), awards.end(), award) == awards.end(); });
    narrowed_kinds_.push_back(claim.kind);
  }
  return *narrowed_;
}

runtime::Range Replayer::amount(const runtime::Case& made, std::size_t claim, Index node) {
  runtime::ExpressionEvaluator evaluator(view_.program(), made, view_.conditions().readings());
  return evaluator.evaluate(node, runtime::Place{claim, std::nullopt}).value.range;
}

runtime::Tri Replayer::truth(const runtime::Case& made, std::size_t claim, Index node) {
  runtime::ExpressionEvaluator evaluator(view_.program(), made, view_.conditions().readings());
  return evaluator.evaluate(node, runtime::Place{claim, std::nullopt}).value.truth;
}

}  // namespace polc::analyse
