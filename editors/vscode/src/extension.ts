// What VS Code calls when a policy is opened and when the editor is closed.
import * as vscode from "vscode";
import { Server } from "./client";
import { Commands } from "./commands";
import { FindingActions } from "./findings";
import { Pages } from "./pages";
import { Sheets } from "./sheets";

const server = new Server();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const pages = new Pages();
  const sheets = new Sheets(pages);
  context.subscriptions.push(
    ...pages.register(),
    ...sheets.register(),
    ...new Commands(pages, sheets).register(),
    vscode.languages.registerCodeActionsProvider({ language: "pol" }, new FindingActions(), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    vscode.commands.registerCommand("polc.restartServer", () => server.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("polc")) void server.restart();
    }),
  );
  await server.restart();
}

export function deactivate(): Promise<void> {
  return server.stop();
}
