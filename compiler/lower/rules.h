// Numbers every statement, clause and cell that results cite, in document order, and says where it stands
// and with which sentence. Done before anything is lowered, so that a rule has one number for all kinds.
#pragma once

#include <unordered_map>

#include "compiler/model/model.h"
#include "runtime/program/program.h"

namespace polc::lower {

using runtime::Index;

/// The rule of a piece of the syntax tree: a statement, a window, a condition, a cell.
class RuleNumbers {
 public:
  Index of(const void* piece) const {
    const auto found = numbers_.find(piece);
    return found == numbers_.end() ? runtime::kNone : found->second;
  }
  void reserve(std::size_t num_rules) { numbers_.reserve(num_rules); }
  void set(const void* piece, Index rule) { numbers_.emplace(piece, rule); }

 private:
  std::unordered_map<const void*, Index> numbers_;
};

/// Fills `model.program.rules` and returns their numbers. Linear in the size of the trees.
RuleNumbers number_rules(model::Model& model);

}  // namespace polc::lower
