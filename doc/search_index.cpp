#include "doc/search_index.h"

#include <variant>

#include "base/json_writer.h"
#include "doc/awards.h"
#include "doc/name_list.h"
#include "doc/phrases.h"

namespace polc::doc {

using base::Bilingual;
using base::JsonWriter;
using base::Language;

namespace {

class IndexWriter {
 public:
  IndexWriter(const Material& material, std::string& out)
      : material_(material), json_(out, JsonWriter::Layout::Compact) {}

  void write(const std::vector<Entry>& outline) {
    json_.begin_array();
    for (const Entry& entry : outline) write_entry(entry);
    for (const NamedThing& thing : material_.links.all()) write_thing(thing);
    for (std::size_t at = 0; at < material_.subject.findings.size(); ++at) write_finding(at);
    json_.end_array();
  }

 private:
  void add(const Bilingual& kind, const Bilingual& title, const std::string& text, const std::string& href) {
    json_.begin_object();
    write_both("kind", kind);
    write_both("title", title);
    json_.member("text", text).member("href", href).end_object();
  }

  void write_both(std::string_view key, const Bilingual& words) {
    json_.key(key).begin_array().string(words.english).string(words.chinese).end_array();
  }

  void write_entry(const Entry& entry) {
    std::string text;
    for (const ast::Statement* statement : entry.body) {
      if (const auto* one = std::get_if<ast::TextStatement>(statement)) text += one->text.text;
    }
    if (entry.heading == nullptr) {
      if (!text.empty()) add(phrase(Phrase::KindArticle), phrase(Phrase::PreambleTitle), text, "#" + entry.id);
      return;
    }
    const ast::Heading& heading = *entry.heading;
    Bilingual title = heading.is_section ? base::plain(heading.label.text) : article_words(heading.label.text);
    if (heading.title) {
      title.english += " " + heading.title->text;
      title.chinese += " " + heading.title->text;
    }
    // The label as the policy writes it is searched too: "article 6" and "6" find 第六条.
    add(phrase(heading.is_section ? Phrase::KindSection : Phrase::KindArticle), title,
        "article " + heading.label.text + " 第" + heading.label.text + "条 " + text, "#" + entry.id);
  }

  void write_thing(const NamedThing& thing) {
    const bool is_listed_above =
        thing.symbol.kind == names::SymbolKind::Article || thing.symbol.kind == names::SymbolKind::Section;
    if (is_listed_above) return;
    const std::string target = material_.links.target_of(thing.symbol);
    add(phrase(kind_words(thing.symbol.kind)), base::plain(thing.symbol.name), "", target);
  }

  void write_finding(std::size_t index) {
    const base::Diagnostic& finding = *material_.subject.findings[index];
    add(phrase(Phrase::KindFinding, {base::plain(base::info(finding.code).id)}),
        {message(finding, Language::English), message(finding, Language::Chinese)},
        std::string(base::info(finding.code).name), "#" + finding_id(index));
  }

  const Material& material_;
  JsonWriter json_;
};

}  // namespace

std::string search_index(const Material& material, const std::vector<Entry>& outline) {
  std::string json;
  IndexWriter(material, json).write(outline);
  // Inside an element no "<" may begin a tag; in JSON it can be written otherwise.
  std::string safe;
  safe.reserve(json.size());
  for (const char letter : json) {
    if (letter == '<') {
      safe += "\\u003c";
    } else {
      safe += letter;
    }
  }
  return safe;
}

}  // namespace polc::doc
