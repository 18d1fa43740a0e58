#!/usr/bin/env python3
"""Holds that mistakes planted in a real policy are found, and that the policy as it stands is not accused of them.

    planted.py POLC POLICY MISTAKES

POLICY is a `.pol` file whose `source` lies beside or below it. MISTAKES is a file of blocks divided by lines of `---`; the
first line of a block is `CODE…: what was done`, the lines up to `=>` are replaced by the lines after it. Each block is
applied to a copy of its own, which must then yield at least one of the codes, and more often than the policy itself does.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def findings_of(polc, path):
    done = subprocess.run([polc, "check", "--format", "json", path.name], cwd=path.parent, capture_output=True, timeout=60)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"polc check left with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return Counter(one["code"] for one in json.loads(done.stdout.decode("utf-8"))["findings"])


def blocks_of(text):
    for block in text.split("\n---\n"):
        head, _, change = block.strip("\n").partition("\n")
        codes, _, what = head.partition(":")
        old, _, new = change.partition("\n=>\n")
        yield codes.split(), what.strip(), old.strip("\n"), new.strip("\n")


def check_block(polc, policy, before, block):
    codes, what, old, new = block
    text = policy.read_text("utf-8")
    if text.count(old) != 1:
        return f"{what}: stands {text.count(old)} times in the policy: {old!r}"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / policy.name
        copy.write_text(text.replace(old, new), "utf-8")
        if (policy.parent / "sources").is_dir():
            shutil.copytree(policy.parent / "sources", Path(folder) / "sources")
        found = findings_of(polc, copy)
    if any(found[code] > before[code] for code in codes):
        return ""
    new_codes = sorted(code for code in found if found[code] > before[code])
    return f"{what}: none of {' '.join(codes)} was found, but {' '.join(new_codes) or 'nothing new'}"


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: planted.py POLC POLICY MISTAKES")
    polc = str(Path(sys.argv[1]).resolve())
    policy, mistakes = Path(sys.argv[2]).resolve(), Path(sys.argv[3])
    before = findings_of(polc, policy)
    blocks = list(blocks_of(mistakes.read_text("utf-8")))
    with ThreadPoolExecutor() as pool:
        faults = list(pool.map(lambda block: check_block(polc, policy, before, block), blocks))
    failed = [fault for fault in faults if fault]
    print("\n".join(failed + [f"{len(blocks)} mistakes, {len(failed)} not found"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
