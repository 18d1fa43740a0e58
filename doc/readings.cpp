#include "doc/readings.h"

#include <algorithm>

#include "doc/code.h"
#include "doc/phrases.h"

namespace polc::doc {

using names::SymbolKind;
using runtime::Index;

namespace {

/// The values of a reading, the adopted one marked, each with the mark of tests that use it.
void write_values(Html& html, const Material& material, Index index) {
  const runtime::Reading& reading = material.program.readings[index];
  const auto& values = material.program.enumerations[reading.enumeration].values;
  html.open("ul", {{"class", "values"}});
  for (Index code = 0; code < values.size(); ++code) {
    const bool is_adopted = code == reading.adopted;
    html.open("li", {{"class", is_adopted ? "adopted" : "other"}});
    html.text(is_adopted ? "✓ " : "");
    write_name(html, material.links, {SymbolKind::Value, values[code]});
    if (is_adopted) html.text(" ").element("span", {{"class", "tag"}}, phrase(Phrase::Adopted));
    const bool is_used = std::any_of(
        material.coverage.readings.begin(), material.coverage.readings.end(),
        [&](const analyse::ReadingCoverage& one) { return one.reading == index && one.code == code && one.is_used; });
    if (!is_used && !material.tests.empty())
      html.text(" ").element("span", {{"class", "untested"}}, phrase(Phrase::NoTestOfReading));
    html.close();
  }
  html.close();
}

}  // namespace

void write_reading_card(Html& html, const Material& material, const ast::Reading& reading) {
  const auto& readings = material.program.readings;
  const auto found = std::find_if(readings.begin(), readings.end(),
                                  [&](const runtime::Reading& one) { return one.name == reading.name.text; });
  if (found == readings.end()) return;
  html.open("div", {{"class", "card reading-card"}}).open("p").words(phrase(Phrase::OpenQuestion));
  if (!found->text.empty()) html.words({": ", "："}).open("q").quote(found->text).close();
  html.close();
  write_values(html, material, static_cast<Index>(found - readings.begin()));
  html.close();
}

void write_readings(Html& html, const Material& material) {
  if (material.program.readings.empty()) return;
  html.open("section", {{"id", "readings"}}).element("h2", {}, phrase(Phrase::ReadingsTitle));
  html.element("p", {{"class", "lead"}}, phrase(Phrase::ReadingsLead));
  html.open("div", {{"class", "scroll"}}).open("table").open("thead").open("tr");
  html.element("th", {{"scope", "col"}}, phrase(Phrase::ReadingName))
      .element("th", {{"scope", "col"}}, phrase(Phrase::ReadingSentence));
  html.element("th", {{"scope", "col"}}, phrase(Phrase::ReadingValues)).close().close().open("tbody");
  for (Index at = 0; at < material.program.readings.size(); ++at) {
    html.open("tr").open("th", {{"scope", "row"}});
    write_name(html, material.links, {SymbolKind::Reading, material.program.readings[at].name});
    html.close().open("td").quote(material.program.readings[at].text).close().open("td");
    write_values(html, material, at);
    html.close().close();
  }
  html.close().close().close().close();
}

}  // namespace polc::doc
