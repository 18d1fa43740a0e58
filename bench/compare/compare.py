#!/usr/bin/env python3
"""Compares polc with what else could decide the same claims: one table of times on the same rows, equal totals.

    compare.py BUILD [--rows N] [--repetitions N] [--without PEER]…

BUILD is a folder built with `cmake --preset bench`. Peers: cpp, duckdb, sqlite, postgres, zen, files. A peer that is not
installed is left out with a line that says why; totals that differ end the run with exit code 1. bench/README.md says what
each row means and how to install the peers.
"""
import argparse
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal
from pathlib import Path

import sql_peers
from sql_peers import Measured, Work

HERE = Path(__file__).resolve().parent
POLICY = HERE.parents[1] / "policies/minhang-quality/minhang-quality.pol"
PEERS = ("duckdb", "sqlite", "postgres", "zen", "files")
LEAST_ROWS = 1000
FEW_ROWS = 10_000       # for peers that take a thousand times longer
FEW_REPETITIONS = 3

ROW_SWITCH = "C++ by hand, row switch"
# What the table calls a measurement: (peer, name there) -> label.
LABELS = {
    ("cpp", "hand_rows"): ROW_SWITCH,
    ("cpp", "hand_columns"): "C++ by hand, columns",
    ("cpp", "polc_batch"): "polc, in memory",
    ("cpp", "polc_scalar"): "polc, one claim a call",
    ("duckdb", "by hand"): "DuckDB, CASE by hand",
    ("duckdb", "emitted"): "DuckDB, polc emit sql",
    ("duckdb", "steps"): "DuckDB, polc emit sql --steps",
    ("sqlite", "by hand"): "SQLite, CASE by hand",
    ("sqlite", "emitted"): "SQLite, polc emit sql",
    ("sqlite", "steps"): "SQLite, polc emit sql --steps",
    ("postgres", "by hand"): "PostgreSQL, CASE by hand",
    ("postgres", "emitted"): "PostgreSQL, polc emit sql",
    ("postgres", "steps"): "PostgreSQL, polc emit sql --steps",
    ("zen", "many a call"): "ZEN, 1,000 claims a call",
    ("zen", "one a call"): "ZEN, one claim a call",
    ("files", "award"): "polc, CSV to CSV",
    ("files", "case"): "polc, CSV to CSV, --per case",
    ("duckdb", "files"): "DuckDB, CASE by hand, CSV to CSV",
}


def run_cpp(build, claims, options):
    """Writes the rows. Returns what was measured in C++, and the sums of the first rows by their number."""
    done = subprocess.run([build / "bench/polc_compare_rows", claims, str(options.rows), str(options.repetitions),
                           str(FEW_ROWS)], check=True, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    sums = {int(prefix): tuple(of_prefix.values()) for prefix, of_prefix in answer["prefixes"].items()}
    measured = {name: Measured(options.rows, peer["nanoseconds"], tuple(peer["sums"].values()))
                for name, peer in answer["peers"].items()}
    return measured, sums


def files(work):
    """polc from a table of cases to a table of results, start of the process included."""
    out = f"{work.claims}.polc.csv"
    measured = {}
    for per in ("award", "case"):
        command = [work.polc, "eval", work.policy, work.claims, "--threads", "1", "--quiet", "-o", out]
        command += ["--per", "case"] if per == "case" else []
        nanoseconds = []
        for _ in range(work.repetitions):
            start = time_of_children()
            subprocess.run(command, check=True)
            nanoseconds.append(time_of_children() - start)
        measured[per] = Measured(work.rows, nanoseconds, sums_of_results(out, per))
    return measured


def time_of_children():
    """Returns the processor time, user and system, of the processes that have ended, in nanoseconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round((used.ru_utime + used.ru_stime) * 1e9)


def sums_of_results(path, per):
    """Returns the sums of a table of results. Rows of awards do not say which cases are referred: None."""
    column = {"award": "amount_min", "case": "min"}[per]
    amount = num_referred = weighted = 0
    with open(path, encoding="utf-8", newline="") as results:
        for row in csv.DictReader(results):
            cents = int(Decimal(row[column]) * 100)
            amount += cents
            num_referred += row["outcome"] == "referred"
            weighted += cents * (int(row["case"]) % 1009 + 1)
    return amount, num_referred if per == "case" else None, weighted


def zen(work):
    if not shutil.which("node"):
        return "there is no node"
    if not (HERE / "node_modules/@gorules/zen-engine").is_dir():
        return "@gorules/zen-engine is not there: npm install --prefix bench/compare"
    done = subprocess.run(["node", HERE / "zen.mjs", work.claims, str(work.emitted_rows), str(work.repetitions)],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"ZEN: {done.stderr}")
    return {name: Measured(work.emitted_rows, peer["nanoseconds"], tuple(peer["sums"]))
            for name, peer in json.loads(done.stdout).items()}


def in_columns(rows):
    """Returns rows of texts as a Markdown table with ruled columns; numbers, all but the first column, to the right."""
    def width(text):
        return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)

    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [" " * (size - width(cell)) + cell if place else cell + " " * (size - width(cell))
                 for place, (cell, size) in enumerate(zip(row, widths))]
        lines.append("| " + " | ".join(cells) + " |")
    rule = ["-" * size if place == 0 else "-" * (size - 1) + ":" for place, size in enumerate(widths)]
    return "\n".join([lines[0], "| " + " | ".join(rule) + " |", *lines[1:]])


def short(number):
    """Returns a number with three digits that count."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def table(medians):
    """`medians`: label -> (rows, nanoseconds a row)."""
    unit = medians[ROW_SWITCH][1]
    rows = [("one thread, processor time", "rows", "ns a row", "rows/s", "÷ row switch")]
    for label, (num_rows, each) in sorted(medians.items(), key=lambda one: ("CSV to CSV" in one[0], one[1][1])):
        rate = 1e9 / each
        rows.append((label, f"{num_rows:,}", short(each), f"{short(rate / 1e6)} M" if rate >= 1e6 else f"{rate:,.0f}",
                     short(each / unit)))
    return in_columns(rows)


def differences(results, sums):
    """Returns a line for each measurement whose sums are not those of the rules written by hand."""
    def is_equal(found, expected):
        return all(one is None or one == other for one, other in zip(found, expected, strict=True))

    return [f"{peer}, {name}: sums {measured.sums}, expected {sums[measured.rows]}"
            for peer, of_peer in results.items() for name, measured in of_peer.items()
            if not is_equal(measured.sums, sums[measured.rows])]


def read_options():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("build", type=Path, help="a folder built with `cmake --preset bench`")
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--repetitions", type=int, default=7)
    options.add_argument("--without", action="append", default=[], choices=PEERS, metavar="PEER")
    given = options.parse_args()
    if given.rows < LEAST_ROWS or given.repetitions < 1:
        options.error(f"--rows is at least {LEAST_ROWS}, fewer take no time that could be measured; --repetitions at least 1")
    for program in ("polc", "bench/polc_compare_rows"):
        if not (given.build / program).exists():
            options.error(f"{given.build / program} is not there: cmake --preset bench && cmake --build --preset bench")
    return given


def main():
    options = read_options()
    few_rows = min(FEW_ROWS, options.rows)
    measure = {"duckdb": sql_peers.duckdb, "sqlite": sql_peers.sqlite, "postgres": sql_peers.postgres, "zen": zen,
               "files": files}
    with tempfile.TemporaryDirectory(prefix="polc-compare-") as folder:
        os.chmod(folder, 0o755)  # the server of PostgreSQL is another user
        claims = f"{folder}/claims.csv"
        results = {}
        results["cpp"], sums = run_cpp(options.build, claims, options)
        work = Work(str(options.build / "polc"), str(POLICY), claims, options.rows, few_rows,
                    min(options.repetitions, FEW_REPETITIONS))
        for peer in PEERS:
            if peer in options.without:
                continue
            print(f"measuring {peer}", file=sys.stderr)
            answer = measure[peer](work)
            if isinstance(answer, str):
                print(f"{peer} left out: {answer}", file=sys.stderr)
            else:
                results[peer] = answer
    wrong = differences(results, sums)
    if wrong:
        print("\n".join(["the peers disagree:", *wrong]), file=sys.stderr)
        return 1
    print(table({LABELS[peer, name]: (measured.rows, statistics.median(measured.nanoseconds) / measured.rows)
                 for peer, of_peer in results.items() for name, measured in of_peer.items()}))
    amount, num_referred, _ = sums[options.rows]
    print(f"\nEvery peer: {amount // 100:,} CNY for {options.rows:,} claims, {num_referred:,} referred.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
