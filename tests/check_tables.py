#!/usr/bin/env python3
"""Holds that what is written twice is written alike: tables of codes, pages, goldens, the version.

    check_tables.py [ROOT]

- Every row of base/diagnostics*.def has a page docs/findings/CODE.md in English and Chinese, and a golden:
  a .pol file below tests/ whose first line is `# expect CODE …`.
- Every row of runtime/cases/case_errors.def has such a page.
- Every page has a row, and its title is `# CODE name`. Links between pages lead somewhere.
- Texts of both languages take the same arguments; Chinese ones have full-width punctuation.
- base/version.h says the version of CMakeLists.txt, and CHANGELOG.md has an entry for it.
"""
import re
import sys
from pathlib import Path

TEXT = r'"((?:[^"\\]|\\.)*)"'
FINDING = re.compile(rf"^POLC_DIAGNOSTIC\((\w+),\s*{TEXT},\s*(\w+),\s*{TEXT},\s*{TEXT}\)", re.MULTILINE)
CASE_ERROR = re.compile(rf"^POLC_CASE_ERROR\((\w+),\s*{TEXT},\s*{TEXT},\s*{TEXT}\)", re.MULTILINE)
EXPECT = re.compile(rb"# expect ((?:[PE]\d{4}[ ,]*)+)")
ARGUMENT = re.compile(r"\{(\d+)[^}]*\}")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff\u201d][,:;?!]|[,;?!][\u4e00-\u9fff\u201c]")

# Findings that no golden can show, and why.
WITHOUT_GOLDEN = {"P1013": "needs a file of 256 MiB"}


def rows_of(text, pattern):
    """Returns {code: (name, english, chinese)}; the severity of findings is left out."""
    return {row[0]: (row[1], row[-2], row[-1]) for row in pattern.findall(text)}


def goldens_of(root):
    names = {path.name for path in (root / "tests").rglob("*.pol")}
    found = {name[:5] for name in names if name[5:] == "-shows.pol" and f"{name[:5]}-near.pol" in names}
    for path in (root / "tests").rglob("*.pol"):
        with path.open("rb") as file:
            for codes in EXPECT.findall(file.readline()):
                found.update(re.findall(r"[PE]\d{4}", codes.decode()))
    return found


def faults_of_page(path, code, name):
    text = path.read_text("utf-8")
    english, split, chinese = text.partition("\n## 中文\n")
    if not text.startswith(f"# {code} {name}\n"):
        yield f"its first line is not `# {code} {name}`"
    if not split:
        yield "there is no Chinese part (## 中文)"
    if "\n## How to fix\n" not in english or "\n### 怎么改\n" not in chinese:
        yield "it does not say how to fix the mistake, in both languages"
    for link in re.findall(r"\]\(([^)#:]+\.md)[^)]*\)", text):
        if not (path.parent / link).is_file():
            yield f"its link to {link} leads nowhere"


def faults_of_texts(name, english, chinese):
    if set(ARGUMENT.findall(english)) != set(ARGUMENT.findall(chinese)):
        yield "the English and the Chinese text take different arguments"
    if HALF_WIDTH.search(chinese):
        yield f"the Chinese text has half-width punctuation: {chinese}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        yield f"`{name}` is not a name in kebab case"


def faults_of_version(root):
    header = re.search(r'kVersion = "([^"]+)"', (root / "base/version.h").read_text("utf-8"))
    build = re.search(r"project\(polc VERSION ([\d.]+)", (root / "CMakeLists.txt").read_text("utf-8"))
    if not header or not build or header.group(1) != build.group(1):
        yield "base/version.h and CMakeLists.txt say different versions"
    elif f"## {build.group(1)}" not in (root / "CHANGELOG.md").read_text("utf-8"):
        yield f"CHANGELOG.md has no entry for {build.group(1)}"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    tables = [path.read_text("utf-8") for path in sorted((root / "base").glob("diagnostics*.def"))]
    findings = rows_of("\n".join(tables), FINDING)
    case_errors = rows_of((root / "runtime/cases/case_errors.def").read_text("utf-8"), CASE_ERROR)
    faults = list(faults_of_version(root))
    goldens = goldens_of(root)
    pages = {path.stem: path for path in sorted((root / "docs/findings").glob("[EP][0-9]*.md"))}
    for code, (name, english, chinese) in {**findings, **case_errors}.items():
        faults += [f"{code}: {fault}" for fault in faults_of_texts(name, english, chinese)]
        if code not in pages:
            faults.append(f"{code}: there is no page docs/findings/{code}.md")
        else:
            faults += [f"docs/findings/{code}.md: {fault}" for fault in faults_of_page(pages[code], code, name)]
        if code in findings and code not in goldens and code not in WITHOUT_GOLDEN:
            faults.append(f"{code}: nothing below tests/ shows it (`# expect {code} …`, or {code}-shows.pol and {code}-near.pol)")
    faults += [f"docs/findings/{code}.md: no table has a row {code}" for code in pages
               if code not in findings and code not in case_errors]
    print("\n".join(faults) if faults else f"{len(findings)} findings and {len(case_errors)} case errors are in step")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
