#include "doc/name_list.h"

#include <string>
#include <vector>

#include "doc/code.h"
#include "runtime/cases/value_text.h"

namespace polc::doc {

using base::Bilingual;
using base::Language;
using names::Occurrence;
using names::SymbolKind;
using runtime::FactType;

namespace {

constexpr SymbolKind kKinds[] = {SymbolKind::ApplicantKind, SymbolKind::Fact,    SymbolKind::Value,
                                 SymbolKind::Claim,         SymbolKind::Award,   SymbolKind::Definition,
                                 SymbolKind::Parameter,     SymbolKind::Reading, SymbolKind::Article,
                                 SymbolKind::Section,       SymbolKind::Sample,  SymbolKind::Test};

Phrase type_words(FactType type) {
  switch (type) {
    case FactType::YesNo: return Phrase::TypeYesNo;
    case FactType::Integer: return Phrase::TypeInteger;
    case FactType::Number: return Phrase::TypeNumber;
    case FactType::Percent: return Phrase::TypePercent;
    case FactType::Money: return Phrase::TypeMoney;
    case FactType::Date: return Phrase::TypeDate;
    case FactType::Text: return Phrase::TypeText;
    case FactType::OneOf: return Phrase::TypeOneOf;
    case FactType::Ranked: return Phrase::TypeRanked;
    case FactType::AnyOf: return Phrase::TypeAnyOf;
  }
  return Phrase::TypeText;
}

class NameWriter {
 public:
  NameWriter(Html& html, const Material& material) : html_(html), material_(material) {}

  void write() {
    html_.open("section", {{"id", "names"}})
        .element("h2", {}, phrase(Phrase::NamesTitle))
        .element("p", {{"class", "lead"}}, phrase(Phrase::NamesLead));
    for (const SymbolKind kind : kKinds) write_kind(kind);
    html_.close();
  }

 private:
  void write_kind(SymbolKind kind) {
    std::vector<const NamedThing*> things;
    for (const NamedThing& thing : material_.links.all()) {
      if (thing.symbol.kind == kind) things.push_back(&thing);
    }
    if (things.empty()) return;
    html_.open("details", {{"class", "names-of-kind"}})
        .open("summary")
        .open("h3")
        .words(phrase(kind_words(kind)))
        .text(" ");
    html_.open("span", {{"class", "number"}}).text(std::to_string(things.size())).close().close().close().open("dl");
    for (const NamedThing* thing : things) write_thing(*thing);
    html_.close().close();
  }

  void write_thing(const NamedThing& thing) {
    html_.open("dt", {{"id", material_.links.entry_id(thing.symbol)}}).quote(thing.symbol.name).close().open("dd");
    if (thing.symbol.kind == SymbolKind::Fact) write_types(thing.symbol.name);
    write_places(thing.definitions, Phrase::DefinedIn, Phrase::DefinedByUse);
    write_places(thing.uses, Phrase::UsedIn, Phrase::NeverUsed);
    html_.close();
  }

  void write_places(const std::vector<const Occurrence*>& places, Phrase lead, Phrase none) {
    html_.open("p", {{"class", "places"}});
    if (places.empty()) {
      html_.words(phrase(none)).close();
      return;
    }
    html_.words(phrase(lead));
    for (const Occurrence* place : places) {
      html_.text(" ")
          .open("a", {{"href", material_.links.link_to(*place)}})
          .words(phrase(Phrase::LineNumber, {count(material_.links.line_of(place->span))}))
          .close();
    }
    html_.close();
  }

  /// What the facts of that name can be, and who judges them.
  void write_types(const std::string& name) {
    for (const runtime::Fact& fact : material_.program.facts) {
      if (fact.name != name) continue;
      html_.open("p").words(owner_of(fact)).words({": ", "："}).words(phrase(type_words(fact.type)));
      if (!fact.unit.empty()) html_.words({" (", "（"}).quote(fact.unit).words({")", "）"});
      if (fact.is_key) html_.words({", ", "，"}).words(phrase(Phrase::IsKey));
      if (fact.is_group_key) html_.words({", ", "，"}).words(phrase(Phrase::IsGroupKey));
      if (fact.is_judged) html_.words({", ", "，"}).words(phrase(Phrase::JudgedBy)).text(" ").quote(fact.judge);
      if (fact.presumed) {
        html_.words({", ", "，"}).words(phrase(Phrase::Presumed)).text(" ");
        html_.words({runtime::value_text(material_.program, fact, *fact.presumed, Language::English),
                     runtime::value_text(material_.program, fact, *fact.presumed, Language::Chinese)});
      }
      html_.close();
    }
  }

  Bilingual owner_of(const runtime::Fact& fact) const {
    const bool is_of_applicant = fact.owner == runtime::FactOwner::Applicant;
    return base::plain(is_of_applicant ? material_.program.applicant_kinds[fact.kind].name
                                       : material_.program.claim_kinds[fact.kind].name);
  }

  Html& html_;
  const Material& material_;
};

}  // namespace

Phrase kind_words(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::ApplicantKind: return Phrase::KindApplicant;
    case SymbolKind::Claim: return Phrase::KindClaim;
    case SymbolKind::Award: return Phrase::KindAward;
    case SymbolKind::Fact: return Phrase::KindFact;
    case SymbolKind::Value: return Phrase::KindValue;
    case SymbolKind::Definition: return Phrase::KindDefinition;
    case SymbolKind::Parameter: return Phrase::KindParameter;
    case SymbolKind::Reading: return Phrase::KindReading;
    case SymbolKind::Sample: return Phrase::KindSample;
    case SymbolKind::Test: return Phrase::KindTest;
    case SymbolKind::Article: return Phrase::KindArticle;
    case SymbolKind::Section: return Phrase::KindSection;
  }
  return Phrase::KindFact;
}

void write_names(Html& html, const Material& material) { NameWriter(html, material).write(); }

}  // namespace polc::doc
