#include "doc/html.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/unicode.h"

namespace polc::doc {

using base::Bilingual;
using base::Language;

namespace {

/// Elements that begin a line of the file, so that it can be read and compared.
bool begins_line(std::string_view tag) {
  constexpr std::array<std::string_view, 32> kTags = {
      "address", "article", "aside", "blockquote", "body",   "caption", "dd",     "details", "div", "dl",   "dt",
      "footer",  "h1",      "h2",    "h3",         "h4",     "head",    "header", "input",   "li",  "link", "main",
      "meta",    "nav",     "ol",    "p",          "script", "section", "style",  "table",   "tr",  "ul"};
  return std::find(kTags.begin(), kTags.end(), tag) != kTags.end();
}

void append_escaped(char32_t value, std::string& out) {
  switch (value) {
    case U'&': out += "&amp;"; return;
    case U'<': out += "&lt;"; return;
    case U'>': out += "&gt;"; return;
    case U'"': out += "&quot;"; return;
    case U'\'': out += "&#39;"; return;
    default: base::append_utf8(out, value);
  }
}

/// Puts what stands between backticks into `code`; a last backtick without its partner stays.
std::string with_code(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return result + escaped(text);
    result += escaped(text.substr(0, open)) + "<code>" + escaped(text.substr(open + 1, close - open - 1)) + "</code>";
    text.remove_prefix(close + 1);
  }
}

std::string in_both(const std::string& english, const std::string& chinese) {
  if (english == chinese) return english;
  return "<span class=\"en\" lang=\"en\">" + english + "</span><span class=\"zh\" lang=\"zh-Hans\">" + chinese +
         "</span>";
}

}  // namespace

std::string escaped(std::string_view text) {
  constexpr char32_t kReplacement = 0xFFFD;
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_at(text, at);
    append_escaped(!point.is_valid || base::is_invisible(point.value) ? kReplacement : point.value, result);
    at += point.length;
  }
  return result;
}

std::string language_tag(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_at(text, at);
    if (point.is_valid && base::is_han(point.value)) return "zh-Hans";
    at += point.length;
  }
  return "";
}

void Html::begin(std::string_view tag, const Attributes& attributes) {
  if (!out_.empty() && begins_line(tag)) out_ += '\n';
  out_ += '<';
  out_ += tag;
  for (const auto& [name, value] : attributes) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"" + escaped(value) + "\"";
  }
  out_ += '>';
}

Html& Html::open(std::string_view tag, const Attributes& attributes) {
  begin(tag, attributes);
  open_.emplace_back(tag);
  return *this;
}

Html& Html::close() {
  POLC_ASSERT(!open_.empty(), "an element is open");
  out_ += "</" + open_.back() + ">";
  open_.pop_back();
  return *this;
}

Html& Html::single(std::string_view tag, const Attributes& attributes) {
  begin(tag, attributes);
  return *this;
}

Html& Html::text(std::string_view text) {
  out_ += escaped(text);
  return *this;
}

Html& Html::quote(std::string_view text) { return element("span", {}, text); }

Html& Html::words(const Bilingual& words) {
  out_ += in_both(escaped(words.english), escaped(words.chinese));
  return *this;
}

Html& Html::sentence(const Bilingual& sentence) {
  out_ += in_both(with_code(sentence.english), escaped(sentence.chinese));
  return *this;
}

Html& Html::hidden(const Bilingual& words) { return element("span", {{"class", "hidden"}}, words); }

Html& Html::raw(std::string_view markup) {
  out_ += markup;
  return *this;
}

Html& Html::element(std::string_view tag, const Attributes& attributes, const Bilingual& content) {
  return open(tag, attributes).words(content).close();
}

Html& Html::element(std::string_view tag, const Attributes& attributes, std::string_view content) {
  Attributes with_language = attributes;
  with_language.emplace_back("lang", language_tag(content));
  return open(tag, with_language).text(content).close();
}

Attributes Html::labelled(Attributes attributes, const Bilingual& label) const {
  attributes.emplace_back("aria-label", label.in(shown_));
  attributes.emplace_back("data-label-en", label.english);
  attributes.emplace_back("data-label-zh", label.chinese);
  return attributes;
}

std::string Html::take() {
  POLC_ASSERT(open_.empty(), "every element is closed");
  return std::move(out_);
}

}  // namespace polc::doc
