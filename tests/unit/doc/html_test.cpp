#include "doc/html.h"

#include <doctest/doctest.h>

#include "doc/base64.h"

namespace {

using polc::base::Language;
using polc::doc::base64;
using polc::doc::escaped;
using polc::doc::Html;
using polc::doc::language_tag;

TEST_CASE("html: what could end a text or an attribute is escaped") {
  CHECK(escaped("<a href=\"x\" id='y'>&amp;") == "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  CHECK(escaped("两行\n一表\t止") == "两行\n一表\t止");
}

TEST_CASE("html: what cannot be seen, turns the writing or is no UTF-8 is shown as such") {
  CHECK(escaped("甲\u202e乙") == "甲\ufffd乙");
  CHECK(escaped(std::string_view("a\0b", 3)) == "a\ufffdb");
  CHECK(escaped("a\xff") == "a\ufffd");
}

TEST_CASE("html: words stand in both languages, once where they are the same") {
  Html html(Language::English);

  html.open("p").words({"why <", "理由"}).words({"P4104", "P4104"}).close();

  CHECK(html.take() ==
        "<p><span class=\"en\" lang=\"en\">why &lt;</span><span class=\"zh\" lang=\"zh-Hans\">理由</span>P4104</p>");
}

TEST_CASE("html: names in English sentences are code, a lone backtick is not") {
  Html html(Language::English);

  html.open("p").sentence({"award `甲<` is `open", "资助“甲”"}).close();

  CHECK(html.take() ==
        "<p><span class=\"en\" lang=\"en\">award <code>甲&lt;</code> is `open</span>"
        "<span class=\"zh\" lang=\"zh-Hans\">资助“甲”</span></p>");
}

TEST_CASE("html: labels are those of the language shown, with both beside") {
  Html html(Language::Chinese);

  html.open("nav", html.labelled({{"id", "a\"b"}}, {"Contents", "目录"})).close();

  CHECK(html.take() ==
        "<nav id=\"a&quot;b\" aria-label=\"目录\" data-label-en=\"Contents\" data-label-zh=\"目录\"></nav>");
}

TEST_CASE("html: a piece of the policy says which language it is in, as far as is known") {
  CHECK(language_tag("Métropole de Lyon") == "");
  CHECK(language_tag("A级景区") == "zh-Hans");
}

TEST_CASE("html: base64 as RFC 4648 gives it") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64(std::string_view("\xff\xfe\x00\x80", 4)) == "//4AgA==");
}

}  // namespace
