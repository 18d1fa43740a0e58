#!/usr/bin/env python3
"""Holds what `polc fmt` makes of the texts of this folder.

    run.py POLC FOLDER [--update]

NAME.pol is a text as somebody wrote it; NAME.formatted, NAME.en and NAME.zh are what `polc fmt`, `--keywords en` and
`--keywords zh` make of it. `--update` writes them anew, to be read in the diff.
"""
import subprocess
import sys
from pathlib import Path

FORMS = {"formatted": [], "en": ["--keywords", "en"], "zh": ["--keywords", "zh"]}


def main():
    update = "--update" in sys.argv
    arguments = [one for one in sys.argv[1:] if one != "--update"]
    if len(arguments) != 2:
        sys.exit("usage: run.py POLC FOLDER [--update]")
    polc, folder = arguments[0], Path(arguments[1])
    faults, count = 0, 0
    for path in sorted(folder.glob("*.pol")):
        for form, options in FORMS.items():
            done = subprocess.run([polc, "fmt", *options, "-"], input=path.read_bytes(), capture_output=True, timeout=30)
            golden = path.with_suffix("." + form)
            count += 1
            if update:
                golden.write_bytes(done.stdout)
            elif done.returncode != 0 or not golden.is_file() or done.stdout != golden.read_bytes():
                faults += 1
                print(f"{golden.name}: polc fmt {' '.join(options)} left with {done.returncode} and gave\n{done.stdout.decode()}{done.stderr.decode()}")
    print(f"{count} texts: {faults} faults")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
