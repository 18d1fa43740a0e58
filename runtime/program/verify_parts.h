// The parts of `verify`, in the order in which they may be called: each takes for granted what those before it have
// checked. Used by the verify*.cpp of this folder only.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/program/program.h"
#include "runtime/program/verify.h"

namespace polc::runtime {

/// Words of a message, in both languages.
struct FlawWords {
  std::string_view english;
  std::string_view chinese;
};

/// Returns the flaw `wrong` of the item at `place` of a list whose items are called `item`.
Flaw flaw_of(FlawWords item, std::size_t place, FlawWords wrong);

/// Questions that many checks ask.
struct ProgramView {
  const Program& program;  // outlives this

  bool has_enumeration(Index index) const { return index < program.enumerations.size(); }
  std::size_t num_values(Index enumeration) const { return program.enumerations[enumeration].values.size(); }
  bool has_rule_or_none(Index rule) const { return rule == kNone || rule < program.rules.size(); }
  bool has_node(Index node, NodeType type) const {
    return node < program.nodes.size() && program.nodes[node].type == type;
  }
  bool has_node_or_none(Index node, NodeType type) const { return node == kNone || has_node(node, type); }
  /// A list with a node for each applicant kind, or none for every one.
  bool has_conditions(const std::vector<Index>& when) const;
  /// Names of awards in ascending order, none twice.
  bool has_awards(const std::vector<Index>& awards) const;
  bool fits_kinds(const std::vector<bool>& for_kind) const { return for_kind.size() == program.num_kinds(); }
  /// A value that a fact of this type may have, or a reading of this enumeration.
  bool is_value(const Constant& constant, FactType type, Index enumeration) const;
};

bool has_values(FactType type);
bool is_ascending(const std::vector<Index>& codes, std::size_t end);
bool is_day(Date date);
bool is_day(const Fraction& value);

std::optional<Flaw> verify_vocabulary(const ProgramView& view);
std::optional<Flaw> verify_tables(const ProgramView& view);

/// Where expressions are evaluated, as bits: outside quantifiers, or with an element of a list.
using Places = unsigned;
inline constexpr Places kNoElement = 1;
inline constexpr Places kClaimElement = 2;
inline constexpr Places kHistoryElement = 4;
inline constexpr Places kOtherGrantElement = 8;
inline constexpr Places kAnywhere = 15;

/// Checks the nodes, and gives by node the places where it can be evaluated.
std::optional<Flaw> verify_nodes(const ProgramView& view, std::vector<Places>& places);

std::optional<Flaw> verify_awards(const ProgramView& view, const std::vector<Places>& places);
std::optional<Flaw> verify_steps(const ProgramView& view, const std::vector<Places>& places);
std::optional<Flaw> verify_statements(const ProgramView& view, const std::vector<Places>& places);

}  // namespace polc::runtime
