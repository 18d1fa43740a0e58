#!/usr/bin/env python3
"""Order never matters: shuffles the articles of every policy and splits it over files; its tests must still pass.

    shuffle.py POLC POLICIES

An article moves with everything below it, since it addresses what follows. Claims, applicants, samples and tests
move freely. The seed is fixed; POLC_SEED changes it.
"""
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Statements that begin at the left margin; what is indented belongs to the one before.
START = re.compile(r"^[^\s#]", re.MULTILINE)
HEAD = re.compile(r"^(article|section|第|条|章)")
SECTION = re.compile(r"^(section|章)")
ALLOW = re.compile(r"^(allow|放行)")
POLICY = re.compile(r"^(policy|政策|use|引入)")


def blocks_of(text):
    """Cuts a policy at its left-margin statements; an `allow` stays in front of the statement it answers for."""
    starts = [match.start() for match in START.finditer(text)]
    blocks, held = [], ""
    for begin, end in zip(starts, starts[1:] + [len(text)]):
        block = text[begin:end].rstrip() + "\n"
        if ALLOW.match(block) and end < len(text):
            held += block
        else:
            blocks.append(held + block)
            held = ""
    return blocks


def shuffled(text, chance):
    """Returns (head, movable blocks in a new order): sections whole, and within them their articles."""
    head, free, sections = [], [], [[]]
    in_article = False
    for block in blocks_of(text):
        statement = re.sub(r"\A(?:(?:allow|放行).*\n)+(?=.)", "", block)
        if POLICY.match(statement):
            head.append(block)
        elif SECTION.match(statement):
            sections.append([block])
            in_article = True
        elif HEAD.match(statement):
            sections[-1].append(block)
            in_article = True
        elif in_article and not re.match(r"^(applicant|申请人|sample|样例|test|算例|claim|事项)", statement):
            sections[-1][-1] += block
        else:
            free.append(block)
    chance.shuffle(free)
    if all(not section or not SECTION.match(section[0]) for section in sections[1:]):
        sections = [sum(sections, [])]
    for section in sections:
        first = section[:1] if section and SECTION.match(section[0]) else []
        rest = section[len(first):]
        chance.shuffle(rest)
        section[:] = first + rest
    without, titled = sections[0], sections[1:]
    chance.shuffle(titled)
    return head, free, sum([without] + titled, [])


def run(polc, folder, name):
    result = subprocess.run([polc, "test", name], cwd=folder, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def main():
    polc, root = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    seed = int(os.environ.get("POLC_SEED", "20220301"))
    chance = random.Random(seed)
    print(f"seed {seed}")
    passed, failed = 0, 0
    for policy in sorted(root.glob("*/*.pol")):
        text = policy.read_text(encoding="utf-8")
        for form in ("one file", "two files"):
            head, free, articles = shuffled(text, chance)
            with tempfile.TemporaryDirectory() as folder:
                main_text = "\n".join(head)
                if form == "two files":
                    Path(folder, "rest.pol").write_text("\n".join(articles), encoding="utf-8")
                    main_text += '\nuse "rest.pol"\n' + "\n".join(free)
                else:
                    main_text += "\n" + "\n".join(free + articles)
                Path(folder, policy.name).write_text(main_text, encoding="utf-8")
                code, output = run(polc, folder, policy.name)
            if code == 0 and " 0 failed" in output:
                passed += 1
            else:
                failed += 1
                print(f"{policy} ({form}):\n{output}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or passed == 0 else 0)


if __name__ == "__main__":
    main()
