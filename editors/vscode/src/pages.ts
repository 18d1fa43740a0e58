// Answers of polc shown as read-only documents beside the policy.
import * as path from "node:path";
import * as vscode from "vscode";

const scheme = "polc";

/** By this folder package.json knows the language of a page: to change it after opening would close the document. */
const answers = "polc-answer";

/** A text to show, and the folder that the names of files in it are relative to. */
interface Page {
  text: string;
  folder: string;
}

/** Keeps the text of each page under its address; asking the same again replaces it. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  private readonly pages = new Map<string, Page>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  register(): vscode.Disposable[] {
    return [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme }, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.pages.delete(document.uri.toString())),
      this.changed,
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.toString())?.text ?? "";
  }

  /** Places such as `policy.pol:12:1` lead there. */
  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const folder = this.pages.get(document.uri.toString())?.folder;
    if (folder === undefined) return [];
    return [...document.getText().matchAll(/(\S+\.pol):(\d+):(\d+)/g)].map((found) => {
      const [place, file, line, column] = found;
      const range = new vscode.Range(document.positionAt(found.index), document.positionAt(found.index + place.length));
      return new vscode.DocumentLink(range, vscode.Uri.file(path.resolve(folder, file)).with({ fragment: `L${line},${column}` }));
    });
  }

  /** `title`: what the tab says; `.md` pages are shown as they read, not as they are written. `folder`: where its files are. */
  async show(title: string, text: string, folder: string): Promise<void> {
    const name = title.replace(/[/\\?#]/g, " ");
    const isMarkdown = title.endsWith(".md");
    const uri = vscode.Uri.from({ scheme, path: isMarkdown ? `/${name}` : `/${answers}/${name}` });
    this.pages.set(uri.toString(), { text, folder });
    this.changed.fire(uri);
    if (isMarkdown) {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
  }
}

/** Returns what a tab calls a policy. */
export function titleOf(policy: string): string {
  return path.basename(policy, ".pol");
}
