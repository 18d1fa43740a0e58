#!/usr/bin/env python3
"""Holds `polc doc` from outside: what a page links to is there, what a policy says is text and never markup, both languages
are whole, and the folder is written as promised.

    doc_command.py POLC ROOT [unittest arguments]
"""
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

POLC = ""
ROOT = Path()
VOID = {"input", "meta", "br", "link", "img", "hr"}
HAN = re.compile("[\u4e00-\u9fff]")

HOSTILE = """policy "</title><script>alert(1)</script>" hostile
  issuer "<img src=x onerror=alert(2)>"
  source "\\"><svg onload=alert(3)>.txt"
applicant 单位
  信用良好 : yes/no judged by "</script><script>alert(4)</script>"
article 1 "<b>&amp;</b> ' \\" javascript:alert(5)"
  text "</style></script><script>alert(6)</script><!-- ]]> 给予5万元 &lt;"
  reading 口径 : one of 甲, 乙 adopted 甲 "<u>引文</u>"
  award "</a><a href=\\"javascript:alert(7)\\">" to 单位 5万元
  award "<script>alert(8)</script>" refer to "<iframe src=//example.org>"
  require for "</a><a href=\\"javascript:alert(7)\\">": 信用良好 "--><script>alert(9)</script>"
  allow P6101 because "<i>理由</i>"
test "<script>alert(10)</script> u003c"
  applicant 单位 with 信用良好
  claim "</a><a href=\\"javascript:alert(7)\\">" on 2024-01-01
  expect 50000
"""


class Page(HTMLParser):
    """A page as a browser reads it: elements, attributes and the texts of each language."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.ids, self.links, self.elements, self.faults = [], [], [], []
        self.tags = Counter()
        self.open, self.words = [], {"en": [], "zh": []}
        self.scripts = []
        self.pairs = []
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags[tag] += 1
        self.elements.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])
        for name, value in values.items():
            if name.startswith("on") or (name in ("src", "action", "formaction", "srcdoc", "style")):
                self.faults.append(f"<{tag} {name}={value!r}>")
        if tag not in VOID:
            self.open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "script":
            self.scripts.append(data)
        for tag, style in self.open:
            if tag == "span" and style in self.words:
                self.words[style].append(data)
                break


class TestDoc(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)

    def tearDown(self):
        subprocess.run(["chmod", "-R", "u+w", str(self.folder)], check=False)
        self.temporary.cleanup()

    def polc(self, *arguments, stdin=b"", limit=None):
        def before():
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is then an error, as a full disk is
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        variables = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        done = subprocess.run([POLC, *map(str, arguments)], cwd=self.folder, env=variables, input=stdin, capture_output=True, timeout=120,
                              preexec_fn=before)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def files(self, folder="pages"):
        return {path.name: path.read_bytes() for path in sorted((self.folder / folder).iterdir())}

    def make(self, *arguments, folder="pages"):
        code, out, err = self.polc("doc", *arguments, "-o", folder)
        self.assertEqual((code, out), (0, ""), err)
        self.assertRegex(err, rf"^polc: open {folder}/index\.html in a browser\n$")
        return self.files(folder)

    def page_of(self, text):
        self.write("policy.pol", text)
        return self.make("policy.pol")["index.html"].decode()

    def assert_sound(self, name, text, names):
        page = Page(text)
        self.assertEqual(page.faults, [], name)
        doubled = [one for one, number in Counter(page.ids).items() if number > 1]
        self.assertEqual(doubled, [], f"{name}: ids that stand twice")
        self.assertFalse([one for one in page.ids if not one or re.search(r"\s", one)], f"{name}: ids with spaces")
        known = set(page.ids)
        for link in page.links:
            if link.startswith("#"):
                self.assertTrue(link[1:] in known, f"{name}: {link} leads nowhere")
            else:
                self.assertIn(link, names, f"{name}: {link} is no page of the folder")
        return page

    # ---- what stands on the pages

    def test_every_policy_and_example_gives_sound_pages(self):
        files = self.make(ROOT / "policies", ROOT / "examples")
        self.assertGreater(len(files), 30)
        for name, content in files.items():
            if name.endswith(".html"):
                self.assert_sound(name, content.decode(), files)

    def minhang(self):
        text = self.make(ROOT / "policies/minhang-quality/minhang-quality.pol")["index.html"].decode()
        return text, self.assert_sound("minhang", text, {"index.html"})

    def test_names_lead_to_definitions_and_back(self):
        text, page = self.minhang()
        places = [(tag, one) for tag, one in page.elements if re.fullmatch(r"at-\d+", one.get("id") or "")]
        self.assertGreater(len(places), 250)
        definitions = {one["id"]: one["href"] for _, one in places if "definition" in one.get("class", "")}
        self.assertGreater(len(definitions), 60)
        entries = dict(re.findall(r'<dt id="(name-\d+)"[^>]*>.*?</dt>\s*<dd>(.*?)</dd>', text, re.DOTALL))
        for place, entry in definitions.items():
            self.assertIn(f'href="#{place}"', entries[entry[1:]], f"{entry} does not lead back to {place}")
        uses = [one for _, one in places if "definition" not in one.get("class", "") and "label" not in one.get("class", "")]
        for one in uses:
            target = one["href"][1:]
            entry = entries[definitions[target][1:] if target in definitions else target]
            self.assertIn(f'href="#{one["id"]}"', entry, f"{target} does not list the use {one['id']}")

    def test_the_text_stands_beside_its_rules(self):
        text, _ = self.minhang()
        start = text.index('id="article-6"')
        article = text[start:text.index('id="article-7"')]
        self.assertIn("对参与国际标准制定的单位", article)
        self.assertIn("What has to be met (6)", article)
        self.assertRegex(article, r"CNY 1,000,000.*CNY 500,000")
        pair = re.search(r'href="#(pair-\d+)"', article).group(1)
        reason = text[text.index(f'id="{pair}"'):].split("</li>")[0]
        self.assertIn("they stack, and each is paid in full", reason)
        self.assertIn("互不扣减", reason)
        finding = re.search(r'href="#(finding-\d+)">P4104', reason).group(1)
        self.assertIn(f'id="{finding}"', text[text.index('id="article-7"'):text.index('id="article-8"')])

    def test_nothing_of_a_policy_is_lost(self):
        self.write("comments.pol", "# first\npolicy \"甲\"  # beside the policy\n# before an article\narticle 1 \"乙\" # beside it\n# before a text\n  text \"丙5元\" # beside the text\n"
                                   "  # before an award\n  award \"丁\"\n    # inside\n    5元 # behind\n# at the end\n")
        for policy in [self.folder / "comments.pol", *sorted((ROOT / "policies").glob("*/*.pol"))]:
            text = self.make(policy, folder=policy.stem)["index.html"].decode()
            drawn = "".join(re.findall(r'<(?:pre|blockquote|h3|h1|dl class="facts")[^>]*>.*?</(?:pre|blockquote|h3|h1|dl)>', text, re.DOTALL))
            shown = re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", drawn)))
            for number, line in enumerate(policy.read_text("utf-8").splitlines(), 1):
                if re.match(r"\s*(?:text\b|article\b|section\b|条文|第.*条|条 |章 )", line) and "#" not in line:
                    line = "".join(re.findall(r'"(.*)"', line))  # a heading or a text is set, not drawn as code
                elif re.match(r"\s*(?:text|article|section)\b", line):
                    line = line[line.rindex("#"):]
                line = re.sub(r"\s+|\\\\", "", line)
                self.assertTrue(line in shown or line.strip('"') in shown, f"{policy.name}:{number}: {line}")  # a text of several lines has no marks

    def test_findings_show_their_case_and_command(self):
        text, _ = self.minhang()
        card = text[text.index('aria-label="Finding P4104'):].split("</aside>")[0]
        for shown in ("Example case", "两项同时取得", "polc eval", "标准号", "A-1", "--fix=P4104:1", "What P4104 means"):
            self.assertIn(shown, card)

    def test_tests_are_marked(self):
        text, _ = self.minhang()
        article = text[text.index('id="article-6"'):text.index('id="article-7"')]
        self.assertIn("mark full", article)
        self.assertIn("no test pays or refuses this", article)
        self.assertIn("The tests reach 26 of 128 points", text)
        self.assertEqual(text.count('class="verdict passed"'), 8)
        failing = self.page_of('award "甲" 5元\ntest "错"\n  claim "甲"\n  expect 6\n')
        self.assertIn('class="verdict failed"', failing)

    def test_both_languages_are_whole(self):
        _, page = self.minhang()
        english, chinese = page.words["en"], page.words["zh"]
        self.assertGreater(len(english), 300)
        self.assertEqual(page.tags["template"], 1)
        starts = [one.get("class") for tag, one in page.elements if tag == "span" and one.get("class") in ("en", "zh")]
        self.assertEqual(starts, ["en", "zh"] * (len(starts) // 2), "each English word is followed by its Chinese one")
        self.assertFalse([one for one in chinese if re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", one) and '"' not in one], "English left in the Chinese page")
        for _, values in page.elements:
            if "data-label-en" in values:
                self.assertTrue(values["data-label-en"] and HAN.search(values["data-label-zh"]), values)
        other = self.make(ROOT / "policies/minhang-quality/minhang-quality.pol", "--lang", "en", folder="en")
        self.assertIn(b'<html lang="en">', other["index.html"])
        code, _, err = self.polc("doc", ROOT / "policies/minhang-quality/minhang-quality.pol", "-o", "zh", "--lang", "zh")
        self.assertEqual((code, err), (0, "polc：请用浏览器打开 zh/index.html\n"))
        self.assertIn(b'<html lang="zh-Hans">', self.files("zh")["index.html"])

    def test_every_phrase_has_both_languages(self):
        rows = re.findall(r'^POLC_PHRASE\((\w+),\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\)$', (ROOT / "doc/phrases.def").read_text("utf-8"), re.MULTILINE)
        self.assertGreater(len(rows), 150)
        names = Counter(name for name, _, _ in rows)
        used = set(re.findall(r"Phrase::(\w+)", "".join(path.read_text("utf-8") for path in (ROOT / "doc").glob("*.cpp"))))
        self.assertEqual(used - set(names), set())
        self.assertEqual(set(names) - used, set(), "phrases that no page says")
        for name, english, chinese in rows:
            self.assertTrue(english.strip() and chinese.strip(), name)
            self.assertEqual(set(re.findall(r"\{\d?\}", english)), set(re.findall(r"\{\d?\}", chinese)), name)
            self.assertIsNone(re.search(r"[\u4e00-\u9fff][,:;?!()]", chinese), f"{name}: half-width marks in Chinese")

    def test_nothing_comes_from_a_network(self):
        text, page = self.minhang()
        self.assertIsNone(re.search(r"""(?:https?:)?//[a-z0-9-]+\.[a-z]|url\(|@import|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon""", text))
        self.assertFalse(page.tags["link"] + page.tags["img"] + page.tags["iframe"] + page.tags["object"])
        policy = next(one["content"] for tag, one in page.elements if one.get("http-equiv") == "Content-Security-Policy")
        self.assertIn("default-src 'none'", policy)

    def test_what_a_policy_says_is_text(self):
        text = self.page_of(HOSTILE)
        page = self.assert_sound("hostile", text, {"index.html"})
        # The scripts are those of every page: the index of the search, and the page's own; of the calculator, where it was
        # built, its module, the policy and the form.
        has_calculator = 'id="calculator"' in text
        self.assertEqual(page.tags["script"], 5 if has_calculator else 2)
        self.assertEqual(page.tags["style"] + page.tags["title"], 2)
        for tag in ("img", "svg", "iframe", "b", "u", "i"):
            self.assertEqual(page.tags[tag], 2 if tag == "svg" else 0, tag)
        self.assertFalse([one for one in page.links if not one.startswith("#")])
        entries = json.loads(next(one for one in page.scripts if one.startswith("[")))
        self.assertIn("<script>alert(8)</script>", [one["title"][0] for one in entries])

    def test_the_search_index_has_articles_names_and_findings(self):
        _, page = self.minhang()
        entries = json.loads(next(one for one in page.scripts if one.startswith("[")))
        kinds = Counter(one["kind"][0] for one in entries)
        self.assertEqual(kinds["Articles"], 18)
        self.assertGreater(kinds["Facts"], 20)
        self.assertGreater(sum(number for kind, number in kinds.items() if kind.startswith("Finding P")), 15)
        found = [one for one in entries if "采信使用" in one["text"]]
        self.assertEqual([one["href"] for one in found], ["#article-6"])
        for one in entries:
            self.assertIn(one["href"][1:], page.ids)

    # ---- the folder

    def test_the_same_policy_gives_the_same_bytes(self):
        first = self.make(ROOT / "policies/liuhe-tourism/liuhe-tourism.pol")
        self.assertEqual(first, self.make(ROOT / "policies/liuhe-tourism/liuhe-tourism.pol"))
        self.assertEqual(first, self.make(ROOT / "policies/liuhe-tourism/liuhe-tourism.pol", folder="elsewhere"))

    def test_a_second_run_replaces_and_removes_its_own_files_only(self):
        for name in ("a", "b"):
            self.write(f"{name}.pol", f'award "{name}甲" 5元\n')
        self.assertEqual(set(self.make("a.pol", "b.pol")), {"index.html", "a.html", "b.html", "polc-doc.manifest"})
        self.write("pages/notes.txt", "mine")
        self.assertEqual(set(self.make("a.pol")), {"index.html", "notes.txt", "polc-doc.manifest"})
        self.assertEqual(self.files()["notes.txt"], b"mine")

    def test_pages_have_names_of_their_own(self):
        for name in ("a/x.pol", "b/X.pol", "c/index.pol", "d/质 量#1.pol"):
            self.write(name, f'award "甲" 5元\n')
        names = set(self.make("a/x.pol", "b/X.pol", "c/index.pol", "d/质 量#1.pol"))
        self.assertEqual(names, {"index.html", "x.html", "X-2.html", "index-2.html", "质-量-1.html", "polc-doc.manifest"})

    def test_a_folder_of_others_is_left_alone(self):
        self.write("a.pol", 'award "甲" 5元\n')
        self.write("site/index.html", "mine")
        code, out, err = self.polc("doc", "a.pol", "-o", "site")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("there are files in it that polc doc did not write", err)
        self.assertEqual(self.files("site"), {"index.html": b"mine"})
        self.assertEqual(self.polc("doc", "a.pol", "-o", "site", "--force")[0], 0)
        self.assertNotEqual(self.files("site")["index.html"], b"mine")

    def test_a_page_that_somebody_changed_is_kept(self):
        self.write("a.pol", 'award "甲" 5元\n')
        self.make("a.pol")
        self.write("pages/index.html", "changed by hand")
        code, _, err = self.polc("doc", "a.pol", "-o", "pages", "--lang", "zh")
        self.assertEqual(code, 2)
        self.assertIn("改动过", err)
        self.assertEqual(self.files()["index.html"], b"changed by hand")

    def test_a_manifest_cannot_lead_out_of_the_folder(self):
        self.write("a.pol", 'award "甲" 5元\n')
        self.make("a.pol")
        outside = self.write("outside.txt", "mine")
        hash_of = subprocess.run(["sha256sum", outside], capture_output=True, check=True).stdout.decode().split()[0]
        manifest = self.folder / "pages/polc-doc.manifest"
        manifest.write_text(manifest.read_text() + f"{hash_of}  ../outside.txt\n")
        self.make("a.pol")
        self.assertEqual(outside.read_text(), "mine")

    def test_what_cannot_be_written_is_said(self):
        self.write("a.pol", 'award "甲" 5元\n')
        self.write("file", "")
        code, _, err = self.polc("doc", "a.pol", "-o", "file")
        self.assertEqual((code, "it is a file, not a folder" in err), (2, True), err)
        code, _, err = self.polc("doc", "a.pol", "-o", "file/below")
        self.assertEqual(code, 2, err)
        self.assertRegex(err, r"^polc: cannot use `file/below")

    def test_a_full_disk_leaves_the_old_page(self):
        self.write("a.pol", 'award "甲" 5元\n')
        before = self.make("a.pol")
        self.write("a.pol", 'award "乙" 6元\n')
        code, _, err = self.polc("doc", "a.pol", "-o", "pages", limit=4096)
        self.assertEqual(code, 2, err)
        self.assertRegex(err, "^polc: cannot use `pages/index.html`: ")
        after = self.files()
        self.assertEqual(after["index.html"], before["index.html"])
        self.assertEqual(set(after), set(before), "nothing half-written is left")
        self.make("a.pol")

    # ---- use

    def test_wrong_use_and_errors(self):
        self.write("bad.pol", "award 甲 乙 丙\n")
        for arguments, code, words in (((), 2, "no policy was given"), (("x.pol",), 2, "say where the pages go"), (("none.pol", "-o", "p"), 2, "no such file"),
                                       (("bad.pol", "-o", "p"), 1, "no page was written")):
            got, _, err = self.polc("doc", *arguments)
            self.assertEqual((got, words in err), (code, True), err)
        self.assertFalse((self.folder / "p").exists())

    def test_files_that_are_used_stand_on_the_page(self):
        self.write("common.pol", 'applicant 单位\n  信用良好 : yes/no\narticle 9 "共用"\n  require for every award: 信用良好\n')
        text = self.page_of('use "common.pol"\narticle 1 "甲"\n  award "甲" to 单位 5元\n')
        page = self.assert_sound("used", text, {"index.html"})
        self.assertIn("file-2-line-1", page.ids)
        self.assertIn("article-9", page.ids)
        self.assertIn("From the file", text)

    def test_standard_input_is_a_policy_too(self):
        code, _, err = self.polc("doc", "-", "-o", "pages", stdin='award "甲" 5元\n'.encode())
        self.assertEqual(code, 0, err)
        self.assertIn("甲", self.files()["index.html"].decode())


if __name__ == "__main__":
    POLC = str(Path(sys.argv[1]).resolve())
    ROOT = Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
