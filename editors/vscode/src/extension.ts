// What VS Code calls when a policy is opened and when the editor is closed.
import * as vscode from "vscode";
import { Server } from "./client";
import { Commands } from "./commands";
import { Pages } from "./pages";

const server = new Server();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const pages = new Pages();
  context.subscriptions.push(
    ...pages.register(),
    ...new Commands(pages).register(),
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
