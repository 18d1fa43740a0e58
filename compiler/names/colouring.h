// Which words of a policy text are drawn in which colour: keywords and literals as the grammar reads them, names by
// what they name. The editor and the pages colour by it; what a colour looks like is theirs.
#pragma once

#include <cstdint>
#include <vector>

#include "base/source.h"
#include "compiler/names/occurrences.h"
#include "grammar/tree.h"

namespace polc::names {

enum class Colour : std::uint8_t {
  Keyword,
  String,
  Number,
  Comment,
  Operator,
  ApplicantKind,
  Award,
  Fact,
  Value,
  Definition,
  Parameter,
  Sample,
  Test,
  Heading,
};

/// A piece of a text, in bytes. `name`: what it names, owned by the occurrences; null for keywords, literals and
/// comments.
struct Coloured {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Colour colour = Colour::Keyword;
  const Occurrence* name = nullptr;
};

/// Returns the pieces of the text that `tree` is of, in order and apart from each other; where a keyword or literal and
/// a name are one piece, the name counts. `occurrences` of the policy must outlive the result. n log n in pieces.
std::vector<Coloured> colour(const grammar::Tree& tree, const Occurrences& occurrences);

}  // namespace polc::names
