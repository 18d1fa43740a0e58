#!/usr/bin/env python3
"""Holds that what a policy is written like changes no finding: order, files, names, language of the keywords.

    run.py POLC ROOT [PART...]

Every policy of policies/ and examples/ and every example of a finding is written otherwise in the ways of transforms.py and
checked again. The same codes must come back, in the same articles, about the same awards and names, with the same
witnesses, once names are put back. The seed is fixed; POLC_SEED changes it. With PART only files whose path has it.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "policies")]
import transforms  # noqa: E402
from words import Keywords  # noqa: E402

# Findings that speak of names as words of a language: opaque names say nothing of levels, first times or synonyms.
ABOUT_WORDS = re.compile(r"P4204|P44|P45|P46|P47|P5|P6")
MARKED = re.compile(r"`([^`]*)`")


def findings_of(polc, files, main):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        beside = [one for one in files if one.endswith("-with.pol")]
        done = subprocess.run([polc, "check", "--lang", "en", "--format", "json", main, *beside], cwd=folder, capture_output=True, timeout=120)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"polc check left with {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return json.loads(done.stdout.decode("utf-8"))["findings"]


def put_back(value, names):
    """Returns a value of JSON with the names a table gives, keys of objects included."""
    if isinstance(value, dict):
        return {names.get(key, key): put_back(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [put_back(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def words_of(finding, names, how):
    """Returns the message with its names put back ("message"), without what it quotes from the policy ("sentence"), or the
    names it marks and the awards, sorted, whatever the order of its sentence ("names")."""
    if how == "names":
        return tuple(sorted(set(finding["awards"]) | set(MARKED.findall(finding["message"]))))
    message = finding["message"] if how == "message" else MARKED.sub("``", finding["message"])
    for name, old in names.items():
        message = message.replace(name, old)
    return message, tuple(names.get(one, one) for one in finding["awards"])


def signature(finding, names, how):
    """Returns what must stay: code, article, words, and the witness whatever the order of its claims."""
    witness = (finding.get("witness") or {}).get("case") or {}
    witness = put_back(witness, names)
    claims = sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in witness.pop("claims", []))
    # A finding about several places stands at one of them: the later, or the first of a list.
    article = finding["article"] if len(finding["awards"]) < 2 and not finding["related"] else ""
    return (finding["code"], article, words_of(finding, names, how), json.dumps(witness, ensure_ascii=False, sort_keys=True), tuple(claims))


def compare(before, after, names, how, keep):
    old = Counter(signature(one, {}, how) for one in before if keep(one["code"]))
    new = Counter(signature(one, names, how) for one in after if keep(one["code"]))
    faults = [f"  gone: {' | '.join(map(str, one))}" for one in sorted((old - new).elements())]
    return faults + [f"  new:  {' | '.join(map(str, one))}" for one in sorted((new - old).elements())]


def read_policy(path):
    """Returns the texts a policy needs, by name: documents below its folder, and the policy it is checked with."""
    folder = path.parent
    files = {str(one.relative_to(folder)): one.read_text("utf-8") for one in sorted(folder.rglob("*.txt"))}
    for name in (path.name, path.stem + "-with.pol"):
        if (folder / name).is_file():
            files[name] = (folder / name).read_text("utf-8")
    for used in re.findall(r'^\s*(?:use|引入)\s+"([^"]+)"', files[path.name], re.MULTILINE):
        files[used] = (folder / used).read_text("utf-8")
    return files


def formatter_of(polc):
    """Returns what writes a policy with the keywords of a language, where the program can."""
    if not re.search(r"^\s+fmt\b", subprocess.run([polc, "--help"], capture_output=True, timeout=60).stdout.decode(), re.MULTILINE):
        return None

    def translate(files, language):
        result = dict(files)
        for name in (one for one in files if one.endswith(".pol")):
            done = subprocess.run([polc, "fmt", "--keywords", language, "-"], input=files[name].encode(), capture_output=True, timeout=60)
            if done.returncode != 0:
                raise RuntimeError(f"polc fmt left with {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
            result[name] = done.stdout.decode("utf-8")
        return result

    return translate


def variants(files, main, keywords, translate, seed):
    """Yields (what was done, files, table of names back, what stays of the words, which codes stay)."""
    anything = lambda code: True
    yield "shuffled", transforms.shuffled(files, main, seed, keywords), {}, "names", anything
    yield "in two files", transforms.in_two_files(files, main, seed + 1, keywords), {}, "names", anything
    # A file of declarations alone may serve other policies: what this one does not use of it is not reported (P4601).
    yield "in three files", transforms.in_three_files(files, main, seed + 2, keywords), {}, "names", lambda code: code != "P4601"
    marked, names = transforms.renamed(files, lambda number, old: old + "甲", keywords, mark="甲")
    yield "names with a mark", marked, names, "sentence", anything
    opaque, names = transforms.renamed(files, lambda number, old: f"名{chr(0x4E00 + number)}", keywords)
    yield "opaque names", opaque, names, "message", lambda code: not ABOUT_WORDS.match(code)
    for language in ("en", "zh") if translate else ():
        yield f"{language} keywords of fmt", translate(files, language), {}, "sentence", anything
    yield "other keywords", transforms.with_other_keywords(files, keywords), {}, "sentence", anything


def check_policy(polc, root, path, keywords, translate, seed):
    files = read_policy(path)
    before = findings_of(polc, files, path.name)
    faults, num = [], 0
    for what, changed, names, how, keep in variants(files, path.name, keywords, translate, seed):
        if changed == files:
            continue
        num += 1
        wrong = compare(before, findings_of(polc, changed, path.name), names, how, keep)
        if wrong:
            faults.append("\n".join([f"{path.relative_to(root)}: {what}"] + wrong))
            if os.environ.get("POLC_KEEP"):
                for name, text in changed.items():
                    kept = Path(os.environ["POLC_KEEP"], path.stem, what.replace(" ", "-"), name)
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    kept.write_text(text, "utf-8")
    return num, faults


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: run.py POLC ROOT [PART...]")
    polc, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    seed = int(os.environ.get("POLC_SEED", "20220301"))
    keywords, translate = Keywords(root), formatter_of(polc)
    paths = sorted([*root.glob("policies/*/*.pol"), *root.glob("examples/*.pol"), *root.glob("tests/findings*/P????-*.pol")])
    paths = [one for one in paths if not one.name.endswith("-with.pol") and all(part in str(one) for part in sys.argv[3:])]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: check_policy(polc, root, path, keywords, translate, seed), paths))
    faults = [one for _, wrong in results for one in wrong]
    print("\n".join(faults + [f"seed {seed}: {len(paths)} policies written otherwise in {sum(num for num, _ in results)} ways: "
                              f"{len(faults)} change what is found"]))
    return 1 if faults or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
