// The generated stream language in CodeMirror's own engine.
import assert from "node:assert/strict";
import test from "node:test";
import { StreamLanguage } from "@codemirror/language";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { pol } from "../../codemirror/pol.js";
import { compareWithTree, policies, semanticTokens, startServer } from "./polc.mjs";

const language = StreamLanguage.define(pol);
const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.typeName, tags.bool, tags.function(tags.variableName)], class: "keyword" },
  { tag: tags.variableName, class: "name" },
  { tag: [tags.number, tags.unit], class: "number" },
  { tag: tags.string, class: "string" },
  { tag: tags.comment, class: "comment" },
]);

/** Returns `[from, to, class]` of every coloured piece of a text. */
function coloured(text) {
  const pieces = [];
  highlightTree(language.parser.parse(text), highlighter, (from, to, kind) => pieces.push([from, to, kind]));
  return pieces;
}

test("codemirror: a line in Chinese", () => {
  const text = "资助 甲 对象 单位 须 面积 超过500亩 “申报“乙”” # 要求";

  const parts = coloured(text).map(([from, to, kind]) => [text.slice(from, to), kind]);

  assert.deepEqual(parts, [["资助", "keyword"], ["甲", "name"], ["对象", "keyword"], ["单位", "name"], ["须", "keyword"], ["面积", "name"],
    ["超过", "keyword"], ["500", "number"], ["亩", "number"], ["“申报“乙””", "string"], ["# 要求", "comment"]]);
});

test("codemirror: a quotation may run over lines, but not over the next statement", () => {
  const text = 'text "一\n二" x\ntext "三\naward Y';

  const parts = coloured(text).map(([from, to, kind]) => [text.slice(from, to), kind]).filter(([part]) => /^[\w二]/.test(part));

  assert.deepEqual(parts, [["text", "keyword"], ['二"', "string"], ["x", "name"], ["text", "keyword"], ["award", "keyword"], ["Y", "name"]]);
});

test("codemirror: colours every keyword that the compiler reads, in all policies and examples, in both languages", async (context) => {
  const server = await startServer();
  context.after(() => server.stop());
  let names = 0, keywordsAsNames = 0;
  for (const [index, [file, text]] of policies().entries()) {
    const tokens = await semanticTokens(server, `file://${file}.${index}.pol`, text);
    const starts = [0];
    for (const line of text.split("\n")) starts.push(starts.at(-1) + line.length + 1);
    const pieces = coloured(text);
    let next = 0;
    const found = compareWithTree(tokens, (line, column) => {
      const at = starts[line] + column;
      while (next < pieces.length && pieces[next][1] <= at) ++next;
      return next < pieces.length && pieces[next][0] <= at ? pieces[next][2] : null;
    });
    assert.deepEqual(found.wrong.keyword, [], file);
    assert.deepEqual(found.wrong.other, [], file);
    names += found.names;
    keywordsAsNames += found.wrong.name.length;
  }
  assert.ok(keywordsAsNames < names / 100, `${keywordsAsNames} of ${names}`);
});
