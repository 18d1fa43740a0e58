#!/usr/bin/env python3
"""Holds how `polc emit sql` behaves from outside; that the SQL is right is held by tests/sql.

    emit_command.py POLC [unittest arguments]
"""
import re
import sqlite3

from program_test import ProgramTest, main

POLICY = """applicant 单位
  信用良好 : yes/no
claim "项目"
  投资额 : money from 0 to 1亿元
award "项目资助" for "项目" when count of "项目" where (投资额 over 100元) at most 1 pays 10% of 投资额
cap "项目资助" at 50元 per applicant
"""
NESTED = """claim "项目"
  投资额 : money from 0 to 1亿元
award "项目资助" for "项目" when any "项目" where (count of "项目" where (投资额 > this 投资额) at most 1) 5元
"""


class EmitTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("p.pol", POLICY)

    def emit(self, *options, policy="p.pol"):
        done = self.polc("emit", "sql", *options, policy)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout


class Steps(EmitTest):
    def test_every_temporary_table_is_made_once_read_after_and_dropped_last(self):
        for dialect, drop in (("sqlite", "DROP TABLE temp."), ("duckdb", "DROP TABLE temp."), ("postgres", "DROP TABLE pg_temp."),
                              ("clickhouse", "DROP TEMPORARY TABLE "), ("spark", "DROP VIEW ")):
            with self.subTest(dialect=dialect):
                there, made = set(), []
                for statement in self.emit("--dialect", dialect, "--steps").removesuffix(";\n").split(";\n"):
                    head = re.match(r"(?:CREATE TEMPORARY TABLE|CACHE TABLE) (r\d+) AS\n", statement)
                    if statement.startswith(drop):
                        there.remove(statement.removeprefix(drop))
                        continue
                    body = statement[head.end():] if head else statement
                    self.assertTrue(body.startswith("SELECT"), body)
                    self.assertLessEqual(set(re.findall(r"\br\d+\b", body)), there)
                    if head:
                        made.append(head[1])
                        there.add(head[1])
                self.assertEqual(there, set())
                self.assertEqual(len(made), len(set(made)))

    def test_the_script_gives_what_the_statement_gives(self):
        answers = []
        for form in ([], ["--steps"]):
            database = sqlite3.connect(":memory:")
            database.executescript(self.emit("--dialect", "sqlite", "--ddl"))
            database.execute("""INSERT INTO cases ("case", "applicant.信用良好") VALUES ('A', 1), ('B', 1)""")
            database.execute("""INSERT INTO claims ("case", "id", "kind", "投资额") VALUES
                                ('A', '1', '项目', 90000), ('B', '1', '项目', 20000), ('B', '2', '项目', 30000)""")
            for statement in self.emit("--dialect", "sqlite", "--per", "case", *form).removesuffix(";\n").split(";\n"):
                rows = database.execute(statement).fetchall()
                answers += [sorted(rows)] if rows else []
        self.assertEqual(answers, [[("A", "determined", 5000, 5000), ("B", "determined", 0, 0)]] * 2)

    def test_bad_input_in_a_claim_without_award_is_an_error_of_its_case(self):
        self.write("kinds.pol", 'claim "甲"\n  数 : integer from 0 to 5\nclaim "乙"\naward "乙" for "乙" 5元\n')
        database = sqlite3.connect(":memory:")
        database.executescript(self.emit("--dialect", "sqlite", "--ddl", policy="kinds.pol"))
        database.execute("""INSERT INTO cases ("case") VALUES ('A'), ('B')""")
        database.execute("""INSERT INTO claims ("case", "id", "kind", "数") VALUES ('A', '1', '甲', 9), ('B', '1', '甲', 5)""")
        rows = database.execute(self.emit("--dialect", "sqlite", "--per", "case", policy="kinds.pol")).fetchall()
        self.assertEqual(sorted(rows), [("A", "error", None, None), ("B", "determined", 0, 0)])

    def test_a_view_of_steps_is_wrong_use(self):
        for language, words in (("en", "leave out --steps or --view"), ("zh", "不能同用")):
            done = self.polc("emit", "sql", "--dialect", "sqlite", "--steps", "--view", "v", "p.pol", "--lang", language)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(words, done.stderr)


class Refused(EmitTest):
    def test_a_list_inside_a_list_is_refused_with_its_place(self):
        self.write("nested.pol", NESTED)
        for language, words in (("en", "inside another one"), ("zh", "另一个清单条件之内")):
            done = self.polc("emit", "sql", "--dialect", "sqlite", "nested.pol", "--lang", language)
            self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
            self.assertIn("nested.pol:3:", done.stderr)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    main()
