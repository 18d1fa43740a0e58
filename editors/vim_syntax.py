"""Writes the syntax file of Vim and Neovim."""
import highlighting

GROUPS = {
    "statement": ("polStatement", "Statement"),
    "clause": ("polClause", "Keyword"),
    "operator": ("polOperatorWord", "Operator"),
    "sign": ("polSign", "Operator"),
    "type": ("polType", "Type"),
    "function": ("polFunction", "Function"),
    "constant": ("polConstant", "Boolean"),
    "number": ("polNumber", "Number"),
    "date": ("polDate", "Number"),
    "unit": ("polUnit", "Number"),
    "name": ("polName", None),
}
QUOTES = [("“", "”"), ("「", "」"), ("『", "』"), ("《", "》")]
HEAD = """\
" Vim syntax file
" Language: pol (subsidy policies)
" Written by editors/generate.py from grammar/keywords.def; do not edit.
if exists("b:current_syntax")
  finish
endif
" Chinese characters are letters of words, and so is the dot of a name.
syn iskeyword @,48-57,_,183,192-255
syn case match
"""


def syntax(keywords):
    """Returns the syntax file. Of two items that begin at one place Vim takes the later, so the rules are written last first."""
    lines = [HEAD]
    for index, rule in reversed(list(enumerate(highlighting.rules(keywords)))):
        lines += items_of(rule, index)
    lines += quotations(keywords)
    lines.append('syn match polComment "#.*$" contains=@Spell')
    lines.append("")
    lines += [f"hi def link {name} {linked}" for name, linked in GROUPS.values() if linked]
    lines += ["hi def link polString String", "hi def link polEscape SpecialChar", "hi def link polComment Comment", "",
              'let b:current_syntax = "pol"', ""]
    return "\n".join(lines)


def items_of(rule, index):
    pattern = translated(rule.pattern)
    if len(rule.groups) == 1:
        return [f"syn match {GROUPS[rule.groups[0]][0]} {quoted(pattern)}"]
    # A match with parts: each part follows the one before. Vim has no colours for groups of a pattern.
    parts = split_groups(rule.pattern)
    names = [f"{GROUPS[group][0]}{index}x{place}" for place, group in enumerate(rule.groups)]
    lines = []
    for place, part in enumerate(parts):
        is_last = place + 1 == len(parts)
        pattern = translated(part) if is_last else translated(part.removesuffix(r"\s*"))
        if place == 0:
            pattern += followed_by(rule.pattern[len(part.removesuffix(r"\s*")):])
        following = "" if is_last else f" nextgroup={names[place + 1]} skipwhite"
        lines.append(f"syn match {names[place]} {quoted(pattern)}{' contained' if place else ''}{following}")
    return lines + [f"hi def link {name} {GROUPS[group][0]}" for name, group in zip(names, rule.groups)]


def followed_by(rest):
    return f"%({translated(rest)})@=" if rest else ""


def split_groups(pattern):
    """Returns the pattern cut before each capturing group; white space between groups stays with the one before."""
    starts = [i for i, char in enumerate(pattern) if char == "(" and pattern[i + 1] != "?" and pattern[i - 1] != "\\"
              and not is_in_class(pattern, i)]
    return [pattern[begin:end] for begin, end in zip(starts, starts[1:] + [len(pattern)])]


def is_in_class(pattern, end):
    is_inside = False
    for i, char in enumerate(pattern[:end]):
        if i == 0 or pattern[i - 1] != "\\":
            is_inside = char == "[" or (is_inside and char != "]")
    return is_inside


def translated(pattern):
    """Returns a pattern of Oniguruma in Vim's very magic form."""
    return Translation(pattern).run()


class Translation:
    """Reads a pattern once from the left. Look-aheads move their sign behind the group."""

    def __init__(self, pattern):
        self.pattern, self.at = pattern, 0

    def run(self):
        result = []
        while self.at < len(self.pattern) and self.pattern[self.at] != ")":
            result.append(self.atom())
        return "".join(result)

    def atom(self):
        rest = self.pattern[self.at:]
        for opening, before, after in (("(?:", "%(", ")"), ("(?!", "%(", ")@!"), ("(?=", "%(", ")@="), ("(", "%(", ")")):
            if rest.startswith(opening):
                self.at += len(opening)
                inside = self.run()
                self.at += 1
                return before + inside + after
        for opening, vim in ((highlighting.INNER, r"\k"), (r"[\p{L}·]", r"%(\d@!\k)"), (r"\p{L}", r"%([0-9_·０-９]@!\k)"),
                             (r"\s", r"\s")):
            if rest.startswith(opening):
                self.at += len(opening)
                return vim
        if rest[0] == "[":
            end = self.class_end()
            text, self.at = self.pattern[self.at:end], end
            return text
        if rest[0] == "\\":
            self.at += 2
            return rest[:2]
        self.at += 1
        return "\\" + rest[0] if rest[0] in "<>=@&~%" else rest[0]

    def class_end(self):
        end = self.at + 1
        while self.pattern[end] != "]":
            end += 2 if self.pattern[end] == "\\" else 1
        return end + 1


def quotations(keywords):
    # A later line that begins a statement is none of the quotation's: the mark was forgotten.
    statement = translated(highlighting.alternatives(highlighting.statement_words(keywords)))
    recovery = quoted(rf"^%(\s*{statement}\s)@=")
    lines = ['syn match polEscape +\\\\["\\\\]+ contained',
             f'syn region polString start=+"+ skip=+\\\\["\\\\]+ end=+"+ end={recovery}me=s-1 contains=polEscape']
    for opening, closing in QUOTES:
        lines.append(f"syn region polString start=+{opening}+ end=+{closing}+ contains=polString")
    return lines


def quoted(pattern):
    """Returns the pattern between marks that do not occur in it."""
    mark = next(mark for mark in '"+,!`' if mark not in pattern)
    return f"{mark}\\v{pattern}{mark}"
