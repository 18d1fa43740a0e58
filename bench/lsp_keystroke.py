#!/usr/bin/env python3
"""Times a keystroke in a large policy: the change and the answer to a hover, which needs the policy compiled anew.

    lsp_keystroke.py POLC [--lines N] [--keystrokes N]     (default 10,000 lines, 200 keystrokes)

Prints the median and the worst in milliseconds; the target is 20 ms.
"""
import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/lsp"))
from client import Client  # noqa: E402

LINES_OF_AN_ARTICLE = 9


def policy(lines):
    text = "applicant 单位\n  注册在本区 : yes/no\n  信用良好 : yes/no\nrequire for every award to 单位: 注册在本区 and 信用良好\n"
    for number in range(lines // LINES_OF_AN_ARTICLE):
        text += (f'article {number} "鼓励制定各级标准"\n  text "对参与标准制定的单位给予一次性资助。"\n  claim "标准{number}"\n'
                 f'    级别 : ranked 国际 > 国家 > 行业\n    已发布 : yes/no\n  award "标准{number}" to 单位 by 级别\n'
                 f'    国际 when 已发布 100万元\n    国家 or 行业 when 已发布 20万元\n\n')
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("polc")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--keystrokes", type=int, default=200)
    options = parser.parse_args()
    text = policy(options.lines)
    with tempfile.TemporaryDirectory() as folder:
        client = Client(options.polc, Path(folder).resolve())
        client.open("p.pol", text)
        client.diagnostics("p.pol")
        line = text.count("\n") // 2
        times = []
        for number in range(options.keystrokes):
            begin = time.perf_counter()
            client.change("p.pol", [{"range": {"start": {"line": line, "character": 0}, "end": {"line": line, "character": number % 2}}, "text": " " if number % 2 == 0 else ""}])
            client.at("hover", "p.pol", 1, 3)
            times.append(1000 * (time.perf_counter() - begin))
        client.stop()
    print(f"{text.count(chr(10))} lines: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")


if __name__ == "__main__":
    main()
