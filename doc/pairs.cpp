#include "doc/pairs.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "doc/awards.h"
#include "doc/code.h"
#include "doc/phrases.h"

namespace polc::doc {

using analyse::Combination;
using analyse::MatrixRow;
using base::Bilingual;
using runtime::Index;
using runtime::kNone;

namespace {

struct CombinationWords {
  const char* style;
  const char* sign;
  Phrase words;   // one line
  Phrase reason;  // a sentence on what happens to the money
};

CombinationWords words_of(Combination combination) {
  switch (combination) {
    case Combination::Stack: return {"stack", "＋", Phrase::PairStack, Phrase::PairStackWhy};
    case Combination::Highest: return {"highest", "▲", Phrase::PairHighest, Phrase::PairHighestWhy};
    case Combination::Once: return {"once", "１", Phrase::PairOnce, Phrase::PairOnceWhy};
    case Combination::Limit: return {"limit", "№", Phrase::PairLimit, Phrase::PairLimitWhy};
    case Combination::Cap: return {"cap", "⊤", Phrase::PairCap, Phrase::PairCapWhy};
    case Combination::Unspecified: return {"unspecified", "？", Phrase::PairUnspecified, Phrase::PairUnspecifiedWhy};
    case Combination::Separate: break;
  }
  return {"separate", "·", Phrase::PairSeparate, Phrase::PairSeparateWhy};
}

/// Returns the name of the key fact through which two awards are about one matter, or "".
std::string shared_key(const Material& material, const PairGroup& group) {
  const runtime::Program& program = material.program;
  const Index key = program.claim_kinds[program.awards[material.awards.at(group.awards.front())].claim_kind].key;
  return key == kNone ? "" : program.facts[key].name;
}

class PairWriter {
 public:
  PairWriter(Html& html, const Material& material) : html_(html), material_(material), program_(material.program) {}

  void write_section() {
    html_.open("section", {{"id", "together"}}).element("h2", {}, phrase(Phrase::TogetherTitle));
    if (program_.awards.size() < 2) {
      html_.element("p", {}, phrase(Phrase::OnlyOneAward)).close();
      return;
    }
    html_.element("p", {{"class", "lead"}}, phrase(Phrase::TogetherLead));
    write_groups();
    write_matrix();
    html_.close();
  }

  /// The others of a group as one award meets them: where nothing is said, the first award meets each, and each the
  /// first.
  void write_line(std::size_t index, const std::string& award) {
    const PairGroup& group = material_.grouped.groups[index];
    std::vector<std::string> others = group.awards;
    std::erase(others, award);
    if (group.statement.empty() && award != group.awards.front()) others = {group.awards.front()};
    html_.open("li");
    if (others.size() > kMostNamed) {
      html_.words(phrase(Phrase::OtherAwards, {count(others.size())}));
    } else {
      write_names(others);
    }
    html_.words({": ", "："})
        .words(phrase(words_of(group.combination).words))
        .words({" (", "（"})
        .words(shared_words(group))
        .words({") ", "）"});
    html_.open("a", {{"class", "citation"}, {"href", "#" + pair_id(index)}}).words(phrase(Phrase::Why)).close().close();
  }

 private:
  static constexpr std::size_t kMostNamed = 4;
  static constexpr std::size_t kMostInMatrix = 100;

  /// "for one 标准号", "for one claim".
  Bilingual shared_words(const PairGroup& group) const {
    if (group.shared == "claim") return phrase(Phrase::ForOneClaim);
    if (group.shared == "matter") return phrase(Phrase::ForOneMatter, {base::plain(shared_key(material_, group))});
    return phrase(Phrase::ForOneApplicant);
  }

  void write_names(const std::vector<std::string>& awards) {
    for (std::size_t at = 0; at < awards.size(); ++at) {
      if (at > 0) html_.words({", ", "、"});
      write_award_name(html_, material_, material_.awards.at(awards[at]));
    }
  }

  void write_groups() {
    if (material_.grouped.groups.empty()) {
      html_.element("p", {}, phrase(Phrase::NoSpecialPairs));
      return;
    }
    html_.open("ul", {{"class", "pairs"}});
    for (std::size_t at = 0; at < material_.grouped.groups.size(); ++at) write_group(at);
    html_.close();
  }

  void write_group(std::size_t index) {
    const PairGroup& group = material_.grouped.groups[index];
    const CombinationWords words = words_of(group.combination);
    html_.open("li", {{"class", fmt::format("card pair {}", words.style)}, {"id", pair_id(index)}});
    html_.open("p", {{"class", "pair-names"}});
    for (std::size_t at = 0; at < group.awards.size(); ++at) {
      const bool is_after_first = at == 1 && (group.awards.size() == 2 || group.statement.empty());
      if (is_after_first) {
        html_.open("span", {{"class", "sign"}, {"aria-hidden", "true"}})
            .text(words.sign)
            .close()
            .hidden(phrase(Phrase::And));
      } else if (at > 0) {
        html_.words({", ", "、"});
      }
      write_award(group.awards[at]);
    }
    html_.close().open("p").open("strong").words(phrase(words.words)).close();
    html_.words({" (", "（"}).words(shared_words(group)).words({"). ", "）。"}).words(phrase(words.reason)).close();
    if (group.shared == "matter")
      html_.element("p", {}, phrase(Phrase::SameMatterBecause, {base::plain(shared_key(material_, group))}));
    write_statement(group);
    write_findings(group);
    html_.close();
  }

  void write_award(const std::string& name) {
    const Index award = material_.awards.at(name);
    html_.open("span", {{"class", "pair-award"}});
    write_award_name(html_, material_, award);
    if (!program_.awards[award].article.empty()) {
      html_.text(" ").open(
          "a", {{"class", "citation"}, {"href", "#" + material_.links.article_id(program_.awards[award].article)}});
      html_.words(article_words(program_.awards[award].article)).close();
    }
    html_.close();
  }

  void write_statement(const PairGroup& group) {
    if (group.statement.empty()) return;
    for (const runtime::Rule& rule : program_.rules) {
      if (fmt::format("{}:{}", rule.path, rule.line) != group.statement || rule.kind != runtime::RuleKind::Group)
        continue;
      html_.open("p").words(phrase(Phrase::SaidBy)).text(" ").open("code");
      write_code(html_, material_.links, material_.source_of(rule.span), rule.span, Anchors::None);
      html_.close().text(" ").open("a",
                                   {{"class", "citation"}, {"href", "#" + material_.links.statement_id(rule.span)}});
      html_.words(phrase(Phrase::LineNumber, {count(rule.line)})).close().close();
      return;
    }
  }

  /// The findings that are about two awards of the group: they show a case.
  void write_findings(const PairGroup& group) {
    for (std::size_t at = 0; at < material_.subject.findings.size(); ++at) {
      const base::Diagnostic& finding = *material_.subject.findings[at];
      const auto num_shared =
          std::count_if(finding.awards.begin(), finding.awards.end(), [&](const std::string& award) {
            return std::find(group.awards.begin(), group.awards.end(), award) != group.awards.end();
          });
      if (num_shared < 2) continue;
      html_.open("p")
          .words(phrase(Phrase::SeeFinding))
          .text(" ")
          .open("a", {{"href", "#" + finding_id(at)}})
          .text(base::info(finding.code).id)
          .close();
      if (finding.witness) html_.words({": ", "："}).sentence(finding.witness->shows);
      html_.close();
    }
  }

  // ---- the matrix

  void write_matrix() {
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (std::size_t at = 0; at < material_.pairs.size(); ++at)
      places.emplace(std::pair(material_.pairs[at].first, material_.pairs[at].second), at);
    html_.element("h3", {{"id", "matrix"}}, phrase(Phrase::MatrixTitle));
    if (program_.awards.size() > kMostInMatrix) {
      html_.open("p")
          .words(phrase(Phrase::MatrixTooLarge, {count(program_.awards.size())}))
          .text(" ")
          .open("code")
          .text("polc check --matrix --format csv")
          .close()
          .close();
      return;
    }
    write_legend();
    html_.open("div", html_.labelled({{"class", "scroll matrix-frame"}, {"role", "region"}, {"tabindex", "0"}},
                                     phrase(Phrase::MatrixTitle)));
    html_.open("table", {{"class", "matrix"}}).open("thead").open("tr").open("td").close();
    for (Index second = 1; second < program_.awards.size(); ++second) {
      html_.open("th", {{"scope", "col"}}).open("span", {{"class", "upright"}});
      write_award_name(html_, material_, second);
      html_.close().close();
    }
    html_.close().close().open("tbody");
    for (Index first = 0; first + 1 < program_.awards.size(); ++first) write_row(first, places);
    html_.close().close().close();
  }

  void write_row(Index first, const std::map<std::pair<std::string, std::string>, std::size_t>& places) {
    html_.open("tr").open("th", {{"scope", "row"}});
    write_award_name(html_, material_, first);
    html_.close();
    for (Index second = 1; second < program_.awards.size(); ++second) {
      const auto found = places.find({program_.awards[first].name, program_.awards[second].name});
      if (second <= first) {
        html_.open("td", {{"class", "empty"}}).close();
      } else if (found == places.end()) {
        html_.open("td", {{"class", "never"}}).text("–").close();
      } else {
        write_square(found->second);
      }
    }
    html_.close();
  }

  void write_square(std::size_t index) {
    const MatrixRow& pair = material_.pairs[index];
    const CombinationWords words = words_of(pair.combination);
    html_.open("td", {{"class", words.style}});
    const std::size_t group = material_.grouped.group_of[index];
    if (group != GroupedPairs::kNoGroup) {
      html_.open("a", {{"href", "#" + pair_id(group)}})
          .open("span", {{"aria-hidden", "true"}})
          .text(words.sign)
          .close();
      html_.hidden(phrase(words.words)).close();
    } else {
      html_.text(words.sign);
    }
    html_.close();
  }

  /// What the signs of this matrix mean, and no others.
  void write_legend() {
    std::set<Combination> known;
    for (const MatrixRow& pair : material_.pairs) known.insert(pair.combination);
    html_.open("ul", {{"class", "legend"}});
    for (const Combination one : known) {
      const CombinationWords words = words_of(one);
      html_.open("li")
          .open("span", {{"class", fmt::format("swatch {}", words.style)}})
          .text(words.sign)
          .close()
          .text(" ")
          .words(phrase(words.words))
          .close();
    }
    html_.open("li")
        .open("span", {{"class", "swatch never"}})
        .text("–")
        .close()
        .text(" ")
        .words(phrase(Phrase::PairNever))
        .close()
        .close();
  }

  Html& html_;
  const Material& material_;
  const runtime::Program& program_;
};

}  // namespace

void write_group_line(Html& html, const Material& material, std::size_t group, Index award) {
  PairWriter(html, material).write_line(group, material.program.awards[award].name);
}

void write_pairs(Html& html, const Material& material) { PairWriter(html, material).write_section(); }

}  // namespace polc::doc
