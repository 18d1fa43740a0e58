// The generated TextMate grammar in the engine of VS Code.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const wasm = readFileSync(fileURLToPath(import.meta.resolve("vscode-oniguruma").replace(/[^/]*$/, "onig.wasm")));
const file = fileURLToPath(new URL("../syntaxes/pol.tmLanguage.json", import.meta.url));

const registry = new textmate.Registry({
  onigLib: oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength)).then(() => ({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  })),
  loadGrammar: async (scope) => (scope === "source.pol" ? textmate.parseRawGrammar(readFileSync(file, "utf8"), file) : null),
});

/** Returns for each line of a text its tokens: `{ startIndex, endIndex, scopes }`. */
export async function tokenize(text) {
  const grammar = await registry.loadGrammar("source.pol");
  let state = textmate.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens;
  });
}

/** Returns the innermost scope of every token that is not white space: `[["policy", "keyword.control.statement.pol"], …]`. */
export async function scopesOf(text) {
  const lines = text.split(/\r?\n/);
  return (await tokenize(text)).flatMap((tokens, line) =>
    tokens.map((one) => [lines[line].slice(one.startIndex, one.endIndex), one.scopes.at(-1)]).filter(([part]) => part.trim() !== ""));
}

export function kindOf(scopes) {
  const inner = scopes.at(-1);
  if (scopes.some((scope) => scope.startsWith("string."))) return "string";
  if (inner.startsWith("keyword.other.unit")) return "number";
  if (/^(keyword\.(control|other|operator\.word)|storage|support|constant\.language)/.test(inner)) return "keyword";
  if (inner.startsWith("constant.numeric")) return "number";
  if (inner.startsWith("variable")) return "name";
  return inner.startsWith("comment") ? "comment" : null;
}
