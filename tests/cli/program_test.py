"""What the tests of the commands share: a folder that is thrown away, files in it, and the program run there without
colours or a user's settings."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import NamedTuple


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


class ProgramTest(unittest.TestCase):
    maxDiff = None
    program = ""  # the path of polc
    command = ()  # what every run begins with
    root = Path()  # the project, for tests that take its files

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def write(self, name, content):
        """Writes text, bytes, or anything else as JSON; returns the name."""
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content, ensure_ascii=False)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def read(self, name):
        return (self.folder / name).read_bytes().decode()

    def polc(self, *arguments, stdin="", environment=None, folder=None):
        variables = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", **(environment or {})}
        done = subprocess.run([self.program, *self.command, *map(str, arguments)], cwd=folder or self.folder,
                              env=variables, input=stdin if isinstance(stdin, bytes) else stdin.encode(),
                              capture_output=True, timeout=120)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def main(*, takes_root=False):
    """Runs the tests of the script: SCRIPT POLC [ROOT] [unittest arguments]."""
    ProgramTest.program = os.path.abspath(sys.argv.pop(1))
    if takes_root:
        ProgramTest.root = Path(sys.argv.pop(1)).absolute()
    unittest.main()
