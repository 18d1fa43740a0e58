#!/usr/bin/env python3
"""Holds how `polc eval` behaves from outside: inputs, forms of output, exit codes, readings, files.

    eval_command.py POLC [unittest arguments]
"""
import json

from program_test import ProgramTest, main

POLICY = """policy "试验政策" trial
  effective 2022-03-01 to 2027-02-28 by event date
applicant 单位
  信用良好 : yes/no
  注册地   : one of 本区, 外区
article 1
  text "认证通过的,首次给予30万元,复评给予8万元。"
  award "上海品牌认证" to 单位 first 300000 renewal 80000
article 2
  text "承担试点的,国家级20万元,市级15万元,按就高原则资助。"
  claim "试点"
    级别 : ranked 国家级 > 市级
  award "试点" to 单位 by 级别  国家级 20万元  市级 15万元
  reading 就高方式 : one of 补差, 不扣已付  adopted 补差
  highest of "试点" per applicant
    topping up    when 就高方式 = 补差
    ignoring paid when 就高方式 = 不扣已付
article 3
  require for every award to 单位: 信用良好     "应当信用良好"
  require for every award to 单位: 注册地 = 本区  "应当注册在本区"
"""
BRAND = {"applicant": {"kind": "单位", "id": "U1", "信用良好": True, "注册地": "本区"},
         "claims": [{"kind": "上海品牌认证", "on": "2024-06-15", "stage": "renewal"}]}
PILOT = {"applicant": {"kind": "单位", "信用良好": True, "注册地": "本区"},
         "claims": [{"kind": "试点", "on": "2024-06-15", "级别": "国家级"}],
         "history": [{"award": "试点", "on": "2023-01-01", "paid": 150000}]}
BAD = {"claims": [{"kind": "试点", "级别": "国级"}]}


def case(base, **changes):
    return {**json.loads(json.dumps(base)), **changes}


class EvalTest(ProgramTest):
    command = ("eval",)

    def setUp(self):
        super().setUp()
        self.write("p.pol", POLICY)

    def results(self, *arguments, code=0, **options):
        done = self.polc(*arguments, "--format", "json", **options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout)


class Inputs(EvalTest):
    def test_cells_of_a_definition_stand_beside_the_amount_that_reads_them(self):
        self.write("d.pol", 'claim "设备"\n  等级 : one of 甲, 乙\n  价格 : money from 0 to 1000\n'
                            'define 上限 for "设备" by 等级  甲: 200元  乙: 100元\n'
                            'award "设备" pays 价格 at most 上限\n')
        done = self.polc("d.pol", "--format", "json", "--case",
                         '{"claims":[{"kind":"设备","等级":"甲","价格":50}]}')
        because = json.loads(done.stdout)["claims"][0]["grants"][0]["because"]
        self.assertEqual([(one["rule"], one["at"]) for one in because], [("cell", "d.pol:4:27"), ("award", "d.pol:5:7")])

    def test_one_object_in_gives_one_object_out(self):
        result = self.results("p.pol", self.write("c.json", BRAND))
        self.assertEqual(result["outcome"], "determined")
        self.assertEqual(result["total"], {"min": 80000, "max": 80000})

    def test_an_array_in_gives_an_array_out_in_order(self):
        cases = [case(BRAND, id="b"), case(PILOT, id="a")]
        self.assertEqual([one["case"] for one in self.results("p.pol", self.write("c.json", cases))], ["b", "a"])

    def test_an_empty_array_in_gives_an_empty_array_out(self):
        self.assertEqual(self.results("p.pol", self.write("c.json", [])), [])

    def test_json_lines_give_an_array(self):
        lines = json.dumps(BRAND) + "\n\n" + json.dumps(PILOT) + "\n"
        results = self.results("p.pol", self.write("c.jsonl", lines))
        self.assertEqual([one["case"] for one in results], ["1", "2"])

    def test_a_dash_reads_json_lines_from_standard_input(self):
        results = self.results("p.pol", "-", stdin=json.dumps(BRAND).encode())
        self.assertEqual(len(results), 1)

    def test_a_case_on_the_command_line_gives_one_object(self):
        self.assertEqual(self.results("p.pol", "--case", json.dumps(BRAND))["case"], "1")

    def test_chinese_keys_give_the_same_result(self):
        chinese = {"申请人": {"类别": "单位", "编号": "U1", "信用良好": True, "注册地": "本区"},
                   "事项": [{"类别": "上海品牌认证", "于": "2024-06-15", "环节": "复评"}]}
        self.assertEqual(self.results("p.pol", "--case", json.dumps(chinese)), self.results("p.pol", "--case", json.dumps(BRAND)))


class BadInput(EvalTest):
    def test_a_bad_case_stands_in_its_place_and_the_others_are_evaluated(self):
        results = self.results("p.pol", self.write("c.json", [BRAND, BAD, PILOT]), code=1)
        self.assertEqual([one["outcome"] for one in results], ["determined", "error", "determined"])
        self.assertEqual(list(results[1]), ["case", "outcome", "errors"])
        self.assertEqual(results[1]["errors"][0]["path"], "/claims/0/级别")
        self.assertEqual(results[1]["errors"][0]["near"], "国家级")
        self.assertNotIn("line", results[1]["errors"][0])

    def test_a_bad_line_leaves_the_other_lines_alone(self):
        text = json.dumps(BRAND) + "\n{\"claims\": [}\n" + json.dumps(PILOT)
        results = self.results("p.pol", self.write("c.jsonl", text), code=1)
        self.assertEqual([one["outcome"] for one in results], ["determined", "error", "determined"])

    def test_an_array_that_breaks_off_gives_what_was_whole(self):
        text = json.dumps([BRAND, PILOT])[:-40]
        results = self.results("p.pol", self.write("c.json", text), code=1)
        self.assertEqual([one["outcome"] for one in results], ["determined", "error"])

    def test_what_is_not_json_exits_2_with_its_place_and_no_result(self):
        for text in ("not json", "{\n \"a\": tru}", "", "[{", b"{\"a\":\"\xff\"}"):
            with self.subTest(text=text):
                done = self.polc("p.pol", self.write("c.json", text), "--format", "json")
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertRegex(done.stderr, r"c\.json:\d+:\d+: ")
        self.assertIn("c.json:2:7", self.polc("p.pol", self.write("c.json", "{\n \"a\": tru}")).stderr)
        self.assertEqual(self.polc("p.pol", "--case", "{").returncode, 2)

    def test_lines_of_which_none_is_json_exit_2(self):
        self.assertEqual(self.polc("p.pol", self.write("c.jsonl", "garbage\nmore")).returncode, 2)

    def test_errors_are_told_on_standard_error_unless_quiet(self):
        self.write("c.json", [BRAND, BAD])
        self.assertIn("c.json:1: E1003: case `2` at /claims/0/级别", self.polc("p.pol", "c.json", "--format", "json").stderr)
        self.assertEqual(self.polc("p.pol", "c.json", "--format", "json", "--quiet").stderr, "")

    def test_deep_nesting_does_no_harm(self):
        self.assertEqual(self.polc("p.pol", self.write("c.json", "[" * 200000)).returncode, 2)
        deep = '{"claims":' + "[" * 200000 + "]" * 200000 + "}"
        self.assertEqual(self.polc("p.pol", self.write("c.json", deep)).returncode, 1)


class ExitCodes(EvalTest):
    def test_open_and_denied_cases_exit_0(self):
        denied = case(BRAND, applicant={"kind": "单位", "信用良好": False, "注册地": "本区"})
        self.assertEqual(self.results("p.pol", "--case", json.dumps(denied))["total"], {"min": 0, "max": 0})
        unknown = case(BRAND, applicant={"kind": "单位", "注册地": "本区"})
        result = self.results("p.pol", "--case", json.dumps(unknown))
        self.assertEqual(result["outcome"], "undetermined")
        self.assertEqual(result["missing"], ["applicant.信用良好"])

    def test_a_policy_with_errors_exits_1_and_evaluates_nothing(self):
        done = self.polc(self.write("bad.pol", 'award "甲" 300,000\n'), "--case", "{}")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("P1004", done.stderr)

    def test_wrong_use_exits_2(self):
        self.write("c.json", BRAND)
        for arguments in ([], ["p.pol"], ["none.pol", "c.json"], ["p.pol", "none.json"], ["p.pol", "c.json", "--case", "{}"],
                          ["p.pol", "c.json", "--form", "json"], ["p.pol", "c.json", "--format", "xml"], ["p.pol", "none.csv"],
                          ["p.pol", "none.jsonl"], ["p.pol", ".", "--format", "json"], ["-", "-"], ["p.pol", "c.json", "more"]):
            with self.subTest(arguments=arguments):
                done = self.polc(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertNotEqual(done.stderr, "")

    def test_a_table_of_no_case_is_evaluated(self):
        self.assertIn("cases: 0", self.polc("p.pol", self.write("c.csv", "case\n")).stderr)


class Readings(EvalTest):
    def test_another_reading_gives_another_amount(self):
        self.assertEqual(self.results("p.pol", "--case", json.dumps(PILOT))["total"]["max"], 50000)
        result = self.results("p.pol", "--case", json.dumps(PILOT), "--reading", "就高方式=不扣已付")
        self.assertEqual(result["total"]["max"], 200000)
        self.assertEqual(result["readings"], {"就高方式": "不扣已付"})

    def test_an_unknown_reading_or_value_exits_2_with_a_suggestion(self):
        for option, near in (("就高方=补差", "就高方式"), ("就高方式=补差额", "补差"), ("就高方式", "NAME=VALUE")):
            with self.subTest(option=option):
                done = self.polc("p.pol", "--case", "{}", "--reading", option)
                self.assertEqual(done.returncode, 2)
                self.assertIn(near, done.stderr)
        twice = self.polc("p.pol", "--case", "{}", "--reading", "就高方式=补差", "--reading", "就高方式=补差")
        self.assertEqual(twice.returncode, 2)

    def test_all_readings_lists_every_total_and_what_decides(self):
        result = self.results("p.pol", "--case", json.dumps(PILOT), "--all-readings")
        self.assertEqual([one["total"]["max"] for one in result["by_reading"]], [50000, 200000])
        self.assertEqual(result["deciding_readings"], ["就高方式"])
        self.assertEqual(self.polc("p.pol", "--case", "{}", "--all-readings", "--reading", "就高方式=补差").returncode, 2)


class Outputs(EvalTest):
    def test_the_keys_of_a_result_have_their_order(self):
        result = self.results("p.pol", "--case", json.dumps(PILOT))
        self.assertEqual(list(result), ["case", "policy", "outcome", "total", "missing", "referred", "discretion", "judged",
                                        "presumed", "claims", "obligations", "recover", "schedule", "readings",
                                        "policy_sha256", "polc"])
        grant = result["claims"][0]["grants"][0]
        self.assertEqual(list(grant), ["award", "article", "outcome", "entitled", "amount", "because", "adjusted"])
        self.assertEqual(grant["adjusted"][0]["mode"], "topping up")
        self.assertRegex(grant["because"][0]["at"], r"^p\.pol:\d+:\d+$")

    def test_json_is_indented_by_two_and_han_stays(self):
        text = self.polc("p.pol", "--case", json.dumps(PILOT), "--format", "json").stdout
        self.assertEqual(text, json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n")

    def test_json_lines_have_one_object_a_line(self):
        text = self.polc("p.pol", self.write("c.json", [BRAND, PILOT, BAD]), "--format", "jsonl").stdout
        self.assertEqual(len(text.splitlines()), 3)
        for line in text.splitlines():
            self.assertEqual(line, json.dumps(json.loads(line), separators=(",", ":"), ensure_ascii=False))

    def test_a_letter_leads_with_the_amount_and_ends_with_the_version(self):
        lines = self.polc("p.pol", "--case", json.dumps(PILOT), "--lang", "zh").stdout.splitlines()
        self.assertEqual(lines[1], "  结果：资助 50,000 元（5 万元）。")
        self.assertRegex(lines[-1], r"^依据：trial（2022-03-01 至 2027-02-28）  文本 sha256 [0-9a-f]{64}  polc ")
        self.assertTrue(any("既往已付 150,000 元（15 万元）" in line for line in lines))

    def test_a_denial_says_the_nearest_change_that_would_pay(self):
        denied = case(BRAND, applicant={"kind": "单位", "信用良好": False, "注册地": "本区"})
        chinese = self.polc("p.pol", "--case", json.dumps(denied), "--lang", "zh").stdout
        self.assertIn("✗ 信用良好 = 否  第三条：“应当信用良好”", chinese)
        self.assertIn("若信用良好为“是”，则可得 80,000 元（8 万元）。", chinese)
        english = self.polc("p.pol", "--case", json.dumps(denied), "--lang", "en").stdout
        self.assertIn("If 信用良好 were yes, CNY 80,000 would be paid.", english)

    def test_a_denial_for_two_reasons_names_both_changes(self):
        denied = case(BRAND, applicant={"kind": "单位", "信用良好": False, "注册地": "外区"})
        chinese = self.polc("p.pol", "--case", json.dumps(denied), "--lang", "zh").stdout
        self.assertIn("若信用良好为“是”，且注册地为“本区”，则可得 80,000 元（8 万元）。", chinese)

    def test_letters_of_several_cases_are_apart(self):
        text = self.polc("p.pol", self.write("c.json", [BRAND, PILOT])).stdout
        self.assertEqual(text.count("\n\n"), 1)

    def test_a_result_file_appears_whole_or_not_at_all(self):
        self.write("c.json", [BRAND])
        self.assertEqual(self.polc("p.pol", "c.json", "--format", "json", "-o", "out.json").returncode, 0)
        self.assertEqual(len(json.loads((self.folder / "out.json").read_text())), 1)
        self.write("out.json", "old")
        self.write("c.json", "not json")
        self.assertEqual(self.polc("p.pol", "c.json", "--format", "json", "-o", "out.json").returncode, 2)
        self.assertEqual((self.folder / "out.json").read_text(), "old")
        self.assertEqual(sorted(one.name for one in self.folder.iterdir()), ["c.json", "out.json", "p.pol"])
        self.write("c.json", [BRAND])
        self.assertEqual(self.polc("p.pol", "c.json", "-o", "none/out.json").returncode, 2)

    def test_a_second_run_gives_the_same_bytes(self):
        self.write("c.json", [BRAND, PILOT, BAD])
        for form in ("text", "json", "jsonl"):
            first = self.polc("p.pol", "c.json", "--format", form, "--all-readings")
            second = self.polc("p.pol", "c.json", "--format", form, "--all-readings")
            self.assertEqual((first.stdout, first.stderr), (second.stdout, second.stderr))

    def test_help_ends_with_examples(self):
        for language, word in (("en", "Examples:"), ("zh", "示例：")):
            done = self.polc("--help", "--lang", language)
            self.assertEqual(done.returncode, 0)
            self.assertIn(word, done.stdout)


if __name__ == "__main__":
    main()
