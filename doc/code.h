// A piece of policy text as coloured HTML in which every name is a link.
#pragma once

#include <cstdint>

#include "base/source.h"
#include "doc/html.h"
#include "doc/links.h"

namespace polc::doc {

/// A text is drawn once with anchors, where it stands; wherever it is quoted again, without.
enum class Anchors : std::uint8_t { Placed, None };

/// Writes `span` of a file of the policy into `html`, for an element that keeps spaces. Later lines lose the
/// indentation of the line at which `span` begins. Linear in the pieces of the file before the end of `span` at worst.
void write_code(Html& html, const Links& links, const base::Source& source, base::Span span, Anchors anchors);

/// Writes the comments that the drafter put in front of a statement, on lines of their own, and behind it on its last
/// line; what stands at the end of a file belongs to its last statement.
void write_comments_before(Html& html, const Links& links, const base::Source& source, base::Span statement);
void write_comments_after(Html& html, const Links& links, const base::Source& source, base::Span statement);

/// Returns whether there are comments in front of or behind a statement.
bool has_comments(const Links& links, const base::Source& source, base::Span statement);

/// Writes the name of something of the policy as a link; as text where the policy never writes it.
void write_name(Html& html, const Links& links, const names::Symbol& symbol);

}  // namespace polc::doc
