#!/usr/bin/env python3
"""Holds that every finding about words, amounts, dates, names and tests is shown by its example and only by it.

    run.py POLC FOLDER

For each CODE, `polc check FOLDER/CODE-shows.pol` yields CODE and `polc check FOLDER/CODE-near.pol`, which looks
alike and is right, does not. No file has an error of syntax, names or types. A code with one of the two files
and not the other fails. Where a finding carries cases, `polc eval` decides them as the finding says.
"""
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def findings_of(polc, path):
    """Returns what is found in a file, or a sentence that says what went wrong."""
    done = subprocess.run([polc, "check", "--format", "json", path.name], cwd=path.parent, capture_output=True, timeout=60)
    if done.returncode not in (0, 1):
        return f"polc check left with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}"
    try:
        return json.loads(done.stdout.decode("utf-8"))["findings"]
    except (ValueError, KeyError) as fault:
        return f"polc check printed no findings: {fault!r}"


def fault_of_witness(polc, path, finding):
    """Returns why the cases of a finding about words do not show what it says they show, or nothing."""
    witness = finding.get("witness")
    claimed = re.findall(r"granted CNY ([\d.,]+)|(denied)", witness["shows"]) if witness else []
    cases = [witness["case"], *(one["case"] for one in witness.get("with", []))] if claimed else []
    if len(cases) != len(claimed):
        return f"{finding['code']} shows {len(claimed)} decisions with {len(cases)} cases"
    for case, (amount, _) in zip(cases, claimed):
        done = subprocess.run([polc, "eval", "--format", "json", path.name, "--case", json.dumps(case, ensure_ascii=False)], cwd=path.parent, capture_output=True, timeout=60)
        grants = [grant for claim in json.loads(done.stdout).get("claims", []) for grant in claim["grants"]]
        holds = lambda grant: str(grant["entitled"]["min"]) == amount.replace(",", "") if amount else grant["outcome"] == "denied"
        if not any(holds(grant) for grant in grants if not finding["awards"] or grant["award"] in finding["awards"]):
            return f"{finding['code']}: no grant of its case is {amount or 'denied'}: {done.stdout.decode('utf-8', 'replace')}"
    return ""


def fault_of(polc, path):
    """Returns what is wrong with one file, or nothing."""
    code, kind = path.stem.split("-")
    findings = findings_of(polc, path)
    if isinstance(findings, str):
        return findings
    found = [one["code"] for one in findings]
    language = sorted({one for one in found if one[:2] in ("P1", "P2", "P3")})
    if language:
        return f"does not compile cleanly: {', '.join(language)}"
    if kind == "shows" and code not in found:
        return f"{code} was not found, but {', '.join(sorted(set(found))) or 'nothing'}"
    if kind == "near" and code in found:
        return f"{code} was found"
    return next(filter(None, (fault_of_witness(polc, path, one) for one in findings if one["code"] == code)), "")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: run.py POLC FOLDER")
    polc = str(Path(sys.argv[1]).resolve())
    paths = sorted(Path(sys.argv[2]).glob("P*-*.pol"))
    if not paths:
        sys.exit(f"no P*-*.pol in {sys.argv[2]}")
    with ThreadPoolExecutor() as pool:
        faults = list(pool.map(lambda path: fault_of(polc, path), paths))
    failed = [(path.name, fault) for path, fault in zip(paths, faults) if fault]
    stems = {path.stem for path in paths}
    for stem in sorted(stems):
        code, kind = stem.split("-")
        other = f"{code}-{'near' if kind == 'shows' else 'shows'}"
        if other not in stems:
            failed.append((stem, f"{other}.pol is missing"))
    for name, fault in failed:
        print(f"{name}: {fault}")
    print(f"{len(paths)} files, {len(failed)} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
