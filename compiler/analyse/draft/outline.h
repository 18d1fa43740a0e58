// A document as an outline: its title, its sections and articles with their titles, and the paragraphs of each. Guesses
// which kind of numbering the articles have; what it takes for no heading stays a paragraph, so that no word is lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace polc::analyse::draft {

/// What stands under one heading. Without `label`: before the first heading, or directly under a section.
struct OutlinePart {
  bool is_section = false;
  std::string label;                    // 一, 4, II; no two sections and no two articles have the same
  std::string title;                    // "" where the heading is a number alone
  std::vector<std::string> paragraphs;  // as written, one a line, without the numbering of the heading
};

struct Outline {
  std::string title;  // "" where the document does not begin with one
  std::vector<OutlinePart> parts;
};

/// Reads `document`, plain text in UTF-8. Characters that cannot be seen are left out. Linear.
Outline read_outline(std::string_view document);

}  // namespace polc::analyse::draft
