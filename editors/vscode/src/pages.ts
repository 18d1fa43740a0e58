// Answers of polc shown as read-only documents beside the policy.
import * as vscode from "vscode";

const scheme = "polc";

/** Keeps the text of each page under its address; asking the same again replaces it. */
export class Pages implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  register(): vscode.Disposable[] {
    return [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
      this.changed,
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** `title`: what the tab says; `.md` pages are shown as they read, not as they are written. */
  async show(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${title.replace(/[/\\?#]/g, " ")}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    if (title.endsWith(".md")) {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
  }
}
