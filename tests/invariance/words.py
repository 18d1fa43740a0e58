"""Cuts a policy into words, as far as rewriting it needs: comments, strings, numbers, names, other signs.

The words of a text, joined, are the text again. Knows what `grammar/keywords.def` says of keywords, not the grammar.
"""
import re
from collections import defaultdict
from pathlib import Path

WORD = re.compile(r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\n]*)
  | (?P<string>"(?:\\.|[^"\\])*"|“[^”]*(?:“[^”]*”[^”]*)*”|「[^」]*」|《[^》]*》)
  | (?P<escaped>\[[^\]\n]*\]|【[^】\n]*】)
  | (?P<number>\d[\d_]*(?:\.\d+)?(?:[^\W\d_]+|%)?(?:-\d\d-\d\d)?)
  | (?P<name>[^\W\d_](?:(?!的[\d０-９百])[\w·])*)
  | (?P<other>.)
""", re.VERBOSE | re.DOTALL)
ROW = re.compile(r'^POLC_KEYWORD\((\w+),\s*"([^"]*)",\s*"([^"]*)",\s*(\w+),\s*(\w+)\)', re.MULTILINE)
QUOTES = {'"': '"', "“": "”", "「": "」"}


class Word:
    """One word of a text: its kind is the name of a group of WORD."""

    def __init__(self, kind, text):
        self.kind, self.text = kind, text

    @property
    def label(self):
        """The name that a name or a string stands for, or nothing."""
        if self.kind == "name":
            return self.text
        if self.kind == "string" and self.text[0] in QUOTES and "\n" not in self.text:
            return self.text[1:-1]
        return None


def cut(text):
    return [Word(found.lastgroup, found.group()) for found in WORD.finditer(text)]


def join(words):
    return "".join(word.text for word in words)


class Keywords:
    """The rows of the table of keywords."""

    def __init__(self, root):
        table = (Path(root) / "grammar/keywords.def").read_text("utf-8")
        self.rows = [(english, chinese.split(), role, standing) for _, english, chinese, role, standing in ROW.findall(table)]
        self.spellings = {part for english, chinese, _, _ in self.rows for part in english.split() + chinese}
        self.statements = {one for english, chinese, _, standing in self.rows if standing == "Statement"
                           for one in [english.split()[0] if english else "", *chinese] if one} | {"第"}

    def unambiguous(self):
        """Returns English phrase → the Chinese spelling written first, for phrases that have one row only, and Chinese
        spelling → English phrase, likewise."""
        to_chinese, to_english = defaultdict(set), defaultdict(set)
        for english, chinese, _, _ in self.rows:
            if english:
                to_chinese[english].add(chinese[0] if chinese else None)
            for one in chinese:
                to_english[one].add(english or None)
        single = lambda table: {key: next(iter(values)) for key, values in table.items() if len(values) == 1 and None not in values}
        return single(to_chinese), single(to_english)
