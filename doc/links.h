// Where everything of a policy stands on its page: the anchors of names, statements, articles and sections, and what
// leads to what. A name links to its definition; a definition links to its entry in the list of names, which lists its
// uses. Used by every part that draws or mentions something of the policy.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/source.h"
#include "compiler/names/colouring.h"
#include "compiler/names/occurrences.h"
#include "compiler/pipeline.h"

namespace polc::doc {

/// A name with all its places; `definitions` and `uses` are in the order of the policy and each place stands once.
struct NamedThing {
  names::Symbol symbol;
  std::vector<const names::Occurrence*> definitions;  // empty where the name is declared by being used
  std::vector<const names::Occurrence*> uses;
};

class Links {
 public:
  /// Reads the texts of all files of the policy again, for their colours. `compiled` and `sources` must outlive this.
  Links(const compiler::Compiled& compiled, const base::SourceStore& sources);

  /// The coloured pieces of a file of the policy.
  const std::vector<names::Coloured>& pieces(base::SourceId source) const { return pieces_.at(source); }

  /// All names, by the order of their first place.
  const std::vector<NamedThing>& all() const { return things_; }

  /// Returns the name that is drawn at a span, or null.
  const names::Occurrence* place_at(base::Span span) const;
  /// Returns the anchor of a name as drawn in the text of the policy ("at-12").
  std::string id_of(const names::Occurrence& place) const;
  /// Returns the anchor of the entry of a name in the list of names ("name-3").
  std::string entry_id(const names::Symbol& symbol) const;
  /// Returns what a place of a name links to: the definition for a use, the entry for a definition or where there is
  /// not exactly one definition.
  std::string target_of(const names::Occurrence& place) const;
  /// Returns the link of a name that is mentioned outside the text ("#at-12"), or "" for a name the policy never
  /// writes.
  std::string target_of(const names::Symbol& symbol) const;
  /// Returns the link to a place itself; to its statement where it is drawn as part of something else.
  std::string link_to(const names::Occurrence& place) const;

  /// Returns the anchor of the statement in which a span begins, or behind which it stands ("line-98", "file-2-line-98"
  /// in a used file); "" in front of all.
  std::string statement_id(base::Span span) const;
  /// Returns the line at which a span begins.
  std::uint32_t line_of(base::Span span) const;

  /// Returns the anchor of a heading, one for each statement even where labels are doubled ("article-6").
  std::string heading_id(const ast::Heading& heading) const { return heading_ids_.at(&heading); }
  /// Returns the anchor of the first article with that label, or "" without.
  std::string article_id(const std::string& label) const;

 private:
  void add_statements();
  void add_places();
  void add_headings();

  const compiler::Compiled& compiled_;
  const base::SourceStore& sources_;
  names::Occurrences occurrences_;
  std::map<base::SourceId, std::map<std::uint32_t, std::string>> statement_ids_;  // by first byte
  std::map<base::SourceId, std::vector<names::Coloured>> pieces_;
  std::map<const names::Occurrence*, std::size_t> numbers_;  // of those that are drawn
  std::vector<NamedThing> things_;
  std::map<names::Symbol, std::size_t> places_in_all_;
  std::map<const ast::Heading*, std::string> heading_ids_;
  std::map<std::string, std::string> article_ids_;
};

}  // namespace polc::doc
