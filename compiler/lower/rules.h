// Numbers every statement, clause and cell that results cite, in document order, and says where it stands
// and with which sentence. Done before anything is lowered, so that a rule has one number for all kinds.
#pragma once

#include <cstddef>
#include <cstdint>

#include "compiler/lower/hash_index.h"
#include "compiler/model/model.h"
#include "runtime/program/program.h"

namespace polc::lower {

using runtime::Index;

/// The rule of a piece of the syntax tree: a statement, a window, a condition, a cell.
class RuleNumbers {
 public:
  Index of(const void* piece) const { return numbers_.find(key_of(piece)); }
  void reserve(std::size_t num_rules) { numbers_.reserve(num_rules); }
  void set(const void* piece, Index rule) { numbers_.set(key_of(piece), rule); }

 private:
  static std::uint64_t key_of(const void* piece) { return reinterpret_cast<std::uintptr_t>(piece) / alignof(void*); }

  HashIndex numbers_;
};

/// Fills `model.program.rules` and returns their numbers. Linear in the size of the trees.
RuleNumbers number_rules(model::Model& model);

}  // namespace polc::lower
