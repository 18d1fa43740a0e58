// What the grammar says about the place of each token: how deep its line stands, how many spaces come before it,
// and whether it stands at a stop, where the entries of neighbouring lines begin in one column.
// Knows the constructs of the language, not what lines look like. Read by `lines.h`.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "grammar/format/pieces.h"
#include "grammar/tree.h"

namespace polc::grammar::format {

/// Why a token begins a column. Lines share a column only where their stops are of one kind.
enum class StopKind : std::uint8_t {
  None,
  FactType,        // the `:` of a fact
  ClauseValue,     // what a clause of a policy or the header of an award says after its word
  ModeCondition,   // the `when` of a mode
  CellCondition,   // the `when` of the first label of a line
  CellPart,        // the second and later labels of a cell
  CellAmount,      // the amount of one of several cells or labels of a line
  LoneAmount,      // the amount of a line that is one label and its amount
  ColonAmount,     // the amount after the colon of such a line
  CellStart,       // a cell that follows something on its line
  FirstCell,       // a cell right after the name of its award
  AwardRest,       // what follows the name of an award of one line
  AwardAmount,     // the amount of an award of one line after its header
  ClaimRest,       // what follows the kind of a claim of a test
  ClaimClause,     // the first clause of a claim after its labels
  Reason,          // the reason of a requirement of one line
  GroupCondition,  // the `when` of a statement over grants of one line
};

/// The place of one token.
struct TokenRole {
  std::uint32_t statement = 0;     // index into `Tree::statements`
  std::uint32_t under = kNoToken;  // a `then` or `else` that begins a line stands under this `if`
  std::uint8_t depth = 0;          // steps of indentation if it begins a line
  std::uint8_t num_spaces = 1;     // before it, if it does not
  StopKind stop = StopKind::None;
  bool must_begin_line = false;
  bool stays_on_line = false;  // part of a phrase: a line break before it is no author's choice
  bool begins_item = false;    // the first token of a statement, fact, cell, clause or line of a test
  bool is_keyword = false;
  bool is_right_aligned = false;  // a number in a column of amounts
};

/// Returns the place of every token of `tree`, which has no errors. `pieces` are those of the tree.
/// Linear in the nodes, but for their height.
std::vector<TokenRole> find_roles(const Tree& tree, std::span<const Piece> pieces);

}  // namespace polc::grammar::format
