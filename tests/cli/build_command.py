#!/usr/bin/env python3
"""Holds how `polc build` behaves from outside, and that `polc eval` says the same with a saved program as with its policy.

    build_command.py POLC ROOT [unittest arguments]
"""
import json

from program_test import ProgramTest, main

POLICY = """policy "试验政策" trial
  effective 2022-03-01 to 2027-02-28 by event date
applicant 单位
  信用良好 : yes/no
award "上海品牌认证" to 单位 first 300000 renewal 80000
require for every award to 单位: 信用良好  "应当信用良好"
reading 口径 : one of 宽, 严  adopted 宽
"""
CASE = json.dumps({"applicant": {"kind": "单位", "信用良好": True},
                   "claims": [{"kind": "上海品牌认证", "on": "2024-06-15", "stage": "renewal"}]}, ensure_ascii=False)


class BuildTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("p.pol", POLICY)

    def build(self, policy="p.pol", output="p.polb"):
        done = self.polc("build", policy, "-o", output)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        return (self.folder / output).read_bytes()

    def refused(self, content, *words):
        """Evaluates with a file that is no sound saved program."""
        self.write("bad.polb", content)
        for language, cure in (("en", "polc build"), ("zh", "polc build")):
            done = self.polc("eval", "bad.polb", "--case", CASE, "--lang", language)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn("bad.polb", done.stderr)
            self.assertIn(cure, done.stderr)
            if language == "en":
                for word in words:
                    self.assertIn(word, done.stderr)


class Same(BuildTest):
    def test_a_saved_program_gives_what_its_policy_gives_in_every_form(self):
        num_compared = 0
        for cases in sorted(self.root.glob("policies/*/cases/*.json*")):
            policies = sorted(cases.parent.parent.glob("*.pol"))
            policy = next((one for one in policies if cases.stem.startswith(one.stem)), policies[0])
            self.build(policy, "saved.polb")
            for form in (("--format", "text"), ("--format", "json"), ("--format", "jsonl"), ("--lang", "zh"),
                         ("--all-readings", "--format", "jsonl")):
                with self.subTest(cases=cases.name, form=form):
                    from_text = self.polc("eval", policy, cases, *form)
                    from_saved = self.polc("eval", "saved.polb", cases, *form)
                    self.assertEqual(from_saved.stdout, from_text.stdout)
                    self.assertEqual(from_saved.stderr, from_text.stderr)
                    self.assertEqual(from_saved.returncode, from_text.returncode)
                    num_compared += len(from_text.stdout) > 100
        self.assertGreater(num_compared, 30)

    def test_the_policy_and_what_it_uses_are_not_needed_any_more(self):
        self.write("main.pol", 'policy "主" main\nuse "facts/more.pol"\naward "甲" to 单位 pays 5万元\n')
        self.write("facts/more.pol", "applicant 单位\n  信用良好 : yes/no\nrequire for every award: 信用良好\n")
        self.build("main.pol", "main.polb")
        case = json.dumps({"applicant": {"kind": "单位", "信用良好": True}, "claims": [{"kind": "甲"}]})
        before = self.polc("eval", "main.pol", "--case", case)
        (self.folder / "main.pol").unlink()
        (self.folder / "facts/more.pol").unlink()
        after = self.polc("eval", "main.polb", "--case", case)
        self.assertEqual(after.stdout, before.stdout)
        self.assertIn("50,000", after.stdout)

    def test_readings_can_be_chosen(self):
        self.build()
        result = self.polc("eval", "p.polb", "--case", CASE, "--reading", "口径=严", "--format", "json")
        self.assertEqual(json.loads(result.stdout)["readings"], {"口径": "严"})

    def test_the_bytes_depend_on_the_policy_alone(self):
        first = self.build()
        self.assertEqual(self.build(), first)
        self.assertEqual(self.build("./p.pol"), first)
        self.assertEqual(self.build(self.folder / "p.pol"), first)
        self.polc("build", "../p.pol", "-o", "../q.polb", folder=(self.folder / self.write("sub/x", "")).parent)
        self.assertEqual((self.folder / "q.polb").read_bytes(), first)

    def test_a_file_is_known_by_its_content_not_by_its_name(self):
        self.build(output="p.dat")
        self.assertEqual(self.polc("eval", "p.dat", "--case", CASE).returncode, 0)


class Refusals(BuildTest):
    def test_a_policy_with_errors_builds_nothing(self):
        self.write("e.pol", "award \"甲\" to 单位 pays 5万元\n")
        done = self.polc("build", "e.pol", "-o", "e.polb")
        self.assertEqual(done.returncode, 1)
        self.assertIn("P2001", done.stderr)
        self.assertIn("nothing was built", done.stderr)
        self.assertFalse((self.folder / "e.polb").exists())

    def test_wrong_use_exits_2(self):
        self.build()
        for arguments in ((), ("p.pol",), ("-o", "x.polb"), ("missing.pol", "-o", "x.polb"), ("p.pol", "-o", "p.pol"),
                          ("p.polb", "-o", "x.polb"), ("p.pol", "-o", "no/such/folder/x.polb"), ("p.pol", "-o", "/dev/full")):
            with self.subTest(arguments=arguments):
                done = self.polc("build", *arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertTrue(done.stderr)
        self.assertFalse((self.folder / "x.polb").exists())
        self.assertEqual((self.folder / "p.pol").read_text(encoding="utf-8"), POLICY)

    def test_a_damaged_file_is_refused(self):
        whole = self.build()
        for at in range(8, len(whole), 97):
            self.refused(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        self.refused(whole[:-100] + b"x" + whole[-99:], "damaged", "checksum")

    def test_a_file_cut_short_or_continued_is_refused(self):
        whole = self.build()
        for length in (0, 1, 8, 40, 200, len(whole) - 1):
            self.refused(whole[:length])
        self.refused(whole[:500], "cut short", "500 of")
        self.refused(whole + b"\n", "damaged")

    def test_a_file_of_another_format_is_refused_with_both_versions(self):
        whole = self.build()
        self.refused(whole[:8] + b"\x02" + whole[9:], "newer format 2", "reads format 1")
        self.refused(whole[:8] + b"\x00" + whole[9:], "older format 0", "reads format 1")

    def test_a_text_named_like_a_saved_program_is_refused(self):
        self.refused(POLICY, "no saved program")

    def test_other_commands_refuse_a_saved_program(self):
        self.build()
        for command in ("check", "test"):
            done = self.polc(command, "p.polb")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("p.polb`: it is a saved program", done.stderr)


if __name__ == "__main__":
    main(takes_root=True)
