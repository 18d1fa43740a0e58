#!/usr/bin/env python3
"""Holds how `polc test` behaves from outside: reports in each form, filters, exit codes.

    test_command.py POLC [unittest arguments]
"""
import json
import xml.etree.ElementTree
from pathlib import Path

from program_test import ProgramTest, main

POLICY = """policy "试验政策" trial
applicant 单位
  信用良好 : yes/no
award "质量奖" to 单位 50万元
require for every award to 单位: 信用良好 "应当信用良好"
sample 好单位 is 单位 with 信用良好
"""
PASSING = """test "得奖 <50万>"
  applicant 好单位
  claim "质量奖" on 2024-01-01
  expect 500000
test "信用未知"
  applicant 好单位 with 信用良好 unknown
  claim "质量奖" on 2024-01-01
  expect between 0 and 500000 missing 信用良好
test "信用不良"
  applicant 好单位 with not 信用良好
  claim "质量奖" on 2024-01-01
  expect 0 denied because "应当信用良好"
"""
SECOND_AWARD = """award "标准制定" to 单位 8万元
test "国家标准"
  applicant 好单位
  claim "标准制定" on 2024-01-01
  expect 80000
"""
FAILING = """test "金额写错"
  applicant 好单位 with not 信用良好
  claim "质量奖" on 2024-01-01
  expect 400000
"""


class TestTest(ProgramTest):
    command = ("test",)

    def test_passing_tests_exit_0_and_are_counted(self):
        done = self.polc(self.write("p.pol", POLICY + PASSING))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "✓ p.pol  3 passed\n3 tests: 3 passed, 0 failed\n")

    def test_a_failure_exits_1_and_says_what_was_expected_what_came_and_why(self):
        done = self.polc(self.write("p.pol", POLICY + PASSING + FAILING))
        self.assertEqual(done.returncode, 1)
        self.assertIn("✗ p.pol  1 of 4 failed\n    ✗ 金额写错  p.pol:19:1\n", done.stdout)
        self.assertIn("expected  a total of CNY 400,000\n        came      a total of CNY 0\n", done.stdout)
        self.assertIn("because   质量奖 is denied for claim 1: 应当信用良好\n", done.stdout)
        self.assertTrue(done.stdout.endswith("4 tests: 3 passed, 1 failed\n"))
        chinese = self.polc("p.pol", "--lang", "zh").stdout
        self.assertIn("应为  总额 400,000 元（40 万元）\n        实得  总额 0 元\n", chinese)

    def test_a_folder_means_every_policy_below_it(self):
        self.write("a/one.pol", POLICY + PASSING)
        self.write("a/b/two.pol", POLICY + FAILING)
        done = self.polc("a")
        self.assertEqual(done.returncode, 1)
        self.assertIn("4 tests: 3 passed, 1 failed", done.stdout)

    def test_a_policy_with_errors_exits_1_and_the_others_still_run(self):
        self.write("a.pol", 'award "甲" 300,000\n')
        self.write("b.pol", POLICY + PASSING)
        done = self.polc("a.pol", "b.pol")
        self.assertEqual(done.returncode, 1)
        self.assertIn("P1004", done.stderr)
        self.assertIn("3 passed", done.stdout)

    def test_a_policy_without_tests_exits_0(self):
        done = self.polc(self.write("p.pol", POLICY))
        self.assertEqual(done.returncode, 0)
        self.assertIn("no tests", done.stdout)

    def test_a_filter_runs_the_tests_that_have_its_words(self):
        self.write("p.pol", POLICY + PASSING + FAILING)
        done = self.polc("p.pol", "--filter", "信用")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("2 tests: 2 passed, 0 failed, 2 left out", done.stdout)
        self.assertEqual(self.polc("p.pol", "--filter", "没有这个").returncode, 2)

    def test_an_award_runs_the_tests_with_a_claim_for_it(self):
        self.write("p.pol", POLICY + SECOND_AWARD + PASSING)
        done = self.polc("p.pol", "--award", "标准制定", "--verbose")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("    ✓ 国家标准\n1 test: 1 passed, 0 failed, 3 left out\n", done.stdout)
        self.assertIn("4 tests: 4 passed", self.polc("p.pol", "--award", "标准制定", "--award", "质量奖").stdout)
        self.assertIn("2 tests: 2 passed", self.polc("p.pol", "--award", "质量奖", "--filter", "信用").stdout)

    def test_an_award_that_is_not_there_or_has_no_test_is_wrong_use(self):
        self.write("p.pol", POLICY + SECOND_AWARD.replace('claim "标准制定"', 'claim "质量奖"').replace("80000", "500000"))
        done = self.polc("p.pol", "--award", "标准制订")
        self.assertEqual(done.returncode, 2)
        self.assertIn("there is no award `标准制订`; did you mean `标准制定`?", done.stderr)
        self.assertIn("没有资助“标准制订”；是否应为“标准制定”？", self.polc("p.pol", "--award", "标准制订", "--lang", "zh").stderr)
        done = self.polc("p.pol", "--award", "标准制定")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no test has a claim for `标准制定`", done.stderr)
        self.assertIn("no test with a claim for `质量奖` has a name that --filter asks for", self.polc("p.pol", "--award", "质量奖", "--filter", "没有").stderr)

    def test_an_award_of_one_policy_of_several_is_enough(self):
        self.write("a/one.pol", POLICY + SECOND_AWARD)
        self.write("a/two.pol", POLICY + PASSING)
        done = self.polc("a", "--award", "标准制定")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1 test: 1 passed, 0 failed, 3 left out", done.stdout)

    def test_verbose_lists_passing_tests_and_quiet_only_failures(self):
        self.write("p.pol", POLICY + PASSING)
        self.assertIn("    ✓ 信用未知\n", self.polc("p.pol", "--verbose").stdout)
        self.assertEqual(self.polc("p.pol", "--quiet").stdout, "")

    def test_json_names_each_test_with_its_place_and_failures(self):
        done = self.polc(self.write("p.pol", POLICY + PASSING + FAILING), "--format", "json")
        report = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(report["summary"], {"tests": 4, "passed": 3, "failed": 1, "left_out": 0})
        failed = report["tests"][3]
        self.assertEqual((failed["policy"], failed["file"], failed["line"], failed["outcome"]), ("trial", "p.pol", 19, "failed"))
        self.assertEqual(failed["failures"], [{"expected": "a total of CNY 400,000", "came": "a total of CNY 0", "line": 22}])

    def test_junit_is_xml_that_names_each_test(self):
        done = self.polc(self.write("p.pol", POLICY + PASSING + FAILING), "--format", "junit")
        root = xml.etree.ElementTree.fromstring(done.stdout)
        self.assertEqual((root.get("tests"), root.get("failures")), ("4", "1"))
        cases = root.findall("./testsuite/testcase")
        self.assertEqual(cases[0].get("name"), "得奖 <50万>")
        self.assertEqual(len(root.findall(".//failure")), 1)
        self.assertIn("expected a total of CNY 400,000", root.find(".//failure").get("message"))

    def test_coverage_lists_what_no_test_looks_at(self):
        done = self.polc(self.write("p.pol", POLICY + PASSING.split('test "信用不良"')[0]), "--coverage")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("p.pol: the tests reach 3 of 5 points (60%)\n    4:7  质量奖: never denied\n"
                      "    5:1  质量奖 — require for every award to 单位: 信用良好 \"应当信用良好\": never the one reason of a denial\n", done.stdout)
        self.assertIn("质量奖 — to 单位: never the one reason of a denial\n" if "个人" in POLICY else "never", done.stdout)
        report = json.loads(self.polc("p.pol", "--coverage", "--format", "json").stdout)["coverage"][0]
        self.assertEqual((report["points"], report["reached"]), (5, 3))
        self.assertEqual([(rule["rule"], rule["deniable"], rule["denies"]) for rule in report["rules"]],
                         [("amount", True, False), ("condition", False, False), ("condition", True, False)])
        self.assertEqual(self.polc("p.pol", "--coverage", "--threshold", "60").returncode, 0)
        self.assertEqual(self.polc("p.pol", "--coverage", "--threshold", "61").returncode, 1)

    def test_bounds_are_asked_for_on_both_sides(self):
        policy = POLICY.replace("award", "claim \"质量奖\"\n  人数 : integer from 0\naward", 1).replace("50万元", "by 人数\n  10以上: 50万元\n  不足10: nothing")
        test = 'test "{0}"\n  applicant 好单位\n  claim "质量奖" with 人数 = {0} on 2024-01-01\n  expect {1}\n'
        self.write("p.pol", policy + test.format(10, 500000) + test.format(12, 500000))
        self.assertIn("人数 10: no test below, above\n", self.polc("p.pol", "--coverage").stdout)
        self.write("p.pol", policy + test.format(9, 0) + test.format(10, 500000) + test.format(11, 500000))
        self.assertNotIn("人数 10:", self.polc("p.pol", "--coverage").stdout)

    def test_a_change_that_no_test_notices_is_listed(self):
        self.write("p.pol", POLICY + PASSING)
        self.assertIn("p.pol: the tests notice 2 of 2 changes (100%)\n", self.polc("p.pol", "--mutate").stdout)
        self.write("p.pol", POLICY + PASSING.split("test", 1)[0] + "test" + PASSING.split("test")[3])  # the denial alone
        done = self.polc("p.pol", "--mutate", "--threshold", "100")
        self.assertEqual(done.returncode, 1)
        self.assertIn("    4:19  50万元: 10 times as much\n", done.stdout)
        survivor = json.loads(self.polc("p.pol", "--mutate", "--format", "json").stdout)["mutation"][0]["not_noticed"][0]
        self.assertEqual((survivor["kind"], survivor["line"], survivor["text"]), ("amount", 4, "50万元"))

    def test_suggested_tests_pass_and_leave_nothing_to_reach_or_notice(self):
        source = Path(__file__).resolve().parents[2] / "policies/minhang-quality"
        text = (source / "minhang-quality.pol").read_text()
        self.write("p.pol", text)
        suggested = self.polc("p.pol", "--suggest")
        self.assertEqual(suggested.returncode, 0, suggested.stderr)
        self.assertGreater(suggested.stdout.count("test "), 50)
        self.write("p.pol", text + "\n" + suggested.stdout)
        done = self.polc("p.pol", "--coverage", "--mutate", "--threshold", "100")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(self.polc("p.pol", "--suggest").stdout, "")

    def test_suggestions_do_not_repeat_what_is_there_and_wait_for_tests_that_fail(self):
        self.write("p.pol", POLICY + PASSING)
        names = [line for line in self.polc("p.pol", "--suggest").stdout.splitlines() if line.startswith("test ")]
        self.assertEqual(len(names), len(set(names)))
        self.write("p.pol", POLICY + FAILING)
        done = self.polc("p.pol", "--suggest")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("correct the tests that fail first", done.stderr)

    def test_wrong_use_exits_2(self):
        self.write("p.pol", POLICY)
        for arguments in (["p.pol", "--threshold", "90"], ["p.pol", "--coverage", "--format", "junit"],
                          ["p.pol", "--suggest", "--coverage"], ["p.pol", "--mutate", "--filter", "信用"],
                          ["p.pol", "--coverage", "--award", "质量奖"], ["p.pol", "--suggest", "--award", "质量奖"],
                          ["p.pol", "--coverage", "--threshold", "101"]):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.polc(*arguments).returncode, 2)
        for arguments in ([], ["none.pol"], ["p.pol", "--format", "xml"], ["p.pol", "--filtr", "x"]):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.polc(*arguments).returncode, 2)

    def test_help_ends_with_examples(self):
        done = self.polc("--help")
        self.assertEqual(done.returncode, 0)
        self.assertIn("Examples:", done.stdout)


if __name__ == "__main__":
    main()
