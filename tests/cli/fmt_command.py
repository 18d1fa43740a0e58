#!/usr/bin/env python3
"""Holds how `polc fmt` behaves from outside: files, --check, --diff, --range, --keywords, standard input, exit codes.

    fmt_command.py POLC [unittest arguments]
"""
import os
import stat
import subprocess
from pathlib import Path

from program_test import ProgramTest, main

UGLY = 'award   "A"  单位 1元\n\n\naward "B"   2元\n'
NEAT = 'award "A" 单位 1元\n\naward "B" 2元\n'
WRONG = 'awrad "A" first 2元\n'


class TestFmt(ProgramTest):
    command = ("fmt",)

    def test_files_and_folders_are_formatted_in_place(self):
        self.write("a.pol", UGLY)
        self.write("sub/b.pol", NEAT)
        self.assertEqual(self.polc("."), (0, "", "a.pol: formatted\n"))
        self.assertEqual(self.read("a.pol"), NEAT)
        self.assertEqual(self.polc("a.pol", "sub"), (0, "", ""))

    def test_permissions_stay(self):
        self.write("a.pol", UGLY)
        (self.folder / "a.pol").chmod(0o640)
        self.polc("a.pol")
        self.assertEqual(stat.S_IMODE((self.folder / "a.pol").stat().st_mode), 0o640)

    def test_check_names_files_and_changes_none(self):
        self.write("a.pol", UGLY)
        self.write("b.pol", NEAT)
        self.assertEqual(self.polc("--check", "a.pol", "b.pol"), (1, "a.pol\n", ""))
        self.assertEqual(self.read("a.pol"), UGLY)
        self.assertEqual(self.polc("--check", "b.pol")[0], 0)

    def test_diff_is_unified_and_changes_nothing(self):
        self.write("a.pol", UGLY)
        code, out, _ = self.polc("--diff", "a.pol")
        self.assertEqual(code, 0)
        self.assertEqual(out, '--- a.pol\n+++ a.pol\n@@ -1,4 +1,3 @@\n-award   "A"  单位 1元\n+award "A" 单位 1元\n \n'
                              '-\n-award "B"   2元\n+award "B" 2元\n')
        self.assertEqual(self.read("a.pol"), UGLY)
        self.assertEqual(self.polc("--diff", "--check", "a.pol")[0], 1)
        patched = subprocess.run(["patch", "-s", "-o", "-", "a.pol"], cwd=self.folder, input=out.encode(),
                                 capture_output=True) if self.has("patch") else None
        if patched:
            self.assertEqual(patched.stdout.decode(), NEAT)

    @staticmethod
    def has(program):
        return any((Path(folder) / program).exists() for folder in os.environ.get("PATH", "").split(":"))

    def test_standard_input_goes_to_standard_output(self):
        self.assertEqual(self.polc("-", stdin=UGLY), (0, NEAT, ""))
        self.assertEqual(self.polc("-", "--check", stdin=UGLY), (1, "-\n", ""))

    def test_a_range_touches_its_statements_alone(self):
        self.write("a.pol", UGLY)
        self.assertEqual(self.polc("a.pol", "--range", "4:4")[0], 0)
        self.assertEqual(self.read("a.pol"), 'award   "A"  单位 1元\n\n\naward "B" 2元\n')
        for wrong in ("0:4", "4:3", "x", ":", "1:2:3", "-1"):
            with self.subTest(range=wrong):
                self.assertEqual(self.polc("a.pol", f"--range={wrong}")[0], 2)

    def test_keywords_change_language(self):
        self.write("a.pol", NEAT)
        self.assertEqual(self.polc("--keywords", "zh", "a.pol")[0], 0)
        self.assertEqual(self.read("a.pol"), '资助 "A" 单位 1元\n\n资助 "B" 2元\n')
        self.polc("--keywords", "en", "a.pol")
        self.assertEqual(self.read("a.pol"), NEAT)

    def test_a_file_with_errors_is_shown_and_left_alone(self):
        self.write("a.pol", WRONG)
        self.write("b.pol", UGLY)
        code, out, err = self.polc("a.pol", "b.pol")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("a.pol:1:1", err)
        self.assertIn("not formatted, since it has errors", err)
        self.assertEqual(self.read("a.pol"), WRONG)
        self.assertEqual(self.read("b.pol"), NEAT)
        self.assertEqual(self.polc("-", stdin=WRONG)[:2], (1, ""))

    def test_line_ends_and_byte_order_marks_go_but_not_in_strings(self):
        self.write("a.pol", '\ufefftext "a\r\n  b"\r\naward "A" 1元\r\n')
        self.assertEqual(self.polc("a.pol")[0], 0)
        self.assertEqual(self.read("a.pol"), 'text "a\r\n  b"\naward "A" 1元\n')

    def test_wrong_use_exits_2(self):
        self.write("a.pol", NEAT)
        for arguments in ([], ["none.pol"], ["a.pol", "--keywords", "fr"], ["a.pol", "--range", "1:2", "--keywords", "en"],
                          ["a.pol", "a.pol", "--range", "1:2"], ["a.pol", "--chek"]):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.polc(*arguments)[0], 2)

    def test_help_ends_with_examples(self):
        code, out, _ = self.polc("--help")
        self.assertEqual(code, 0)
        self.assertIn("Examples:", out)


if __name__ == "__main__":
    main()
