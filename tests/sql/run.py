#!/usr/bin/env python3
"""Holds the SQL of `polc emit sql` against `polc eval`: every outcome and every amount equal, on every engine there is.

    run.py POLC SOURCE_DIR [--engine NAME]… [--form one|steps] [--policies N] [--seed S] [--keep DIR]

Takes the cases of `policies/` and N random policies of random_policies.py. Loads each case into tables, runs the query
for awards and the one for cases, and compares with the JSON result. A policy that the dialect refuses is counted by its
reason; a run in which fewer than two thirds were compared fails. Without `--engine`: SQLite alone. `--engine all`: every
engine; one that is not installed is skipped with a line that says so. `--form`: one statement or the script of
`emit sql --steps`; by default one, and for ClickHouse, which takes minutes to analyse one, steps.
"""
import argparse
import collections
import decimal
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from engines import ENGINES
import random_policies

SCALES = {"DECIMAL(18, 2)": 100, "DECIMAL(24, 6)": 1_000_000, "DECIMAL(18, 6)": 1_000_000, "BIGINT": 1}
# What only a reader of cases can see: an unknown key, a wrong type.
READER_ERRORS = {"E1001", "E1002", "E1003", "E1005", "E1006", "E1007", "E1008", "E1010x", "E1013", "E1014", "E1015",
                 "E1016", "E1017", "E1018", "E1019", "E1020", "E1021"}


# SQLite reads nothing deeper than a thousand; then steps are needed (docs/sql.md).
TOO_DEEP = "Expression tree is too large"


class Polc:
    def __init__(self, program):
        self.program = program

    def run(self, *arguments, text=None):
        return subprocess.run([self.program, *arguments], input=text, capture_output=True, text=True)

    def evaluate(self, policy, cases):
        """Returns the results, or None when the policy has errors."""
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in cases)
        result = self.run("eval", policy, "-", "--format", "jsonl", "--quiet", text=text)
        if not result.stdout and result.returncode != 0:
            return None
        return [json.loads(line, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
                for line in result.stdout.splitlines()]

    def sql(self, policy, dialect, *options):
        return self.run("emit", "sql", "--dialect", dialect, "--null", "column", *options, policy)


def schema(ddl):
    """Returns table -> [(column, type)] from the DuckDB statements."""
    tables = {}
    for statement in ddl.split(";\n"):
        if not statement.strip():
            continue
        head, *lines = statement.splitlines()
        columns = []
        for line in lines[:-1]:
            if line.strip().startswith("PRIMARY KEY"):
                continue
            name, kind = line.strip().rstrip(",").rsplit('" ', 1)
            columns.append((name[1:].replace('""', '"'), kind.replace(" NOT NULL", "")))
        tables[head.split()[2]] = columns
    return tables


def stored(value, kind, is_scaled):
    """Returns a value of JSON as a table holds it."""
    if value is None:
        return None
    if isinstance(value, list):
        return ";".join(value)
    if kind in SCALES and not isinstance(value, bool):
        text = str(value)
        if kind == "DECIMAL(18, 6)":
            number = decimal.Decimal(text[:-1]) if text.endswith("%") else decimal.Decimal(text) * 100
        else:
            number = decimal.Decimal(text)
        if is_scaled or kind == "BIGINT":
            return int(number * SCALES[kind])
        return format(number, "f")
    return value


class Loader:
    """Rows of tables from cases."""

    def __init__(self, tables, is_scaled):
        self.tables, self.is_scaled = tables, is_scaled
        self.rows = {table: [] for table in tables}

    def add(self, table, values):
        columns = self.tables[table]
        known = dict(columns)
        row = []
        for column, kind in columns:
            if column.endswith("__unknown"):
                base = column[:-len("__unknown")]
                row.append(True if base in values and values[base] is None else None)
            else:
                row.append(stored(values.get(column), kind, self.is_scaled))
        extra = [column for column in values if column not in known]
        if extra:
            raise KeyError(f"{table} has no column {extra}")
        self.rows[table].append(row)

    def facts(self, table, entry, fixed):
        known = {column for column, _ in self.tables[table]}
        return {("claim." + key if key not in fixed and "claim." + key in known else key): value
                for key, value in entry.items()}

    def case(self, one):
        identity = str(one["id"])
        applicant = {f"applicant.{key}": value for key, value in one.get("applicant", {}).items()}
        self.add("cases", {"case": identity, "applied": one.get("applied"), **applicant})
        for place, claim in enumerate(one.get("claims", []), 1):
            facts = self.facts("claims", claim, ("id", "kind", "on"))
            self.add("claims", {**facts, "case": identity, "id": claim.get("id", str(place))})
        for entry in one.get("history", []):
            fixed = ("award", "on", "paid", "claim", "matter", "recipient", "policy", "level")
            self.add("history", {**self.facts("history", entry, fixed), "case": identity})
        for entry in one.get("other", []):
            self.add("other_grants", {**entry, "case": identity})

    def content(self):
        return {table: ([column for column, _ in self.tables[table]], rows) for table, rows in self.rows.items()}


def statements(text):
    return text.strip().removesuffix(";").split(";\n")


def number(value, scale):
    return None if value is None else decimal.Decimal(value) / scale


def expected_rows(result):
    """Returns (rows by grant, row of the case) as the SQL should give them."""
    identity = result["case"]
    if result["outcome"] == "error":
        return None, (identity, "error", None, None)
    grants = {}
    for claim in result["claims"]:
        for grant in claim["grants"]:
            entitled, amount = grant["entitled"], grant["amount"]
            grants[(identity, claim["id"], grant["award"])] = (
                grant["article"], grant["outcome"], entitled["min"], entitled["max"], amount["min"], amount["max"])
    total = result["total"]
    return grants, (identity, result["outcome"], total["min"], total["max"])


def compare(results, by_grant, by_case, scale):
    """Returns the differences, one line each."""
    found = {}
    for case, claim, award, article, outcome, *amounts in by_grant:
        found.setdefault(case, {})[(case, claim, award)] = (article, outcome, *(number(one, scale) for one in amounts))
    cases = {row[0]: (row[0], row[1], number(row[2], scale), number(row[3], scale)) for row in by_case}
    differences = []
    for result in results:
        grants, case = expected_rows(result)
        if grants is None:
            wrong = [row for row in found.get(case[0], {}).values() if row[1] != "error"]
            if wrong:
                differences.append(f"case {case[0]}: {result['errors'][0]['code']} expected, found {wrong}")
        elif grants != found.get(case[0], {}):
            there = found.get(case[0], {})
            for key in sorted(set(grants) | set(there), key=str):
                if grants.get(key) != there.get(key):
                    differences.append(f"{key}: expected {grants.get(key)}, found {there.get(key)}")
        if cases.get(case[0]) != case:
            differences.append(f"total of case {case[0]}: expected {case}, found {cases.get(case[0])}")
    return [line.replace("Decimal", "") for line in differences]


def is_expressible(one, result):
    """Whether tables can hold the case: no null lists, no keys in Chinese, no error that only a reader sees."""
    lists = all(one.get(name, []) is not None for name in ("claims", "history", "other", "applicant"))
    is_english = not any(key in one for key in ("申请人", "事项", "既往资助", "其他资助", "编号", "申报日"))
    errors = {error["code"] for error in result.get("errors", [])}
    return lists and is_english and not errors & READER_ERRORS


class Run:
    def __init__(self, polc, engine, form):
        self.polc, self.engine = polc, engine
        self.options = ["--steps"] if (form or engine.form) == "steps" else []
        self.refused = collections.Counter()
        self.num_policies = self.num_compared = self.num_cases = self.num_grants = 0
        self.failures = []

    def policy(self, name, path, cases):
        results = self.polc.evaluate(path, cases)
        if results is None:
            return False
        self.num_policies += 1
        pairs = [(one, result) for one, result in zip(cases, results) if is_expressible(one, result)]
        reference = self.polc.sql(path, "duckdb", "--ddl")
        ddl = self.polc.sql(path, self.engine.name, "--ddl")
        queries = [self.polc.sql(path, self.engine.name, *self.options, "--per", per) for per in ("award", "case")]
        for one in (reference, ddl, *queries):
            if one.returncode == 0:
                continue
            reason = one.stderr.splitlines()[0] if one.returncode == 1 else one.stderr
            if one.returncode != 1:
                self.failures.append(f"{name}: exit {one.returncode}: {one.stderr}")
            self.refused[reason.split(": ", 2)[-1]] += 1
            return True
        loader = Loader(schema(reference.stdout), self.engine.scaled)
        for one, _ in pairs:
            loader.case(one)
        try:
            by_grant, by_case = self.engine.run(ddl.stdout, loader.content(), [statements(query.stdout) for query in queries])
        except Exception as error:  # whatever an engine says is the finding
            if TOO_DEEP in str(error) and not self.options:
                self.refused[f"{TOO_DEEP} for {self.engine.name} in one statement"] += 1
                return True
            self.failures.append(f"{name}: {self.engine.name} says: {error}")
            return True
        self.num_compared += 1
        self.num_cases += len(pairs)
        self.num_grants += len(by_grant)
        differences = compare([result for _, result in pairs], by_grant, by_case, 100 if self.engine.scaled else 1)
        self.failures += [f"{name}: {line}" for line in differences[:5]]
        return True

    def report(self):
        print(f"{self.engine.name}: {self.num_compared} of {self.num_policies} policies, {self.num_cases} cases, "
              f"{self.num_grants} grants compared, {len(self.failures)} differences")
        for reason, count in self.refused.most_common():
            print(f"  refused {count}: {reason}")
        for line in self.failures[:20]:
            print(f"  {line}")
        return not self.failures and self.num_compared * 3 >= self.num_policies * 2


def cases_of(folder):
    """Returns the cases of a policy's folder."""
    cases = []
    for file in sorted((folder / "cases").glob("*.json*")):
        text = file.read_text("utf-8")
        if file.suffix == ".jsonl":
            cases += [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            data = json.loads(text)
            cases += data if isinstance(data, list) else [data]
    return cases


def random_runs(run, arguments, folder):
    seed, done = arguments.seed, 0
    while done < arguments.policies:
        text, cases = random_policies.make(seed, arguments.cases, arguments.plain)
        path = folder / f"{seed}.pol"
        path.write_text(text, "utf-8")
        (folder / f"{seed}.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in cases), "utf-8")
        failures = len(run.failures)
        done += run.policy(f"seed {seed}", str(path), cases)
        if len(run.failures) == failures and not arguments.keep:
            path.unlink()
            (folder / f"{seed}.jsonl").unlink()
        seed += 1


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("polc")
    options.add_argument("source", type=Path)
    options.add_argument("--engine", action="append")
    options.add_argument("--policies", type=int, default=40)
    options.add_argument("--cases", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--form", choices=["one", "steps"])
    options.add_argument("--plain", action="store_true", help="random policies without statements that put grants together")
    options.add_argument("--keep", type=Path, help="where random policies and cases are left")
    arguments = options.parse_args()
    names = arguments.engine or ["sqlite"]
    names = list(ENGINES) if names == ["all"] else names
    decimal.getcontext().prec = 60
    is_good = True
    for name in names:
        engine = ENGINES[name]()
        reason = engine.missing()
        if reason:
            print(f"SKIP {name}: {reason}")
            continue
        engine.open()
        try:
            run = Run(Polc(arguments.polc), engine, arguments.form)
            for folder in sorted((arguments.source / "policies").iterdir()):
                if not (folder / "cases").is_dir():
                    continue
                for policy in sorted(folder.glob("*.pol")):
                    run.policy(policy.name, str(policy), cases_of(folder))
            import tempfile
            with tempfile.TemporaryDirectory() as temporary:
                folder = arguments.keep or Path(temporary)
                folder.mkdir(parents=True, exist_ok=True)
                random_runs(run, arguments, folder)
            is_good = run.report() and is_good
        finally:
            engine.close()
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
