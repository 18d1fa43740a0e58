#!/usr/bin/env python3
"""Holds the layers of docs/architecture.md and the measurable rules of the code style.

    check_layers.py [ROOT]

- Every `#include "…"` follows an arrow of ALLOWED below, names a file that exists, from the root.
- A library is included only where LIBRARIES says; PEGTL in one .cpp, so that one file pays for it.
- A file has at most 600 lines, a function at most 60; a header has `#pragma once`.
- No policy of the real world is named in the C++ of the program (tests and benchmarks aside): what is true
  of one policy is written in that policy.
- No file is called after nothing in particular (utils, helpers, common, manager, misc).

Sizes are measured simply: lines from the first word of a function to its last brace.
"""
import re
import sys
from pathlib import Path

FOLDERS = ("base", "grammar", "runtime", "compiler", "calculator", "embed", "doc", "lsp", "cli", "bench", "tests")

# A folder may include what begins with one of these; the longest folder counts.
ALLOWED = {
    "base": ("base/",),
    "grammar": ("base/", "grammar/"),
    "runtime": ("base/", "runtime/"),
    # The compiler folds constants with the evaluator's arithmetic, emits its program and the cases of its
    # tests, and says values as results do; it does not read cases.
    "compiler": ("base/", "grammar/", "compiler/", "runtime/value/", "runtime/program/", "runtime/explain/",
                 "runtime/cases/policy_test.h", "runtime/cases/case.h", "runtime/cases/value_text.h"),
    # The analysis replays its witnesses the way `polc eval` would read them, and writes tests in the words of the policy.
    "compiler/analyse": ("base/", "grammar/", "compiler/", "runtime/"),
    # What runs in a page has the runtime and nothing else.
    "calculator": ("base/", "runtime/", "calculator/"),
    "embed": ("base/", "grammar/", "runtime/", "compiler/", "embed/"),
    "doc": ("base/", "grammar/", "runtime/", "compiler/", "doc/", "calculator/assets.h"),
    "lsp": ("base/", "grammar/", "runtime/", "compiler/", "lsp/"),
    "cli": ("base/", "grammar/", "runtime/", "compiler/", "embed/", "doc/", "lsp/", "cli/"),
    "bench": ("base/", "grammar/", "runtime/", "compiler/", "embed/", "bench/"),
    "tests": ("",),
}

# What a library's includes begin with, and the folders that may include it.
LIBRARIES = {
    "tao/pegtl": ("grammar/",),
    "simdjson": ("runtime/cases/json_document.cpp", "runtime/program/utf8.cpp", "tests/", "bench/"),
    "CLI/": ("cli/",),
    "z3": ("compiler/analyse/",),
    "doctest": ("tests/",),
    "nlohmann": ("tests/", "lsp/"),
    "benchmark": ("bench/",),
}

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60
EMPTY_NAMES = ("utils", "helpers", "common", "manager", "misc")
POLICY_NAMES = re.compile("闵行|上海品牌|上海标准|上海市|柳河|杨浦|松江|长宁|浦东|奉贤|虹口|minhang|liuhe|yangpu|songjiang|changning",
                          re.IGNORECASE)

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
LITERALS = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]{0,16})\(.*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<![0-9A-Za-z])\'(?:[^\'\\\n]|\\.)+\'',
                      re.DOTALL)
TYPE_HEAD = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b(?![^{]*\))")


def without_literals(text):
    """Returns the text with comments, strings and preprocessor lines blanked, line breaks kept."""
    text = LITERALS.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    return re.sub(r"^[ \t]*#[^\n]*(?:\\\n[^\n]*)*", lambda found: re.sub(r"[^\n]", " ", found.group()), text,
                  flags=re.MULTILINE)


def functions(text):
    """Yields (first line, number of lines) of every function body in C++ text without literals."""
    contexts = []  # one entry an open brace: "outer", "function" with its start, or "inner"
    head_start = 0
    for at, char in enumerate(text):
        if char == "{":
            head = text[head_start:at]
            if any(kind != "outer" for kind, _ in contexts):
                contexts.append(("inner", 0))
            elif ")" in head and not TYPE_HEAD.search(head):
                contexts.append(("function", head_start + len(head) - len(head.lstrip())))
            elif TYPE_HEAD.search(head):
                contexts.append(("outer", 0))
            else:
                contexts.append(("inner", 0))
            if contexts[-1][0] == "outer":
                head_start = at + 1
        elif char == "}":
            kind, start = contexts.pop() if contexts else ("outer", 0)
            outside = all(other == "outer" for other, _ in contexts)
            goes_on = text[at + 1:].lstrip()[:1] in (",", "{")  # a brace of an initialiser list, not the body
            if kind == "function" and not goes_on:
                yield text.count("\n", 0, start) + 1, text.count("\n", start, at) + 1
            if outside:
                head_start = start if kind == "function" and goes_on else at + 1
        elif char == ";" and all(kind == "outer" for kind, _ in contexts):
            head_start = at + 1


def faults_of_includes(root, path, text):
    folder = max((one for one in ALLOWED if path.startswith(one + "/")), key=len)
    for quote, name in INCLUDE.findall(text):
        if quote == '"':
            if not (root / name).is_file():
                yield f'includes "{name}", which is no file from the root'
            elif not name.startswith(ALLOWED[folder]):
                yield f'includes "{name}": no arrow leads from {folder}/ there'
        for library, places in LIBRARIES.items():
            if quote == "<" and name.startswith(library) and not path.startswith(places):
                yield f"includes <{name}>, which belongs in {' '.join(places)}"


def faults_of_size(path, text):
    lines = text.count("\n")
    if lines > MAX_FILE_LINES and not path.endswith(".def"):
        yield f"has {lines} lines; at most {MAX_FILE_LINES}"
    if path.endswith((".h", ".cpp")):
        for line, length in functions(without_literals(text)):
            if length > MAX_FUNCTION_LINES:
                yield f"line {line}: a function of {length} lines; at most {MAX_FUNCTION_LINES}"


def faults_of_file(root, path, text):
    yield from faults_of_includes(root, path, text)
    yield from faults_of_size(path, text)
    if path.endswith(".h") and "#pragma once" not in text:
        yield "has no #pragma once"
    if any(word in Path(path).stem.lower().split("_") for word in EMPTY_NAMES):
        yield "is named after nothing in particular"
    # A benchmark has a real policy to be faster than.
    if not path.startswith(("tests/", "bench/")):
        for name in sorted({found.group() for found in POLICY_NAMES.finditer(text)}):
            line = text.count("\n", 0, text.index(name)) + 1
            yield f"line {line}: names a policy of the real world: {name}"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    faults, pegtl_users, num_files = [], [], 0
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".def") or not file.is_file():
                continue
            path = file.relative_to(root).as_posix()
            text = file.read_text("utf-8")
            num_files += 1
            faults.extend(f"{path}: {fault}" for fault in faults_of_file(root, path, text))
            if any(name.startswith("tao/pegtl") for _, name in INCLUDE.findall(text)):
                pegtl_users.append(path)
    cpp_users = [path for path in pegtl_users if path.endswith(".cpp")]
    if len(cpp_users) > 1:
        faults.append(f"PEGTL is included by {', '.join(cpp_users)}; one .cpp only")
    print("\n".join(faults) if faults else f"{num_files} files keep the layers and limits")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
