#!/usr/bin/env python3
"""Process time (user + system) of polc commands, the least and the median of many runs.

Usage: bench/process_time.py build/polc [RUNS]
Prints one line a command: milliseconds least, median, and the exit code.
"""
import os
import resource
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
POLICY = os.path.join(ROOT, "policies", "minhang-quality", "minhang-quality.pol")
CASE = os.path.join(ROOT, "policies", "minhang-quality", "cases", "example.json")


def measure(command, runs):
    times = []
    code = 0
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times) * 1000, statistics.median(times) * 1000, code


def main():
    polc = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    for name, command in [
        ("--version", [polc, "--version"]),
        ("check", [polc, "check", POLICY]),
        ("eval one case", [polc, "eval", POLICY, CASE, "--format", "json"]),
        ("test", [polc, "test", POLICY]),
    ]:
        least, median, code = measure(command, runs)
        print(f"{name:15} least {least:6.1f} ms   median {median:6.1f} ms   exit {code}")


if __name__ == "__main__":
    main()
