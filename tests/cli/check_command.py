#!/usr/bin/env python3
"""Holds how `polc check`, `polc explain` and the program around them behave.

    check_command.py POLC [unittest arguments]
"""
import json
import stat
import subprocess

from program_test import ProgramTest, main

GOOD = 'award "市长质量奖" 50万元\n'
BAD = 'award "上海品牌认证" first 300,000 renewal 80000\n'  # P1004, with a safe fix
TWICE = 'award "甲" 1万元\naward "甲" 2万元\n'  # P2002, without a safe fix
WARNED = 'claim "标准制定"\n  标准号 : text\n  標準號 : text\naward "标准制定" 20万元\n'  # P2009, a warning


class CommandTest(ProgramTest):
    def codes(self, *arguments, **options):
        done = self.polc("check", "--format", "json", *arguments, **options)
        return [one["code"] for one in json.loads(done.stdout)["findings"]]


class ExitCodes(CommandTest):
    def test_a_policy_that_is_too_large_is_refused_by_its_size(self):
        with open(self.folder / "large.pol", "wb") as file:
            file.truncate(300_000_000)
        done = self.polc("check", "--format", "compact", "large.pol")
        self.assertEqual((done.returncode, done.stdout.splitlines()[0]),
                         (1, "large.pol:1:1: error[P1013]: the file has 300000000 bytes; at most 268435456 can be read"))
        done = self.polc("build", "large.pol", "-o", "large.polb")
        self.assertEqual((done.returncode, done.stderr),
                         (2, "polc: cannot use `large.pol`: it has 300000000 bytes; at most 268435456 can be read (P1013)\n"))

    def test_a_clean_policy_exits_0_and_says_what_was_checked(self):
        self.write("a.pol", GOOD)
        done = self.polc("check", "a.pol")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("1 award", done.stdout)
        self.assertIn("in 1 file", done.stdout)

    def test_errors_exit_1(self):
        self.write("a.pol", BAD)
        done = self.polc("check", "a.pol")
        self.assertEqual(done.returncode, 1)
        self.assertIn("error P1004", done.stdout)
        self.assertIn("docs: polc explain P1004", done.stdout)
        self.assertIn("1 error in 1 file", done.stdout)

    def test_warnings_exit_1_only_when_denied(self):
        self.write("a.pol", WARNED)
        self.assertEqual(self.polc("check", "a.pol").returncode, 0)
        self.assertEqual(self.polc("check", "--deny", "warning", "a.pol").returncode, 1)
        self.assertEqual(self.polc("check", "--deny", "note", "a.pol").returncode, 1)

    def test_a_missing_file_exits_2_and_the_others_are_still_checked(self):
        self.write("a.pol", BAD)
        done = self.polc("check", "missing.pol", "a.pol")
        self.assertEqual(done.returncode, 2)
        self.assertIn("missing.pol", done.stderr)
        self.assertIn("P1004", done.stdout)

    def test_wrong_use_exits_2_and_names_the_nearest(self):
        self.write("a.pol", GOOD)
        for arguments, hint in [(["chek", "a.pol"], "`check`"), (["check", "--fromat", "json", "a.pol"], "`--format`"),
                                (["check", "--format", "jsn", "a.pol"], "json"), (["explain", "P20O1"], "`P2001`"),
                                (["check"], "polc check --help"), ([], "polc --help"),
                                (["check", "--fix=P9999", "a.pol"], "P9999")]:
            with self.subTest(arguments=arguments):
                done = self.polc(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertIn(hint, done.stderr)

    def test_help_and_version_exit_0_on_standard_output(self):
        for arguments, part in [(["--version"], "polc 0."), (["--help"], "Examples"), (["check", "--help"], "Examples"),
                                (["explain", "--help"], "--list"), (["check", "--help", "--lang", "zh"], "示例")]:
            with self.subTest(arguments=arguments):
                done = self.polc(*arguments)
                self.assertEqual(done.returncode, 0)
                self.assertIn(part, done.stdout)
                self.assertEqual(done.stderr, "")

    def test_a_full_disk_exits_2(self):
        self.write("a.pol", BAD)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([self.program, "check", "a.pol"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write", done.stderr)

    def test_a_reader_that_goes_away_is_no_fault(self):
        self.write("a.pol", "".join(f'award "甲{n}" 1,000\n' for n in range(5000)))
        command = f'"{self.program}" check a.pol | head -1; echo "${{PIPESTATUS[0]}}"'
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, capture_output=True, timeout=60)
        self.assertIn(done.stdout.decode().splitlines()[-1], ("141", "1"))
        self.assertEqual(done.stderr, b"")


class SharedDefinitions(CommandTest):
    """Each definition uses the one before it twice: written out, the last would be 2^80 times the first."""

    STEPS = {
        "conditions": ("甲", "({0} and 乙) or ({0} and 年限 > {1})"),
        "negations": ("甲", "(not {0} and 乙) or ({0} and not 乙)"),
        "choices": ("基数", "if {0} > 营收 then {0} × 2 else {0} + {0}"),
        "bounds": ("基数", "min({0} + {0}, max({0}, 营收))"),
        "roundings": ("年限", "floor(({0} + {0}) / 2)"),
    }

    def policy(self, first, step):
        lines = ['policy "试验政策" trial', "applicant 单位", "  基数 : money from 0元 to 1亿元", "  营收 : money from 0元 to 1亿元",
                 "  年限 : integer from 0 to 100", "  甲 : yes/no", "  乙 : yes/no", f"define 值0 as {first}"]
        lines += [f"define 值{level} as " + step.format(f"值{level - 1}", level % 50) for level in range(1, 80)]
        is_amount = first == "基数"
        is_number = first == "年限"
        lines.append('award "奖" to 单位 ' + ("值79" if is_amount else f"when 值79{' > 5' if is_number else ''} 1万元"))
        return "\n".join(lines) + "\n"

    def test_they_are_checked_and_evaluated(self):
        case = json.dumps({"applicant": {"kind": "单位", "基数": 0, "营收": 5, "年限": 9, "甲": True, "乙": False},
                           "claims": [{"kind": "奖", "on": "2024-01-01"}]}, ensure_ascii=False)
        for name, (first, step) in self.STEPS.items():
            with self.subTest(name):
                self.write("a.pol", self.policy(first, step))
                self.assertEqual(self.polc("check", "a.pol").returncode, 0)
                done = self.polc("eval", "a.pol", "--case", case, "--format", "json")
                self.assertEqual(json.loads(done.stdout)["outcome"], "determined", done.stdout)


class Files(CommandTest):
    def test_a_directory_means_the_policies_below_it_without_those_that_are_used(self):
        self.write("d/main.pol", 'use "words.pol"\n' + GOOD)
        self.write("d/words.pol", BAD)
        self.write("d/sub/other.pol", GOOD.replace("市长", "区长"))
        self.write("d/.hidden/x.pol", BAD)
        self.write("d/notes.txt", BAD)
        done = self.polc("check", "--format", "json", "d")
        result = json.loads(done.stdout)
        self.assertEqual([one["code"] for one in result["findings"]], ["P1004"])
        self.assertEqual(result["findings"][0]["file"], "d/words.pol")
        self.assertEqual(result["proved"]["files"], 3)

    def test_a_directory_without_policies_exits_2(self):
        (self.folder / "empty").mkdir()
        self.assertEqual(self.polc("check", "empty").returncode, 2)

    def test_a_file_given_twice_is_checked_once(self):
        self.write("a.pol", BAD)
        self.assertEqual(self.codes("a.pol", "./a.pol"), ["P1004"])

    def test_two_policies_that_use_one_file_report_its_finding_once(self):
        self.write("words.pol", BAD)
        self.write("a.pol", 'use "words.pol"\n' + GOOD)
        self.write("b.pol", 'use "words.pol"\n' + GOOD)
        self.assertEqual(self.codes("a.pol", "b.pol"), ["P1004"])

    def test_an_answer_about_another_policy_is_not_useless_when_its_policy_is_checked_alone(self):
        claim = 'claim "品牌认证"\n  级别 : one of 国家级, 市级\n'
        self.write("city.pol", f'policy "市政策" city\n{claim}award "市级奖励" for "品牌认证" when 级别 = 国家级 30万元\n')
        answer = 'allow P4109 because "市、区两级可以并享"\n'
        self.write("district.pol", f'policy "区政策" district\n{claim}{answer}award "区级奖励" for "品牌认证" when 级别 = 国家级 20万元\n')
        self.write("apart.pol", 'policy "另一政策" apart\naward "技术改造" 10万元\n')

        self.assertNotIn("P4614", self.polc("check", "district.pol").stdout)
        together = self.polc("check", "city.pol", "district.pol").stdout
        self.assertNotIn("P4614", together)
        self.assertNotIn("P4109", together)
        self.assertIn("P4614", self.polc("check", "apart.pol", "district.pol").stdout)

    def test_standard_input_is_a_policy(self):
        done = self.polc("check", "--format", "compact", "-", stdin=BAD.encode())
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.startswith("-:1:"), done.stdout)

    def test_paths_are_shown_as_they_were_given(self):
        self.write("p/a.pol", BAD)
        for given in ("p/a.pol", "./p/a.pol", str(self.folder / "p" / "a.pol")):
            with self.subTest(given=given):
                done = self.polc("check", "--format", "compact", given)
                self.assertTrue(done.stdout.startswith(given + ":1:"), done.stdout)

    def test_an_empty_file_and_any_bytes_give_findings_not_faults(self):
        for name, text in [("empty.pol", b""), ("zero.pol", b"\0\0\0"), ("gbk.pol", "资助 \"甲\" 1".encode("gbk")),
                           ("deep.pol", b"require for every award: " + b"(" * 100000), ("quote.pol", b'"' * 9999)]:
            with self.subTest(name=name):
                self.write(name, text)
                self.assertIn(self.polc("check", name).returncode, (0, 1))


class Forms(CommandTest):
    def test_json_is_the_interface(self):
        self.write("a.pol", BAD)
        found = json.loads(self.polc("check", "--format", "json", "a.pol").stdout)["findings"][0]
        self.assertEqual(list(found), ["code", "name", "severity", "message", "file", "range", "related", "fixes",
                                       "article", "awards", "help"])
        self.assertEqual(found["range"], {"start": {"line": 1, "column": 22}, "end": {"line": 1, "column": 29}})
        self.assertEqual(found["name"], "thousands-comma")
        self.assertTrue(found["fixes"][0]["safe"])
        self.assertEqual(found["fixes"][0]["edits"][0]["text"], "300000")

    def test_sarif_names_tool_rule_and_place(self):
        self.write("质量.pol", BAD)
        log = json.loads(self.polc("check", "--format", "sarif", "质量.pol").stdout)
        run = log["runs"][0]
        result = run["results"][0]
        self.assertEqual(log["version"], "2.1.0")
        self.assertEqual(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], "P1004")
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], "%E8%B4%A8%E9%87%8F.pol")
        self.assertEqual(place["region"]["startColumn"], 22)
        self.assertEqual(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "300000")

    def test_github_and_compact_have_one_line_a_finding(self):
        self.write("a.pol", BAD + BAD.replace("上海", "北京"))
        self.assertRegex(self.polc("check", "--format", "github", "a.pol").stdout,
                         r"\A::error title=polc P1004 thousands-comma,file=a.pol,line=1,col=22,endLine=1,endColumn=29::.*\n"
                         r"::error .*\n\Z")
        self.assertRegex(self.polc("check", "--format", "compact", "a.pol").stdout,
                         r"\Aa.pol:1:22: error\[P1004\]: .*\na.pol:2:22: error\[P1004\]: .*\n\Z")

    def test_messages_follow_the_option_or_the_environment(self):
        self.write("a.pol", BAD)
        for arguments, environment, word in [(["--lang", "zh"], {}, "错误 P1004"), ([], {"LC_ALL": "zh_CN.UTF-8"}, "错误 P1004"),
                                             ([], {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "错误 P1004"),
                                             (["--lang", "en"], {"LC_ALL": "zh_CN.UTF-8"}, "error P1004"),
                                             ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "error P1004")]:
            with self.subTest(arguments=arguments, environment=environment):
                self.assertIn(word, self.polc("check", *arguments, "a.pol", environment=environment).stdout)

    def test_both_languages_show_the_same_places_and_amounts(self):
        self.write("a.pol", BAD + TWICE)
        english, chinese = (json.loads(self.polc("check", "--format", "json", "--lang", one, "a.pol").stdout)["findings"]
                            for one in ("en", "zh"))
        self.assertEqual([(one["code"], one["range"]) for one in english], [(one["code"], one["range"]) for one in chinese])

    def test_there_is_no_colour_where_there_is_no_terminal(self):
        self.write("a.pol", BAD)
        self.assertNotIn("\x1b", self.polc("check", "a.pol", environment={"TERM": "xterm"}).stdout)

    def test_findings_can_be_limited_and_the_rest_is_counted(self):
        self.write("a.pol", BAD + BAD.replace("上海", "北京"))
        done = self.polc("check", "--max-findings", "1", "a.pol")
        self.assertEqual(done.stdout.count("error P1004"), 1)
        self.assertIn("2 errors in 1 file; 1 not shown", done.stdout)
        self.assertEqual(done.returncode, 1)

    def test_quiet_leaves_out_the_closing_line(self):
        self.write("a.pol", GOOD)
        self.assertEqual(self.polc("check", "-q", "a.pol").stdout, "")

    def test_output_is_the_same_every_time(self):
        self.write("a.pol", BAD + TWICE + WARNED)
        self.assertEqual(len({self.polc("check", "a.pol").stdout for _ in range(3)}), 1)


class Answers(CommandTest):
    POLICY = 'allow P4407 because "复评成本更高"\naward "认证" first 3万元 renewal 8万元\n'

    def test_what_an_allow_answers_is_shown_with_its_reason(self):
        self.write("p.pol", self.POLICY)
        self.assertNotIn("P4407", self.polc("check", "p.pol").stdout)
        self.assertIn('p.pol:2:22: allowed[P4407]: ', self.polc("check", "p.pol", "--show-allowed").stdout)
        self.assertIn('[because "复评成本更高", p.pol:1:1]', self.polc("check", "p.pol", "--show-allowed", "--format", "compact").stdout)
        allowed = json.loads(self.polc("check", "p.pol", "--show-allowed", "--format", "json").stdout)["allowed"]
        self.assertEqual([(one["finding"]["code"], one["reason"], one["allow"]["range"]["start"]["line"]) for one in allowed], [("P4407", "复评成本更高", 1)])

    def test_an_answer_to_a_finding_of_names_counts(self):
        claims = 'claim "标准认证"\n  通过 : yes/no\n{}claim "標準認證"\n  通过 : yes/no\n'
        self.assertIn("P2009", self.polc("check", self.write("p.pol", claims.format(""))).stdout)
        self.assertNotIn("P2009", self.polc("check", self.write("p.pol", claims.format('allow P2009 because "两种认证"\n'))).stdout)

    def test_how_many_years_a_policy_may_be_in_force_can_be_said(self):
        self.write("p.pol", 'policy "甲" a\n  effective 2024-01-01 to 2030-12-31 by event date\naward "认证" 3万元\n')
        self.assertIn("P4503", self.polc("check", "p.pol").stdout)
        self.assertNotIn("P4503", self.polc("check", "p.pol", "--max-years", "7").stdout)
        self.assertEqual(self.polc("check", "p.pol", "--max-years", "0").returncode, 2)

    def test_timings_stay_out_of_the_result(self):
        self.write("p.pol", self.POLICY)
        timed = self.polc("check", "p.pol", "--timings")
        self.assertEqual(timed.stdout, self.polc("check", "p.pol").stdout)
        self.assertIn("one region without residue", timed.stderr)


class Fixes(CommandTest):
    def test_safe_fixes_are_applied_said_and_checked_again(self):
        path = self.folder / self.write("a.pol", BAD)
        done = self.polc("check", "--fix", "a.pol")
        self.assertEqual(path.read_text(), BAD.replace("300,000", "300000"))
        self.assertIn("a.pol:1:22: fixed P1004", done.stderr)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_permissions_and_links_survive(self):
        path = self.folder / self.write("a.pol", BAD)
        path.chmod(0o640)
        (self.folder / "link.pol").symlink_to("a.pol")
        self.polc("check", "--fix", "link.pol")
        self.assertTrue((self.folder / "link.pol").is_symlink())
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o640)
        self.assertNotIn("300,000", path.read_text())
        self.assertEqual(sorted(one.name for one in self.folder.iterdir()), ["a.pol", "link.pol"])

    def test_what_is_not_certain_is_left_alone(self):
        path = self.folder / self.write("a.pol", TWICE)
        self.assertEqual(self.polc("check", "--fix", "a.pol").returncode, 1)
        self.assertEqual(path.read_text(), TWICE)

    def test_a_code_restricts_the_fixes(self):
        path = self.folder / self.write("a.pol", BAD)
        self.polc("check", "--fix=P1002", "a.pol")
        self.assertEqual(path.read_text(), BAD)
        self.polc("check", "--fix=p1004", "a.pol")
        self.assertNotEqual(path.read_text(), BAD)

    def test_a_number_takes_a_decision(self):
        text = ('claim "技术改造"\n  总投入 : money from 0\n  已获资助 : money from 0\n'
                'award "技改补助" for "技术改造" pays 50% of 总投入 - 已获资助\n')
        path = self.folder / self.write("a.pol", text)
        self.polc("check", "--fix", "a.pol")
        self.assertEqual(path.read_text(), text)
        self.assertEqual(self.polc("check", "--fix=P1010:1", "a.pol").returncode, 0)
        first = path.read_text()
        path.write_text(text)
        self.assertEqual(self.polc("check", "--fix=P1010:2", "a.pol").returncode, 0)
        self.assertNotEqual(path.read_text(), first)

    def test_standard_input_cannot_be_fixed(self):
        self.assertEqual(self.polc("check", "--fix", "-", stdin=BAD.encode()).returncode, 2)


class Explain(CommandTest):
    def test_a_page_is_shown_in_the_language_asked_for(self):
        english = self.polc("explain", "P2001").stdout
        chinese = self.polc("explain", "--lang", "zh", "p2001").stdout
        self.assertTrue(english.startswith("P2001 unknown-name · error\n\n"), english)
        self.assertTrue(chinese.startswith("P2001 unknown-name · 错误\n\n"), chinese)
        self.assertIn("How to fix", english)
        self.assertIn("怎么改", chinese)
        self.assertNotIn("```", english)

    def test_a_name_works_like_a_code(self):
        self.assertEqual(self.polc("explain", "thousands-comma").stdout, self.polc("explain", "P1004").stdout)

    def test_the_list_has_one_line_a_code(self):
        lines = self.polc("explain", "--list").stdout.splitlines()
        self.assertTrue(lines[0].startswith("P1001  error    unexpected-word "))
        self.assertEqual(len(lines), len({line.split()[0] for line in lines}))
        self.assertTrue(any(line.startswith("E1001  case ") for line in lines))

    def test_every_page_is_there_for_tools(self):
        pages = json.loads(self.polc("explain", "--all", "--format", "json").stdout)
        self.assertEqual(list(pages[0]), ["code", "name", "severity", "en", "zh"])
        for page in pages:
            for language in ("en", "zh"):
                self.assertTrue(page[language]["definition"] and page[language]["page"], page["code"])


if __name__ == "__main__":
    main()
