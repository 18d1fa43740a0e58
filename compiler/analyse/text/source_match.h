// Finds quoted sentences in a document: exactly but for white space, width and quotation marks, or else the passage
// that is nearest by edit distance, with the words that differ.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/analyse/text/passage.h"

namespace polc::analyse::text {

/// The characters of a passage that a comparison counts: no spaces, no quotation marks, dashes and width folded.
struct Essence {
  std::u32string text;
  std::vector<std::size_t> at;  // the character of the passage behind each, and the end

  /// Returns the characters of the passage that `extent` of the essence covers.
  Extent in_passage(Extent extent) const;
};

Essence essence_of(const Passage& passage, Extent extent);

/// The passage of a document that is nearest to a sentence.
struct Nearest {
  Extent passage;                   // of the document's essence
  Extent differing_here;            // of the sentence's essence: the first run of characters that differ
  Extent differing_there;           // of the document's essence
  std::size_t distance = 0;         // characters to insert, delete or replace
  std::size_t num_differences = 0;  // runs that differ
};

/// Returns the nearest passage; nothing for an empty document, or where sentence × document exceeds 4·10⁸ characters.
/// Cost: the product of both lengths.
std::optional<Nearest> find_nearest(std::u32string_view sentence, std::u32string_view document);

}  // namespace polc::analyse::text
