#!/usr/bin/env python3
"""Writes the highlighters of VS Code, Vim and CodeMirror from grammar/keywords.def.

    generate.py           write them
    generate.py --check   exit 1 and name those that are not up to date
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import codemirror_language
import highlighting
import textmate_grammar
import vim_syntax

EDITORS = Path(__file__).resolve().parent
WRITERS = {
    "vscode/syntaxes/pol.tmLanguage.json": textmate_grammar.grammar,
    "vim/syntax/pol.vim": vim_syntax.syntax,
    "codemirror/pol.js": codemirror_language.stream_language,
}


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    keywords = highlighting.read_keywords(EDITORS.parent)
    if not keywords:
        print("no rows in grammar/keywords.def: has its form changed?", file=sys.stderr)
        return 1
    stale = []
    for name, write in WRITERS.items():
        path, text = EDITORS / name, write(keywords)
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"wrote editors/{name}")
    if arguments and stale:
        print(f"not up to date: {', '.join(stale)}; run editors/generate.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
