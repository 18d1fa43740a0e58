"""Writes the TextMate grammar that VS Code reads."""
import json

import highlighting

SCOPES = {
    "statement": "keyword.control.statement.pol",
    "clause": "keyword.other.clause.pol",
    "operator": "keyword.operator.word.pol",
    "sign": "keyword.operator.sign.pol",
    "type": "storage.type.pol",
    "function": "support.function.pol",
    "constant": "constant.language.pol",
    "number": "constant.numeric.pol",
    "date": "constant.numeric.date.pol",
    "unit": "keyword.other.unit.pol",
    "name": "variable.other.pol",
}
QUOTES = [("“", "”"), ("「", "」"), ("『", "』"), ("《", "》")]


def grammar(keywords):
    """Returns the grammar as the text of its file."""
    patterns = [{"include": "#comment"}, {"include": "#string"}]
    patterns += [pattern_of(rule) for rule in highlighting.rules(keywords)]
    content = {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "pol",
        "scopeName": "source.pol",
        "comment": "Written by editors/generate.py from grammar/keywords.def; do not edit.",
        "patterns": patterns,
        "repository": {
            "comment": {"match": "#.*$", "name": "comment.line.number-sign.pol"},
            "string": {"patterns": [plain_string(keywords)] + [nested_string(*marks) for marks in QUOTES]},
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def pattern_of(rule):
    if len(rule.groups) == 1:
        return {"match": rule.pattern, "name": SCOPES[rule.groups[0]]}
    captures = {str(i): {"name": SCOPES[group]} for i, group in enumerate(rule.groups, 1)}
    return {"match": rule.pattern, "captures": captures}


def plain_string(keywords):
    # A later line that begins a statement is none of the quotation's: the mark was forgotten.
    recovery = rf"^(?=\s*(?:{highlighting.alternatives(highlighting.statement_words(keywords))})\s)"
    return {
        "begin": '"',
        "end": f'"|{recovery}',
        "name": "string.quoted.double.pol",
        "patterns": [{"match": r'\\["\\]', "name": "constant.character.escape.pol"}],
    }


def nested_string(opening, closing):
    inside = {"begin": opening, "end": closing}
    return {**inside, "name": "string.quoted.other.pol", "patterns": [{**inside, "patterns": [{"include": "#string"}]}]}
