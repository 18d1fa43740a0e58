// The program under test and a protocol connection to its language server, for the tests beside this file.
import { spawn, execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import protocol from "vscode-languageserver-protocol/node.js";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const polc = process.env.POLC ?? path.join(root, "build/polc");
if (!existsSync(polc)) throw new Error(`no ${polc}: build polc first, or set POLC to the path of the program`);

/** Every policy of the repository: `[name, text]`, as written and in Chinese keywords. */
export function policies() {
  const folders = readdirSync(path.join(root, "policies"), { withFileTypes: true }).filter((one) => one.isDirectory());
  const files = folders.flatMap(({ name }) =>
    readdirSync(path.join(root, "policies", name)).filter((file) => file.endsWith(".pol")).map((file) => path.join(root, "policies", name, file)));
  files.push(...readdirSync(path.join(root, "examples")).filter((file) => file.endsWith(".pol")).map((file) => path.join(root, "examples", file)));
  return files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [[file, text], [file, execFileSync(polc, ["fmt", "--keywords", "zh", "-"], { input: text, encoding: "utf8" })]];
  });
}

/** Starts `polc lsp` and greets it. `stop` ends it and tells the exit code. */
export async function startServer(initialization = {}) {
  const server = spawn(polc, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = protocol.createProtocolConnection(server.stdout, server.stdin);
  connection.listen();
  const greeting = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid, rootUri: pathToFileURL(root).href, capabilities: {}, ...initialization,
  });
  await connection.sendNotification(protocol.InitializedNotification.type, {});
  const ended = new Promise((resolve) => server.on("exit", resolve));
  return {
    connection, greeting,
    open: (uri, text) => connection.sendNotification(protocol.DidOpenTextDocumentNotification.type,
      { textDocument: { uri, languageId: "pol", version: 1, text } }),
    async stop() {
      await connection.sendRequest(protocol.ShutdownRequest.type);
      await connection.sendNotification(protocol.ExitNotification.type);
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
}

/** The tokens that the compiler's own tree has for a text: `{ line, from, to, type, text }`. */
export async function semanticTokens(server, uri, text) {
  await server.open(uri, text);
  const { data } = await server.connection.sendRequest(protocol.SemanticTokensRequest.type, { textDocument: { uri } });
  const types = server.greeting.capabilities.semanticTokensProvider.legend.tokenTypes;
  const lines = text.split(/\r?\n/);
  const tokens = [];
  let line = 0, from = 0;
  for (let i = 0; i < data.length; i += 5) {
    from = data[i] > 0 ? data[i + 1] : from + data[i + 1];
    line += data[i];
    const to = from + data[i + 2];
    tokens.push({ line, from, to, type: types[data[i + 3]], text: lines[line].slice(from, to) });
  }
  return tokens;
}

/**
 * Compares the colours of a highlighter with the tree: `colourAt(line, column)` is "keyword", "name", "string", "number",
 * "comment" or null. Returns what it got wrong: keywords without a colour, names coloured as keywords, other kinds.
 */
export function compareWithTree(tokens, colourAt) {
  const expected = { keyword: "keyword", string: "string", number: "number", comment: "comment", property: "name", enumMember: "name",
    struct: "name", type: "name", function: "name", parameter: "name", variable: "name" };
  const wrong = { keyword: [], name: [], other: [] };
  let names = 0;
  for (const token of tokens) {
    const kind = expected[token.type];
    if (!kind || (kind === "name" && /^["“「『《]/.test(token.text))) continue;
    if (kind === "name") ++names;
    const colour = colourAt(token.line, token.from);
    const isFine = colour === kind || (kind === "name" && colour !== "keyword") || (kind === "number" && token.text.match(/^\p{L}/u));
    if (!isFine) wrong[kind === "keyword" || kind === "name" ? kind : "other"].push(`${token.line + 1}:${token.from + 1} ${token.text} (${colour})`);
  }
  return { wrong, names };
}
