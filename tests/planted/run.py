#!/usr/bin/env python3
"""Holds that mistakes planted in a real policy are found, and that the cases shown for them show them.

    run.py POLC POLICY MISTAKES

POLICY is a `.pol` file whose `source` lies below its folder. MISTAKES is a file of blocks divided by lines of `---`. A
block begins with `CODE…: what was done`; then lines to replace in the policy, `=>`, and the lines they are replaced by.
More parts may follow, each under a line of its own:

    == policy                    another replacement in the policy
    == source                    a replacement in the document
    == with NAME                 a second policy, checked together with the first; the lines are its text
    == shows TERM…               what `polc eval` must make of the case that `--witness-dir` writes for the finding
    == shows with TERM…          the same for the second case of the finding, of the other policy or of what is compared
    == names TEXT                what the finding must name, in its message or at a place beside its own

Each block is applied to a copy of its own, which must then yield at least one of the codes, and more often than the policy
itself does. TERMs, all of which must hold of one case and its decision: `error CODE` with amounts it names; `AWARD=AMOUNT`
a grant entitled to it, `AWARD=-` one that is denied; `total=AMOUNT`; `FACT=VALUE` of the claim. Money is in yuan.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WITNESSES = "witnesses"


class Block:
    """One mistake: what to look for, what to change, and what its case must show."""

    def __init__(self, text):
        head, _, rest = text.strip("\n").partition("\n")
        codes, _, self.what = head.partition(": ")
        self.codes = codes.split()
        self.changes, self.second, self.shows, self.names = [], None, [], []
        first, *parts = re.split(r"^== (.*)$", rest, flags=re.MULTILINE)
        self.add_change("policy", first)
        for title, body in zip(parts[::2], parts[1::2]):
            if title in ("policy", "source"):
                self.add_change(title, body)
            elif title.startswith("with "):
                self.second = (title.split()[1], body.strip("\n") + "\n")
            elif title.startswith("shows with "):
                self.shows.append(("-with.json", title.removeprefix("shows with ").split()))
            elif title.startswith("names "):
                self.names.append(title.removeprefix("names "))
            elif title.startswith("shows "):
                self.shows.append((".json", title.removeprefix("shows ").split()))
            else:
                raise SystemExit(f"{self.what}: no part is called {title!r}")

    def add_change(self, where, body):
        old, arrow, new = body.partition("\n=>\n") if "\n=>\n" in body else (body, "", "")
        if arrow:
            self.changes.append((where, old.strip("\n"), new.strip("\n")))

    def write(self, policy, folder):
        """Writes the changed copy and returns the policies to check, or says why the change does not fit."""
        source = next(policy.parent.glob("sources/*.txt"))
        texts = {"policy": policy.read_text("utf-8"), "source": source.read_text("utf-8")}
        for where, old, new in self.changes:
            if texts[where].count(old) != 1:
                return f"stands {texts[where].count(old)} times in the {where}: {old!r}"
            texts[where] = texts[where].replace(old, new)
        shutil.copytree(policy.parent / "sources", folder / "sources")
        (folder / policy.name).write_text(texts["policy"], "utf-8")
        (folder / "sources" / source.name).write_text(texts["source"], "utf-8")
        if self.second:
            (folder / self.second[0]).write_text(self.second[1], "utf-8")
        return [policy.name] + ([self.second[0]] if self.second else [])


def run(polc, folder, *arguments):
    done = subprocess.run([polc, *arguments], cwd=folder, capture_output=True, timeout=60)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"polc {arguments[0]} left with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return json.loads(done.stdout.decode("utf-8"))


def findings_of(polc, folder, policies):
    return run(polc, folder, "check", "--format", "json", "--witness-dir", WITNESSES, *policies)["findings"]


def amounts_in(text):
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def holds(terms, case, decision):
    """Returns whether a case and its decision show what the terms say."""
    if terms[0] == "error":
        errors = [one for one in decision.get("errors", []) if one["code"] == terms[1]]
        return any(set(terms[2:]) <= amounts_in(one["message"]) for one in errors)
    grants = {grant["award"]: grant for claim in decision.get("claims", []) for grant in claim["grants"]}
    facts = {name: value for claim in case["claims"] for name, value in claim.items()}
    for name, _, wanted in (term.partition("=") for term in terms):
        if name == "total":
            if str(decision["total"]["min"]) != wanted:
                return False
        elif name in facts:
            if json.dumps(facts[name], ensure_ascii=False).strip('"') != wanted:
                return False
        elif name not in grants:
            return False
        elif wanted == "-":
            if grants[name]["outcome"] != "denied":
                return False
        elif str(grants[name]["entitled"]["min"]) != wanted:
            return False
    return True


def fault_of_witnesses(polc, folder, block, findings):
    """Returns why no case that was written for the codes of the block shows what it should, or nothing."""
    for end, terms in block.shows:
        tried = []
        policies = {json.dumps(one["witness"]["case"], sort_keys=True): one["witness"]["policy"] for one in findings if "witness" in one}
        policies |= {json.dumps(other["case"], sort_keys=True): other["policy"] for one in findings if "witness" in one
                     for other in one["witness"].get("with", [])}
        for code in block.codes:
            for path in sorted((folder / WITNESSES).glob(f"{code}-*{end}")):
                if end == ".json" and path.name.endswith("-with.json"):
                    continue
                case = json.loads(path.read_text("utf-8"))
                policy = policies[json.dumps(case, sort_keys=True)]
                decision = run(polc, folder, "eval", "--format", "json", policy, str(path.relative_to(folder)))
                if holds(terms, case, decision):
                    break
                tried.append(f"{path.name}: {json.dumps(decision.get('errors') or decision['claims'], ensure_ascii=False)[:600]}")
            else:
                continue
            break
        else:
            return f"no case shows {' '.join(terms)}: " + ("; ".join(tried) or "none was written")
    return ""


def lines_beside(folder, finding):
    """Returns the lines of the places beside a finding."""
    for one in finding["related"]:
        if one["file"]:
            yield (folder / one["file"]).read_text("utf-8").splitlines()[one["range"]["start"]["line"] - 1]


def fault_of_names(folder, block, findings):
    of_block = [one for one in findings if one["code"] in block.codes]
    for name in block.names:
        if not any(name in one["message"] or any(name in line for line in lines_beside(folder, one)) for one in of_block):
            return f"no finding names {name!r}: " + "; ".join(one["message"] for one in of_block)
    return ""


def check_block(polc, policy, before, block):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        policies = block.write(policy, folder)
        if isinstance(policies, str):
            return f"{block.what}: {policies}"
        findings = findings_of(polc, folder, policies)
        found = Counter(one["code"] for one in findings)
        is_found = [code for code in block.codes if found[code] > before[code]]
        if not is_found:
            new_codes = sorted(code for code in found if found[code] > before[code])
            return f"{block.what}: none of {' '.join(block.codes)} was found, but {' '.join(new_codes) or 'nothing new'}"
        fault = fault_of_witnesses(polc, folder, block, findings) or fault_of_names(folder, block, findings)
    return f"{block.what}: {fault}" if fault else ""


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: run.py POLC POLICY MISTAKES")
    polc = str(Path(sys.argv[1]).resolve())
    policy = Path(sys.argv[2]).resolve()
    blocks = [Block(text) for text in Path(sys.argv[3]).read_text("utf-8").split("\n---\n")]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(policy.parent, folder, dirs_exist_ok=True)
        before = Counter(one["code"] for one in findings_of(polc, folder, [policy.name]))
    with ThreadPoolExecutor(2) as pool:
        faults = list(pool.map(lambda block: check_block(polc, policy, before, block), blocks))
    failed = [fault for fault in faults if fault]
    shown = sum(1 for block in blocks if block.shows)
    print("\n".join(failed + [f"{len(blocks)} mistakes, {shown} with a case that shows it: {len(failed)} faults"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
