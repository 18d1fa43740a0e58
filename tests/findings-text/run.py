#!/usr/bin/env python3
"""Holds that every finding about words, amounts, dates, names and tests is shown by its example and only by it.

    run.py POLC FOLDER

For each CODE, `polc check FOLDER/CODE-shows.pol` yields CODE and `polc check FOLDER/CODE-near.pol`, which looks
alike and is right, does not. No file has an error of syntax, names or types. A code with one of the two files
and not the other fails.
"""
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def codes_of(polc, path):
    """Returns the codes found in a file, or a sentence that says what went wrong."""
    done = subprocess.run([polc, "check", "--format", "json", path.name], cwd=path.parent, capture_output=True, timeout=60)
    if done.returncode not in (0, 1):
        return f"polc check left with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}"
    try:
        return [one["code"] for one in json.loads(done.stdout.decode("utf-8"))["findings"]]
    except (ValueError, KeyError) as fault:
        return f"polc check printed no findings: {fault!r}"


def fault_of(polc, path):
    """Returns what is wrong with one file, or nothing."""
    code, kind = path.stem.split("-")
    found = codes_of(polc, path)
    if isinstance(found, str):
        return found
    language = sorted({one for one in found if one[:2] in ("P1", "P2", "P3")})
    if language:
        return f"does not compile cleanly: {', '.join(language)}"
    if kind == "shows" and code not in found:
        return f"{code} was not found, but {', '.join(sorted(set(found))) or 'nothing'}"
    if kind == "near" and code in found:
        return f"{code} was found"
    return ""


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
