// The commands of the palette and of the code lenses. A lens gives the path of the policy and the name of the award.
import * as path from "node:path";
import * as vscode from "vscode";
import { complain, configuredProgram, say } from "./client";
import { codeOf } from "./findings";
import { Pages, titleOf } from "./pages";
import { Outcome, run } from "./program";
import { caseFor, evaluation, explanationPage, matrixPage, pageOf, TestChoice, testRun } from "./questions";
import { Sheets } from "./sheets";

/** By `polc --help`: from here on a run has no answer, only remarks. */
const wrongUse = 2;

export class Commands {
  constructor(private readonly pages: Pages, private readonly sheets: Sheets) {}

  register(): vscode.Disposable[] {
    const command = (name: string, action: (...args: never[]) => Promise<void>) =>
      vscode.commands.registerCommand(`polc.${name}`, (...args) => action(...(args as never[])).catch(complain));
    return [
      command("evaluateCase", () => this.evaluate()),
      command("runTest", () => this.runTestAtCursor()),
      command("runAllTests", () => this.runTests()),
      command("suggestTests", () => this.suggestTests()),
      command("explain", (code?: string) => this.explain(code)),
      command("showStackingMatrix", () => this.showMatrix()),
      command("tryCase", (policy: string, award: string) => this.tryCase(policy, award)),
      command("openCase", (policy: string, json: string) => this.openCase(policy, json)),
      command("runTests", (policy: string, award: string) => this.runTests(policy, { award })),
      command("showMatrix", (policy: string, award: string) => this.showMatrix(policy, award)),
    ];
  }

  /** Asks for what the case is to claim; the last choice is a file of cases. */
  private async evaluate(): Promise<void> {
    const document = await savedPolicy();
    if (!document) return;
    const file = { label: say("$(file) A file of cases…", "$(file) 案例文件…"), award: undefined };
    const awards = (await namesIn(document, vscode.SymbolKind.Struct)).map((award) => ({ label: award, award }));
    const chosen = await vscode.window.showQuickPick([...awards, file], { placeHolder: say("What is claimed", "申报的事项") });
    if (chosen === file) return this.evaluateFile(document);
    if (chosen?.award !== undefined) await this.tryCase(document.fileName, chosen.award);
  }

  private async evaluateFile(document: vscode.TextDocument): Promise<void> {
    const files = await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.file(path.dirname(document.fileName)), filters: { [say("Cases", "案例")]: ["json", "jsonl", "csv", "tsv"] },
    });
    if (files?.[0]) await this.ask(document, evaluation(document.fileName, { file: files[0].fsPath }), say("result", "结果"));
  }

  private async tryCase(policy: string, award: string): Promise<void> {
    const document = await savedPolicy(policy);
    const today = new Date().toISOString().slice(0, 10);
    if (document) await this.sheets.start(document.fileName, caseFor(document.getText(), award, today));
  }

  private async openCase(policy: string, json: string): Promise<void> {
    const document = await savedPolicy(policy);
    if (document) await this.sheets.start(document.fileName, json);
  }

  private async runTestAtCursor(): Promise<void> {
    const document = await savedPolicy();
    if (!document) return;
    const name = await testAtCursor(document);
    if (name === undefined) {
      const remark = say("The cursor is in no test; all tests of the file are run.", "光标不在算例中；运行本文件的全部算例。");
      void vscode.window.showInformationMessage(remark);
    }
    await this.runTests(document.fileName, name === undefined ? {} : { name });
  }

  private async runTests(policy?: string, choice: TestChoice = {}): Promise<void> {
    const document = await savedPolicy(policy);
    if (!document) return;
    const folder = path.dirname(document.fileName);
    const outcome = await run(configuredProgram(), testRun(path.basename(document.fileName), choice), folder);
    // An award without a test is no mistake of the user's, and there is something to be done about it.
    if (failed(outcome) && choice.award !== undefined) return this.offerSuggestions(document, firstLine(outcome.remarks));
    await this.show(document, outcome, say("tests", "算例"));
  }

  private async offerSuggestions(document: vscode.TextDocument, remark: string): Promise<void> {
    const button = say("Suggest Tests", "建议算例");
    if ((await vscode.window.showInformationMessage(remark, button)) === button) await this.suggestTests(document.fileName);
  }

  private async suggestTests(policy?: string): Promise<void> {
    const document = await savedPolicy(policy);
    if (document) await this.ask(document, ["test", path.basename(document.fileName), "--suggest"], say("suggested tests", "建议的算例"));
  }

  private async explain(code?: string): Promise<void> {
    const chosen = code ?? (await vscode.window.showInputBox({
      prompt: say("Code of the finding", "编号"), placeHolder: "P2001", value: codeAtCursor(),
    }));
    if (!chosen) return;
    const program = configuredProgram();
    const outcome = await run(program, ["explain", chosen.trim(), "--format", "json"]);
    if (failed(outcome)) throw new Error(firstLine(outcome.remarks));
    await this.pages.show(`${chosen.trim()}.md`, explanationPage(outcome.output, program.language), "");
  }

  private async showMatrix(policy?: string, award?: string): Promise<void> {
    const document = await savedPolicy(policy);
    if (!document) return;
    const program = configuredProgram();
    const folder = path.dirname(document.fileName);
    const ask = (format: string) => run(program, ["check", "--matrix", "--format", format, document.fileName], folder);
    const [json, text] = await Promise.all([ask("json"), ask("text")]);
    if (json.output.trim() === "") throw new Error(pageOf(json));
    await this.pages.show(`${titleOf(document.fileName)} ${say("matrix", "叠加")}.md`, matrixPage(json.output, text.output, program.language, award), folder);
  }

  private async ask(document: vscode.TextDocument, args: string[], title: string): Promise<void> {
    await this.show(document, await run(configuredProgram(), args, path.dirname(document.fileName)), title);
  }

  private async show(document: vscode.TextDocument, outcome: Outcome, title: string): Promise<void> {
    if (failed(outcome)) throw new Error(firstLine(outcome.remarks));
    await this.pages.show(`${titleOf(document.fileName)} ${title}`, pageOf(outcome), path.dirname(document.fileName));
  }
}

function failed(outcome: Outcome): boolean {
  return outcome.code >= wrongUse;
}

/** Returns what is wrong, without where the help of the command line is: a user of the editor has no command line before them. */
function firstLine(remarks: string): string {
  return remarks.trim().split("\n")[0].replace(/^polc[:：]\s*/, "");
}

/** Returns the policy, saved, since polc reads files; nothing, with a message, if there is none. */
async function savedPolicy(file?: string): Promise<vscode.TextDocument | undefined> {
  const document = file === undefined ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(file);
  const isSaved = document?.languageId === "pol" && (!(document.isDirty || document.isUntitled) || (await document.save()));
  if (isSaved && !document.isUntitled) return document;
  void vscode.window.showWarningMessage(say("Open a .pol file and save it first.", "请先打开并保存一个 .pol 文件。"));
  return undefined;
}

/** Returns the outline that the language server gives. */
async function outlineOf(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  return (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>("vscode.executeDocumentSymbolProvider", document.uri)) ?? [];
}

/** Returns the names of a kind in the outline, each once, in the order of the text. */
async function namesIn(document: vscode.TextDocument, kind: vscode.SymbolKind): Promise<string[]> {
  const search = (symbols: vscode.DocumentSymbol[]): string[] =>
    symbols.flatMap((one) => [...(one.kind === kind ? [one.name] : []), ...search(one.children)]);
  return [...new Set(search(await outlineOf(document)))];
}

/** Returns the name of the test around the cursor. */
async function testAtCursor(document: vscode.TextDocument): Promise<string | undefined> {
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const search = (symbols: vscode.DocumentSymbol[]): string | undefined => {
    for (const symbol of symbols) {
      if (!cursor || !symbol.range.contains(cursor)) continue;
      return symbol.kind === vscode.SymbolKind.Event ? symbol.name : search(symbol.children);
    }
    return undefined;
  };
  return search(await outlineOf(document));
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const findings = vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.range.contains(editor.selection.active));
  return findings[0] && codeOf(findings[0]);
}
