"""What the highlighters colour: the words of grammar/keywords.def put into classes, and the patterns of tokens.

The language is contextual: a word is a keyword only where the grammar expects it. A highlighter sees no tree, so each class
says by what stands beside a word when it is coloured. Patterns are written once, in the syntax that Oniguruma and JavaScript
share; `vim_syntax.py` turns them into Vim's.
"""
import re
from dataclasses import dataclass
from pathlib import Path

ROW = re.compile(r'^POLC_KEYWORD\((\w+),\s*"([^"]*)",\s*"([^"]*)",\s*(\w+),\s*(\w+)\)', re.MULTILINE)

LETTER = r"\p{L}"
INNER = r"[\p{L}\p{N}_·]"
DIGIT = r"[0-9０-９]"
NUMBER = rf"{DIGIT}(?:{DIGIT}|_)*(?:[.．]{DIGIT}+)?"
NUMERAL = "[〇零一二两三四五六七八九十百千]+"
PERCENT_WORD = rf"百分之(?:{NUMBER}|[〇零一二两三四五六七八九十百千点]+)"
PERCENT = rf"{NUMBER}[%％]"
DATE = (rf"{DIGIT}{{4}}-{DIGIT}{{1,2}}-{DIGIT}{{1,2}}|{DIGIT}{{4}}/{DIGIT}{{1,2}}/{DIGIT}{{1,2}}"
        rf"|{DIGIT}{{1,4}}年{DIGIT}{{1,2}}月{DIGIT}{{1,2}}日")
# What may be glued to a number and its unit without being the unit.
AFTER_NUMBER = rf"(?:以上|以下|以内|以外)(?!{LETTER})|[至到]{DIGIT}"
UNIT_PART = rf"(?:(?!{AFTER_NUMBER})[\p{{L}}·])"
UNIT = rf"(?:年(?=内|等额)|[A-Za-z]+[0-9]+(?:/{UNIT_PART}+)*|{UNIT_PART}+(?:/{UNIT_PART}+)*)"
NAME = rf"{LETTER}(?:(?!的\s*(?:{PERCENT}|百分之)){INNER})*"

# Roles of the keyword table, in classes of one colour.
STATEMENT_ROLES = {"Statement", "Later"}
OPERATOR_ROLES = {"Compare", "Logic"}
# A colon, or a sign of comparison, after a word of another role makes it the name of a fact.
ROLES_BEFORE_COLON = {"Label", "Settle", "Amount", "Suffix"}
# Words of these roles are also what a policy calls the values of a reading.
CHOICE_ROLES = {"Mode", "Scope"}


@dataclass(frozen=True)
class Keyword:
    name: str
    english: str
    chinese: tuple
    role: str
    standing: str

    @property
    def spellings(self):
        return ([self.english] if self.english else []) + list(self.chinese)

    @property
    def is_reserved(self):
        return self.standing in ("Statement", "Joint")


@dataclass(frozen=True)
class Rule:
    """One kind of token. `groups` names the colours of the groups of the pattern, or of the whole where it has none."""
    pattern: str
    groups: tuple


def read_keywords(root: Path):
    """Returns the rows of grammar/keywords.def, in their order."""
    text = (root / "grammar/keywords.def").read_text("utf-8")
    return [Keyword(name, english, tuple(chinese.split()), role, standing)
            for name, english, chinese, role, standing in ROW.findall(text)]


def statement_words(keywords):
    """Returns the spellings that begin statements: they also end a quotation that is never closed."""
    return spellings(keywords, lambda one: one.role in STATEMENT_ROLES)


def spellings(keywords, belongs):
    """Returns each spelling of the rows that belong, the longest first: 就高 must not hide 与其他政策就高."""
    found = {word for one in keywords if belongs(one) for word in one.spellings}
    return sorted(found, key=lambda word: (-len(word), word))


def rules(keywords):
    """Returns the rules in the order in which they are tried; whatever begins here belongs to the first that fits."""
    return literal_rules(keywords) + word_rules(keywords) + [
        Rule(NAME, ("name",)),
        Rule(r"[=＝≠!！<＜>＞≤≥+＋*＊×÷−/／-]+", ("sign",)),
    ]


def literal_rules(keywords):
    durations = chained(spellings(keywords, lambda one: one.role == "Unit"))
    return [
        Rule(rf"(第)\s*({NUMBER}|{NUMERAL})\s*([条章节项])", ("statement", "number", "statement")),
        Rule(DATE, ("date",)),
        Rule(rf"{PERCENT}|{PERCENT_WORD}(?=(?:以上|以下|以内|以外)?(?!{INNER}))", ("number",)),
        Rule(rf"({NUMBER})(\s+(?:{durations})(?!{INNER})|(?:万亿|万|亿)?{UNIT}?)", ("number", "unit")),
        Rule(rf"\[{LETTER}{INNER}*[\]］]|［{LETTER}{INNER}*[\]］]|【{LETTER}{INNER}*】", ("name",)),
        Rule(rf"(本项)(的)(?={LETTER})", ("clause", "clause")),
        Rule(rf"的(?=\s*(?:{PERCENT}|百分之))", ("clause",)),
    ]


def word_rules(keywords):
    # The same word may be a statement and the type of a fact; a type stands after a colon.
    types = alternatives(spellings(keywords, lambda one: one.role == "Type"))
    functions = alternatives(spellings(keywords, lambda one: one.role == "Function"))
    values = alternatives(spellings(keywords, lambda one: one.role == "Value"))

    def phrase(belongs):
        return alternatives(spellings(keywords, belongs))

    def is_clause(one):
        return one.role not in STATEMENT_ROLES | OPERATOR_ROLES | {"Type", "Function", "Value", "Unit"}

    def is_phrase(one):
        return " " in one.english

    choices = phrase(lambda one: one.role in CHOICE_ROLES)
    before_colon = phrase(lambda one: is_clause(one) and one.role in ROLES_BEFORE_COLON)
    reserved = phrase(lambda one: is_clause(one) and one.is_reserved)
    free = phrase(lambda one: is_clause(one) and not one.is_reserved
                  and one.role not in ROLES_BEFORE_COLON | CHOICE_ROLES)
    adopted = phrase(lambda one: one.name == "Adopted")
    not_a_fact = r"(?!\s*[:：=＝≠<＜>＞≤≥!！])"
    not_a_value = r"(?!\s*[,，、=＝:：])"
    return [
        Rule(rf"([:：])\s*({types})", ("sign", "type")),
        Rule(rf"({functions})(?=\s*[(（])", ("function",)),
        # The readings of a policy are often called after the words of the language that they choose.
        Rule(rf"([=＝,，、])\s*({choices})", ("sign", "name")),
        Rule(rf"({adopted})\s*({choices})", ("clause", "name")),
        Rule(phrase(lambda one: one.role in STATEMENT_ROLES), ("statement",)),
        # Before the words they begin with: `by event date`, `by`.
        Rule(phrase(lambda one: is_clause(one) and is_phrase(one) and one.role not in CHOICE_ROLES), ("clause",)),
        Rule(rf"(?:{choices}){not_a_value}", ("clause",)),
        Rule(phrase(lambda one: one.role in OPERATOR_ROLES), ("operator",)),
        Rule(values, ("constant",)),
        Rule(before_colon, ("clause",)),
        Rule(reserved, ("clause",)),
        Rule(rf"(?:{free}){not_a_fact}", ("clause",)),
        # 同一 and the name of a fact are one scope: `同一集团`.
        Rule(rf"(同一)({NAME})(?!{INNER}|\s*[:：=＝≠,，、>＞])", ("clause", "name")),
    ]


def alternatives(words):
    """Returns a pattern for whole words. A Chinese one also ends before a digit (`超过500`) and before 百分之."""
    chinese = [word for word in words if not word.isascii()]
    english = [word for word in words if word.isascii()]
    parts = []
    if english:
        parts.append(rf"(?:{chained(english)})(?!{INNER})")
    if chinese:
        parts.append(rf"(?:{chained(chinese)})(?:(?!{INNER})|(?={DIGIT}|百分之))")
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def chained(words):
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
