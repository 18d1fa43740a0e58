// The generated syntax file in Vim itself; skipped where there is none.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { compareWithTree, policies, root, semanticTokens, startServer } from "./polc.mjs";

const hasSyntax = spawnSync("vim", ["--version"], { encoding: "utf8" }).stdout?.includes("+syntax") ?? false;
const kinds = { polStatement: "keyword", polClause: "keyword", polOperatorWord: "keyword", polType: "keyword", polFunction: "keyword",
  polConstant: "keyword", polNumber: "number", polDate: "number", polUnit: "number", polString: "string", polEscape: "string",
  polComment: "comment", polName: "name" };

/**
 * Returns the groups that Vim colours places of a text with: `places` are `[line, column]`, columns in UTF-16. The parts of a rule
 * have groups of their own, called after the group and their place: `polNumber3x1`.
 */
function groupsAt(folder, text, places) {
  const lines = text.split("\n");
  const policy = path.join(folder, "policy.pol");
  const answers = path.join(folder, "answers.txt");
  writeFileSync(policy, text);
  const bytes = places.map(([line, column]) => [line + 1, Buffer.byteLength(lines[line].slice(0, column)) + 1]);
  writeFileSync(path.join(folder, "places.json"), JSON.stringify(bytes));
  writeFileSync(path.join(folder, "ask.vim"), `
set nocompatible encoding=utf-8
set runtimepath^=${path.join(root, "editors/vim")}
filetype plugin on
syntax on
edit ${policy}
let places = json_decode(join(readfile("${path.join(folder, "places.json")}"), ""))
syntax sync fromstart
let answers = [&filetype . " " . &commentstring]
for [line, column] in places
  call add(answers, synIDattr(synID(line, column, 1), "name"))
endfor
call writefile(answers, "${answers}")
qall!
`);
  spawnSync("vim", ["-u", "NONE", "-i", "NONE", "-n", "-N", "-es", "-S", path.join(folder, "ask.vim")], { encoding: "utf8", timeout: 120_000 });
  const [settings, ...names] = readFileSync(answers, "utf8").split("\n");
  return { settings, names };
}

test("vim: colours every keyword of large policies, in both languages", { skip: !hasSyntax && "no vim with syntax" }, async (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "polc-vim-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const server = await startServer();
  context.after(() => server.stop());
  for (const [index, [file, text]] of policies().filter(([name]) => /minhang|songjiang-2022|04-|06-|11-/.test(name)).entries()) {
    const tokens = await semanticTokens(server, `file://${file}.${index}.pol`, text);
    const { settings, names } = groupsAt(folder, text, tokens.map((one) => [one.line, one.from]));
    assert.equal(settings, "pol # %s");
    const groupOf = new Map(tokens.map((one, i) => [`${one.line}:${one.from}`, names[i].replace(/\d+x\d+$/, "")]));
    const found = compareWithTree(tokens, (line, column) => kinds[groupOf.get(`${line}:${column}`)] ?? null);
    assert.deepEqual(found.wrong.keyword, [], file);
    assert.deepEqual(found.wrong.other, [], file);
    assert.ok(found.wrong.name.length <= found.names / 10, `${file}: ${found.wrong.name.join(", ")}`);
  }
});
