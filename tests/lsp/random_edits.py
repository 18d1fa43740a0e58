#!/usr/bin/env python3
"""Edits a policy at random through the server and holds its answers against those of a server that opens the same text anew.

    random_edits.py POLC POLICY [--edits N] [--seed S]     (default 300 edits; 10,000 by hand)
"""
import argparse
import random
import sys
import tempfile
from pathlib import Path

from client import Client

PIECES = ["\n", " ", '"', "，", "award ", "require ", "要求 ", "[", "(", ")", "10万元", "单位", "级别", "when ", "and ", "or ", "# 注", "😀", "超过500", ":", "。", "if "]
FEATURES = ("documentSymbol", "foldingRange", "semanticTokens/full", "documentLink", "codeLens")


def position(text, at):
    before = text[:at]
    return {"line": before.count("\n"), "character": len(before.rsplit("\n", 1)[-1].encode("utf-16-le")) // 2}


def without_versions(found):
    return sorted(map(str, found))


def answers(client, name):
    found = client.diagnostics(name)
    return [without_versions(one for one in found if not one["code"].startswith(("P4", "P5", "P6")))] + [client.of(feature, name) for feature in FEATURES]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("polc")
    parser.add_argument("policy", type=Path)
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20240101)
    options = parser.parse_args()
    choose = random.Random(options.seed)
    text = original = options.policy.read_text()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        client = Client(options.polc, folder)
        client.open("p.pol", text)
        for number in range(options.edits):
            begin = choose.randrange(len(text) + 1)
            end = min(len(text), begin + choose.choice((0, 0, 1, 2, 5, 40)))
            piece = choose.choice(PIECES) if choose.random() < 0.7 else original[(k := choose.randrange(len(original))):k + choose.randrange(30)]
            client.change("p.pol", [{"range": {"start": position(text, begin), "end": position(text, end)}, "text": piece}])
            text = text[:begin] + piece + text[end:]
            if len(text) > 2 * len(original) or choose.random() < 0.02:
                client.change("p.pol", [{"text": original}])
                text = original
            line = position(text, choose.randrange(len(text) + 1))
            client.at(choose.choice(("hover", "completion", "signatureHelp", "definition")), "p.pol", line["line"], line["character"])
            if number % 20 == 0:
                fresh = Client(options.polc, folder)
                fresh.open("p.pol", text)
                same = answers(client, "p.pol") == answers(fresh, "p.pol")
                fresh.stop()
                if not same:
                    Path("random_edits_failed.pol").write_text(text)
                    sys.exit(f"edit {number} (seed {options.seed}): the server differs from one that opens the text anew; random_edits_failed.pol has the text")
        code = client.stop()
    print(f"{options.edits} edits, seed {options.seed}: the answers of a fresh server each time")
    sys.exit(code)


if __name__ == "__main__":
    main()
