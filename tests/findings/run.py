#!/usr/bin/env python3
"""Holds that every finding is shown by a small policy and not by its near miss.

    run.py POLC FOLDER

CODE-shows.pol must yield CODE, CODE-near.pol must not, and neither may fail otherwise. A file CODE-shows-with.pol
(CODE-near-with.pol) is given together with it, for findings across policies. A witness must be a case that
`polc eval` takes. CODE-shows.pol and CODE-near.pol must both exist for every code of the folder.
"""
import json
import subprocess
import sys
from pathlib import Path

SHOWN = ("P4101", "E1009", "E1010")


def run(polc, *arguments):
    done = subprocess.run([polc, *map(str, arguments)], capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def findings_of(polc, path):
    beside = path.with_name(path.name.replace(".pol", "-with.pol"))
    files = [path] + ([beside] if beside.is_file() else [])
    code, out, err = run(polc, "check", "--format", "json", *files)
    try:
        return json.loads(out)["findings"], None
    except (ValueError, KeyError):
        return [], f"{path.name}: polc check left with {code}: {err.strip()}"


def fault_of_witness(polc, path, finding):
    """Returns why a witness is not a case of the policy, or nothing."""
    case = (finding.get("witness") or {}).get("case")
    if case is None:
        return None
    code, out, err = run(polc, "eval", path, "--format", "jsonl", "--case", json.dumps(case, ensure_ascii=False))
    errors = json.loads(out).get("errors", []) if out else []
    # Amounts that disagree or do not fit are what some findings show; anything else is a case that cannot be read.
    if code in (0, 1) and out and all(error["code"] in SHOWN for error in errors):
        return None
    return f"{path.name}: the witness of {finding['code']} is no case: {err.strip() or out.strip()}"


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: run.py POLC FOLDER")
    polc, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
    codes = sorted({path.name[:5] for path in folder.glob("P????-*.pol")})
    faults = []
    for code in codes:
        for kind in ("shows", "near"):
            path = folder / f"{code}-{kind}.pol"
            if not path.is_file():
                faults.append(f"{code}: no {path.name}")
                continue
            findings, fault = findings_of(polc, path)
            if fault:
                faults.append(fault)
                continue
            found = {one["code"] for one in findings}
            if (code in found) != (kind == "shows"):
                faults.append(f"{path.name}: {'lacks' if kind == 'shows' else 'yields'} {code}; it yields {sorted(found)}")
            faults += filter(None, (fault_of_witness(polc, path, one) for one in findings if one["code"] == code))
    print("\n".join(faults + [f"{len(codes)} codes: {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
