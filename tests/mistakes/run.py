#!/usr/bin/env python3
"""Holds that `polc check` answers each mistake of a drafter with exactly one good finding.

    run.py POLC FOLDER

FOLDER/*.pol are policies with one mistake each. Their first line says what is expected:

    # expect CODE LINE:COLUMN
    # expect CODE LINE:COLUMN suggests "TEXT"

LINE counts from 1 and that comment is line 1; COLUMN counts code points from 1. TEXT occurs in the
message, the help, a fix's title or a fix's replacement, in English or in Chinese. FOLDER/near/*.pol
look like mistakes and are none: they give no finding.

Counted are the findings that say "this is wrong": errors, and warnings of P1 to P3. Findings of the
analysis that ask the drafter something (warnings and notes of P4 and above) do not count here.
"""
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

EXPECT = re.compile(rb'# expect (P\d{4}) (\d+):(\d+)(?: suggests "(.*)")?\s*$')


def check(polc, path, language="en"):
    """Returns the counted findings of one file, or a sentence that says what went wrong."""
    try:
        done = subprocess.run([polc, "check", "--lang", language, "--format", "json", path.name], cwd=path.parent,
                              capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "polc check did not end within 60 seconds"
    if done.returncode not in (0, 1):
        return f"polc check left with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}"
    try:
        findings = json.loads(done.stdout.decode("utf-8"))["findings"]
    except (ValueError, KeyError) as fault:
        return f"polc check printed no findings: {fault!r}"
    return [one for one in findings if one["severity"] == "error" or one["code"][:2] in ("P1", "P2", "P3")]


def place(finding):
    start = (finding.get("range") or {}).get("start") or {}
    return f"{start.get('line')}:{start.get('column')}"


def words(finding):
    """Returns everything a finding says or would write."""
    said = [finding.get("message", ""), finding.get("help") or ""]
    for fix in finding.get("fixes", []):
        said.append(fix.get("title", ""))
        said.extend(edit.get("text", "") for edit in fix.get("edits", []))
    return "\n".join(said)


def says(polc, path, finding, text):
    """Returns whether the finding, which is the only one of the file, says `text` in either language."""
    if text in words(finding):
        return True
    chinese = check(polc, path, "zh")
    return not isinstance(chinese, str) and any(text in words(one) for one in chinese)


def show(finding):
    lines = [f"{finding['code']} {place(finding)}  {finding.get('message', '')}"]
    if finding.get("help"):
        lines.append(f"  help: {finding['help']}")
    for fix in finding.get("fixes", []):
        lines.append(f"  fix: {fix.get('title', '')}: {[edit.get('text') for edit in fix.get('edits', [])]}")
    return lines


def compare_mistake(polc, path):
    """Returns the lines that say how the finding differs from the expected one; none if it does not."""
    header = EXPECT.match(path.read_bytes().split(b"\n", 1)[0])
    if header is None:
        return ["the first line is no `# expect CODE LINE:COLUMN`"]
    code, line, column = (part.decode() for part in header.groups()[:3])
    text = header.group(4).decode("utf-8") if header.group(4) is not None else None
    findings = check(polc, path)
    if isinstance(findings, str):
        return [findings]

    wanted = f"{code} {line}:{column}" + (f" suggests {text!r}" if text is not None else "")
    right = [one for one in findings if one["code"] == code and place(one) == f"{line}:{column}"]
    if len(findings) == 1 and right and (text is None or says(polc, path, right[0], text)):
        return []
    difference = [f"- {wanted}"]
    for one in findings:
        difference.extend(f"+ {said}" for said in show(one))
    if not findings:
        difference.append("+ (no finding)")
    return difference


def compare_near_miss(polc, path):
    findings = check(polc, path)
    if isinstance(findings, str):
        return [findings]
    difference = []
    for one in findings:
        difference.extend(f"+ {said}" for said in show(one))
    return ["- (no finding)"] + difference if difference else []


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: run.py POLC FOLDER")
    polc = str(Path(sys.argv[1]).resolve())
    folder = Path(sys.argv[2])
    jobs = [(path, compare_mistake) for path in sorted(folder.glob("*.pol"))]
    jobs += [(path, compare_near_miss) for path in sorted((folder / "near").glob("*.pol"))]
    if not jobs:
        sys.exit(f"no .pol files in {folder}")
    with ThreadPoolExecutor() as pool:
        differences = list(pool.map(lambda job: job[1](polc, job[0]), jobs))

    failed = 0
    for (path, _), difference in zip(jobs, differences):
        if difference:
            failed += 1
            print(path.relative_to(folder))
            print("\n".join(f"  {line}" for line in difference))
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
