#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Code;
using base::plain;

/// A title without the marks around and inside it, so that 《甲办法》 and 甲办法 are one document.
std::u32string bare_title(const std::string& title) {
  std::u32string bare;
  for (const char32_t value : fold(title)) {
    if (value != U'《' && value != U'》' && value != U'"' && value != U' ') bare.push_back(value);
  }
  return bare;
}

/// One place where a policy names a document it yields to or follows.
struct Reference {
  const ArticleText* article = nullptr;
  const ast::Name* document = nullptr;
  const ast::Award* award = nullptr;  // of `refer to`
};

std::vector<Reference> references_of(const PolicyText& policy) {
  std::vector<Reference> references;
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) {
        if (const auto* one = std::get_if<ast::Subordinate>(statement))
          references.push_back({&article, &one->document, nullptr});
        const auto* award = std::get_if<ast::Award>(statement);
        if (award != nullptr && award->refer_to) references.push_back({&article, &*award->refer_to, award});
      }
    }
  }
  return references;
}

class ReferenceCheck {
 public:
  ReferenceCheck(const std::vector<PolicyText>& policies, base::Diagnostics& out) : policies_(policies), out_(out) {
    for (std::size_t i = 0; i < policies.size(); ++i) {
      references_.push_back(references_of(policies[i]));
      const ast::PolicyHeader* header = policies[i].header();
      if (header == nullptr) continue;
      if (!header->title.empty()) known_.emplace(bare_title(header->title.text), i);
      if (header->short_name) known_.emplace(bare_title(header->short_name->text), i);
    }
  }

  void run() {
    report_circles();
    for (std::size_t i = 0; i < policies_.size(); ++i) {
      report_missing(i);
      report_repealed(i);
    }
  }

 private:
  // ---- P4505

  struct Edge {
    std::size_t to = 0;
    const Reference* by = nullptr;
  };

  void report_circles() {
    std::vector<std::vector<Edge>> edges(policies_.size());
    for (std::size_t i = 0; i < policies_.size(); ++i) {
      for (const Reference& reference : references_[i]) {
        const auto target = known_.find(bare_title(reference.document->text));
        if (target != known_.end()) edges[i].push_back({target->second, &reference});
      }
    }
    std::vector<int> state(policies_.size(), 0);  // 0 not seen, 1 on the path, 2 done
    std::vector<std::size_t> path;
    const std::function<void(std::size_t)> visit = [&](std::size_t at) {
      state[at] = 1;
      path.push_back(at);
      for (const Edge& edge : edges[at]) {
        if (state[edge.to] == 1) report_circle(path, edge);
        if (state[edge.to] == 0) visit(edge.to);
      }
      path.pop_back();
      state[at] = 2;
    };
    for (std::size_t i = 0; i < policies_.size(); ++i) {
      if (state[i] == 0) visit(i);
    }
  }

  void report_circle(const std::vector<std::size_t>& path, const Edge& closing) {
    std::string circle;
    bool is_inside = false;
    for (const std::size_t at : path) {
      is_inside = is_inside || at == closing.to;
      if (is_inside) circle += title_of(at) + " → ";
    }
    circle += title_of(closing.to);
    report_in(out_, *closing.by->article, Code::P4505, closing.by->document->span, {plain(circle)})
        .advise({"let one of them stand above the others", "请确定以哪一份为准"});
  }

  std::string title_of(std::size_t policy) const { return policies_[policy].program().title; }

  // ---- P4507

  void report_missing(std::size_t policy) {
    std::map<std::u32string, base::Diagnostic> findings;
    std::map<std::u32string, std::size_t> counts;
    std::vector<std::u32string> order;
    for (const Reference& reference : references_[policy]) {
      const std::u32string title = bare_title(reference.document->text);
      if (reference.award == nullptr || is_given(title)) continue;
      if (counts[title]++ == 0) {
        base::Diagnostic& finding = findings[title];
        finding.span = reference.document->span;
        finding.article = reference.article->label();
        finding.arguments = {quoted(reference.document->text), {}};
        order.push_back(title);
      }
      findings[title].awards.push_back(reference.award->name.text);
    }
    for (const std::u32string& title : order) {
      base::Diagnostic& made = findings[title];
      base::Diagnostic& finding = out_.report(Code::P4507, made.span, {made.arguments[0], and_more(counts[title] - 1)});
      finding.article = made.article;
      finding.awards = made.awards;
      finding.advise({"check it together with this policy, or the amount stays undetermined",
                      "请将该文件与本政策一并检查；否则金额只能另定"});
    }
  }

  /// A part of a document (…办法第2项) is given where the document is.
  bool is_given(const std::u32string& title) const {
    return std::any_of(known_.begin(), known_.end(), [&](const auto& known) {
      return !known.first.empty() && title.substr(0, known.first.size()) == known.first;
    });
  }

  static base::Bilingual quoted(const std::string& title) {
    const bool has_marks = title.find("《") != std::string::npos;
    return {"`" + title + "`", has_marks ? title : "“" + title + "”"};
  }

  // ---- P4506

  /// Finds 《…》 that a text says is repealed (…同时废止) and that a rule still follows.
  void report_repealed(std::size_t policy) {
    for_each_text(policies_[policy], [&](const ArticleText&, const Block&, const QuotedText& text) {
      const Passage& passage = text.reading.passage;
      for (const Extent sentence : split_sentences(passage)) {
        if (!has_word(passage, sentence, {U"废止"})) continue;
        for (const Extent title : titles_in(passage, sentence)) report_use(policy, passage, title);
      }
    });
  }

  static std::vector<Extent> titles_in(const Passage& passage, Extent sentence) {
    std::vector<Extent> titles;
    std::size_t open = sentence.end;
    for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
      if (passage.text[at] == U'《' && open == sentence.end) open = at;
      if (passage.text[at] != U'》' || open == sentence.end) continue;
      titles.push_back({open, at + 1});
      open = sentence.end;
    }
    return titles;
  }

  void report_use(std::size_t policy, const Passage& passage, Extent title) {
    const std::u32string wanted = bare_title(passage.quote(title));
    for (const Reference& reference : references_[policy]) {
      if (bare_title(reference.document->text) != wanted) continue;
      base::Diagnostic& finding =
          report_in(out_, *reference.article, Code::P4506, reference.document->span,
                    {quoted(reference.document->text), {"this policy's own text", "本政策的条文"}});
      finding.also(passage.span(title), {"repealed here", "在此废止"});
      if (reference.award != nullptr) finding.awards = {reference.award->name.text};
      finding.advise({"follow what replaced it", "请依照取代它的文件"});
    }
  }

  const std::vector<PolicyText>& policies_;
  base::Diagnostics& out_;
  std::vector<std::vector<Reference>> references_;  // parallel to policies
  std::map<std::u32string, std::size_t> known_;     // title → policy
};

}  // namespace

void check_references(const std::vector<PolicyText>& policies, base::Diagnostics& out) {
  ReferenceCheck(policies, out).run();
}

}  // namespace polc::analyse::text
