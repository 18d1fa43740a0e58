#include "doc/articles.h"

#include <algorithm>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "doc/awards.h"
#include "doc/code.h"
#include "doc/phrases.h"
#include "doc/readings.h"

namespace polc::doc {

namespace {

/// The rules that stand under one `text`, or before the first.
struct Block {
  const ast::TextStatement* text = nullptr;
  std::vector<const ast::Statement*> rules;
};

std::vector<Block> blocks_of(const std::vector<const ast::Statement*>& body) {
  std::vector<Block> blocks;
  for (const ast::Statement* statement : body) {
    if (const auto* text = std::get_if<ast::TextStatement>(statement)) {
      blocks.push_back({text, {}});
    } else {
      if (blocks.empty()) blocks.emplace_back();
      blocks.back().rules.push_back(statement);
    }
  }
  return blocks;
}

bool is_of_tests(const ast::Statement& statement) {
  return std::holds_alternative<ast::Sample>(statement) || std::holds_alternative<ast::Test>(statement);
}

class ArticleWriter {
 public:
  ArticleWriter(Html& html, const Material& material, const ExplainCode& explain)
      : html_(html), material_(material), explain_(explain) {}

  void write(const std::vector<Entry>& outline) {
    html_.open("section", {{"id", "text"}}).element("h2", {}, phrase(Phrase::TextTitle));
    for (const Entry& entry : outline) write_entry(entry);
    html_.close();
  }

 private:
  void write_entry(const Entry& entry) {
    if (!entry.file.empty())
      html_.open("p", {{"class", "file"}})
          .words(phrase(Phrase::FromFile))
          .text(" ")
          .open("code")
          .text(entry.file)
          .close()
          .close();
    if (entry.heading == nullptr) {
      html_.open("section", {{"class", "preamble"}});
      html_.element("h3", {{"id", entry.id}}, phrase(Phrase::PreambleTitle));
    } else {
      html_.open("section", {{"class", entry.heading->is_section ? "chapter" : "article"}});
      write_heading(entry);
    }
    for (const Block& block : blocks_of(entry.body)) write_block(block);
    html_.close();
  }

  void write_heading(const Entry& entry) {
    const ast::Heading& heading = *entry.heading;
    const std::string statement_id = material_.links.statement_id(heading.span);
    html_.open("div", {{"class", "anchor"}, {"id", statement_id}}).close();
    html_.open("h3", {{"id", entry.id}});
    write_label(heading);
    if (heading.title) html_.text(" ").quote(heading.title->text);
    html_.close();
    write_comments(heading.span);
    if (heading.apply) {  // what a heading says beyond its title
      html_.open("p", {{"class", "heading-code"}}).open("code");
      write_code(html_, material_.links, material_.source_of(heading.span), heading.span, Anchors::None);
      html_.close().close();
    }
    write_findings_at(html_, material_, explain_, statement_id);
  }

  /// The label is a name that rules refer to: its anchor stands here.
  void write_label(const ast::Heading& heading) {
    const names::Occurrence* place = material_.links.place_at(heading.label.span);
    Attributes attributes{{"class", "label"}};
    if (place != nullptr) {
      attributes.emplace_back("id", material_.links.id_of(*place));
      attributes.emplace_back("href", material_.links.target_of(*place));
    }
    html_.open(place == nullptr ? "span" : "a", attributes);
    html_.words(heading.is_section ? base::plain(heading.label.text) : article_words(heading.label.text)).close();
  }

  void write_block(const Block& block) {
    html_.open("div", {{"class", block.text != nullptr ? "block" : "block alone"}});
    if (block.text != nullptr) write_text(*block.text);
    html_.open("div", {{"class", "rules"}});
    if (block.text != nullptr) write_comments(block.text->span);
    if (block.rules.empty()) html_.open("p", {{"class", "no-rule"}}).words(phrase(Phrase::NoRule)).close();
    for (const ast::Statement* statement : block.rules) write_rule(*statement);
    if (block.text != nullptr)
      write_findings_at(html_, material_, explain_, material_.links.statement_id(block.text->span));
    html_.close().close();
  }

  void write_text(const ast::TextStatement& text) {
    html_.open(
        "blockquote",
        {{"class", "law"}, {"id", material_.links.statement_id(text.span)}, {"lang", language_tag(text.text.text)}});
    html_.open("p").text(text.text.text).close().close();
  }

  /// The comments around a heading or a text, which are not drawn as code themselves.
  void write_comments(base::Span span) {
    const base::Source& source = material_.source_of(span);
    if (!has_comments(material_.links, source, span)) return;
    html_.open("pre", {{"class", "comments"}});
    write_comments_before(html_, material_.links, source, span);
    write_comments_after(html_, material_.links, source, span);
    html_.close();
  }

  void write_rule(const ast::Statement& statement) {
    write_statement(html_, material_, statement);
    if (std::holds_alternative<ast::Award>(statement)) write_award(std::get<ast::Award>(statement));
    if (const auto* reading = std::get_if<ast::Reading>(&statement)) write_reading_card(html_, material_, *reading);
    write_findings_at(html_, material_, explain_, material_.links.statement_id(ast::span_of(statement)));
  }

  void write_award(const ast::Award& statement) {
    const auto& statements = material_.compiled.model.award_statements;
    for (runtime::Index at = 0; at < statements.size() && at < material_.program.awards.size(); ++at) {
      if (statements[at].statement == &statement) write_award_card(html_, material_, at);
    }
  }

  Html& html_;
  const Material& material_;
  const ExplainCode& explain_;
};

}  // namespace

std::vector<Entry> outline_of(const compiler::Compiled& compiled, const Links& links) {
  std::vector<Entry> outline;
  for (std::size_t file = 0; file < compiled.trees.size(); ++file) {
    const std::size_t first = outline.size();
    for (const ast::Statement& statement : compiled.trees[file].ast.statements) {
      if (is_of_tests(statement)) continue;
      if (const auto* heading = std::get_if<ast::Heading>(&statement)) {
        outline.push_back({heading, links.heading_id(*heading), "", {}});
        continue;
      }
      if (outline.size() == first)
        outline.push_back({nullptr, file == 0 ? "preamble" : fmt::format("preamble-{}", file + 1), "", {}});
      outline.back().body.push_back(&statement);
    }
    if (file > 0 && outline.size() > first) outline[first].file = compiled.trees[file].path;
  }
  return outline;
}

void write_articles(Html& html, const Material& material, const ExplainCode& explain,
                    const std::vector<Entry>& outline) {
  ArticleWriter(html, material, explain).write(outline);
}

void write_statement(Html& html, const Material& material, const ast::Statement& statement) {
  const base::Span span = ast::span_of(statement);
  const std::string id = material.links.statement_id(span);
  html.open("div", {{"class", "statement"}, {"id", id}});
  html.open("a", html.labelled({{"class", "line-number"}, {"href", "#" + id}},
                               phrase(Phrase::LineNumber, {count(material.links.line_of(span))})));
  html.text(std::to_string(material.links.line_of(span))).close();
  html.open("pre", {{"lang", language_tag(material.sources.slice(span))}}).open("code");
  write_comments_before(html, material.links, material.source_of(span), span);
  write_code(html, material.links, material.source_of(span), span, Anchors::Placed);
  write_comments_after(html, material.links, material.source_of(span), span);
  html.close().close().close();
}

}  // namespace polc::doc
