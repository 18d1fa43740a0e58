#!/usr/bin/env python3
"""Drives `polc lsp` as an editor does: every feature, both position encodings, hostile input.

    features_test.py POLC [unittest arguments]
"""
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

from client import Client

POLC = ""
POLICY = """policy "试验政策" trial
  source "document.txt"
applicant 单位
  信用良好 : yes/no  judged by "主管部门"  presumed yes
claim "质量奖"
  等次 : ranked 金奖 > 银奖
  人数 : integer from 0 to 100
article 1 "质量奖"
  text "对获得质量奖金奖、银奖的单位，分别给予50万元、20万元资助。"
  award "质量奖" to 单位 by 等次
    金奖 50万元
    银奖 20万元
define 规模以上 as 人数 at least 20
require for every award to 单位: 信用良好 "应当信用良好"
reading 取法 : one of 补差, 不扣  adopted 补差
sample 好单位 is 单位 with 信用良好
test "金奖"
  applicant 好单位
  claim "质量奖" 金奖 on 2024-01-01
  expect 500000
"""


class FeaturesTest(unittest.TestCase):
    maxDiff = None
    encodings = ("utf-16",)

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name).resolve()
        (self.folder / "document.txt").write_text("对获得质量奖金奖、银奖的单位，分别给予50万元、20万元资助。\n")
        self.client = Client(POLC, self.folder, self.encodings)
        self.client.open("p.pol", POLICY)

    def tearDown(self):
        self.assertEqual(self.client.stop(), 0)
        self.temporary.cleanup()

    def units(self, text):
        return len(text.encode("utf-16-le")) // 2 if self.encodings == ("utf-16",) else len(text.encode())

    def place(self, words, text=POLICY, inside=1, nth=1):
        """The position of the nth occurrence of `words`, `inside` characters into it."""
        at = -1
        for _ in range(nth):
            at = text.index(words, at + 1)
        before = text[:at + inside]
        line = before.count("\n")
        return line, self.units(before.rsplit("\n", 1)[-1])

    def text_in(self, found, text=POLICY):
        lines = text.split("\n")
        start, end = found["start"], found["end"]
        self.assertEqual(start["line"], end["line"])
        encoding = "utf-16-le" if self.encodings == ("utf-16",) else "utf-8"
        width = 2 if encoding == "utf-16-le" else 1
        return lines[start["line"]].encode(encoding)[start["character"] * width:end["character"] * width].decode(encoding)

    def test_findings_come_while_typing_and_go_when_corrected(self):
        self.assertEqual([one["code"] for one in self.client.diagnostics("p.pol") if one["severity"] == 1], [])
        line, character = self.place("银奖 20万元", inside=2)
        self.client.change("p.pol", [{"range": {"start": {"line": line, "character": character}, "end": {"line": line, "character": character + 1}}, "text": ""}])
        found = self.client.diagnostics("p.pol", lambda all: any(one["severity"] == 1 for one in all))
        self.assertEqual(found[0]["code"], "P1002")
        self.assertEqual(self.text_in(found[0]["range"], POLICY.replace("银奖 20万元", "银奖20万元")), "银奖20万元")
        actions = self.client.of("codeAction", "p.pol", range=found[0]["range"], context={"diagnostics": found})
        self.assertEqual(actions[0]["edit"]["changes"][self.client.uri("p.pol")][0]["newText"], " ")
        self.client.change("p.pol", [{"text": POLICY}])
        self.client.diagnostics("p.pol", lambda all: not any(one["severity"] == 1 for one in all))

    def test_the_analysis_reports_when_the_editor_is_quiet(self):
        self.client.change("p.pol", [{"text": POLICY.replace("    银奖 20万元", "    银奖 20万元\n    金奖 or 银奖 30万元")}])
        found = self.client.diagnostics("p.pol", lambda all: any(one["code"] == "P4101" for one in all))
        overlap = next(one for one in found if one["code"] == "P4101")
        self.assertIn("relatedInformation", overlap)
        self.assertEqual(json.loads(overlap["data"]["case"])["claims"][0]["等次"], "金奖")

    def test_hover_says_types_amounts_tables_and_readings(self):
        def hover(*place):
            return self.client.at("hover", "p.pol", *place)["contents"]["value"]
        fact = hover(*self.place("信用良好"))
        self.assertIn("yes/no — 单位", fact)
        self.assertIn("主管部门", fact)
        self.assertIn("taken for granted", fact)
        self.assertIn("**500,000元** = 50万元", hover(*self.place("50万元", nth=2)))
        self.assertIn("对获得质量奖金奖", hover(*self.place("50万元", nth=2)))
        self.assertIn("金奖 50万元", hover(*self.place('award "质量奖"', inside=8)))
        self.assertIn("adopted: 补差", hover(*self.place("取法")))
        self.assertIsNone(self.client.at("hover", "p.pol", 0, 0))

    def test_completion_offers_what_could_stand_there(self):
        def offered(line):
            text = POLICY + line
            self.client.change("p.pol", [{"text": text}])
            rows = text.split("\n")
            return [one["label"] for one in self.client.at("completion", "p.pol", len(rows) - 1, self.units(rows[-1]))["items"]]
        self.assertIn("award", offered(""))
        self.assertEqual(offered("require for every award to "), ["单位"])
        self.assertEqual(offered("require for every award: 等次 = ")[:2], ["金奖", "银奖"])
        self.assertIn("规模以上", offered("require for every award: "))
        self.assertIn("per matter", offered('once "质量奖" per '))
        self.assertEqual(offered('test "x"\n  claim ')[0], "质量奖")
        self.assertIn("好单位", offered('test "x"\n  applicant '))
        self.assertEqual(offered('once "'), ["质量奖"])
        self.assertEqual(offered('test "x"\n  claim "质')[0], "质量奖")

    def test_a_name_after_an_opening_mark_is_closed_once(self):
        for line, inserted in (('once ', '"质量奖"'), ('once "', '质量奖"'), ('once ""', '质量奖')):
            self.client.change("p.pol", [{"text": POLICY + line}])
            character = self.units(line) - (1 if line.endswith('""') else 0)
            items = self.client.at("completion", "p.pol", POLICY.count("\n"), character)["items"]
            self.assertEqual(next(one["textEdit"]["newText"] for one in items if one["label"] == "质量奖"), inserted, line)

    def test_completion_is_silent_where_a_line_may_end(self):
        for line in ('article 2 "乙"', 'text "丙"', 'award "质量奖" to 单位 by 等次 金奖 1万元'):
            for end in ("", " "):
                text = POLICY + line + end
                self.client.change("p.pol", [{"text": text}])
                last = text.split("\n")[-1]
                labels = [one["label"] for one in self.client.at("completion", "p.pol", text.count("\n"), self.units(last))["items"]]
                self.assertFalse({"allow", "award", "text", "test"} & set(labels), line)
                if line.endswith('"') and end == "":
                    self.assertEqual(labels, [])

    def test_completion_puts_the_nearest_names_first_in_the_order_of_the_policy(self):
        def offered(line):
            text = POLICY.replace("金奖 > 银奖", "银奖 > 金奖").replace("reading", 'claim "标准"\n  类型 : one of 国标, 地标\naward "标准" to 单位 1万元\nreading') + line
            self.client.change("p.pol", [{"text": text}])
            rows = text.split("\n")
            items = self.client.at("completion", "p.pol", len(rows) - 1, self.units(rows[-1]))["items"]
            return [one["label"] for one in sorted(items, key=lambda one: one["sortText"])]
        self.assertEqual(offered("require for every award: 等次 = ")[:2], ["银奖", "金奖"])
        self.assertEqual(offered("require for every award: ")[:4], ["信用良好", "规模以上", "取法", "等次"])
        self.assertEqual(offered('test "x"\n  applicant 好单位\n  claim "质量奖" ')[:4], ["银奖", "金奖", "等次", "人数"])
        self.assertNotIn("类型", offered('test "x"\n  applicant 好单位\n  claim "质量奖" '))
        self.assertEqual(offered('test "x"\n  applicant 好单位\n  history "标准" ')[:2], ["国标", "地标"])
        self.assertIn("信用良好", offered('test "x"\n  applicant 好单位 with '))

    def test_completion_speaks_the_language_of_the_file(self):
        self.client.open("z.pol", '政策 "试"\n资助 "甲" 首次 1万元\n要求 针对 各项资助 ')
        labels = [one["label"] for one in self.client.at("completion", "z.pol", 2, self.units("要求 针对 各项资助 "))["items"]]
        self.assertIn("对象", labels)
        self.assertNotIn("to", labels)

    def test_definition_references_and_rename_reach_every_place(self):
        at = self.place("信用良好", nth=2)
        definition = self.client.at("definition", "p.pol", *at)
        self.assertEqual([one["range"]["start"]["line"] for one in definition], [3])
        references = self.client.at("references", "p.pol", *at, context={"includeDeclaration": True})
        self.assertEqual(len(references), 3)
        self.assertEqual(self.client.at("prepareRename", "p.pol", *at)["placeholder"], "信用良好")
        edits = self.client.at("rename", "p.pol", *at, newName="诚信")["changes"][self.client.uri("p.pol")]
        self.assertEqual({self.text_in(one["range"]) for one in edits}, {"信用良好"})
        self.assertEqual(len(edits), 3)
        claims = self.client.at("rename", "p.pol", *self.place('award "质量奖"', inside=8), newName="金质奖")["changes"][self.client.uri("p.pol")]
        self.assertEqual([one["newText"] for one in claims], ['"金质奖"'] * 3)

    def test_a_rename_that_would_change_the_meaning_is_refused_with_the_reason(self):
        place = dict(zip(("line", "character"), self.place("信用良好")))
        def refused(name):
            params = {"textDocument": {"uri": self.client.uri("p.pol")}, "position": place, "newName": name}
            return self.client.ask("textDocument/rename", params)["error"]["message"]
        self.assertIn("taken already", refused("人数"))
        self.assertIn("is not one name", refused("a b"))
        edits = self.client.at("rename", "p.pol", *self.place("信用良好"), newName="要求")
        self.assertEqual(edits["changes"][self.client.uri("p.pol")][0]["newText"], "[要求]")

    def test_outline_folding_links_hints_lenses_and_signatures(self):
        outline = self.client.of("documentSymbol", "p.pol")
        article = next(one for one in outline if one["name"] == "1")
        self.assertEqual(article["children"][0]["name"], "质量奖")
        self.assertIn({"startLine": 9, "endLine": 11}, self.client.of("foldingRange", "p.pol"))
        self.assertEqual(self.client.of("documentLink", "p.pol")[0]["target"], self.client.uri("document.txt"))
        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        self.assertEqual([one["label"] for one in self.client.of("inlayHint", "p.pol", range=everything)], ["= 500,000元", "= 200,000元"])
        self.assertEqual([one["command"]["title"] for one in self.client.of("codeLens", "p.pol")], ["try a case", "1 test"])
        help = self.client.at("signatureHelp", "p.pol", *self.place("to 单位 by", inside=3))
        self.assertEqual(help["signatures"][0]["parameters"][help["activeParameter"]]["label"], "to KINDS")
        symbols = self.client.request("workspace/symbol", {"query": "质量"})
        self.assertEqual({one["name"] for one in symbols}, {"质量奖"})
        self.assertEqual(len(self.client.at("documentHighlight", "p.pol", *self.place("金奖 50万元"))), 3)

    def test_formatting_is_that_of_polc_fmt(self):
        text = 'policy "甲" a\naward "乙"   1万元   \n\n\n\naward "丙" 2万元'
        self.client.open("f.pol", text)
        edits = self.client.of("formatting", "f.pol", options={})
        self.assertEqual(len(edits), 1)
        start, end = edits[0]["range"]["start"], edits[0]["range"]["end"]
        self.assertEqual((start, end["line"]), ({"line": 1, "character": 0}, 5))
        self.assertEqual(edits[0]["newText"], 'award "乙" 1万元\n\naward "丙" 2万元\n')
        first = self.client.of("rangeFormatting", "f.pol", range={"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 2}}, options={})
        self.assertEqual(first[0]["newText"], 'award "乙" 1万元\n')
        self.client.change("f.pol", [{"text": 'award "乙"   300,000\n'}])
        self.assertEqual(self.client.of("formatting", "f.pol", options={}), [])

    def test_semantic_tokens_cover_words_names_and_comments(self):
        legend = self.client.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"]
        text = 'award "甲" 1万元 # 说明\n'
        self.client.open("t.pol", text)
        data = self.client.of("semanticTokens/full", "t.pol")["data"]
        types = [legend[data[at + 3]] for at in range(0, len(data), 5)]
        self.assertEqual(types, ["keyword", "struct", "number", "comment"])
        self.assertEqual(data[5:8], [0, 6, self.units('"甲"')])

    def test_names_lead_into_used_files_and_a_part_is_checked_with_its_policy(self):
        (self.folder / "common.pol").write_text("applicant 单位\n  信用良好 : yes/no\n")
        main = 'policy "甲" main\nuse "common.pol"\naward "乙" to 单位 1万元\nrequire for every award to 单位: 信用良好\n'
        (self.folder / "main.pol").write_text(main)
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": []})
        self.client.open("main.pol", main)
        definition = self.client.at("definition", "main.pol", *self.place("信用良好", main))
        self.assertEqual(definition[0]["uri"], self.client.uri("common.pol"))
        part = "applicant 单位\n  信用良好 : yes/no\naward \"丙\" to 单位 when 不存在 1万元\n"
        self.client.open("common.pol", part)
        found = self.client.diagnostics("common.pol", lambda all: bool(all))
        self.assertIn("P2001", [one["code"] for one in found])

    def test_lenses_are_asked_for_anew_when_the_analysis_has_found_overlaps(self):
        client = Client(POLC, self.folder, takes_lens_refresh=True)
        text = 'claim "甲"\n  号 : text key\nclaim "乙"\n  号 : text key\naward "甲" 1万元\naward "乙" 2万元\n'
        client.open("l.pol", text)
        titles = lambda: [one["command"]["title"] for one in client.of("codeLens", "l.pol")]
        self.assertEqual(titles(), ["try a case", "no test"] * 2)
        while client.num_lens_refreshes == 0:
            client.receive()
        self.assertEqual(titles(), ["try a case", "no test", "1 overlap"] * 2)
        self.assertEqual(client.stop(), 0)

    def test_a_client_that_does_not_take_requests_gets_none(self):
        self.client.change("p.pol", [{"text": POLICY.replace("    银奖 20万元", "    银奖 20万元\n    金奖 or 银奖 30万元")}])
        self.client.diagnostics("p.pol", lambda all: any(one["code"] == "P4101" for one in all))
        self.client.of("codeLens", "p.pol")
        self.assertEqual(self.client.num_lens_refreshes, 0)

    def test_messages_in_the_language_that_is_asked_for(self):
        client = Client(POLC, self.folder, arguments=("--lang", "zh"))
        client.open("p.pol", 'award "甲" 300,000\n')
        self.assertIn("数字应连写", client.diagnostics("p.pol", lambda all: bool(all))[0]["message"])
        self.assertEqual(client.stop(), 0)


class Utf8FeaturesTest(FeaturesTest):
    encodings = ("utf-8", "utf-16")

    def test_utf8_is_agreed_on(self):
        self.assertEqual(self.client.capabilities["positionEncoding"], "utf-8")


class HostileTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.client = Client(POLC, Path(self.temporary.name).resolve())

    def tearDown(self):
        self.client.stop()
        self.temporary.cleanup()

    def test_what_is_no_request_is_refused_and_the_server_goes_on(self):
        for content, code in ((b"no json", -32700), (b"[]", -32600), (b'{"id":1}', -32600), (b'{"id":7,"method":"no/such"}', -32601)):
            with self.subTest(content=content):
                self.client.send_bytes(content)
                self.assertEqual(self.client.receive()["error"]["code"], code)
        self.client.send_bytes(b'{"method":"textDocument/didOpen"}')
        self.client.send_bytes(b'{"method":"textDocument/didChange","params":{"textDocument":7,"contentChanges":{}}}')
        self.assertIsNone(self.client.at("hover", "unopened.pol", 1, 1))

    def test_positions_outside_the_text_are_taken_to_its_edge(self):
        self.client.open("p.pol", 'award "甲" 1万元')
        for line, character in ((0, 10**9), (10**9, 0), (-1, -5), (0, 7)):
            for feature in ("hover", "completion", "definition", "signatureHelp", "documentHighlight", "prepareRename"):
                self.client.at(feature, "p.pol", line, character)
        self.client.change("p.pol", [{"range": {"start": {"line": 9, "character": 9}, "end": {"line": 1, "character": 1}}, "text": "\n\U0001F600"}])
        self.client.diagnostics("p.pol")

    def test_texts_that_are_no_policy(self):
        for at, text in enumerate(("", "\ufeff", "\0", "(" * 5000, '"', "award " * 2000, "\r\n\r", "政策" * 3000)):
            name = f"{at}.pol"
            self.client.open(name, text)
            self.client.diagnostics(name)
            for feature in ("documentSymbol", "foldingRange", "semanticTokens/full", "codeLens", "documentLink"):
                self.client.of(feature, name)
            self.client.at("completion", name, 0, 1)

    def test_a_cancelled_request_is_answered(self):
        self.client.open("p.pol", POLICY)
        self.client.next_id += 1
        number = self.client.next_id
        self.client.send({"id": number, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": self.client.uri("p.pol")}}})
        self.client.notify("$/cancelRequest", {"id": number})
        answer = self.client.answer(number)
        self.assertTrue("result" in answer or answer["error"]["code"] == -32800)

    def test_a_client_that_leaves_ends_the_server(self):
        self.client.process.stdin.close()
        self.assertEqual(self.client.process.wait(timeout=20), 1)


if __name__ == "__main__":
    POLC = os.path.abspath(sys.argv.pop(1))
    unittest.main()
