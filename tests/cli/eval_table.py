#!/usr/bin/env python3
"""Holds how `polc eval` takes cases from tables and writes results as tables.

    eval_table.py POLC ROOT [unittest arguments]

The same cases as JSON and as tables must give the same results; every mistake of a table has its line and column;
hostile input gives a message and never a crash, a hang or half a file. POLC_LARGE=1 runs the large inputs (gigabytes).
"""
import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

POLC = ""
ROOT = Path()
IS_LARGE = os.environ.get("POLC_LARGE") == "1"
POLICY = """policy "试验政策" trial
  effective 2022-03-01 to 2027-02-28 by event date
applicant 单位
  信用良好 : yes/no
  注册地   : one of 本区, 外区
  资质     : any of 甲, 乙, 丙
article 1
  award "品牌认证" to 单位 first 300000 renewal 80000
article 2
  claim "试点"
    级别 : ranked 国家级 > 市级
    编码 : text key
  award "试点" to 单位 by 级别  国家级 20万元  市级 15万元
  highest of "试点" per applicant
article 3
  claim "技改"
    类别   : one of 一类, 二类
    总投入 : money from 0 to 1亿元
    占比   : percent from 0% to 100%
    面积   : number from 0 to 1000
    人数   : integer from 0 to 500
    竣工   : date
  award "技改" to 单位 for "技改" when 类别 = 一类 and 占比 >= 50% and 人数 >= 10 and 面积 <= 500 and 竣工 >= 2023-01-01
    pays 10% of 总投入 at most 50万元
require for every award to 单位: 信用良好
exclude for every award to 单位: 资质 = 丙
"""
HEADER = "case,applied,applicant.kind,applicant.信用良好,kind,on,级别,stage"


def value_text(value, rng):
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return rng.choice(["true", "yes", "是", "1"] if value else ["false", "no", "否", "0"])
    if isinstance(value, list):
        return ";".join(value) or ";"
    return str(value)


class Table:
    """Rows as dictionaries, written with the columns that any of them has."""

    def __init__(self):
        self.rows = []

    def text(self, rng):
        columns = list(dict.fromkeys(name for row in self.rows for name in row))
        rng.shuffle(columns)
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, lineterminator=rng.choice(["\n", "\r\n"]), quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        writer.writeheader()
        writer.writerows(self.rows)
        return rng.choice(["", "\ufeff"]) + out.getvalue()


def to_tables(cases, rng, scatter):
    """Returns the cases as the three tables. Rows of one case stand together, or anywhere when `scatter`."""
    main, history, other = [], Table(), Table()
    for one in cases:
        applicant = {f"applicant.{key}": value_text(value, rng) for key, value in one.get("applicant", {}).items()}
        head = {"case": one["id"], **applicant}
        if "applied" in one:
            head["applied"] = value_text(one["applied"], rng)
        rows = [{key: value_text(value, rng) for key, value in claim.items()} for claim in one.get("claims", [])] or [{}]
        whole = rng.random() < 0.5
        for at, row in enumerate(rows):
            main.append((one["id"], {**(head if whole or at == 0 else {"case": one["id"]}), **row}))
        for table, key in ((history, "history"), (other, "other")):
            for payment in one.get(key, []):
                table.rows.append({"case": one["id"], **{name: value_text(value, rng) for name, value in payment.items()}})
    table = Table()
    if scatter:
        first = {}
        for at, (case, _) in enumerate(main):
            first.setdefault(case, at)
        order = sorted(range(len(main)), key=lambda at: (first[main[at][0]] if at == first[main[at][0]] else rng.randrange(first[main[at][0]], len(main)), at))
        per_case = {}
        for case, row in main:
            per_case.setdefault(case, []).append(row)
        table.rows = [per_case[main[at][0]].pop(0) for at in order]
    else:
        table.rows = [row for _, row in main]
    return table, history, other


class TableTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.write("p.pol", POLICY)

    def tearDown(self):
        self.temporary.cleanup()

    def write(self, name, content):
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def polc(self, *arguments, timeout=60):
        variables = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        done = subprocess.run([POLC, "eval", *map(str, arguments)], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=timeout, env=variables)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode("utf-8", "replace")
        return done

    def table(self, content, *arguments, code=0):
        done = self.polc("p.pol", self.write("c.csv", content), *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def rows(self, content, *arguments, code=0):
        return list(csv.DictReader(io.StringIO(self.table(content, *arguments, code=code).stdout)))

    def complains(self, content, *messages, code=1, arguments=()):
        done = self.table(content, *arguments, code=code)
        for message in messages:
            self.assertIn(message, done.stderr)
        return done


def mutated(cases, rng, count):
    """Returns copies of cases with facts left out, unknown, changed, and claims taken from others."""
    result = []
    for number in range(count):
        one = json.loads(json.dumps(rng.choice(cases)))
        one["id"] = f"M{number}"
        one.setdefault("claims", [])
        for _ in range(rng.randrange(3)):
            claim = json.loads(json.dumps(rng.choice(rng.choice(cases).get("claims") or [{}])))
            if claim:
                one["claims"].append(claim)
        for at, claim in enumerate(one["claims"]):
            claim["id"] = str(at + 1)
        for part in [one.get("applicant", {}), *one["claims"], *one.get("history", [])]:
            for key in list(part):
                if key in ("kind", "id", "award", "claim", "policy", "matter", "recipient"):
                    continue
                if rng.random() < 0.08:
                    part[key] = None
                elif rng.random() < 0.08:
                    del part[key]
                elif rng.random() < 0.02:
                    part[key] = rng.choice(["错", "2024-02-30", "-5", "1.2345678901"])
        result.append(one)
    return result


class Equality(TableTest):
    """Cases as JSON and as tables give the same results."""

    def compare(self, policy, cases, seed, scatter):
        rng = random.Random(seed)
        table, history, other = to_tables(cases, rng, scatter)
        arguments = [policy, self.write("c.csv", table.text(rng))]
        if history.rows:
            arguments += ["--history", self.write("h.csv", history.text(rng))]
        if other.rows:
            arguments += ["--other", self.write("o.csv", other.text(rng))]
        self.write("c.json", json.dumps(cases, ensure_ascii=False))
        readers = [(["c.json"], ["c.csv", *arguments[2:]])]
        for json_route, table_route in readers:
            threads = ["--threads", rng.choice(["1", "2", "3"])]
            expected = json.loads(self.polc(policy, *json_route, "--format", "json").stdout)
            done = self.polc(policy, *table_route, "--format", "json", *threads)
            found = json.loads(done.stdout)
            self.assertEqual(len(found), len(expected))
            for one, other in zip(found, expected):
                self.assertEqual(without_places(json.loads(json.dumps(one))), without_places(other))
            for one in found:
                self.assertTrue(all(error["line"] >= 2 and error["column"] >= 1 for error in one.get("errors", [])), one)
            for per in ("claim", "case"):
                rows = self.polc(policy, *json_route, "--format", "csv", "--per", per).stdout
                self.assertEqual(self.polc(policy, *table_route, "--format", "csv", "--per", per, *threads).stdout, rows)
            letters = self.polc(policy, *json_route, "--format", "text").stdout
            if not any(one["outcome"] == "error" for one in expected):
                self.assertEqual(self.polc(policy, *table_route, "--format", "text").stdout, letters)

    def test_the_cases_of_every_policy(self):
        for path in sorted((ROOT / "policies").glob("*/cases/*.json*")):
            policy = path.parent.parent / (path.stem + ".pol")
            policy = policy if policy.is_file() else next(path.parent.parent.glob("*.pol"))
            text = path.read_text("utf-8")
            if "编号" in text:
                continue  # its keys are Chinese; the converter speaks English
            cases = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else json.loads(text)
            cases = cases if isinstance(cases, list) else [cases]
            for at, one in enumerate(cases):
                one.setdefault("id", str(at + 1))
            with self.subTest(path=path.name, policy=policy.name):
                self.compare(policy, cases, 1, False)
                generated = mutated(cases, random.Random(7), 60)
                self.compare(policy, generated, 2, False)
                self.compare(policy, generated, 3, True)

    def test_random_cases_of_every_type_of_fact(self):
        rng = random.Random(11)
        cases = [random_case(rng, number) for number in range(200)]
        self.compare("p.pol", cases, 4, False)
        self.compare("p.pol", cases, 5, True)


def random_case(rng, number):
    def maybe(values, share=0.85):
        return rng.choice(values) if rng.random() < share else None

    applicant = {"kind": "单位", "信用良好": maybe([True, True, False]), "注册地": maybe(["本区", "外区"]), "资质": maybe([["甲"], ["乙", "甲"], [], ["丙"]])}
    claims = []
    for _ in range(rng.randrange(4)):
        kind = rng.choice(["品牌认证", "试点", "技改"])
        claim = {"kind": kind, "on": maybe(["2024-02-29", "2022-03-01", "2030-01-01", "2023-02-29"][: 3 + (rng.random() < 0.05)])}
        if kind == "品牌认证":
            claim["stage"] = maybe(["first", "renewal", "首次", "复评"])
        elif kind == "试点":
            claim.update(级别=maybe(["国家级", "市级"]), 编码=maybe(["GB \"1\", a", "x;y", "多\n行", "T1"]))
        else:
            claim.update(类别=maybe(["一类", "二类"]), 总投入=maybe(["0.01", "99999999.99", "100", "100000000", "-1", "1.005", "1e3", "0100.50"]),
                         占比=maybe(["0.5", "50%", "12.3456％", "1.1", "0.12345678"]), 面积=maybe(["499.999999", "500.0000001", "0"]),
                         人数=maybe(["10", "9", "10.0", "500", "501", "7.5"]), 竣工=maybe(["2023-01-01", "2022-12-31", "2023-13-01"]))
        claims.append({key: value for key, value in claim.items() if value is not None or rng.random() < 0.5})
    history = [{"award": "试点", "on": "2023-05-01", "paid": "1000.5"}] if rng.random() < 0.3 else []
    other = [{"policy": "区X", "level": "区", "matter": "T1", "entitled": "5", "paid": "5"}] if rng.random() < 0.2 else []
    return {"id": f"R{number}", "applied": "2024-05-01", "applicant": {key: value for key, value in applicant.items() if value is not None or rng.random() < 0.5},
            "claims": claims, "history": history, "other": other}


def without_places(result):
    for error in result.get("errors", []):
        error.pop("line", None)
        error.pop("column", None)
        if error["code"] == "E1002":
            error["message"] = ""  # a cell is a text where JSON had a number
    if "errors" in result:
        result["errors"].sort(key=lambda error: (error["path"], error["code"]))  # they come in the order of the columns
    return result


class Forms(TableTest):
    GOOD = f"{HEADER}\nA,2024-06-01,单位,是,试点,2024-05-01,国家级,\nB,2024-06-01,单位,\\N,品牌认证,2024-05-01,,renewal\n"

    def test_a_row_for_each_claim_and_award(self):
        rows = self.rows(self.GOOD)
        self.assertEqual([list(row.values()) for row in rows], [
            ["A", "1", "试点", "2", "undetermined", "0", "200000", "0", "200000", "applicant.资质"],
            ["B", "1", "品牌认证", "1", "undetermined", "0", "80000", "0", "80000", "applicant.信用良好;applicant.资质"]])

    def test_a_row_for_each_case(self):
        rows = self.rows(self.GOOD, "--per", "case")
        self.assertEqual([list(row) for row in rows][0], ["case", "outcome", "min", "max", "missing", "referred"])
        self.assertEqual([row["max"] for row in rows], ["200000", "80000"])

    def test_without_a_case_column_each_row_is_a_case(self):
        rows = self.rows("applicant.kind,kind\n单位,试点\n\n单位,品牌认证\n")
        self.assertEqual([row["case"] for row in rows], ["1", "2"])

    def test_rows_of_a_case_need_not_stand_together(self):
        text = "case,kind,applicant.kind\nA,试点,\nB,试点,单位\nA,品牌认证,单位\nB,品牌认证,\n"
        self.assertEqual([(row["case"], row["claim"]) for row in self.rows(text)], [("A", "1"), ("A", "2"), ("B", "1"), ("B", "2")])

    def test_cases_that_are_all_scattered(self):
        rounds = [[f"C{number},单位,{'是' if number % 3 else '否'},{kind},2024-05-01,{level},{stage}\n" for number in range(15000)]
                  for kind, level, stage in (("试点", "国家级", ""), ("品牌认证", "", "renewal"), ("试点", "市级", ""))]
        header = "case,applicant.kind,applicant.信用良好,kind,on,级别,stage\n"
        together = "".join(row for rows in zip(*rounds) for row in rows)
        scattered = "".join(row for rows in rounds for row in rows)
        expected = self.table(header + together).stdout
        self.assertEqual(expected.count("denied"), 15000)
        self.assertEqual(self.table(header + scattered).stdout, expected)

    def test_a_row_without_kind_carries_data_of_the_applicant(self):
        text = "case,applicant.kind,applicant.信用良好,kind,stage\nA,单位,否,,\nA,,,品牌认证,first\n"
        self.assertEqual([row["outcome"] for row in self.rows(text)], ["denied"])

    def test_chinese_names_of_columns(self):
        text = "案件,编号,申报日,申请人.类别,申请人.信用良好,事项.级别,类别,于,环节\nA,x,2024-06-01,单位,否,,品牌认证,2024-05-01,复评\n"
        self.assertEqual([list(row.values())[:5] for row in self.rows(text)], [["A", "x", "品牌认证", "1", "denied"]])

    def test_columns_may_be_ignored_or_named_anew(self):
        text = "编,备注,性质,kind\nA,x,单位,品牌认证\n"
        arguments = ["--ignore-columns", "备注,无", "--column", "编=case", "--column", "性质=applicant.kind"]
        self.assertEqual([row["case"] for row in self.rows(text, *arguments)], ["A"])

    def test_other_delimiters(self):
        text = self.GOOD.replace(",", ";")
        rows = list(csv.reader(io.StringIO(self.table(text, "--delimiter", ";").stdout), delimiter=";"))
        self.assertEqual(rows[2][9], "applicant.信用良好;applicant.资质")
        self.write("c.tsv", self.GOOD.replace(",", "\t"))
        self.assertEqual(self.polc("p.pol", "c.tsv").returncode, 0)

    def test_the_output_can_be_read_back(self):
        rows = self.rows('case,kind\n"a,""b""\nc",品牌认证\n')
        self.assertEqual(rows[0]["case"], 'a,"b"\nc')

    def test_crlf_and_a_byte_order_mark(self):
        self.assertEqual(self.table("\ufeff" + self.GOOD.replace("\n", "\r\n")).stdout, self.table(self.GOOD).stdout)

    def test_a_last_line_without_its_end(self):
        self.assertEqual(self.table(self.GOOD[:-1]).stdout, self.table(self.GOOD).stdout)

    def test_threads_do_not_change_the_output(self):
        rng = random.Random(3)
        text = "case,kind,applicant.kind,stage,applicant.信用良好\n" + "".join(
            f"C{rng.randrange(4000) if rng.random() < 0.1 else number},品牌认证,单位,{rng.choice(['first', 'renewal', '错'])},{rng.choice(['是', ''])}\n" for number in range(60000))
        outputs = [self.table(text, "--threads", threads, code=1) for threads in (1, 2, 5)]
        self.assertEqual({one.stdout for one in outputs}, {outputs[0].stdout})
        self.assertEqual({one.stderr for one in outputs}, {outputs[0].stderr})

    def test_a_table_is_the_same_however_it_is_written(self):
        rng = random.Random(11)
        rows = [["case", "applied", "applicant.kind", "applicant.信用良好", "applicant.资质", "kind", "on", "级别", "stage"]]
        for number in range(30000):
            is_award = rng.random() < 0.5
            rows.append([f"C{number // 2 if number % 7 == 0 else number}", "2024-06-01", "单位", rng.choice(["是", "no", ""]), rng.choice(["甲;乙", "丙", "\\N", ""]),
                         "品牌认证" if is_award else "试点", f"2024-0{rng.randrange(1, 10)}-1{rng.randrange(10)}",
                         "" if is_award else rng.choice(["国家级", "市级", ""]), rng.choice(["first", "renewal", "错"]) if is_award else ""])

        def written(quote, end):
            return "".join(",".join(f'"{cell}"' if quote() else cell for cell in row) + end() for row in rows)

        ways = {"bare": written(lambda: False, lambda: "\n"),
                "returns": written(lambda: False, lambda: "\r\n"),
                "quoted": written(lambda: True, lambda: "\n"),
                "mixed": written(lambda: rng.random() < 0.2, lambda: rng.choice(["\n", "\r\n"])),
                "seldom quoted": written(lambda: rng.random() < 0.0001, lambda: "\n"),
                "blank lines": written(lambda: False, lambda: rng.choice(["\n", "\n", "\n\n", "\r\n\r\n"])),
                "without an end": written(lambda: False, lambda: "\n")[:-1]}
        expected = self.table(ways["bare"], "--threads", 1, code=1)
        self.assertGreater(expected.stdout.count("error"), 1000)
        self.assertGreater(expected.stdout.count("granted"), 1000)
        for way, text in ways.items():
            for threads in (1, 3):
                self.assertEqual(self.table(text, "--threads", threads, code=1).stdout, expected.stdout, way)

    def test_the_summary_counts_cases_rows_and_articles(self):
        text = "case,applicant.kind,applicant.信用良好,applicant.资质,kind,stage,on\nA,单位,是,甲,品牌认证,first,2024-01-01\nA,,,,品牌认证,renewal,2024-01-01\nB,单位,错,,,,\n"
        done = self.table(text, code=1)
        for part in ("cases: 2, rows: 3", "determined: 1", "in error: 1", "CNY 380,000", "article 1  cases: 1, claims paid: 2"):
            self.assertIn(part, done.stderr)
        self.assertEqual(self.table(text, "--quiet", code=1).stderr, "")

    def test_json_cases_give_a_table_too(self):
        self.write("c.json", json.dumps({"id": "A", "claims": [{"kind": "品牌认证"}]}))
        self.assertTrue(self.polc("p.pol", "c.json", "--format", "csv").stdout.startswith("case,claim,award,"))


class Headers(TableTest):
    def test_every_mistake_is_named_with_its_column(self):
        done = self.complains("case,aplicant.kind,信用良好,kind,kind,,级 别\n", "c.csv:1:6: `aplicant.kind` is no column of this table, did you mean `applicant.kind`?",
                              "c.csv:1:20: `信用良好` is a fact of the applicant; write `applicant.信用良好`", "c.csv:1:30: the column `kind` is given twice",
                              "c.csv:1:35: a column has no name", "did you mean `级别`?", code=2)
        self.assertEqual(done.stdout, "")

    def test_two_spellings_of_one_column(self):
        self.complains("case,案件\n", "the columns `case` and `案件` mean the same", code=2)

    def test_a_header_with_other_delimiters(self):
        self.complains("case;kind\n", "parted by `;`; give `--delimiter ;`", code=2)
        self.complains("case\tkind\n", "--delimiter tab", code=2)

    def test_other_encodings(self):
        self.complains("case,kind,级别\n".encode("gbk"), "c.csv:1:11: byte 0xBC is not UTF-8", "iconv", code=2)
        self.complains("case,kind\n".encode("utf-16"), "UTF-16", code=2)

    def test_no_header_at_all(self):
        self.complains(b"", "the file is empty", code=2)
        self.complains("\ufeff", "the file is empty", code=2)
        self.complains("\n", "blank", code=2)

    def test_only_a_header(self):
        self.assertEqual(self.rows("case,kind\n"), [])
        self.assertEqual(self.rows("case,kind"), [])

    def test_quotes_in_the_header(self):
        self.complains('case,"kind\nA,x\n', "quote of the column names is not closed", code=2)
        self.complains('case,ki"nd\nA,x\n', "c.csv:1:8", code=2)

    def test_a_column_that_is_not_there(self):
        self.complains("case,kind\n", "--column", "`x`", code=2, arguments=["--column", "x=case"])
        self.complains("case,kind\n", "NAME=FACT", code=2, arguments=["--column", "case"])

    def test_payments_need_a_case(self):
        self.write("h.csv", "award,paid\n")
        self.complains("case,kind\n", "h.csv:1: the table has no column `case`", code=2, arguments=["--history", "h.csv"])


class Mistakes(TableTest):
    def bad(self, row, *messages, rest="B,,单位,,品牌认证,,,first\n"):
        done = self.complains(f"{HEADER}\n{row}\n{rest}", *messages)
        rows = list(csv.reader(io.StringIO(done.stdout)))
        self.assertEqual(rows[-1][0], "B")
        return rows

    def test_values(self):
        for row, place, code in (("A,2024-13-01,单位,,,,,", "2:3", "E1005"), ("A,,单位,也许,,,,", "2:7", "E1002"), ("A,,个体,,,,,", "2:4", "E1003"),
                                 ("A,,单位,,试点,,省级,", "2:12", "E1003"), ("A,,单位,,品牌认证,,国家级,", "2:14", "E1019"),
                                 ("A,,单位,,,2024-01-01,,", "2:1", "E1014"), ("A,,单位,,未知,,,", "2:8", "E1003")):
            with self.subTest(row=row):
                self.assertEqual(self.bad(row, f"c.csv:{place}: {code}: case `A`")[1], ["A", "", "", "", "error", "", "", "", "", ""])

    def test_cells(self):
        self.bad("A,,单位", "c.csv:2:1: E1023: case `A`: the row has 3 cells, the first line names 8 columns")
        self.bad("A,,单位,,,,,,,", "the row has 10 cells")
        self.bad("A,,单位,,试点,,国\"级,", "c.csv:2:13: E1025")
        self.bad("A,,单位,,试点,,\"国家级\"x,", "c.csv:2:17: E1026")
        self.bad(",,单位,,试点,,,", "E1014: case ``: the row needs the key `case`")

    def test_a_quote_that_is_not_closed_costs_its_row_alone(self):
        rows = self.bad("A,,单位,,试点,,\"国家级,", "c.csv:2:12: E1027: case `A`")
        self.assertEqual([row[0] for row in rows], ["case", "A", "B"])
        rows = self.bad("A,,单位,,试点,,\"国家级,", "c.csv:2:12: E1027", rest="C,,单位,,试点,,\"国家级\",\nB,,单位,,品牌认证,,,\n")
        self.assertEqual([row[0] for row in rows], ["case", "A", "C", "B"])

    def test_bytes_that_are_no_text(self):
        good = "B,,单位,,品牌认证,,,first\n"
        for bad, place in ((b"A,,\xb5\xa5,,,,,", "2:4"), (b"A,,\x00,,,,,", "2:4"), (b"\xff,,,,,,,", "2:1")):
            self.complains(HEADER.encode() + b"\n" + bad + b"\n" + good.encode(), f"c.csv:{place}: E1012")

    def test_a_case_is_answered_once_whatever_stands_between_its_rows(self):
        for between in (b"\n", b",,\n", b'"x"y,A,\n', b"\xff,A,\n", b"\xff,B,\n", b"\xff,B\xff,\n", b",B,\n", b",\\N,\n", b'",A,\n', b",A,x,\n"):
            for last in (b"", b',"C",\n'):
                text = b"kind,case,stage\n" + "品牌认证,A,\n".encode() + between + "品牌认证,A,\n".encode() + last
                done = self.polc("p.pol", self.write("c.csv", text))
                cases = [row["case"] for row in csv.DictReader(io.StringIO(self.polc("p.pol", "c.csv", "--per", "case").stdout))]
                self.assertEqual(cases.count("A"), 1, (between, done.stdout, done.stderr))

    def test_rows_that_disagree(self):
        done = self.complains("case,applicant.kind,applicant.信用良好,kind\nA,单位,是,试点\nA,,true,试点\nA,,否,试点\n",
                              "c.csv:4:4: E1024: case `A`: `applicant.信用良好` is `否` here and `是` in line 2")
        self.assertEqual(len(done.stdout.splitlines()), 2)

    def test_a_repeated_claim(self):
        self.complains("case,id,kind\nA,x,试点\nA,x,试点\n", "c.csv:3:3: E1007")

    def test_lines_within_quotes_are_counted(self):
        self.complains('case,kind,编码\nA,试点,"a\nb"\nB,错,\n', "c.csv:4:3: E1003: case `B`")

    def test_payments(self):
        self.write("h.csv", "case,award,on,paid,claim\nA,试点,2023-01-01,x,\nZ,试点,2023-01-01,1,\nA,无,2023-01-01,1,9\n,试点,,,\n")
        self.write("o.csv", "case,policy,level,claim,paid\nA,区X,区,7,1\nA,区X\n")
        done = self.complains("case,applicant.kind,kind\nA,单位,试点\nB,单位,试点\n", "o.csv:3:1: E1023: case `A`", "h.csv:3:1: E1029: the table of cases has no case `Z`",
                              "h.csv:5:1: E1014", arguments=["--history", "h.csv", "--other", "o.csv"])
        self.assertIn("rows in error: 3", done.stderr)
        self.write("o.csv", "case,policy,level,claim,paid\nA,区X,区,7,1\n")
        self.complains("case,applicant.kind,kind\nA,单位,试点\n", "h.csv:2:17: E1002", "h.csv:4:3: E1015", "h.csv:4:18: E1016", "o.csv:2:8: E1016",
                       arguments=["--history", "h.csv", "--other", "o.csv"])

    def test_errors_may_go_to_a_file(self):
        done = self.table("case,kind\nA,错\n", "--errors", "e.txt", code=1)
        self.assertIn("c.csv:2:3: E1003", (self.folder / "e.txt").read_text())
        self.assertNotIn("E1003", done.stderr)

    def test_only_the_first_thousand_errors_are_shown(self):
        done = self.table("kind\n" + "错\n" * 1500, code=1)
        self.assertIn("500 more errors; --errors FILE lists them all", done.stderr)

    def test_wrong_use(self):
        self.write("c.json", "[]")
        for arguments, message in ((["c.json", "--history", "h.csv"], "--history is for cases from a table"), (["c.csv", "--delimiter", "ab"], "one character"),
                                   (["c.csv", "--per", "row"], "claim, case"), (["c.csv", "--all-readings"], "--format json"),
                                   (["c.csv", "--format", "json", "--per", "case"], "--per case"), (["c.csv", "--threads", "0"], "threads"),
                                   (["none.csv"], "no such file"), (["c.csv", "--history", "none.csv"], "none.csv")):
            self.write("c.csv", "kind\n")
            done = self.polc("p.pol", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(message, done.stderr)


class Hostile(TableTest):
    def test_a_directory(self):
        (self.folder / "d.csv").mkdir()
        done = self.polc("p.pol", "d.csv")
        self.assertEqual((done.returncode, "directory" in done.stderr), (2, True))

    def test_a_pipe(self):
        os.mkfifo(self.folder / "f.csv")
        text = "case,kind\n" + "".join(f"A{number % 7},品牌认证\n" for number in range(5000))
        writer = threading.Thread(target=lambda: (self.folder / "f.csv").write_text(text), daemon=True)
        writer.start()
        done = self.polc("p.pol", "f.csv")
        writer.join(timeout=60)
        self.assertEqual(done.stdout, self.table(text).stdout)

    def test_carriage_returns_alone(self):
        self.complains("case,kind\rA,试点\r", "carriage returns alone", code=2)

    def test_a_line_that_is_too_long_costs_its_row_alone(self):
        size = 1 << 30 if IS_LARGE else 40 << 20
        with (self.folder / "c.csv").open("wb") as file:
            file.write("case,kind\nA,".encode())
            file.seek(size, os.SEEK_CUR)
            file.write("\nB,品牌认证\n".encode())
        start = time.monotonic()
        done = self.polc("p.pol", "c.csv")
        self.assertLess(time.monotonic() - start, 20)
        self.assertIn("c.csv:2:1: E1028", done.stderr)
        self.assertEqual([row.split(",")[0] for row in done.stdout.splitlines()][-1], "B")
        self.assertEqual(done.returncode, 1)

    def test_a_header_that_is_too_long(self):
        with (self.folder / "c.csv").open("wb") as file:
            file.truncate(1 << 30 if IS_LARGE else 40 << 20)
        self.assertIn("the first line has more than 16 MiB", self.polc("p.pol", "c.csv").stderr)

    def test_a_million_columns(self):
        header = ",".join(f"c{number}" for number in range(1_000_000))
        self.complains(header + "\n", "the table has 1000000 columns; at most 65536", code=2)
        self.complains("case,kind\nA,品牌认证\nB" + "," * 1_000_000 + "\n", "c.csv:3:1: E1023: case `B`: the row has 1000001 cells")

    def test_quotes_that_never_close(self):
        text = "case,kind\n" + "".join(f"A{number},\"品牌认证\n" for number in range(20000))
        start = time.monotonic()
        done = self.table(text, code=1)
        self.assertLess(time.monotonic() - start, 20)
        self.assertEqual(done.stdout.count("error"), 20000)

    def test_a_file_that_breaks_off(self):
        whole = (HEADER + "\nA,2024-06-01,单位,是,试点,2024-05-01,\"国家级\",\n").encode()
        for end in range(len(HEADER.encode()), len(whole)):
            self.write("c.csv", whole[:end])
            self.assertIn(self.polc("p.pol", "c.csv").returncode, (0, 1, 2), end)

    def test_random_bytes(self):
        rng = random.Random(5)
        for number in range(60):
            soup = bytes(rng.choice(b'A,B"\n\r\\N;1\xe5\x93\x81\x00') for _ in range(rng.randrange(400)))
            done = self.polc("p.pol", self.write("c.csv", b"case,kind,on\n" + soup), "--threads", "2")
            self.assertIn(done.returncode, (0, 1), soup)
            self.assertEqual(len(next(csv.reader(io.StringIO(done.stdout)))), 10)

    def test_a_full_disk(self):
        self.write("c.csv", "case,kind\n" + "".join(f"A{number},品牌认证\n" for number in range(30000)))
        for arguments in (["-o", "/dev/full"], ["--errors", "/dev/full"]):
            if arguments[0] == "--errors":
                self.write("c.csv", "kind\n" + "错\n" * 30000)
            done = self.polc("p.pol", "c.csv", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("no space left on the disk", done.stderr)
        with open("/dev/full", "w") as full:
            done = subprocess.run([POLC, "eval", "p.pol", "c.csv"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"No space left", done.stderr)

    def test_a_reader_that_goes_away(self):
        self.write("c.csv", "case,kind\n" + "".join(f"A{number},品牌认证\n" for number in range(100000)))
        run = subprocess.Popen([POLC, "eval", "p.pol", "c.csv", "-q"], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        run.stdout.readline()
        run.stdout.close()
        self.assertEqual(run.stderr.read(), b"")
        run.stderr.close()
        run.wait(timeout=60)

    def test_an_interrupted_run_leaves_the_old_file(self):
        self.write("c.csv", "case,kind\n" + "".join(f"A{number},品牌认证\n" for number in range(3000000)))
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            self.write("r.csv", "old")
            run = subprocess.Popen([POLC, "eval", "p.pol", "c.csv", "-o", "r.csv", "-q"], cwd=self.folder)
            while len(list(self.folder.glob("r.csv.*"))) == 0 and run.poll() is None:
                time.sleep(0.002)
            time.sleep(0.05)
            run.send_signal(number)
            self.assertEqual(run.wait(timeout=60), -number)
            self.assertEqual((self.folder / "r.csv").read_text(), "old")
            left = list(self.folder.glob("r.csv.*"))
            self.assertEqual(len(left), 1 if number == signal.SIGKILL else 0)
            for path in left:
                path.unlink()


if __name__ == "__main__":
    POLC = os.path.abspath(sys.argv.pop(1))
    ROOT = Path(sys.argv.pop(1)).resolve()
    unittest.main()
