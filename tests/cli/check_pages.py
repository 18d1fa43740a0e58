#!/usr/bin/env python3
"""Holds that the pages of docs/findings/ show what polc really says.

    check_pages.py POLC [ROOT] [--update]

In a page, the first ```pol fragment``` of each language is a policy with the mistake; the plain block after it is
the message polc gives for it. In the pages of case errors a ```json``` block is a case for
tests/cli/pages.pol, and the block after it is its error. Pages whose mistake cannot be printed take it
from a golden below tests/. `--update` writes the messages polc gives into the pages, to be read in the diff.
"""
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# The block that shows the mistake, if any, and the block of the message, in the half of one language.
SHOWN = re.compile(r"(?:```(pol fragment|json)\n(.*?)```\n+)?```\n(.*?)```", re.DOTALL)
SPLIT = "\n## 中文\n"

# Findings whose example cannot be shown or made in a test of a second.
SKIPPED = {
    "P1013",  # needs a file of 256 MiB
    "P4504", "P4612", "P5103", "P5104",  # need the source document, shown as a second block; see tests/findings-text
}


def run(polc, folder, *arguments):
    done = subprocess.run([polc, *arguments], cwd=folder, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def golden_of(root, code):
    for path in sorted((root / "tests").rglob("*.pol")):
        with path.open("rb") as file:
            if file.readline().startswith(f"# expect {code} ".encode()):
                return path
    return None


def findings_of(polc, language, name, content, code):
    """Returns the lines polc gives for `code`."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        out, err = run(polc, folder, "check", "--lang", language, "--format", "compact", name)
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


def message_for(polc, root, language, code, kind, example):
    if kind == "json":
        return case_error_of(polc, root, language, example, code)
    if kind:
        return findings_of(polc, language, "policy.pol", example.encode(), code)
    golden = golden_of(root, code)
    if golden is None:
        return None
    return findings_of(polc, language, "policy.pol", golden.read_bytes().split(b"\n", 1)[1], code)


def check_half(polc, root, language, code, half):
    """Returns the half of a page with the message polc gives, and what is wrong where polc gives none."""
    shown = SHOWN.search(half)
    if not shown:
        return half, []
    message = message_for(polc, root, language, code, shown.group(1), shown.group(2))
    if message is None:
        return half, []
    if message.startswith("(polc gave no"):
        return half, [message]
    return half[:shown.start(3)] + message + "\n" + half[shown.end(3):], []


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
    pages = [path for path in sorted((root / "docs/findings").glob("[EP][0-9]*.md")) if path.stem not in SKIPPED]
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
