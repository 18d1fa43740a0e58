// The real `polc lsp`, asked through the protocol library that VS Code's client is built on.
import assert from "node:assert/strict";
import path from "node:path";
import { readFileSync } from "node:fs";
import test from "node:test";
import { pathToFileURL } from "node:url";
import protocol from "vscode-languageserver-protocol/node.js";
import { root, startServer } from "./polc.mjs";

const file = path.join(root, "policies/minhang-quality/minhang-quality.pol");
const text = readFileSync(file, "utf8");
const lines = text.split("\n");
const uri = pathToFileURL(file).href;
const textDocument = { uri };

function positionOf(words, within = words) {
  const line = lines.findIndex((one) => one.includes(words));
  return { line, character: lines[line].indexOf(within) + 1 };
}

async function opened(context, source = text, initialization = {}) {
  const server = await startServer(initialization);
  context.after(() => server.stop());
  const waiting = new Promise((resolve) => server.connection.onNotification(protocol.PublishDiagnosticsNotification.type, resolve));
  await server.open(uri, source);
  return { ...server, findings: await waiting };
}

test("client: a mistake is reported where it stands, in the language of the client", async (context) => {
  const broken = text.replace("by 级别  国家级 100万元", "by 级别  国家级100万元");
  const expected = broken.split("\n").findIndex((line) => line.includes("国家级100万元"));

  const { findings } = await opened(context, broken, { locale: "zh-CN" });

  const [found] = findings.diagnostics.filter((one) => one.code === "P1002");
  assert.equal(findings.uri, uri);
  assert.equal(found.range.start.line, expected);
  assert.match(found.message, /缺空格/);
});

test("client: a quick fix puts the space in", async (context) => {
  const broken = text.replace("by 级别  国家级 100万元", "by 级别  国家级100万元");
  const { connection, findings } = await opened(context, broken);
  const found = findings.diagnostics.find((one) => one.code === "P1002");

  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, { textDocument, range: found.range, context: { diagnostics: [found] } });

  const edits = actions.flatMap((one) => Object.values(one.edit?.changes ?? {}).flat());
  assert.ok(edits.some((edit) => edit.newText.includes(" ")), JSON.stringify(actions));
});

test("client: hover tells what a fact is", async (context) => {
  const { connection } = await opened(context);

  const hover = await connection.sendRequest(protocol.HoverRequest.type, { textDocument, position: positionOf("when 已发布 ", "已发布") });

  assert.match(JSON.stringify(hover.contents), /已发布.*yes\/no/);
});

test("client: completion at the start of a line offers statements", async (context) => {
  const { connection } = await opened(context, `${text}\n`);

  const answer = await connection.sendRequest(protocol.CompletionRequest.type, { textDocument, position: { line: lines.length, character: 0 } });

  const labels = (answer.items ?? answer).map((one) => one.label);
  assert.ok(labels.includes("award") && labels.includes("test"), labels.join(", "));
});

test("client: a rename reaches the declaration and every use", async (context) => {
  const { connection } = await opened(context);
  const position = positionOf("when 已发布 ", "已发布");
  const uses = text.split("已发布").length - 1;

  const edit = await connection.sendRequest(protocol.RenameRequest.type, { textDocument, position, newName: "已公布" });

  const edits = Object.values(edit.changes ?? Object.fromEntries(edit.documentChanges.map((one) => [one.textDocument.uri, one.edits])))[0];
  // The legal text may say the word, too; it is not renamed.
  assert.ok(edits.length > 3 && edits.length <= uses, `${edits.length} of ${uses}`);
  assert.ok(edits.every((one) => one.newText === "已公布" && lines[one.range.start.line].slice(one.range.start.character, one.range.end.character) === "已发布"));
});

test("client: every code lens runs a command of the extension, with the path of the policy and the award", async (context) => {
  const { connection } = await opened(context);
  const commands = readFileSync(new URL("../src/commands.ts", import.meta.url), "utf8");

  const lenses = await connection.sendRequest(protocol.CodeLensRequest.type, { textDocument });

  assert.ok(lenses.length > 0);
  for (const { command } of lenses) {
    assert.ok(commands.includes(`command("${command.command.replace(/^polc\./, "")}"`), command.command);
    assert.equal(command.arguments[0], file);
    assert.ok(text.includes(`award "${command.arguments[1]}"`), command.arguments[1]);
  }
});

test("client: the outline leads to the test around the cursor", async (context) => {
  const { connection } = await opened(context);
  const { line } = positionOf('test "先市级后国家级按补差"');
  const isAround = ({ range }) => range.start.line <= line + 1 && line + 1 <= range.end.line;

  let symbols = await connection.sendRequest(protocol.DocumentSymbolRequest.type, { textDocument });
  let around;
  while ((around = symbols.find(isAround)) && around.kind !== protocol.SymbolKind.Event) symbols = around.children ?? [];

  assert.equal(around?.name, "先市级后国家级按补差");
});

test("client: the server leaves with 0 after goodbye", async () => {
  const server = await startServer();

  assert.equal(await server.stop(), 0);
});
