#!/usr/bin/env python3
"""Holds that the pages of docs/findings/ show what polc really says.

    check_pages.py POLC [ROOT] [--update]

In a page, the first ```pol fragment``` of each language is a policy with the mistake; the next plain block is the
message polc gives for it. A block under a line that ends in "`NAME`:" is a file of that name beside it, a document or
a further policy. In the pages of case errors a ```json``` block is a case for tests/cli/pages.pol, a ```csv``` block a
table of cases for it, beside `history.csv` where there is one, and the block after it is its error. Pages whose mistake cannot be printed take it from a golden below tests/, or from a file of the size they
name. `--update` writes the messages polc gives into the pages, to be read in the diff.
"""
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# One block of a page: the line before it, its marks and its text.
BLOCK = re.compile(r"(?:^([^\n`]*`[^\n]*)\n\n)?^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([\w.-]+\.\w+)`[:：]$")
SPLIT = "\n## 中文\n"
FIRST_NAME = "policy.pol"

# Findings about the size of a file alone: a file of so many zero bytes, on no disk, shows them.
SIZES = {"P1013": 300_000_000}


def run(polc, folder, *arguments):
    done = subprocess.run([polc, *arguments], cwd=folder, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def golden_of(root, code):
    for path in sorted((root / "tests").rglob("*.pol")):
        with path.open("rb") as file:
            if file.readline().startswith(f"# expect {code} ".encode()):
                return path
    return None


def findings_of(polc, language, files, code):
    """Returns the lines polc gives for `code` when the policies among `files`, contents or sizes by name, are checked."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            with (Path(folder) / name).open("wb") as file:
                file.truncate(content) if isinstance(content, int) else file.write(content)
        policies = [name for name in files if name.endswith(".pol")]
        out, err = run(polc, folder, "check", "--lang", language, "--format", "compact", *policies)
    lines = [line for line in out.splitlines() if f"[{code}]" in line]
    return "\n".join(lines) if lines else f"(polc gave no {code}: {(out + err).strip()})"


def case_error_of(polc, root, language, case, code):
    out, err = run(polc, root / "tests/cli", "eval", "--lang", language, "--format", "json", "pages.pol", "--case", case)
    try:
        result = json.loads(out)
        errors = (result[0] if isinstance(result, list) else result).get("errors", [])
    except ValueError:
        return f"(polc gave no result: {(out + err).strip()})"
    lines = [f"{one['code']} {one['path']}: {one['message']}" for one in errors if one["code"] == code]
    return "\n".join(lines) if lines else f"(polc gave no {code}: {errors})"


def table_error_of(polc, root, language, tables, code):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pages.pol").write_bytes((root / "tests/cli/pages.pol").read_bytes())
        for name, content in tables.items():
            (Path(folder) / name).write_bytes(content)
        history = ["--history", "history.csv"] if "history.csv" in tables else []
        out, err = run(polc, folder, "eval", "--lang", language, "pages.pol", "cases.csv", *history)
    lines = [line for line in err.splitlines() if f": {code}" in line]
    return "\n".join(lines) if lines else f"(polc gave no {code}: {(out + err).strip()})"


class Shown:
    """What one half of a page shows: the files, the case or the tables with the mistake, and the block of the message."""

    def __init__(self, half):
        self.files, self.tables, self.case, self.message = {}, {}, None, None
        for block in BLOCK.finditer(half):
            named = NAMED.search(block.group(1) or "")
            marks, text = block.group(2), block.group(3)
            if marks == "csv":
                self.tables[named.group(1) if named else "cases.csv"] = text.encode()
            elif named:
                self.files[named.group(1)] = text.encode()
            elif marks == "json":
                self.case = text
            elif marks == "pol fragment" and not self.files:
                self.files[FIRST_NAME] = text.encode()
            elif not marks:
                self.message = block.span(3)
                return


def message_for(polc, root, language, code, shown):
    """Returns the message polc gives for what is shown, or nothing where the page shows nothing that can be run."""
    if shown.case is not None:
        return case_error_of(polc, root, language, shown.case, code)
    if shown.tables:
        return table_error_of(polc, root, language, shown.tables, code)
    if shown.files:
        return findings_of(polc, language, shown.files, code)
    if code in SIZES:
        return findings_of(polc, language, {FIRST_NAME: SIZES[code]}, code)
    golden = golden_of(root, code)
    if golden is None:
        return f"(polc gave no {code}: no example in the page and no golden)"
    return findings_of(polc, language, {FIRST_NAME: golden.read_bytes().split(b"\n", 1)[1]}, code)


def check_half(polc, root, language, code, half):
    """Returns the half of a page with the message polc gives, and what is wrong where polc gives none."""
    shown = Shown(half)
    if shown.message is None:
        return half, []
    message = message_for(polc, root, language, code, shown)
    if message.startswith("(polc gave no"):
        return half, [message]
    begin, end = shown.message
    return half[:begin] + message + "\n" + half[end:], []


def check_page(polc, root, path):
    text = path.read_text("utf-8")
    english, split, chinese = text.partition(SPLIT)
    english, faults = check_half(polc, root, "en", path.stem, english)
    chinese, more = check_half(polc, root, "zh", path.stem, chinese)
    return path, text, english + split + chinese, faults + more


def difference(page, told):
    return "\n".join(f"    page: {old}\n    polc: {new}" for old, new in zip(page.splitlines(), told.splitlines())
                     if old != new)


def main():
    arguments = [one for one in sys.argv[1:] if one != "--update"]
    polc = str(Path(arguments[0]).resolve())
    root = Path(arguments[1] if len(arguments) > 1 else Path(__file__).resolve().parent.parent.parent).resolve()
    pages = sorted((root / "docs/findings").glob("[EP][0-9]*.md"))
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: check_page(polc, root, path), pages))
    wrong = [one for one in results if one[1] != one[2] or one[3]]
    for path, page, told, faults in wrong:
        if "--update" in sys.argv:
            path.write_text(told, "utf-8")
        print("\n".join([str(path.relative_to(root)), difference(page, told)] + faults))
    print(f"{len(pages) - len(wrong)} of {len(pages)} pages show what polc says")
    has_faults = any(faults for _, _, _, faults in wrong)
    return 1 if has_faults or (wrong and "--update" not in sys.argv) else 0


if __name__ == "__main__":
    sys.exit(main())
