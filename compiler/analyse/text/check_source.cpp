#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.h"
#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/document.h"
#include "compiler/analyse/text/han_numerals.h"
#include "compiler/analyse/text/source_match.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;

/// How much of what is unquoted the advice of P5104 shows.
constexpr std::size_t kMaxShown = 3;

// ---- P5103

/// Splits a sentence at …… , where the quotation leaves words out on purpose.
std::vector<Extent> pieces_of(const Passage& passage, Extent sentence) {
  std::vector<Extent> pieces;
  std::size_t begin = sentence.begin;
  for (std::size_t at = sentence.begin; at <= sentence.end; ++at) {
    if (at < sentence.end && passage.text[at] != U'…') continue;
    if (at > begin) pieces.push_back({begin, at});
    begin = at + 1;
  }
  return pieces;
}

class SourceCheck {
 public:
  SourceCheck(const PolicyText& policy, const Document& document, base::Diagnostics& out)
      : policy_(policy), document_(document), out_(out) {}

  void run() {
    for_each_text(policy_, [this](const ArticleText& article, const Block&, const QuotedText& text) {
      for (const Extent sentence : split_sentences(text.reading.passage)) {
        for (const Extent piece : pieces_of(text.reading.passage, sentence))
          check_piece(article, text.reading.passage, piece);
      }
    });
    report_unquoted();
  }

 private:
  void check_piece(const ArticleText& article, const Passage& passage, Extent piece) {
    const Essence essence = essence_of(passage, piece);
    if (essence.text.empty() || document_.essence.text.find(essence.text) != std::u32string::npos) return;
    const auto nearest = find_nearest(essence.text, document_.essence.text);
    const Passage& source = document_.reading.passage;
    const bool is_near = nearest && nearest->distance * 2 <= essence.text.size();
    if (!is_near) {
      const std::string shown = nearest ? source.quote(document_.essence.in_passage(nearest->passage)) : std::string();
      report_in(out_, article, Code::P5103, passage.span(piece),
                {plain(passage.quote(piece)), {"nothing like it", "没有相近的句子"}})
          .advise({"quote the source word by word; nearest there: `" + shown + "`",
                   "请逐字引用原文；原文中最相近的是：“" + shown + "”"});
      return;
    }
    const Extent here = essence.in_passage(nearest->differing_here);
    const Extent there = document_.essence.in_passage(nearest->differing_there);
    const Extent whole = document_.essence.in_passage(nearest->passage);
    nearly_quoted_.push_back(whole);
    const std::string more_english =
        nearest->num_differences > 1 ? fmt::format(" and {} more differences", nearest->num_differences - 1) : "";
    const std::string more_chinese =
        nearest->num_differences > 1 ? fmt::format("（另有 {} 处不同）", nearest->num_differences - 1) : "";
    base::Diagnostic& finding = report_in(out_, article, Code::P5103, passage.span(here),
                                          {plain(passage.quote(here)), plain(source.quote(there))});
    finding.advise({"the source reads: `" + source.quote(whole) + "`" + more_english,
                    "原文是：“" + source.quote(whole) + "”" + more_chinese});
    const bool fits_in_string = source.quote(there).find('"') == std::string::npos;
    if (fits_in_string && nearest->num_differences == 1) {
      finding.fix({"quote the source: " + source.quote(there), "照原文写作：" + source.quote(there)},
                  {{passage.span(here), source.quote(there)}}, false);
    }
  }

  // ---- P5104

  void report_unquoted() {
    std::vector<const DocumentSentence*> unquoted;
    for (const DocumentSentence& sentence : document_.sentences) {
      const bool is_nearly_quoted = std::any_of(nearly_quoted_.begin(), nearly_quoted_.end(), [&](Extent near) {
        return sentence.extent.begin < near.end && near.begin < sentence.extent.end;
      });
      if (sentence.article == nullptr && !is_nearly_quoted) unquoted.push_back(&sentence);
    }
    const ast::PolicyHeader* header = policy_.header();
    if (unquoted.empty() || header == nullptr || !header->source) return;
    const Passage& source = document_.reading.passage;
    base::Diagnostic& finding =
        out_.report(Code::P5104, header->source->span,
                    {plain(source.quote(unquoted.front()->extent)), and_more(unquoted.size() - 1)});
    Bilingual shown{"quote it in a `text` and write its rule", "请以条文引用并写出相应的内容"};
    for (std::size_t i = 1; i < unquoted.size() && i <= kMaxShown; ++i) {
      shown.english += (i == 1 ? "; also unquoted: `" : "`, `") + source.quote(unquoted[i]->extent);
      shown.chinese += (i == 1 ? "；未引用的还有：“" : "”“") + source.quote(unquoted[i]->extent);
    }
    if (unquoted.size() > 1) {
      shown.english += "`";
      shown.chinese += "”";
    }
    finding.advise(std::move(shown));
  }

  const PolicyText& policy_;
  const Document& document_;
  base::Diagnostics& out_;
  std::vector<Extent> nearly_quoted_;  // of the document's passage
};

// ---- P4612

/// The number at the end of a label, and what stands before it (附则三: 附则, 3).
struct ArticleNumber {
  std::u32string prefix;
  std::int64_t number = 0;
  bool is_han = false;
};

std::optional<ArticleNumber> number_of(const std::string& label) {
  const std::u32string text = fold(label);
  std::size_t begin = text.size();
  const bool is_han = !text.empty() && is_han_numeral(text.back());
  while (begin > 0 && (is_han ? is_han_numeral(text[begin - 1]) : base::is_digit(text[begin - 1]))) --begin;
  if (begin == text.size() || (begin > 0 && text[begin - 1] == U'.')) return std::nullopt;
  const std::u32string digits = text.substr(begin);
  const auto value = is_han ? value_of_han(digits) : runtime::parse_decimal(to_utf8(digits));
  if (!value || !value->is_whole() || *value > runtime::Fraction(9999)) return std::nullopt;
  return ArticleNumber{text.substr(0, begin), static_cast<std::int64_t>(value->numerator()), is_han};
}

std::u32string han_text(std::int64_t number) {
  static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  std::u32string text;
  if (number >= 100) return text;
  if (number >= 20) text.push_back(kDigits[static_cast<std::size_t>(number / 10)]);
  if (number >= 10) text.push_back(U'十');
  if (number % 10 != 0) text.push_back(kDigits[static_cast<std::size_t>(number % 10)]);
  return text;
}

/// True where a line of the document begins with the number of the missing article.
bool has_article(const Document& document, const ArticleNumber& before, std::int64_t number) {
  const std::u32string digits = before.is_han ? han_text(number) : fold(std::to_string(number));
  if (digits.empty()) return false;
  const Passage& passage = document.reading.passage;
  for (const Extent line : split_lines(passage)) {
    const std::u32string_view text = passage.view(line);
    for (const std::u32string& head : {U"(" + digits + U")", U"第" + digits + U"条", digits + U".", digits + U"、"}) {
      if (text.substr(0, head.size()) == head) return true;
    }
    if (!before.prefix.empty() && text == before.prefix + digits) return true;
  }
  return false;
}

/// The numbered articles of one policy whose labels have one prefix and one kind of digits, by number. Where an article
/// stands in its file, and in which file of the policy, does not matter.
using Series = std::map<std::int64_t, const ArticleText*>;

std::vector<Series> read_series(const PolicyText& policy) {
  std::map<const ast::Ast*, const ast::PolicyHeader*> headers;
  for (const model::File& file : policy.model().files) headers[file.ast] = file.header;
  std::map<std::tuple<const ast::PolicyHeader*, std::u32string, bool>, std::size_t> places;
  std::vector<Series> all;
  for (const ArticleText& article : policy.articles) {
    const auto number = article.heading == nullptr ? std::nullopt : number_of(article.label());
    if (!number) continue;
    const auto [place, is_new] = places.try_emplace({headers[article.ast], number->prefix, number->is_han}, all.size());
    if (is_new) all.emplace_back();
    all[place->second].try_emplace(number->number, &article);
  }
  return all;
}

void report_missing(const ArticleText& before, const ArticleText& after, const std::string& missing,
                    base::Diagnostics& out) {
  base::Diagnostic& finding = report_in(out, after, Code::P4612, after.heading->label.span,
                                        {plain(before.label()), plain(after.label()), plain(missing)});
  finding.also(before.heading->label.span, {"the article before", "前一条"});
  finding.advise(
      {"add the article, if only with its text, or answer with `allow P4612 because \"…\"` in front of this one",
       "请补上该条（可只引条文）；有意略去的，在本条之前写明“放行 P4612 因为 \"…\"”"});
}

void check_numbering(const PolicyText& policy, const Document* document, base::Diagnostics& out) {
  for (const Series& series : read_series(policy)) {
    for (auto after = series.begin(); after != series.end(); ++after) {
      if (after == series.begin()) continue;
      const auto& [last, before] = *std::prev(after);
      if (after->first == last + 1) continue;
      const auto number = number_of(before->label());
      if (document != nullptr && !has_article(*document, *number, last + 1)) continue;
      const std::u32string digits = number->is_han ? han_text(last + 1) : fold(std::to_string(last + 1));
      report_missing(*before, *after->second, to_utf8(number->prefix + digits), out);
    }
  }
}

// ---- P5108

/// Returns what stands in the way of reading the bytes of a document, or nothing.
std::optional<Bilingual> fault_of(const std::string& bytes) {
  const std::size_t at = base::find_invalid_utf8(bytes);
  if (at < bytes.size()) {
    const std::string byte = fmt::format("{:02X}", static_cast<unsigned char>(bytes[at]));
    const auto line = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
    return Bilingual{fmt::format("it is not UTF-8: byte {} in line {}", byte, line),
                     fmt::format("不是 UTF-8 编码：第 {} 行有字节 {}", line, byte)};
  }
  const Passage passage = fold_passage(bytes, base::kNoSource, 0);
  const bool is_blank = std::all_of(passage.text.begin(), passage.text.end(),
                                    [](char32_t one) { return one <= U' ' || one == U'\uFEFF'; });
  if (is_blank) return Bilingual{"there is no text in it", "其中没有文字"};
  return std::nullopt;
}

/// Returns whether there is a document to compare with; reports one that is named and cannot be used.
bool check_readable(const PolicyText& policy, base::Diagnostics& out) {
  const ast::PolicyHeader* header = policy.header();
  if (header == nullptr || !header->source) return policy.subject->document.has_value();
  std::optional<Bilingual> fault;
  if (policy.subject->document) {
    fault = fault_of(*policy.subject->document);
  } else if (!policy.subject->document_problem.english.empty()) {
    fault = policy.subject->document_problem;
  }
  if (fault) {
    out.report(Code::P5108, header->source->span, {plain(header->source->text), *fault})
        .advise({"name the document as plain text in UTF-8, by its path from this policy; until then no `text` is "
                 "compared with it",
                 "请写明原文的路径（自本政策所在文件夹起），原文应为 UTF-8 纯文本；在此之前条文无从与原文核对"});
  }
  return policy.subject->document.has_value() && !fault;
}

}  // namespace

void check_source(const PolicyText& policy, base::Diagnostics& out) {
  if (!check_readable(policy, out)) return check_numbering(policy, nullptr, out);
  const Document document = read_document(policy, *policy.subject->document);
  SourceCheck(policy, document, out).run();
  check_numbering(policy, &document, out);
}

}  // namespace polc::analyse::text
