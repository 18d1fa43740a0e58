#!/usr/bin/env python3
"""Evaluates the case files of every policy and compares outcome and total with cases/expected.tsv.

    run_cases.py POLC POLICIES

Every row of an expected.tsv must belong to a case of a file beside it, and every case must have a row.
"""
import json
import subprocess
import sys
from pathlib import Path


def evaluate(polc, policy, cases):
    """Returns {case id: result} of one case file."""
    run = subprocess.run([polc, "eval", policy, cases, "--format", "jsonl"], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{cases}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
    return {result["case"]: result for result in map(json.loads, run.stdout.splitlines())}


def policy_of(folder, cases):
    """Returns the policy a case file is for: the one whose name the file's begins with, else the only one."""
    policies = sorted(folder.glob("*.pol"))
    for policy in policies:
        if cases.stem.startswith(policy.stem):
            return policy
    if len(policies) != 1:
        sys.exit(f"{cases}: which of {[policy.name for policy in policies]} is it for?")
    return policies[0]


def shown(bound):
    return "" if bound is None else str(bound)


def main():
    polc, root = sys.argv[1], Path(sys.argv[2])
    passed, failures = 0, []
    for table in sorted(root.glob("*/cases/expected.tsv")):
        results = {}
        for cases in sorted(table.parent.iterdir()):
            if cases.suffix in (".json", ".jsonl"):
                results.update(evaluate(polc, policy_of(table.parent.parent, cases), cases))
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
        for row in rows:
            name, outcome, low, high = (row + ["", "", ""])[:4]
            result = results.pop(name, None)
            came = None if result is None else (result["outcome"], shown(result["total"]["min"]), shown(result["total"]["max"]))
            if came == (outcome, low, high):
                passed += 1
            else:
                failures.append(f"{table}: {name}: expected {(outcome, low, high)}, came {came}")
        failures.extend(f"{table}: no row for case {name}" for name in results)
    print("\n".join(failures))
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures or passed == 0 else 0)


if __name__ == "__main__":
    main()
