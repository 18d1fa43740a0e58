#!/usr/bin/env python3
"""Evaluates fifteen bike subsidies of France over the cases of another rules engine; every amount must be equal.

    bike_subsidies.py POLC ROOT [--route jsonl|csv|sql]

ROOT is the root of the repository. tests/oracles/data/cases_NAME.csv holds the cases of policies/bike-NAME and, in
cents, what each must pay: empty is not eligible, 0 is eligible with nothing to pay. The cases go to `polc eval` as
JSON lines, or as the table of cases of the documentation, or into tables of SQLite for the query of `polc emit sql`.
"""
import argparse
import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

NUM_ROWS = 4914

# What a column of the oracle is called in the policies. The rest of the columns are no facts.
APPLICANT = {
    "commune_insee": "commune", "epci": "epci", "departement": "departement", "region": "region",
    "income_per_part_cents_per_year": "income_per_part", "household_income_cents_per_year": "household_income",
    "household_size": "household_size", "age_years": "age", "disabled": "disabled", "status": "status",
}
CLAIM = {
    "bike_type": "bike", "bike_condition": "condition", "price_cents": "price", "bought_locally": "bought_locally",
    "state_aid_cents": "state_aid", "departement_aid_cents": "departement_aid", "region_aid_cents": "region_aid",
    "epci_aid_cents": "intermunicipal_aid", "commune_aid_cents": "commune_aid",
}
# Facts a scheme does not look at. Its policy does not declare them, and they must not matter.
UNREAD = {
    "amboise": {"condition"}, "ardeche": {"condition", "income_per_part"}, "bassin_pompey": {"condition"},
    "begles_specific": {"price", "age"}, "denain": {"income_per_part"},
    "ile_de_france": {"condition", "income_per_part"}, "lille": {"condition"}, "lyon": {"age"},
    "nantes": {"condition", "age"}, "occitanie_adapted": {"income_per_part"}, "paris": set(), "quimperle": {"age"},
    "sete": {"age"}, "toulouse": {"condition", "age"}, "villefranche": {"condition", "age", "income_per_part"},
}


def euros(cents):
    """Returns an amount of whole cents in euros, as text."""
    return f"{int(cents) // 100}.{int(cents) % 100:02}"


def facts_of(row, names, unread):
    """Returns {fact: text} of the columns of a row that `names` knows and the scheme reads."""
    facts = {name: row[column] for column, name in names.items() if column in row and name not in unread}
    is_cents = {name for column, name in names.items() if "cents" in column}
    return {name: euros(value) if name in is_cents else value for name, value in facts.items()}


def as_json(facts):
    """Returns the facts with truth values as JSON has them; numbers stay texts, which are read exactly."""
    return {name: value == "true" if value in ("true", "false") else value for name, value in facts.items()}


def run(polc, policy, cases, form):
    done = subprocess.run([polc, "eval", policy, cases, "--format", form, "-q"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{policy}: exit code {done.returncode}\n{done.stdout[:2000]}{done.stderr[:2000]}")
    return done.stdout


def judge(grants):
    """Returns what the grants of a case come to: "" if all are denied, else the cents; any doubt as it stands."""
    if all(outcome == "denied" for outcome, _, _ in grants):
        return ""
    if any(outcome not in ("denied", "granted") or low != high for outcome, low, high in grants):
        return f"undetermined: {grants}"
    return format((sum(Decimal(low) for _, low, _ in grants) * 100).normalize(), "f")


def by_json_lines(polc, policy, rows, unread, folder):
    """Returns {case: cents or ""}, the rows having gone as JSON lines."""
    cases = Path(folder, "cases.jsonl")
    with cases.open("w", encoding="utf-8") as out:
        for row in rows:
            applicant = {"kind": "person", **as_json(facts_of(row, APPLICANT, unread))}
            claim = {"kind": "bike purchase", **as_json(facts_of(row, CLAIM, unread))}
            print(json.dumps({"id": row["id"], "applicant": applicant, "claims": [claim]}), file=out)
    answers = {}
    for line in run(polc, policy, cases, "jsonl").splitlines():
        result = json.loads(line, parse_float=Decimal)
        grants = [(grant["outcome"], grant["amount"]["min"], grant["amount"]["max"])
                  for grant in result["claims"][0]["grants"]]
        answers[result["case"]] = judge([(outcome, str(low), str(high)) for outcome, low, high in grants])
    return answers


def by_table(polc, policy, rows, unread, folder):
    """Returns {case: cents or ""}, the rows having gone as a table of cases and come back as one."""
    cases = Path(folder, "cases.csv")
    applicant = {f"applicant.{name}": name for name in facts_of(rows[0], APPLICANT, unread)}
    claim = list(facts_of(rows[0], CLAIM, unread))
    with cases.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["case", "applicant.kind", *applicant, "kind", *claim])
        for row in rows:
            of_applicant, of_claim = facts_of(row, APPLICANT, unread), facts_of(row, CLAIM, unread)
            table.writerow([row["id"], "person", *(of_applicant[name] for name in applicant.values()),
                            "bike purchase", *(of_claim[name] for name in claim)])
    grants = defaultdict(list)
    for row in csv.DictReader(run(polc, policy, cases, "csv").splitlines()):
        grants[row["case"]].append((row["outcome"], row["amount_min"], row["amount_max"]))
    return {case: judge(of_case) for case, of_case in grants.items()}


def by_sql(polc, policy, rows, unread, _):
    """Returns {case: cents or ""}, the rows having gone into tables of SQLite, where money is whole cents."""
    def emit(*options):
        done = subprocess.run([polc, "emit", "sql", "--dialect", "sqlite", *options, policy], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{policy}: emit sql: exit code {done.returncode}\n{done.stderr[:2000]}")
        return done.stdout

    def insert(table, columns):
        names = ", ".join(f'"{name}"' for name in columns)
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
        truths = {"true": 1, "false": 0}
        for row in given:
            database.execute(statement, [truths.get(row[column], row[column]) for column in columns.values()])

    database = sqlite3.connect(":memory:")
    database.executescript(emit("--ddl"))
    # The columns that no case of the oracle has, since all of them say the same.
    given = [{**row, "person": "person", "first": "1", "purchase": "bike purchase"} for row in rows]
    applicant = {f"applicant.{name}": column for column, name in APPLICANT.items() if column in rows[0] and name not in unread}
    claim = {name: column for column, name in CLAIM.items() if column in rows[0] and name not in unread}
    insert("cases", {"case": "id", "applicant.kind": "person", **applicant})
    insert("claims", {"case": "id", "id": "first", "kind": "purchase", **claim})
    grants = defaultdict(list)
    for case, _, _, _, outcome, _, _, low, high in database.execute(emit()):
        grants[case].append((outcome, *(None if cents is None else euros(cents) for cents in (low, high))))
    return {case: judge(of_case) for case, of_case in grants.items()}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("polc")
    options.add_argument("root", type=Path)
    options.add_argument("--route", choices=["jsonl", "csv", "sql"], default="jsonl")
    given = options.parse_args()
    evaluate = {"jsonl": by_json_lines, "csv": by_table, "sql": by_sql}[given.route]
    num_equal, differing = 0, []
    for scheme, unread in sorted(UNREAD.items()):
        name = scheme.replace("_", "-")
        policy = given.root / "policies" / f"bike-{name}" / f"{name}.pol"
        with (given.root / "tests/oracles/data" / f"cases_{scheme}.csv").open(encoding="utf-8", newline="") as data:
            rows = list(csv.DictReader(data))
        with tempfile.TemporaryDirectory() as folder:
            answers = evaluate(given.polc, policy, rows, unread, folder)
        for row in rows:
            came = answers.get(row["id"], "no result")
            if came == row["expected_cents"]:
                num_equal += 1
            else:
                differing.append(f"{row['id']}: expected {row['expected_cents'] or 'denied'}, came {came or 'denied'}")
    print("\n".join(differing))
    print(f"{num_equal} of {NUM_ROWS} rows equal, {len(differing)} differ")
    sys.exit(0 if num_equal == NUM_ROWS and not differing else 1)


if __name__ == "__main__":
    main()
