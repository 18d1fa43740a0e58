"""Ways to write a policy otherwise that must not change what `polc check` finds.

Each takes and gives the files of a policy: texts by name, the policy itself under its own name.
"""
import random
import re

import shuffle
from words import cut, join

TYPES = r"(?:yes/no|是否|integer|整数|number|数值|percent|百分比|money|金额|date|日期|text|文本|one of|分为|ranked|从高到低|any of|可兼)"
NAME = r"[^\W\d_][\w·]*"
DECLARED = [
    re.compile(rf"^[ \t]*(?:applicant|申请人)[ \t]+({NAME})", re.MULTILINE),
    re.compile(rf'^[ \t]*(?:claim|事项)[ \t]+["“「]?([^"“”「」\n]+?)["”」]?[ \t]*$', re.MULTILINE),
    re.compile(r'(?:^|[ \t])(?:award|资助|奖励|补贴)[ \t]+(?:"([^"\n]+)"|“((?:[^“”\n]|“[^”\n]*”)+)”|「([^」\n]+)」)', re.MULTILINE),
    re.compile(rf"^[ \t]+({NAME})[ \t]*[:：][ \t]*{TYPES}", re.MULTILINE),
    re.compile(rf"^[ \t]*(?:parameter|参数|define|定义|sample|样例|reading|解释口径)[ \t]+({NAME})", re.MULTILINE),
]
VALUES = re.compile(rf'(?:one of|分为|ranked|从高到低|any of|可兼)[ \t]+((?:["“「]?[\w·]+["”」]?\s*[,，、>＞]\s*)+["“「]?[\w·]+["”」]?)')
FREE = re.compile(r"^(applicant|申请人|sample|样例|test|算例|claim|事项)\b")
REFERENCE = re.compile(r"[ ,、:](?:article|section)[ \t]|[ ,、](?:第[\w.]+条|条[ \t])")
TEXT = re.compile(r"^[ \t]*(text|条文)[ \t]")


# ---------------------------------------------------------------- order

def statements_of(block, keywords):
    """Cuts an article after its heading into statements; what is indented deeper, or is no statement, belongs before."""
    lines, cuts = block.splitlines(keepends=True), [0]
    indents = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    inner = min(indents, default=0)
    for at, line in enumerate(lines):
        word = re.match(rf" {{{inner}}}({NAME})", line)
        if at > 0 and word and word.group(1) in keywords.statements:
            cuts.append(at)
    return ["".join(lines[begin:end]) for begin, end in zip(cuts, cuts[1:] + [len(lines)])]


def shuffle_article(block, keywords, chance):
    """Moves the statements that stand under one `text`: what stands under which sentence is kept."""
    head, *rest = statements_of(block, keywords)
    groups = [[head]]
    held = ""
    for one in rest:
        word = one.split(None, 1)[0]
        if word in ("allow", "放行"):
            held += one
        elif TEXT.match(one):
            groups.append([held + one])
            held = ""
        else:
            groups[-1].append(held + one)
            held = ""
    for group in groups:
        inner = group[1:]
        chance.shuffle(inner)
        group[1:] = inner
    return "".join(one for group in groups for one in group) + held


def parts_of(files, main, seed, keywords):
    """Returns the clauses of the policy, what stands before its articles, and its articles, each list in a new order, and
    the statements under each sentence too."""
    chance = random.Random(seed)
    text = re.sub(r"^[ \t]*#.*\n", "", files[main], flags=re.MULTILINE)
    head, free, articles = shuffle.shuffled(text, chance)
    return head, free, [shuffle_article(one, keywords, chance) for one in articles]


def shuffled(files, main, seed, keywords):
    head, free, articles = parts_of(files, main, seed, keywords)
    return {**files, main: "\n".join(head + free + articles)}


def in_two_files(files, main, seed, keywords):
    head, free, articles = parts_of(files, main, seed, keywords)
    return {**files, "articles.pol": "\n".join(articles), main: "\n".join(head + ['use "articles.pol"\n'] + free)}


def in_three_files(files, main, seed, keywords):
    """What stands before the articles in one file, half of the articles in another."""
    head, free, articles = parts_of(files, main, seed, keywords)
    # An article is known by its number in its own file, and a section holds its articles together.
    is_one_piece = any(re.match(r"section|章", one) or REFERENCE.search(one) for one in articles)
    kept, moved = (articles, []) if is_one_piece else (articles[::2], articles[1::2])
    return {**files, "words.pol": "\n".join(free), "articles.pol": "\n".join(moved),
            main: "\n".join(head + ['use "words.pol"\n', 'use "articles.pol"\n'] + kept)}


# ---------------------------------------------------------------- names

def declared_names(text, keywords):
    """Returns the names that a policy declares, those that are spelled like a keyword aside."""
    code = join(word for word in cut(text) if word.kind != "comment")
    names = set()
    for form in DECLARED:
        names.update(next(filter(None, found.groups())) for found in form.finditer(code))
    for listed in VALUES.findall(code):
        names.update(re.split(r"[\s,，、>＞]+", re.sub(r'["“”「」]', "", listed)))
    return {one for one in names if one and one not in keywords.spellings}


def renamed(files, new_name, keywords, mark=""):
    """Gives each declared name the one `new_name(number, old)` makes, and returns the files and the table back. `mark` is
    set behind the names wherever a sentence of a text or of a document speaks of them."""
    names = declared_names("\n".join(files[one] for one in files if one.endswith(".pol")), keywords)
    table = {old: new_name(number, old) for number, old in enumerate(sorted(names))}
    # A sentence may set part of a name in quotation marks.
    spoken = sorted((r"[“”\"「」]?".join(map(re.escape, one)) for one in names), key=len, reverse=True)
    longest = re.compile("|".join(spoken) or r"(?!)")
    marked = lambda text: longest.sub(lambda found: found.group() + mark, text) if mark else text
    result = {}
    for name, text in files.items():
        if not name.endswith(".pol"):
            result[name] = marked(text)
            continue
        words = cut(text)
        for word in words:
            glued = word.text.removeprefix("同一")   # `同一 FACT` of a scope needs no space
            if word.label in table:
                word.text = word.text.replace(word.label, table[word.label])
            elif word.kind == "name" and glued in table:
                word.text = "同一" + table[glued]
            elif word.kind == "string" and not re.search(r"\.(txt|pol|md)", word.text):
                word.text = word.text[0] + marked(word.text[1:-1]) + word.text[-1]
        result[name] = join(words)
    return result, {new: old for old, new in table.items()}


# ---------------------------------------------------------------- keywords

# Words with several rows, where the place tells which: none of these stands so inside a string of the policies.
PLACED = [(re.compile(pattern, re.MULTILINE), replacement) for pattern, replacement in [
    (r'^([ \t]*)text(?=[ \t]+["“])', r"\1条文"),
    (r"(:[ \t]*)text(?=[ \t]*(?:$|key|group|#))", r"\1文本"),
    (r"(:[ \t]*(?:money|number|integer|percent|date)(?:[ \t]+in[ \t]+\S+)?[ \t]+)from([ \t]+(?!\d{4}-)\S+)(?:[ \t]+to(?=[ \t]+[\d-]))?",
     lambda found: found[1] + "从" + found[2] + (" 到" if found[0].endswith("to") else "")),
    (r'^([ \t]*award[ \t]+"[^"\n]*")[ \t]+for(?=[ \t]+")', r"\1 对应事项"),
    (r'^([ \t]*award[ \t]+"[^"\n]*"(?:[ \t]+(?:for|对应事项)[ \t]+"[^"\n]*")?)[ \t]+to(?=[ \t]+[^\s\d"])', r"\1 对象"),
    (r'^([ \t]*(?:require|exclude)[ \t]+)for(?=[ \t]+(?:every award|"))', r"\1针对"),
    (r'^([ \t]*(?:require|exclude)[^:\n]*every award[ \t]+)to(?=[ \t])', r"\1对象"),
    (r"^([ \t]*(?:require|exclude|when|unless)[^\n\"]*(?<!between )\b\w+[ \t]+)and(?=[ \t]+(?:not[ \t]+)?\w+[ \t]*(?:$|\"))", r"\1且"),
    (r"^([ \t]*effective[ \t]+)([\d-]+)([ \t]+)to(?=[ \t]+\d)", r"\1\2\3至"),
]]


def with_other_keywords(files, keywords):
    """Writes each keyword whose row is certain from the word, or from the word and its place, in the other language."""
    to_chinese, to_english = keywords.unambiguous()
    result = dict(files)
    for name in (one for one in files if one.endswith(".pol")):
        names = declared_names(files[name], keywords) | {"stage"}
        is_chinese = re.search(r"^(政策|资助|事项|申请人|条|第)", files[name], re.MULTILINE) is not None
        text = files[name]
        for pattern, replacement in () if is_chinese else PLACED:
            text = pattern.sub(replacement, text)
        table = to_english if is_chinese else to_chinese
        result[name] = replace_phrases(text, {key: value for key, value in table.items() if key not in names})
    return result


def replace_phrases(text, table):
    words = cut(text)
    longest = max((len(phrase.split()) for phrase in table), default=1)
    at = 0
    while at < len(words):
        for size in range(longest, 0, -1):
            part = words[at:at + 2 * size - 1]
            if words[at].kind != "name" or any(one.kind not in ("name", "space") for one in part) or len(part) < 2 * size - 1:
                continue
            phrase = " ".join(one.text for one in part[::2])
            if phrase not in table or any(one.kind != "space" for one in part[1::2]):
                continue
            words[at].text = table[phrase]
            for one in part[1:]:
                one.text = ""
            at += len(part) - 1
            break
        at += 1
    return join(words)
