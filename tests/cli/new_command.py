#!/usr/bin/env python3
"""Holds `polc new` from outside: the golden of a small document, every document of the repository, inputs that are no
documents, and where the result is written.

    new_command.py POLC ROOT [unittest arguments]

POLC_UPDATE=1 writes the golden anew.
"""
import json
import os
from pathlib import Path

from program_test import ProgramTest, main

HERE = Path(__file__).resolve().parent / "new"


class TestNew(ProgramTest):
    def assert_sound(self, name):
        """The policy has no errors, quotes the whole document word for word, and is in the canonical layout."""
        code, out, err = self.polc("check", "--format", "json", name)
        findings = json.loads(out)["findings"]
        self.assertEqual([one for one in findings if one["severity"] == "error"], [], name)
        self.assertEqual([one for one in findings if one["code"] in ("P5103", "P5104", "P5108")], [], name)
        self.assertEqual(code, 0, err)
        self.assertEqual(self.polc("fmt", "--check", name), (0, "", ""), name)

    def test_a_small_document_gives_its_golden(self):
        for keywords in ("zh", "en"):
            golden = HERE / f"measures.{keywords}.pol"
            self.write("measures.txt", (HERE / "measures.txt").read_bytes())
            code, out, err = self.polc("new", "measures.txt", "--keywords", keywords)
            self.assertEqual((code, err), (0, ""))
            if os.environ.get("POLC_UPDATE"):
                golden.write_text(out, encoding="utf-8")
            self.assertEqual(out, golden.read_text(encoding="utf-8"))
            self.write("measures.pol", out)
            self.assert_sound("measures.pol")

    def test_every_document_of_the_repository_gives_a_sound_policy(self):
        documents = sorted((self.root / "policies").glob("*/sources/*.txt"))
        self.assertGreater(len(documents), 10)
        for document in documents:
            self.write(f"sources/{document.name}", document.read_bytes())
            policy = f"{document.stem}.pol"
            self.assertEqual(self.polc("new", f"sources/{document.name}", "-o", policy)[0], 0, document)
            self.assertIn(f'"sources/{document.name}"', self.read(policy))
            self.assert_sound(policy)

    def test_the_keywords_are_those_of_the_documents_language(self):
        self.write("a.txt", "某区质量奖励办法\n一、奖励\n对获奖单位给予5万元。\n")
        self.write("b.txt", "Bike aid\n1. Amount\nThe aid is 200 euros.\n")
        self.assertIn('\n政策 "某区质量奖励办法"', self.polc("new", "a.txt")[1])
        self.assertIn('\npolicy "Bike aid"', self.polc("new", "b.txt")[1])

    def test_a_file_that_exists_is_replaced_only_with_force(self):
        self.write("a.txt", "办法\n给予5万元。\n")
        self.write("a.pol", "kept")
        code, out, err = self.polc("new", "a.txt", "-o", "a.pol")
        self.assertEqual((code, out, err), (2, "", "polc: cannot use `a.pol`: it exists already; --force replaces it\n"))
        self.assertEqual(self.read("a.pol"), "kept")
        self.assertEqual(self.polc("new", "a.txt", "-o", "a.pol", "--force")[0], 0)
        self.assert_sound("a.pol")

    def test_the_document_itself_is_never_the_output(self):
        self.write("a.txt", "办法\n给予5万元。\n")
        self.assertEqual(self.polc("new", "a.txt", "-o", "./a.txt", "--force")[0], 2)
        self.assertEqual(self.read("a.txt"), "办法\n给予5万元。\n")

    def test_the_source_is_named_from_the_policy(self):
        self.write("sources/a.txt", "办法\n给予5万元。\n")
        self.write("policies/x", "")
        self.polc("new", "sources/a.txt", "-o", "policies/a.pol")
        self.assertIn('"../sources/a.txt"', self.read("policies/a.pol"))
        self.assert_sound("policies/a.pol")

    def test_standard_input_names_no_source(self):
        code, out, _ = self.polc("new", "-", stdin="办法\n给予5万元。\n".encode())
        self.assertEqual(code, 0)
        self.assertNotIn("原文 ", out)

    def test_what_is_no_plain_text_is_refused_with_what_it_is(self):
        for content, message in (("质量奖励办法\n".encode("gbk"), "it may be GBK: iconv"),
                                 (b"\xff\xfea\0b\0", "it is a text in UTF-16"),
                                 (b"PK\x03\x04rest", "it is a Word document (.docx) or an archive"),
                                 (b"%PDF-1.7", "it is a PDF"), (b"a\0b", "byte 2 is zero"),
                                 (b"a\nb\xff", "it is not UTF-8: byte 0xFF in line 2; save it"),
                                 (b" \n\xe3\x80\x80\n", "there is no text in it"), (b"", "there is no text in it")):
            self.write("a.txt", content)
            code, out, err = self.polc("new", "a.txt", "-o", "a.pol")
            self.assertEqual((code, out), (2, ""), content)
            self.assertIn(message, err)
            self.assertFalse((self.folder / "a.pol").exists())
        self.assertEqual(self.polc("new", "missing.txt")[0], 2)
        self.assertEqual(self.polc("new")[0], 2)

    def test_hostile_documents_give_sound_policies(self):
        documents = [
            'he said "give 5 yuan" \\ and \\" # award "x" 5元\n' * 3,
            "\ufeff办\u200b法\r\n第一条\u202e 给予5万元。\r\n第一条 再给予5万元。\n第二条\n第二条\n",
            "“一”、「二」《三》』』”“\n（一）“未完\naward \"A\" 5万元\n一、）\n",
            "一、甲\n（一）给予1万元\n二、乙\n（一）给予2万元\n（一）给予3万元\n一、丙\n",
            "第九千九百九十九条 奖\n第99999999999999999999条 奖\n第0条 奖\n第〇条\n",
            "#\n# # \n//\n1.\n2.5亿元\n3、\n",
            "Article I\nSection 99\nArticle 4 of the Act says so.\nChapter XXXIX Aid\nThe aid is EUR 5.\n",
            "（" * 3000 + "5万元" + "）" * 3000,
            "分别" * 20000,
            "1. 给予5万元\n" * 20000,
            "给予5万元、" * 40000,
            "本办法自2024年1月1日起施行，有效期至2023年1月1日。\n自2025年2月30日起施行。\n",
        ]
        for number, document in enumerate(documents):
            self.write("a.txt", document)
            policy = f"{number}.pol"
            code, _, err = self.polc("new", "a.txt", "-o", policy)
            self.assertEqual(code, 0, err)
            self.assertEqual(self.polc("fmt", "--check", policy)[0], 0, number)
            if len(document) < 10000:
                self.assert_sound(policy)


if __name__ == "__main__":
    main(takes_root=True)
