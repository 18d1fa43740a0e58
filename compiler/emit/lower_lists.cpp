// Conditions over lists as terms: inside, over the columns of an element beside the row that asks; outside, over the
// columns in which `Lists::attach` joins back what the elements came to.
#include <algorithm>

#include "compiler/emit/grants.h"
#include "compiler/emit/lowering.h"
#include "compiler/emit/refusal.h"

namespace polc::emit {

using runtime::ListKind;
using runtime::Node;
using runtime::NodeType;
using runtime::Op;

namespace {

// More elements of one list are an error of the case, so that a sum stays within the whole numbers.
constexpr Wide kMostElements = 10'000;

}  // namespace

std::string element_fact_column(Index slot) { return "e_f" + std::to_string(slot); }
std::string list_column(Index node, const char* what) { return "q" + std::to_string(node) + what; }

std::vector<ListUse> Lowering::take_list_uses() {
  lowered_.clear();
  return std::exchange(list_uses_, {});
}

Value Lowering::quantifier(const Node& node, Index index, const Standing& standing) {
  if (!standing.has_lists || standing.list) {
    refuse(
        {"a condition over a list (any, all, count, sum) stands here inside another one, or in a statement that puts "
         "grants together",
         "对清单的条件（任一、全部、次数、合计）在此处位于另一个清单条件之内，或位于汇总各项资助的规定之中"},
        {"evaluate with `polc eval`, or add the result to the cases as a fact",
         "请用 polc eval 计算，或把其结果作为一项信息加入案件"});
  }
  const auto known =
      std::find_if(list_uses_.begin(), list_uses_.end(), [&](const ListUse& use) { return use.node == index; });
  if (known != list_uses_.end()) return list_value(*known);
  if (!narrowed_.empty()) {
    refuse({"a condition over a list stands in a cell of a number that may be unknown",
            "对清单的条件位于数值可能未知的档次之内"},
           {"move the condition in front of the cells, or evaluate with `polc eval`",
            "请将条件移到档次之前，或用 polc eval 计算"});
  }
  ListUse use;
  use.node = index;
  use.op = node.op;
  use.list = static_cast<ListKind>(node.a);
  use.member = node.b;
  Standing inside = standing;
  inside.list = use.list;
  element_facts_.clear();
  use.where = lower(argument(node, 0), inside);
  if (node.op == Op::Sum) use.value = lower(argument(node, 1), inside);
  use.facts = std::exchange(element_facts_, {});
  if (node.op == Op::Sum && (use.value.number.has_divisor() || !terms_.is_yes_literal(use.value.covered))) {
    refuse({"a quotient or an amount from cells is summed over a list", "对清单合计的是商，或取自档次的数值"},
           {"round the quotient first, or evaluate with `polc eval`", "请先对商取整，或用 polc eval 计算"});
  }
  list_uses_.push_back(use);
  return list_value(use);
}

// A row without elements has no columns: all are read as 0.
Value Lowering::list_value(const ListUse& use) {
  const auto read = [&](const char* what) {
    return terms_.coalesce(terms_.column(list_column(use.node, what), Type::Whole, true), terms_.whole(0));
  };
  const auto is_set = [&](const char* what) { return terms_.equal(read(what), terms_.whole(1)); };
  Value result;
  result.covered = yes();
  result.fault = terms_.either(is_set(kListFault), terms_.less(terms_.whole(kMostElements), read(kListSize)));
  if (use.op == Op::Any || use.op == Op::All) {
    const Term settled = terms_.truth(use.op == Op::Any);
    result.truth = terms_.choose(
        {is_set(kListSettled), settled, is_set(kListOpen), terms_.null(Type::Truth), terms_.negation(settled)});
    return result;
  }
  result.type = NodeType::Numeric;
  const Term open = terms_.null(Type::Whole);
  const bool is_sum = use.op == Op::Sum;
  result.number.low = terms_.choose({is_set(kListLowOpen), open, read(kListLow)});
  result.number.high = terms_.choose({is_set(kListHighOpen), open, read(kListHigh)});
  result.number.scale = is_sum ? use.value.number.scale : 1;
  result.number.least = is_sum ? arithmetic_.product(std::min<Wide>(use.value.number.least, 0), kMostElements) : 0;
  result.number.most =
      is_sum ? arithmetic_.product(std::max<Wide>(use.value.number.most, 0), kMostElements) : kMostElements;
  return result;
}

// What is read of an element, by the row of the list that stands beside the one that asks.
std::optional<Value> Lowering::element_leaf(const Node& node, const Standing& standing) {
  const bool is_claim = standing.list == ListKind::Claims || standing.list == ListKind::ClaimKind;
  const auto text = [&](Term term) {
    Value result;
    result.type = NodeType::Text;
    result.text = term;
    return result;
  };
  const auto read = [&](const char* name) { return terms_.column(name, Type::Text, true); };
  const auto truth = [&](Term term) {
    Value result;
    result.truth = term;
    return result;
  };
  switch (node.op) {
    case Op::ClaimFact:
      if (standing.list == ListKind::OtherGrants) return std::nullopt;
      return fact_value(node, element_fact(node.a));
    case Op::ClaimDate: return day_value(terms_.column(kElementDay, Type::Whole, true));
    case Op::IsJudgedClaim:
      return truth(is_claim && standing.claim_kind != kNone ? terms_.equal(read(kElementClaim), read(column::kClaim))
                                                            : terms_.no());
    case Op::ElementIsKind:
      return truth(is_claim ? terms_.equal(read(kElementKind), terms_.text(program_.claim_kinds[node.a].name))
                            : terms_.no());
    case Op::ElementAward: return text(terms_.coalesce(read(kElementAward), terms_.text("")));
    case Op::ElementRecipient:
      return text(terms_.coalesce(read(kElementRecipient), terms_.coalesce(read(column::kApplicant), terms_.text(""))));
    case Op::ElementPolicy: return text(read(kElementPolicy));
    case Op::ElementPaid: return amount_value(kElementPaid);
    case Op::ElementEntitled: return amount_value(kElementEntitled);
    case Op::ElementLevel:
      return level(standing.list == ListKind::OtherGrants ? read(kElementLevel) : terms_.null(Type::Text));
    default: return std::nullopt;
  }
}

Term Lowering::element_fact(Index slot) {
  element_facts_.insert(slot);
  return terms_.column(element_fact_column(slot), terms_[inputs_.presumed_value(slot)].type, true);
}

}  // namespace polc::emit
