// The commands of the palette and of the code lenses. A lens gives the path of the policy and the name of the award.
import * as path from "node:path";
import * as vscode from "vscode";
import { configuredProgram } from "./client";
import { Pages } from "./pages";
import { Outcome, run } from "./program";
import { Case, caseFor, evaluation, matrixPage, pageOf, testRun } from "./questions";

/** By `polc --help`: from here on a run has no answer, only remarks. */
const wrongUse = 2;

export class Commands {
  constructor(private readonly pages: Pages) {}

  register(): vscode.Disposable[] {
    const command = (name: string, action: (...args: never[]) => Promise<void>) =>
      vscode.commands.registerCommand(`polc.${name}`, (...args) => action(...(args as never[])).catch(report));
    return [
      command("evaluateCase", () => this.evaluate()),
      command("runTest", () => this.runTestAtCursor()),
      command("runAllTests", () => this.runTests()),
      command("explain", (code?: string) => this.explain(code)),
      command("showStackingMatrix", () => this.showMatrix()),
      command("tryCase", (policy: string, award: string) => this.evaluate(policy, award)),
      command("runTests", (policy: string) => this.runTests(policy)),
      command("showMatrix", (policy: string, award: string) => this.showMatrix(policy, award)),
    ];
  }

  private async evaluate(policy?: string, award?: string): Promise<void> {
    const document = await savedPolicy(policy);
    if (!document) return;
    const what = award === undefined ? await chooseCase(document) : await typeCase(document, award);
    if (!what) return;
    await this.ask(document, evaluation(document.fileName, what), say("result", "结果"));
  }

  private async runTestAtCursor(): Promise<void> {
    const document = await savedPolicy();
    if (!document) return;
    const name = await testAtCursor(document);
    if (name === undefined) {
      const remark = say("The cursor is in no test; all tests of the file are run.", "光标不在算例中；运行本文件的全部算例。");
      void vscode.window.showInformationMessage(remark);
    }
    await this.ask(document, testRun(document.fileName, name), say("tests", "算例"));
  }

  private async runTests(policy?: string): Promise<void> {
    const document = await savedPolicy(policy);
    if (document) await this.ask(document, testRun(document.fileName), say("tests", "算例"));
  }

  private async explain(code?: string): Promise<void> {
    const chosen = code ?? (await vscode.window.showInputBox({
      prompt: say("Code of the finding", "编号"), placeHolder: "P2001", value: codeAtCursor(),
    }));
    if (!chosen) return;
    const outcome = await run(configuredProgram(), ["explain", chosen.trim()]);
    if (failed(outcome)) throw new Error(outcome.remarks.trim());
    await this.pages.show(chosen.trim(), outcome.output);
  }

  private async showMatrix(policy?: string, award?: string): Promise<void> {
    const document = await savedPolicy(policy);
    if (!document) return;
    const program = configuredProgram();
    const ask = (format: string) => run(program, ["check", "--matrix", "--format", format, document.fileName], path.dirname(document.fileName));
    const [json, text] = await Promise.all([ask("json"), ask("text")]);
    if (json.output.trim() === "") throw new Error(pageOf(json));
    await this.pages.show(`${titleOf(document)} ${say("matrix", "叠加")}.md`, matrixPage(json.output, text.output, program.language, award));
  }

  private async ask(document: vscode.TextDocument, args: string[], title: string): Promise<void> {
    const outcome = await run(configuredProgram(), args, path.dirname(document.fileName));
    if (failed(outcome)) throw new Error(pageOf(outcome).trim());
    await this.pages.show(`${titleOf(document)} ${title}`, pageOf(outcome));
  }
}

function failed(outcome: Outcome): boolean {
  return outcome.code >= wrongUse;
}

function report(error: unknown): void {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}

function say(english: string, chinese: string): string {
  return configuredProgram().language === "zh" ? chinese : english;
}

function titleOf(document: vscode.TextDocument): string {
  return path.basename(document.fileName, ".pol");
}

/** Returns the policy, saved, since polc reads files; nothing, with a message, if there is none. */
async function savedPolicy(file?: string): Promise<vscode.TextDocument | undefined> {
  const document = file === undefined ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(file);
  const isSaved = document?.languageId === "pol" && (!(document.isDirty || document.isUntitled) || (await document.save()));
  if (isSaved && !document.isUntitled) return document;
  void vscode.window.showWarningMessage(say("Open a .pol file and save it first.", "请先打开并保存一个 .pol 文件。"));
  return undefined;
}

async function chooseCase(document: vscode.TextDocument): Promise<Case | undefined> {
  const type = say("Type a case as JSON…", "输入 JSON 格式的案例…");
  const choose = say("Choose a file of cases…", "选择案例文件…");
  const chosen = await vscode.window.showQuickPick([type, choose]);
  if (chosen === type) return typeCase(document, "");
  if (chosen !== choose) return undefined;
  const files = await vscode.window.showOpenDialog({
    defaultUri: vscode.Uri.file(path.dirname(document.fileName)), filters: { [say("Cases", "案例")]: ["json", "jsonl"] },
  });
  return files?.[0] && { file: files[0].fsPath };
}

/** `award`: the case to begin with is a claim for it; empty for none. */
async function typeCase(document: vscode.TextDocument, award: string): Promise<Case | undefined> {
  const today = new Date().toISOString().slice(0, 10);
  const json = await vscode.window.showInputBox({
    prompt: say("A case as JSON; what is left out is unknown, and the answer says what is missing", "JSON 格式的案例；未写的视为未知，结果会说明还缺什么"),
    value: award === "" ? '{"claims":[]}' : caseFor(document.getText(), award, today),
    ignoreFocusOut: true,
    validateInput: problemOfJson,
  });
  return json === undefined ? undefined : { json };
}

function problemOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Returns the name of the test around the cursor, by the outline that the language server gives. */
async function testAtCursor(document: vscode.TextDocument): Promise<string | undefined> {
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const outline = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>("vscode.executeDocumentSymbolProvider", document.uri);
  const search = (symbols: vscode.DocumentSymbol[]): string | undefined => {
    for (const symbol of symbols) {
      if (!cursor || !symbol.range.contains(cursor)) continue;
      return symbol.kind === vscode.SymbolKind.Event ? symbol.name : search(symbol.children);
    }
    return undefined;
  };
  return search(outline ?? []);
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const findings = vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.range.contains(editor.selection.active));
  const code = findings[0]?.code;
  return typeof code === "object" ? String(code.value) : code === undefined ? undefined : String(code);
}
