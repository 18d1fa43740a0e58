#include "compiler/emit/terms.h"

#include <algorithm>

#include "base/assert.h"

namespace polc::emit {

std::string digits(Wide value) {
  if (value == 0) return "0";
  std::string result;
  const bool is_negative = value < 0;
  for (; value != 0; value /= 10) {
    const int digit = static_cast<int>(value % 10);
    result += static_cast<char>('0' + (digit < 0 ? -digit : digit));
  }
  if (is_negative) result += '-';
  std::reverse(result.begin(), result.end());
  return result;
}

Term Terms::make(TermNode node) {
  std::string key{static_cast<char>(node.form), static_cast<char>(node.type), node.can_be_null ? '1' : '0'};
  key += digits(node.whole);
  for (const Term arg : node.args) key += ',' + std::to_string(arg);
  key += ';';
  key += node.text;
  const auto [place, is_new] = known_.emplace(std::move(key), static_cast<Term>(nodes_.size()));
  if (is_new) nodes_.push_back(std::move(node));
  return place->second;
}

Term Terms::column(std::string name, Type type, bool can_be_null) {
  return make({Form::Column, type, can_be_null, {}, std::move(name), 0});
}
Term Terms::whole(Wide value) { return make({Form::Whole, Type::Whole, false, {}, {}, value}); }
Term Terms::text(std::string value) { return make({Form::Text, Type::Text, false, {}, std::move(value), 0}); }
Term Terms::truth(bool value) { return make({Form::Truth, Type::Truth, false, {}, {}, value ? 1 : 0}); }
Term Terms::null(Type type) { return make({Form::Null, type, true, {}, {}, 0}); }

bool Terms::is_literal(Term term) const {
  const Form form = nodes_[term].form;
  return form == Form::Whole || form == Form::Text || form == Form::Truth || form == Form::Null;
}

Term Terms::call(Form form, Type type, bool can_be_null, std::vector<Term> args) {
  return make({form, type, can_be_null, std::move(args), {}, 0});
}

Term Terms::negation(Term truth) {
  const TermNode& node = nodes_[truth];
  if (node.form == Form::Truth) return this->truth(node.whole == 0);
  if (node.form == Form::Null) return truth;
  if (node.form == Form::Not) return node.args[0];
  return call(Form::Not, Type::Truth, node.can_be_null, {truth});
}

Term Terms::fold_truths(Form form, std::vector<Term> truths) {
  const bool is_and = form == Form::And;
  std::vector<Term> left;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    const Term one = truths[i];
    if (nodes_[one].form == form) {
      const std::vector<Term> inner = nodes_[one].args;
      truths.insert(truths.begin() + static_cast<std::ptrdiff_t>(i) + 1, inner.begin(), inner.end());
      continue;
    }
    if (is_and ? is_yes_literal(one) : is_no_literal(one)) continue;
    if (is_and ? is_no_literal(one) : is_yes_literal(one)) return one;
    if (std::find(left.begin(), left.end(), one) == left.end()) left.push_back(one);
  }
  if (left.empty()) return truth(is_and);
  if (left.size() == 1) return left.front();
  const bool can_be_null = std::any_of(left.begin(), left.end(), [&](Term one) { return nodes_[one].can_be_null; });
  return call(form, Type::Truth, can_be_null, std::move(left));
}

Term Terms::all(std::vector<Term> truths) { return fold_truths(Form::And, std::move(truths)); }
Term Terms::any(std::vector<Term> truths) { return fold_truths(Form::Or, std::move(truths)); }

Term Terms::is_yes(Term truth) { return coalesce(truth, no()); }

Term Terms::equal(Term lhs, Term rhs) {
  if (is_literal(lhs) && is_literal(rhs)) {
    if (nodes_[lhs].form == Form::Null || nodes_[rhs].form == Form::Null) return null(Type::Truth);
    return truth(lhs == rhs);
  }
  if (lhs == rhs && !nodes_[lhs].can_be_null) return yes();
  return call(Form::Equal, Type::Truth, nodes_[lhs].can_be_null || nodes_[rhs].can_be_null, {lhs, rhs});
}

Term Terms::less(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Truth);
  if (left.form == Form::Whole && right.form == Form::Whole) return truth(left.whole < right.whole);
  if (lhs == rhs && !left.can_be_null) return no();
  return call(Form::Less, Type::Truth, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::less_equal(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Truth);
  if (left.form == Form::Whole && right.form == Form::Whole) return truth(left.whole <= right.whole);
  if (lhs == rhs && !left.can_be_null) return yes();
  return call(Form::LessEqual, Type::Truth, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::is_null(Term term) {
  if (nodes_[term].form == Form::Null) return yes();
  if (!nodes_[term].can_be_null) return no();
  return call(Form::IsNull, Type::Truth, false, {term});
}

Term Terms::one_of(Term term, const std::vector<std::string>& labels) {
  if (nodes_[term].form == Form::Null) return null(Type::Truth);
  if (nodes_[term].form == Form::Text)
    return truth(std::find(labels.begin(), labels.end(), nodes_[term].text) != labels.end());
  if (labels.empty()) return nodes_[term].can_be_null ? choose({is_null(term), null(Type::Truth), no()}) : no();
  if (labels.size() == 1) return equal(term, text(labels.front()));
  std::vector<Term> args{term};
  for (const std::string& label : labels) args.push_back(text(label));
  return call(Form::OneOf, Type::Truth, nodes_[term].can_be_null, std::move(args));
}

Term Terms::add(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Whole);
  if (left.form == Form::Whole && right.form == Form::Whole) return whole(left.whole + right.whole);
  if (left.form == Form::Whole && left.whole == 0) return rhs;
  if (right.form == Form::Whole && right.whole == 0) return lhs;
  return call(Form::Add, Type::Whole, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::subtract(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Whole);
  if (left.form == Form::Whole && right.form == Form::Whole) return whole(left.whole - right.whole);
  if (right.form == Form::Whole && right.whole == 0) return lhs;
  return call(Form::Subtract, Type::Whole, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::multiply(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Whole);
  if (left.form == Form::Whole && right.form == Form::Whole) return whole(left.whole * right.whole);
  if (left.form == Form::Whole && left.whole == 1) return rhs;
  if (right.form == Form::Whole && right.whole == 1) return lhs;
  return call(Form::Multiply, Type::Whole, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::quotient(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Whole);
  if (left.form == Form::Whole && right.form == Form::Whole) return whole(left.whole / right.whole);
  if (right.form == Form::Whole && right.whole == 1) return lhs;
  return call(Form::Quotient, Type::Whole, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::rest(Term lhs, Term rhs) {
  const TermNode& left = nodes_[lhs];
  const TermNode& right = nodes_[rhs];
  if (left.form == Form::Null || right.form == Form::Null) return null(Type::Whole);
  if (left.form == Form::Whole && right.form == Form::Whole) return whole(left.whole % right.whole);
  return call(Form::Rest, Type::Whole, left.can_be_null || right.can_be_null, {lhs, rhs});
}

Term Terms::least(Term lhs, Term rhs) {
  if (lhs == rhs) return lhs;
  if (is_whole_literal(lhs) && is_whole_literal(rhs)) return nodes_[lhs].whole < nodes_[rhs].whole ? lhs : rhs;
  return call(Form::Least, Type::Whole, nodes_[lhs].can_be_null || nodes_[rhs].can_be_null, {lhs, rhs});
}

Term Terms::greatest(Term lhs, Term rhs) {
  if (lhs == rhs) return lhs;
  if (is_whole_literal(lhs) && is_whole_literal(rhs)) return nodes_[lhs].whole > nodes_[rhs].whole ? lhs : rhs;
  return call(Form::Greatest, Type::Whole, nodes_[lhs].can_be_null || nodes_[rhs].can_be_null, {lhs, rhs});
}

Term Terms::choose(std::vector<Term> arms) {
  POLC_ASSERT(arms.size() % 2 == 1, "a choice ends with what holds otherwise");
  std::vector<Term> left;
  Term otherwise = arms.back();
  for (std::size_t i = 0; i + 1 < arms.size(); i += 2) {
    if (is_no_literal(arms[i]) || nodes_[arms[i]].form == Form::Null) continue;
    if (is_yes_literal(arms[i])) {
      otherwise = arms[i + 1];
      break;
    }
    left.push_back(arms[i]);
    left.push_back(arms[i + 1]);
  }
  while (!left.empty() && left.back() == otherwise) left.resize(left.size() - 2);
  if (left.empty()) return otherwise;
  left.push_back(otherwise);
  bool can_be_null = nodes_[otherwise].can_be_null;
  for (std::size_t i = 1; i < left.size(); i += 2) can_be_null = can_be_null || nodes_[left[i]].can_be_null;
  return call(Form::Case, nodes_[otherwise].type, can_be_null, std::move(left));
}

Term Terms::coalesce(Term lhs, Term rhs) {
  if (nodes_[lhs].form == Form::Null) return rhs;
  if (!nodes_[lhs].can_be_null || nodes_[rhs].form == Form::Null) return lhs;
  return call(Form::Coalesce, nodes_[lhs].type, nodes_[rhs].can_be_null, {lhs, rhs});
}

}  // namespace polc::emit
