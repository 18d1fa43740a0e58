#!/usr/bin/env python3
"""Holds that `polc check --format sarif` is SARIF 2.1.0, for every finding the tests and policies of the project show.

    sarif.py POLC ROOT [unittest arguments]

The schema is tests/schemas/sarif-2.1.0.json; the validator is python3-jsonschema of Debian. What a schema cannot say
(rules that belong to their results, places that do not run backwards, the same witnesses as in JSON and in the
annotations of GitHub) is held here.
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import quote

import jsonschema

POLC = ""
ROOT = Path()
FOLDERS = ["tests/findings", "tests/findings-text", "tests/mistakes", "policies", "examples"]


def polc(*arguments, folder=None):
    done = subprocess.run([POLC, *arguments], cwd=folder or ROOT, capture_output=True, timeout=120)
    if done.returncode not in (0, 1):
        raise AssertionError(f"polc {' '.join(arguments)} left with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def log_of(*arguments, folder=None):
    return json.loads(polc("check", "--format", "sarif", *arguments, folder=folder))


def validator():
    schema = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def faults_in(log):
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}" for one in validator().iter_errors(log)]


def witness_of(result):
    return result.get("properties", {}).get("witness")


def regions_of(result):
    for place in result["locations"] + result["relatedLocations"]:
        yield place["physicalLocation"]["region"]
    for fix in result["fixes"]:
        for change in fix["artifactChanges"]:
            for replacement in change["replacements"]:
                yield replacement["deletedRegion"]


class EveryFinding(unittest.TestCase):
    def test_every_finding_of_the_project_is_valid(self):
        codes = set()
        for folder in FOLDERS:
            for language in ("en", "zh"):
                with self.subTest(folder=folder, language=language):
                    log = log_of("--lang", language, folder)
                    self.assertEqual(faults_in(log), [])
                    codes |= {one["ruleId"] for one in log["runs"][0]["results"]}
        for path in (path for folder in FOLDERS[:2] for path in sorted((ROOT / folder).glob("P????-shows.pol"))):
            if path.name[:5] in codes:
                continue
            # A finding across policies may need to be the only one of its kind in the run.
            log = log_of(str(path.relative_to(ROOT)))
            self.assertEqual(faults_in(log), [], path.name)
            self.assertIn(path.name[:5], {one["ruleId"] for one in log["runs"][0]["results"]})

    def test_the_schema_refuses_what_is_no_sarif(self):
        log = log_of("examples")
        del log["runs"][0]["results"][0]["message"]
        self.assertNotEqual(faults_in(log), [])

    def test_results_name_their_rules_and_places_run_forwards(self):
        for folder in FOLDERS:
            run = log_of(folder)["runs"][0]
            rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
            self.assertEqual(len(rules), len(set(rules)))
            for result in run["results"]:
                self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
                for region in regions_of(result):
                    begin, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
                    self.assertLessEqual(begin, end, result["ruleId"])


class Witnesses(unittest.TestCase):
    def test_every_form_carries_the_same_witnesses(self):
        num_witnesses = 0
        for folder in FOLDERS[:2] + FOLDERS[3:]:
            findings = json.loads(polc("check", "--format", "json", folder))["findings"]
            results = log_of(folder)["runs"][0]["results"]
            lines = polc("check", "--format", "github", folder).splitlines()
            self.assertEqual([one["code"] for one in findings], [one["ruleId"] for one in results])
            self.assertEqual(len(findings), len(lines))
            for finding, result, line in zip(findings, results, lines):
                witness = finding.get("witness")
                self.assertEqual(witness, witness_of(result), finding["code"])
                if witness is None:
                    self.assertNotIn("%0Apolc eval ", line)
                    continue
                num_witnesses += 1
                self.assertTrue(witness["shows"] and witness["case"]["claims"], finding["code"])
                self.assertIn(witness["shows"], line)
                self.assertIn(f"%0Apolc eval {witness['policy']} --case ", line)
                case = line.split(" --case '", 1)[1].split("'%0A", 1)[0].replace("%25", "%")
                self.assertEqual(json.loads(case), witness["case"])
        self.assertGreater(num_witnesses, 100)


class Baseline(unittest.TestCase):
    TEXT = ('policy "甲" effective 2024-01-01 to 2026-12-31 by event date\nclaim "标准"\n  级别 : one of 国家级, 市级\n'
            'award "标准"\n  国家级 10万元\n  国家级 20万元\n  市级 5万元\n')

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        (self.folder / "a.pol").write_text(self.TEXT, "utf-8")

    def tearDown(self):
        self.temporary.cleanup()

    def states(self, *arguments):
        log = log_of("a.pol", *arguments, folder=self.folder)
        self.assertEqual(faults_in(log), [])
        return [(one["ruleId"], one.get("baselineState")) for one in log["runs"][0]["results"]]

    def test_without_a_baseline_there_is_no_state(self):
        self.assertEqual({state for _, state in self.states()}, {None})

    def test_what_the_baseline_accepts_is_unchanged_and_the_rest_is_new(self):
        before = self.states()
        polc("check", "--write-baseline", "accepted.txt", "a.pol", folder=self.folder)
        self.assertEqual(self.states("--baseline", "accepted.txt"), [(code, "unchanged") for code, _ in before])
        with (self.folder / "a.pol").open("a", encoding="utf-8") as file:
            file.write('claim "品牌"\n  级别 : one of 国家级, 市级\naward "品牌"\n  国家级 10万元\n  国家级 30万元\n  市级 5万元\n')
        after = self.states("--baseline", "accepted.txt")
        self.assertEqual([one for one in after if one[1] == "unchanged"], [(code, "unchanged") for code, _ in before])
        self.assertIn(("P4101", "new"), after)

    def test_what_the_baseline_accepts_does_not_fail_the_run(self):
        polc("check", "--write-baseline", "accepted.txt", "a.pol", folder=self.folder)
        done = subprocess.run([POLC, "check", "--format", "sarif", "--baseline", "accepted.txt", "a.pol"], cwd=self.folder,
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b'"unchanged"', done.stdout)


class Suppressions(unittest.TestCase):
    def test_what_an_allow_answers_is_suppressed_in_source(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "p.pol").write_text('allow P4407 because "复评成本更高"\naward "认证" first 3万元 renewal 8万元\n')
            log = log_of("p.pol", "--show-allowed", folder=folder)
        self.assertEqual(faults_in(log), [])
        suppressed = [one for one in log["runs"][0]["results"] if "suppressions" in one]
        self.assertEqual([(one["ruleId"], one["suppressions"][0]["kind"], one["suppressions"][0]["justification"]) for one in suppressed],
                         [("P4407", "inSource", "复评成本更高")])


class Uris(unittest.TestCase):
    def test_any_path_is_a_uri(self):
        with tempfile.TemporaryDirectory() as folder:
            name = "50% 质量#1.pol"
            (Path(folder) / name).write_text('award "甲" 300,000\n', "utf-8")
            log = log_of(name, folder=folder)
        self.assertEqual(faults_in(log), [])
        place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], quote(name))


if __name__ == "__main__":
    POLC = str(Path(sys.argv.pop(1)).resolve())
    ROOT = Path(sys.argv.pop(1)).resolve()
    unittest.main()
