#include "doc/links.h"

#include <iterator>
#include <variant>

#include <fmt/format.h>

#include "base/diagnostic.h"
#include "base/unicode.h"
#include "grammar/parser.h"

namespace polc::doc {

using names::Occurrence;
using names::Symbol;

namespace {

/// Returns a label as part of an anchor: an anchor has no spaces.
std::string anchor_part(std::string_view label) {
  std::string result;
  for (std::size_t at = 0; at < label.size();) {
    const base::CodePoint point = base::decode_at(label, at);
    const bool is_apart =
        !point.is_valid || point.value <= U' ' || base::is_space(point.value) || base::is_invisible(point.value);
    if (is_apart) {
      result += '-';
    } else {
      base::append_utf8(result, point.value);
    }
    at += point.length;
  }
  return result;
}

}  // namespace

Links::Links(const compiler::Compiled& compiled, const base::SourceStore& sources)
    : compiled_(compiled), sources_(sources), occurrences_(compiled) {
  for (const compiler::UsedFile& file : compiled.trees) {
    const base::SourceId source = file.ast.source;
    base::Diagnostics reported_already;
    pieces_[source] = names::colour(grammar::parse(sources.get(source), source, reported_already), occurrences_);
  }
  add_statements();
  add_places();
  add_headings();
}

void Links::add_statements() {
  std::set<std::string> taken;
  for (std::size_t file = 0; file < compiled_.trees.size(); ++file) {
    for (const ast::Statement& statement : compiled_.trees[file].ast.statements) {
      const base::Span span = ast::span_of(statement);
      const std::string wanted =
          file == 0 ? fmt::format("line-{}", line_of(span)) : fmt::format("file-{}-line-{}", file + 1, line_of(span));
      std::string id = wanted;
      for (std::size_t number = 2; !taken.insert(id).second; ++number) id = fmt::format("{}--{}", wanted, number);
      statement_ids_[span.source].emplace(span.begin, id);
    }
  }
}

void Links::add_places() {
  for (const auto& [source, pieces] : pieces_) {
    for (const names::Coloured& piece : pieces) {
      if (piece.name != nullptr) numbers_.emplace(piece.name, numbers_.size() + 1);
    }
  }
  std::set<std::pair<base::SourceId, std::uint32_t>>
      seen;  // the two halves of a chained comparison share their operand
  for (const Occurrence& place : occurrences_.all()) {
    if (!seen.emplace(place.span.source, place.span.begin).second) continue;
    const auto [known, is_new] = places_in_all_.emplace(place.symbol, things_.size());
    if (is_new) things_.push_back({place.symbol, {}, {}});
    NamedThing& thing = things_[known->second];
    (place.is_declaration ? thing.definitions : thing.uses).push_back(&place);
  }
}

void Links::add_headings() {
  std::set<std::string> taken;
  for (const compiler::UsedFile& file : compiled_.trees) {
    for (const ast::Statement& statement : file.ast.statements) {
      const auto* heading = std::get_if<ast::Heading>(&statement);
      if (heading == nullptr) continue;
      const std::string wanted =
          fmt::format("{}-{}", heading->is_section ? "section" : "article", anchor_part(heading->label.text));
      std::string id = wanted;
      for (std::size_t number = 2; !taken.insert(id).second; ++number) id = fmt::format("{}--{}", wanted, number);
      heading_ids_.emplace(heading, id);
      if (!heading->is_section) article_ids_.emplace(heading->label.text, id);
    }
  }
}

const Occurrence* Links::place_at(base::Span span) const {
  const Occurrence* found = occurrences_.at(span.source, span.begin);
  return found != nullptr && found->span == span && numbers_.contains(found) ? found : nullptr;
}

std::string Links::id_of(const Occurrence& place) const {
  const auto found = numbers_.find(&place);
  return found == numbers_.end() ? "" : fmt::format("at-{}", found->second);
}

std::string Links::entry_id(const Symbol& symbol) const {
  return fmt::format("name-{}", places_in_all_.at(symbol) + 1);
}

std::string Links::link_to(const Occurrence& place) const {
  const std::string id = id_of(place);
  return "#" + (id.empty() ? statement_id(place.span) : id);
}

std::string Links::target_of(const Occurrence& place) const {
  return place.is_declaration ? "#" + entry_id(place.symbol) : target_of(place.symbol);
}

std::string Links::target_of(const Symbol& symbol) const {
  const auto found = places_in_all_.find(symbol);
  if (found == places_in_all_.end()) return "";
  const NamedThing& thing = things_[found->second];
  return thing.definitions.size() == 1 ? link_to(*thing.definitions.front()) : "#" + entry_id(symbol);
}

std::uint32_t Links::line_of(base::Span span) const { return sources_.get(span.source).place(span.begin).line; }

std::string Links::statement_id(base::Span span) const {
  const auto file = statement_ids_.find(span.source);
  if (file == statement_ids_.end()) return "";
  const auto after = file->second.upper_bound(span.begin);
  return after == file->second.begin() ? "" : std::prev(after)->second;
}

std::string Links::article_id(const std::string& label) const {
  const auto found = article_ids_.find(label);
  return found == article_ids_.end() ? "" : found->second;
}

}  // namespace polc::doc
