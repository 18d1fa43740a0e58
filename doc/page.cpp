#include "doc/page.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/version.h"
#include "calculator/assets.h"
#include "doc/articles.h"
#include "doc/awards.h"
#include "doc/base64.h"
#include "doc/code.h"
#include "doc/frame.h"
#include "doc/name_list.h"
#include "doc/pairs.h"
#include "doc/phrases.h"
#include "doc/readings.h"
#include "doc/search_index.h"
#include "doc/tests.h"
#include "runtime/program/save.h"

namespace polc::doc {

using base::Bilingual;
using base::Severity;

namespace {

const ast::PolicyHeader* header_of(const compiler::Compiled& compiled) { return compiled.model.files.front().header; }

std::string title_of(const Subject& subject) {
  const runtime::Program& program = subject.compiled->program;
  return program.title.empty() ? program.policy_name : program.title;
}

std::size_t count_findings(const Subject& subject, Severity severity) {
  return static_cast<std::size_t>(std::count_if(subject.findings.begin(), subject.findings.end(),
                                                [&](const auto* one) { return one->severity == severity; }));
}

/// "from 2022-03-01 to 2027-02-28"; an end that is open is left out.
std::optional<Bilingual> window_words(const std::optional<ast::Window>& window) {
  if (!window || (!window->from && !window->to)) return std::nullopt;
  const Bilingual from =
      window->from ? phrase(Phrase::FromDay, {base::plain(runtime::to_text(*window->from))}) : Bilingual{};
  const Bilingual to = window->to ? phrase(Phrase::ToDay, {base::plain(runtime::to_text(*window->to))}) : Bilingual{};
  const bool has_both = window->from && window->to;
  return Bilingual{from.english + (has_both ? " " : "") + to.english, from.chinese + to.chinese};
}

class PageWriter {
 public:
  PageWriter(Html& html, const Material& material, const PageOptions& options, const std::vector<Entry>& outline)
      : html_(html), material_(material), options_(options), outline_(outline) {}

  void write(bool has_calculator) {
    html_.open("div", {{"class", "layout"}});
    write_contents(has_calculator);
    html_.open("main", {{"id", "main"}, {"tabindex", "-1"}});
    write_overview();
    if (has_calculator) write_calculator();
    write_articles(html_, material_, options_.explain, outline_);
    write_all_amounts();
    write_pairs(html_, material_);
    write_readings(html_, material_);
    write_findings(html_, material_, options_.explain);
    write_tests(html_, material_, options_.explain);
    write_names(html_, material_);
    html_.close().close();
    write_footer();
  }

 private:
  // ---- contents

  void write_contents(bool has_calculator) {
    html_.open("nav", html_.labelled({{"class", "contents"}, {"id", "contents"}}, phrase(Phrase::ContentsLabel)));
    html_.open("details", {{"open", ""}}).element("summary", {}, phrase(Phrase::ContentsLabel)).open("ol");
    write_line("overview", phrase(Phrase::OverviewTitle));
    if (has_calculator) write_line("calculator", phrase(Phrase::CalculatorTitle));
    write_articles_of_contents();
    write_line("amounts", phrase(Phrase::AmountsTitle));
    write_line("together", phrase(Phrase::TogetherTitle));
    if (!material_.program.readings.empty()) write_line("readings", phrase(Phrase::ReadingsTitle));
    write_line("findings", phrase(Phrase::FindingsTitle), material_.subject.findings.size());
    write_line("tests", phrase(Phrase::TestsTitle));
    write_line("names", phrase(Phrase::NamesTitle));
    html_.close().close().close();
  }

  void write_line(const std::string& id, const Bilingual& words, std::size_t number = 0) {
    html_.open("li").open("a", {{"href", "#" + id}}).words(words).close();
    if (number > 0) html_.text(" ").open("span", {{"class", "number"}}).text(std::to_string(number)).close();
    html_.close();
  }

  void write_articles_of_contents() {
    html_.open("li").open("a", {{"href", "#text"}}).words(phrase(Phrase::TextTitle)).close().open("ol");
    for (const Entry& entry : outline_) {
      const bool is_section = entry.heading != nullptr && entry.heading->is_section;
      html_.open("li", {{"class", is_section ? "chapter" : "article"}}).open("a", {{"href", "#" + entry.id}});
      if (entry.heading == nullptr) {
        html_.words(phrase(Phrase::PreambleTitle));
      } else {
        html_.open("span", {{"class", "label"}})
            .words(is_section ? base::plain(entry.heading->label.text) : article_words(entry.heading->label.text))
            .close();
        if (entry.heading->title) html_.text(" ").quote(entry.heading->title->text);
      }
      html_.close().close();
    }
    html_.close().close();
  }

  // ---- overview

  void write_overview() {
    const ast::PolicyHeader* header = header_of(material_.compiled);
    html_.open("section", {{"id", "overview"}, {"class", "overview"}});
    html_.element("h1", {}, std::string_view(title_of(material_.subject)));
    html_.open("dl", {{"class", "facts"}});
    if (header != nullptr) {
      if (header->issuer) write_fact(Phrase::Issuer, base::plain(header->issuer->text));
      if (const auto window = window_words(header->effective)) write_fact(Phrase::InForce, *window);
      if (const auto window = window_words(header->apply)) write_fact(Phrase::Applications, *window);
      if (header->source) write_fact(Phrase::SourceDocument, base::plain(header->source->text));
    }
    write_fact(Phrase::Currency, base::plain(material_.program.currency));
    html_.close();
    write_numbers();
    html_.close();
  }

  void write_fact(Phrase name, const Bilingual& value) {
    html_.open("div").element("dt", {}, phrase(name)).open("dd").words(value).close().close();
  }

  /// What there is, each a link to it.
  void write_numbers() {
    html_.open("ul", {{"class", "numbers"}});
    write_number("amounts", material_.program.awards.size(), Phrase::NumAwards, "");
    write_number("findings", count_findings(material_.subject, Severity::Error), Phrase::NumErrors, "error");
    write_number("findings", count_findings(material_.subject, Severity::Warning), Phrase::NumWarnings, "warning");
    write_number("findings", count_findings(material_.subject, Severity::Note), Phrase::NumNotes, "note");
    write_number("readings", material_.program.readings.size(), Phrase::NumReadings, "");
    write_number("tests", material_.tests.size(), Phrase::NumTests, "");
    html_.close();
  }

  void write_number(const std::string& id, std::size_t number, Phrase words, const std::string& style) {
    if (number == 0) return;
    html_.open("li", {{"class", style}})
        .open("a", {{"href", "#" + id}})
        .words(phrase(words))
        .text(" ")
        .open("strong")
        .text(std::to_string(number))
        .close()
        .close()
        .close();
  }

  void write_calculator() {
    html_.open("section", {{"id", "calculator"}}).element("h2", {}, phrase(Phrase::CalculatorTitle));
    html_.element("p", {{"class", "lead"}}, phrase(Phrase::CalculatorLead));
    html_.open("div", {{"id", "calculator-form"}})
        .open("noscript")
        .element("p", {}, phrase(Phrase::CalculatorNoScript))
        .close()
        .close()
        .close();
  }

  // ---- amounts

  void write_all_amounts() {
    html_.open("section", {{"id", "amounts"}})
        .element("h2", {}, phrase(Phrase::AmountsTitle))
        .element("p", {{"class", "lead"}}, phrase(Phrase::AmountsLead));
    html_.open("div", {{"class", "all-amounts"}});
    for (runtime::Index award = 0; award < material_.program.awards.size(); ++award) {
      html_.open("div", {{"class", "card"}}).open("h3");
      write_award_name(html_, material_, award);
      const std::string& article = material_.program.awards[award].article;
      if (!article.empty())
        html_.text(" ")
            .open("a", {{"class", "citation"}, {"href", "#" + material_.links.article_id(article)}})
            .words(article_words(article))
            .close();
      html_.close();
      write_amounts(html_, material_, award);
      html_.close();
    }
    html_.close().close();
  }

  void write_footer() {
    html_.open("footer").open("p").words(phrase(Phrase::MadeBy, {base::plain(std::string(base::kVersion))})).text(" ");
    html_.words(phrase(Phrase::RestsOn))
        .text(" ")
        .open("code")
        .text(material_.subject.path)
        .close()
        .text(" sha256 ")
        .open("code")
        .text(material_.program.sha256)
        .close()
        .close();
    html_.element("p", {}, phrase(Phrase::OfficialText)).close();
  }

  Html& html_;
  const Material& material_;
  const PageOptions& options_;
  const std::vector<Entry>& outline_;
};

}  // namespace

std::string write_page(const Subject& subject, const base::SourceStore& sources, const PageOptions& options) {
  const Material material(subject, sources);
  const std::vector<Entry> outline = outline_of(material.compiled, material.links);
  Frame frame{title_of(subject),
              options.is_one_of_several,
              search_index(material, outline),
              calculator::calculator_assets().has_value(),
              {}};
  if (frame.has_calculator) frame.program_base64 = base64(runtime::save_program(material.program));
  Html html(options.language);
  open_page(html, frame);
  PageWriter(html, material, options, outline).write(frame.has_calculator);
  close_page(html, frame);
  return html.take();
}

std::string write_index(const std::vector<ListedPage>& pages, base::Language language) {
  const Frame frame{phrase(Phrase::IndexTitle).in(language), false, {}, false, {}};
  Html html(language);
  open_page(html, frame);
  html.open("main", {{"id", "main"}, {"tabindex", "-1"}, {"class", "index"}})
      .element("h1", {}, phrase(Phrase::IndexTitle))
      .open("ul", {{"class", "policies"}});
  for (const ListedPage& page : pages) {
    const runtime::Program& program = page.subject->compiled->program;
    html.open("li", {{"class", "card"}})
        .open("h2")
        .element("a", {{"href", page.file}}, std::string_view(title_of(*page.subject)))
        .close()
        .open("p");
    html.words(phrase(Phrase::IndexLine, {count(program.awards.size()), count(page.subject->findings.size()),
                                          count(page.subject->compiled->tests.size())}));
    if (const auto* header = header_of(*page.subject->compiled); header != nullptr) {
      if (const auto window = window_words(header->effective)) html.text(" · ").words(*window);
    }
    html.close().close();
  }
  html.close().close();
  close_page(html, frame);
  return html.take();
}

}  // namespace polc::doc
