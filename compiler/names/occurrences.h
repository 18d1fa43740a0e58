// Where the names of a policy stand: each place of a name with what it names, whether it declares it, and how it is
// written. Names are one symbol where the language matches them by name: a fact of two kinds is renamed in both. Used
// by navigation, rename and colours of the editor and by the links of the pages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/ast/ast.h"
#include "compiler/pipeline.h"

namespace polc::names {

enum class SymbolKind : std::uint8_t {
  ApplicantKind,
  Claim,  // a claim kind; an award that declares its own claim is this symbol too
  Award,
  Fact,
  Value,  // a label of an enumeration
  Definition,
  Parameter,
  Reading,
  Sample,
  Test,
  Article,
  Section,
};

struct Symbol {
  SymbolKind kind = SymbolKind::Fact;
  std::string name;  // normalised, as the model knows it

  friend auto operator<=>(const Symbol&, const Symbol&) = default;
};

struct Occurrence {
  base::Span span;  // of the name as written, with its quotation marks or brackets
  Symbol symbol;
  bool is_declaration = false;
  bool is_quoted = false;
};

class Occurrences {
 public:
  /// Collects the names of all files. Linear in the trees.
  explicit Occurrences(const compiler::Compiled& compiled);

  /// In the order of files and places.
  const std::vector<Occurrence>& all() const { return all_; }
  /// Returns the occurrence at a byte offset of a source, its end included; or null. Logarithmic.
  const Occurrence* at(base::SourceId source, std::uint32_t offset) const;
  /// Returns the occurrences of a symbol, in order. Linear in all.
  std::vector<const Occurrence*> of(const Symbol& symbol) const;

 private:
  std::vector<Occurrence> all_;
};

}  // namespace polc::names
