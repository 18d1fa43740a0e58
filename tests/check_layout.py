#!/usr/bin/env python3
"""Holds every C++ file of the project to the layout of .clang-format.

    check_layout.py CLANG_FORMAT ROOT

`clang-format -i FILE…` brings a file into it.
"""
import subprocess
import sys
from pathlib import Path

SKIPPED = ("build", "node_modules")


def main():
    clang_format, root = sys.argv[1], Path(sys.argv[2])
    files = [path for ending in ("*.cpp", "*.h") for path in sorted(root.rglob(ending))
             if not any(part.startswith(SKIPPED) for part in path.relative_to(root).parts)]
    done = subprocess.run([clang_format, "--dry-run", "-Werror", *files], capture_output=True, text=True, cwd=root)
    wrong = sorted({line.split(":", 1)[0] for line in done.stderr.splitlines() if "clang-format-violations" in line})
    for path in wrong:
        print(f"{Path(path).relative_to(root)}: not in the layout; clang-format -i {Path(path).relative_to(root)}")
    if done.returncode and not wrong:
        sys.exit(done.stderr)
    print(f"{len(files)} files, {len(wrong)} not in the layout")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
