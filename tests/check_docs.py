#!/usr/bin/env python3
"""Holds that what the documentation shows is true of the compiler.

    check_docs.py POLC [ROOT]

- Every block marked ```pol in docs/**/*.md and README.md is a complete policy without errors, and its
  tests pass. Blocks marked `pol fragment` are parts of a policy and are skipped.
- A block marked `pol en` is followed by a block marked `pol zh` that means the same: with English
  keywords both are the same text, white space and the marks of strings and names aside.
- docs/tutorial*.md say what happens: followed in order, each `$ polc …` of a ```console block prints
  the lines below it (`…` stands for any text). The ```pol block is pilots.pol, the ```json block is
  case.json, and a comment `<!-- edit FILE: OLD -> NEW -->` is what the reader is asked to change.
- docs/language/keywords.md holds exactly the rows of grammar/keywords.def, in the same order.
- examples/*.pol check without errors, their tests pass, and examples/README.md names each.

ROOT is the root of the repository; by default, the folder above this file.
"""
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FENCE = re.compile(r"^(```+)\s*pol\b([^\n]*)\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^```(pol|json|console)\n(.*?)^```$|^<!-- edit (\S+): (.*?) -> (.*?) -->$", re.MULTILINE | re.DOTALL)
KEYWORD = re.compile(r'^POLC_KEYWORD\(\w+,\s*"([^"]*)",\s*"([^"]*)",\s*\w+,\s*(\w+)\)', re.MULTILINE)


class Block:
    def __init__(self, page, line, marks, text):
        self.page, self.line, self.marks, self.text = page, line, marks.split(), text

    @property
    def place(self):
        return f"{self.page}:{self.line}"


def blocks_of(root):
    pages = sorted((root / "docs").rglob("*.md")) + [root / "README.md"]
    for page in pages:
        if page.is_file():
            text = page.read_text("utf-8")
            for found in FENCE.finditer(text):
                line = text.count("\n", 0, found.start()) + 2
                yield Block(page.relative_to(root), line, found.group(2), found.group(3))


def run(polc, *arguments, stdin=None):
    done = subprocess.run([polc, *map(str, arguments)], input=stdin, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def faults_of_policy(polc, path, offset=0):
    """Returns what is wrong with a policy that should check and pass its tests; lines are shifted by `offset`."""
    code, out, err = run(polc, "check", "--format", "json", path)
    try:
        findings = json.loads(out)["findings"]
    except (ValueError, KeyError):
        return [f"polc check left with {code}: {err.strip()}"]
    faults = []
    for one in findings:
        if one["severity"] == "error":
            start = (one.get("range") or {}).get("start") or {}
            faults.append(f"{start.get('line', 0) + offset}:{start.get('column', 0)}: {one['code']} {one['message']}")
    if not faults and re.search(r"^\s*(test|算例)\b", path.read_text("utf-8"), re.MULTILINE):
        code, out, err = run(polc, "test", path)
        if code != 0:
            faults.append(f"polc test left with {code}:\n{(out + err).strip()}")
    return faults


def normalised(polc, text):
    """Returns the policy with English keywords, with white space and the kinds of quotation marks and brackets removed."""
    code, out, err = run(polc, "fmt", "--keywords", "en", "-", stdin=text.encode("utf-8"))
    if code != 0:
        return f"polc fmt left with {code}: {err.strip()}"
    marks = re.sub(r"[“”「」]", '"', out).replace("【", "[").replace("】", "]")
    return re.sub(r"\s+", " ", marks).strip()


def first_difference(left, right):
    at = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    return f"en: …{left[max(0, at - 30):at + 30]}…\n    zh: …{right[max(0, at - 30):at + 30]}…"


def check_blocks(polc, root):
    blocks = [one for one in blocks_of(root) if "fragment" not in one.marks]
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, block in enumerate(blocks):
            path = Path(folder) / f"block-{number:03}.pol"
            path.write_text(block.text, "utf-8")
            paths.append(path)
        with ThreadPoolExecutor() as pool:
            found = list(pool.map(lambda pair: faults_of_policy(polc, pair[0], pair[1].line - 1), zip(paths, blocks)))
    for block, wrong in zip(blocks, found):
        faults += [f"{block.page}:{one}" for one in wrong]

    has_formatter = re.search(r"^\s+fmt\b", run(polc, "--help")[1], re.MULTILINE) is not None
    pairs = 0
    for number, block in enumerate(blocks):
        if "zh" in block.marks and (number == 0 or "en" not in blocks[number - 1].marks):
            faults.append(f"{block.place}: a `pol zh` block without its `pol en` block")
        if "en" not in block.marks:
            continue
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if after is None or "zh" not in after.marks or after.page != block.page:
            faults.append(f"{block.place}: a `pol en` block without its `pol zh` block")
            continue
        pairs += 1
        if not has_formatter:
            continue
        english, chinese = normalised(polc, block.text), normalised(polc, after.text)
        if english != chinese:
            faults.append(f"{block.place}: the pair does not mean the same\n    {first_difference(english, chinese)}")
    return faults, f"{len(blocks)} blocks, {pairs} pairs" + ("" if has_formatter else " (not compared: no `polc fmt`)")


def prints_as_shown(polc, folder, console):
    """Returns what differs between the commands of a console block and their output."""
    faults = []
    for command, shown in re.findall(r"^\$ polc ([^\n]*)\n((?:(?!\$ ).*\n)*)", console, re.MULTILINE):
        done = subprocess.run([polc, *command.split()], cwd=folder, capture_output=True, timeout=60)
        printed = (done.stdout + done.stderr).decode("utf-8", "replace")
        pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
        if re.fullmatch(pattern, printed.strip(), re.DOTALL) is None:
            faults.append(f"polc {command} printed:\n{printed.strip()}")
    return faults


def check_tutorials(polc, root):
    faults, pages = [], sorted((root / "docs").glob("tutorial*.md"))
    files = {"pol": "pilots.pol", "json": "case.json"}
    for page in pages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for kind, body, file, old, new in STEP.findall(page.read_text("utf-8")):
                wrong = []
                if kind == "console":
                    wrong = prints_as_shown(polc, folder, body)
                elif kind:
                    (folder / files[kind]).write_text(body, "utf-8")
                else:
                    before = (folder / file).read_text("utf-8")
                    wrong = [] if old in before else [f"{file} does not have `{old}`"]
                    (folder / file).write_text(before.replace(old, new), "utf-8")
                faults += [f"{page.relative_to(root)}: {one}" for one in wrong]
    return faults, f"{len(pages)} tutorials"


def check_keywords(root):
    table = root / "grammar" / "keywords.def"
    page = root / "docs" / "language" / "keywords.md"
    wanted = [(english, " · ".join(chinese.split()), standing.lower())
              for english, chinese, standing in KEYWORD.findall(table.read_text("utf-8"))]
    shown = []
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if len(cells) == 3 and cells[2] in ("statement", "joint", "free"):
            shown.append((cells[0].strip("`"), cells[1], cells[2]))
    faults = [f"{page.relative_to(root)}: lacks the row {row}" for row in wanted if row not in shown]
    faults += [f"{page.relative_to(root)}: has a row that is not in the table: {row}" for row in shown if row not in wanted]
    if not faults and shown != wanted:
        faults.append(f"{page.relative_to(root)}: the rows are not in the order of the table, or one is doubled")
    return faults, f"{len(shown)} keywords"


def check_examples(polc, root):
    folder = root / "examples"
    listed = (folder / "README.md").read_text("utf-8")
    faults, paths = [], sorted(folder.glob("*.pol"))
    for path in paths:
        faults += [f"examples/{path.name}:{one}" for one in faults_of_policy(polc, path)]
        if path.name not in listed:
            faults.append(f"examples/README.md: does not name {path.name}")
    for name in re.findall(r"\]\(([\w.-]+\.pol)\)", listed):
        if not (folder / name).is_file():
            faults.append(f"examples/README.md: names {name}, which does not exist")
    return faults, f"{len(paths)} examples"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: check_docs.py POLC [ROOT]")
    polc = str(Path(sys.argv[1]).resolve())
    root = Path(sys.argv[2] if len(sys.argv) == 3 else Path(__file__).parent.parent).resolve()
    faults, counts = [], []
    for found, count in (check_blocks(polc, root), check_tutorials(polc, root), check_keywords(root), check_examples(polc, root)):
        faults += found
        counts.append(count)
    for fault in faults:
        print(fault)
    print(f"{', '.join(counts)}: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
