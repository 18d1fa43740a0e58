// Cases that a user tries: a JSON document to fill in and, beside it, the letter that polc writes of it, anew at every change.
import * as path from "node:path";
import * as vscode from "vscode";
import { configuredProgram, say } from "./client";
import { Pages, titleOf } from "./pages";
import { run } from "./program";
import { evaluation, pageOf, withMissing } from "./questions";

const quietMilliseconds = 300;

/** A case being tried, under the policy that decides it. `written`: what it began with. */
interface Sheet {
  document: vscode.TextDocument;
  policy: string;
  written: string;
  timer?: NodeJS.Timeout;
}

export class Sheets {
  private readonly open = new Map<string, Sheet>();

  constructor(private readonly pages: Pages) {}

  register(): vscode.Disposable[] {
    return [
      vscode.workspace.onDidChangeTextDocument((change) => this.decideSoon(this.open.get(change.document.uri.toString()))),
      vscode.workspace.onDidCloseTextDocument((document) => this.open.delete(document.uri.toString())),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document.languageId === "pol") for (const sheet of this.open.values()) this.decideSoon(sheet);
      }),
    ];
  }

  /** Opens a case, as JSON, with a line for every fact that can still change the answer. */
  async start(policy: string, json: string): Promise<void> {
    const answer = await run(configuredProgram(), [...evaluation(policy, { json }), "--format", "json"], path.dirname(policy));
    const written = withMissing(json, answer.output);
    const document = await this.untouched(policy, written) ?? await vscode.workspace.openTextDocument({ language: "json", content: written });
    const sheet: Sheet = { document, policy, written };
    this.open.set(document.uri.toString(), sheet);
    const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
    selectFirstUnknown(editor);
    await this.decide(sheet);
  }

  /** Returns a sheet that the user has not written into, with the text in place of its own: trying ten cases leaves one tab. */
  private async untouched(policy: string, text: string): Promise<vscode.TextDocument | undefined> {
    const sheet = [...this.open.values()].find((one) => one.policy === policy && one.document.getText() === one.written);
    if (!sheet) return undefined;
    const { document } = sheet;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    return (await vscode.workspace.applyEdit(edit)) ? document : undefined;
  }

  private decideSoon(sheet: Sheet | undefined): void {
    if (!sheet) return;
    clearTimeout(sheet.timer);
    sheet.timer = setTimeout(() => void this.decide(sheet), quietMilliseconds);
  }

  /** While the text is no JSON, the editor underlines where, and the last letter stays. */
  private async decide({ document, policy }: Sheet): Promise<void> {
    const json = document.getText();
    if (!isJson(json)) return;
    const title = `${titleOf(policy)} ${say("result", "结果")}`;
    const text = await run(configuredProgram(), evaluation(policy, { json }), path.dirname(policy)).then(pageOf, (error: Error) => error.message);
    if (document.getText() === json) await this.pages.show(title, text, path.dirname(policy));
  }
}

function selectFirstUnknown(editor: vscode.TextEditor): void {
  const at = editor.document.getText().indexOf("null");
  if (at < 0) return;
  editor.selection = new vscode.Selection(editor.document.positionAt(at), editor.document.positionAt(at + "null".length));
  editor.revealRange(editor.selection);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
