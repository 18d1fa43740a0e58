"""Writes the stream language of CodeMirror 6."""
import json

import highlighting

# Names of tags as StreamLanguage knows them.
TAGS = {
    "statement": "keyword",
    "clause": "controlKeyword",
    "operator": "operatorKeyword",
    "sign": "operator",
    "type": "typeName",
    "function": "variableName.function",
    "constant": "bool",
    "number": "number",
    "date": "number",
    "unit": "unit",
    "name": "variableName",
}
FRAME = """\
// Written by editors/generate.py from grammar/keywords.def; do not edit.
// The `.pol` language for CodeMirror 6: `StreamLanguage.define(pol)`, with StreamLanguage of @codemirror/language.
// It imports nothing, so that any page can use it.

// Each rule is a pattern and the tags of its groups, or of the whole; the first that fits a place has it.
const rules = [
@RULES@
];

const closing = { '"': '"', "“": "”", "「": "」", "『": "』", "《": "》" };
const statement = /^\\s*@STATEMENT@(?=\\s)/u;

/** Reads on inside a quotation, which may run over lines and nests with itself, except for `"`. */
function readString(stream, state) {
  while (!stream.eol()) {
    const mark = stream.next();
    if (mark === "\\\\" && state.quote === '"') stream.next();
    else if (mark === closing[state.quote]) {
      if (--state.depth === 0) break;
    } else if (mark === state.quote) ++state.depth;
  }
  if (state.depth === 0) state.quote = null;
  return "string";
}

/** Queues the parts of a match that have groups, so that each gets its own tag. */
function queueGroups(found, tags, state) {
  let from = 0;
  for (let group = 1; group < found.length; ++group) {
    const part = found[group] ?? "";
    const at = found[0].indexOf(part, from);
    if (at > from) state.queue.push([at - from, null]);
    if (part) state.queue.push([part.length, tags[group - 1]]);
    from = at + part.length;
  }
}

function takeQueued(stream, state) {
  const [length, tag] = state.queue.shift();
  stream.pos += length;
  return tag;
}

export const pol = {
  name: "pol",
  startState: () => ({ quote: null, depth: 0, queue: [] }),
  copyState: (state) => ({ ...state, queue: state.queue.slice() }),

  token(stream, state) {
    if (state.queue.length > 0) return takeQueued(stream, state);
    // A later line that begins a statement is none of the quotation's: the mark was forgotten.
    if (state.quote === '"' && stream.sol() && statement.test(stream.string)) state.quote = null;
    if (state.quote !== null) return readString(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.peek() === "#") {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.peek() in closing) {
      state.quote = stream.next();
      state.depth = 1;
      return readString(stream, state);
    }
    for (const [pattern, ...tags] of rules) {
      pattern.lastIndex = stream.pos;
      const found = pattern.exec(stream.string);
      if (!found) continue;
      if (tags.length > 1) {
        queueGroups(found, tags, state);
        return takeQueued(stream, state);
      }
      stream.pos += found[0].length;
      return tags[0];
    }
    stream.next();
    return null;
  },

  languageData: {
    commentTokens: { line: "#" },
    closeBrackets: { brackets: ["(", "[", '"', "（", "【", "“", "「", "『", "《"] },
  },
};
"""


def stream_language(keywords):
    """Returns the module as the text of its file."""
    lines = []
    for rule in highlighting.rules(keywords):
        tags = ", ".join(json.dumps(TAGS[group]) for group in rule.groups)
        lines.append(f"  [{literal(rule.pattern)}, {tags}],")
    statement = highlighting.alternatives(highlighting.statement_words(keywords)).replace("/", r"\/")
    return FRAME.replace("@RULES@", "\n".join(lines)).replace("@STATEMENT@", statement)


def literal(pattern):
    """Returns a sticky Unicode regular expression; a bare slash would end it."""
    return "/" + pattern.replace("/", r"\/") + "/uy"
