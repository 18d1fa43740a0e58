#include "doc/frame.h"

#include "base/version.h"
#include "calculator/assets.h"
#include "doc/assets.h"
#include "doc/base64.h"
#include "doc/phrases.h"

namespace polc::doc {

using base::Language;

namespace {

/// What the browser holds the page to, whatever stands in a policy: nothing is loaded, nothing is sent.
std::string content_policy(bool has_calculator) {
  std::string policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  if (has_calculator) policy += " 'wasm-unsafe-eval'";
  return policy + "; img-src data:; base-uri 'none'; form-action 'none'";
}

/// Signs that no font has to have.
constexpr std::string_view kThemeSign =
    "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"6\" fill=\"none\" "
    "stroke=\"currentColor\" stroke-width=\"1.5\"/>"
    "<path d=\"M8 2a6 6 0 0 1 0 12z\" fill=\"currentColor\"/></svg>";
constexpr std::string_view kPrintSign =
    "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"><path "
    "d=\"M4.5 5.5v-3h7v3M4.5 11.5h-2v-6h11v6h-2\"/>"
    "<path d=\"M4.5 9.5h7v4h-7z\"/></svg>";

void write_switches(Html& html) {
  html.open("div", html.labelled({{"class", "switches"}, {"role", "group"}}, phrase(Phrase::LanguageLabel)));
  const bool is_chinese = html.shown() == Language::Chinese;
  html.open("button", {{"type", "button"},
                       {"data-language", "en"},
                       {"aria-pressed", is_chinese ? "false" : "true"},
                       {"lang", "en"}})
      .text("English")
      .close();
  html.open("button", {{"type", "button"},
                       {"data-language", "zh-Hans"},
                       {"aria-pressed", is_chinese ? "true" : "false"},
                       {"lang", "zh-Hans"}})
      .text("中文")
      .close()
      .close();
  html.open("button",
            html.labelled({{"type", "button"}, {"id", "theme"}, {"class", "round"}}, phrase(Phrase::ThemeLabel)));
  html.raw(kThemeSign).close();
  html.open("button",
            html.labelled({{"type", "button"}, {"id", "print"}, {"class", "round"}}, phrase(Phrase::PrintLabel)));
  html.raw(kPrintSign).close();
}

void write_search(Html& html) {
  html.open("form", html.labelled({{"role", "search"}, {"class", "search"}}, phrase(Phrase::SearchLabel)));
  Attributes input =
      html.labelled({{"type", "search"}, {"id", "search"}, {"autocomplete", "off"}, {"spellcheck", "false"}},
                    phrase(Phrase::SearchLabel));
  const base::Bilingual hint = phrase(Phrase::SearchHint);
  input.emplace_back("placeholder", hint.in(html.shown()));
  input.emplace_back("data-placeholder-en", hint.english);
  input.emplace_back("data-placeholder-zh", hint.chinese);
  html.single("input", input);
  html.open("div", html.labelled({{"id", "search-results"}, {"class", "results"}, {"role", "region"}, {"hidden", ""}},
                                 phrase(Phrase::SearchResults)));
  html.open("p", {{"id", "search-status"}, {"role", "status"}}).close().open("ol").close().close().close();
  html.open("template", {{"id", "search-words"}}).element("span", {{"data-words", "none"}}, phrase(Phrase::SearchNone));
  html.element("span", {{"data-words", "one"}}, phrase(Phrase::SearchOne))
      .element("span", {{"data-words", "many"}}, phrase(Phrase::SearchMany))
      .close();
}

}  // namespace

void open_page(Html& html, const Frame& frame) {
  const bool is_chinese = html.shown() == Language::Chinese;
  html.raw("<!DOCTYPE html>\n").open("html", {{"lang", is_chinese ? "zh-Hans" : "en"}}).open("head");
  html.single("meta", {{"charset", "utf-8"}});
  html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.single("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", content_policy(frame.has_calculator)}});
  html.single("meta", {{"name", "generator"}, {"content", "polc " + std::string(base::kVersion)}});
  html.open("title").text(frame.title).close();
  html.open("style").raw(style_sheet());
  if (frame.has_calculator) html.raw(calculator::calculator_assets()->style);
  html.close().close().open("body");
  html.element("a", {{"class", "skip"}, {"href", "#main"}}, phrase(Phrase::SkipLink));
  html.open("header", {{"class", "bar"}});
  if (frame.has_index_page) html.element("a", {{"class", "home"}, {"href", "index.html"}}, phrase(Phrase::AllPolicies));
  if (!frame.search_index.empty()) write_search(html);
  write_switches(html);
  html.close();
}

void close_page(Html& html, const Frame& frame) {
  if (!frame.search_index.empty())
    html.open("script", {{"type", "application/json"}, {"id", "search-index"}}).raw(frame.search_index).close();
  if (const auto calculator = frame.has_calculator ? calculator::calculator_assets() : std::nullopt) {
    html.open("script", {{"type", "text/plain"}, {"id", "calculator-wasm"}}).raw(base64(calculator->wasm)).close();
    html.open("script", {{"type", "text/plain"}, {"id", "calculator-program"}}).raw(frame.program_base64).close();
    html.open("script").raw(calculator->script).close();
  }
  html.open("script").raw(script()).close().close().close().raw("\n");
}

}  // namespace polc::doc
