// What the light bulb offers for a finding beside the fixes of the language server: its page, and its example case to try.
import * as vscode from "vscode";
import { say } from "./client";

/** A diagnostic as the language client keeps it: with what the server wrote into `data`. */
interface Finding extends vscode.Diagnostic {
  data?: { case?: string };
}

export class FindingActions implements vscode.CodeActionProvider {
  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const findings: readonly Finding[] = context.diagnostics.filter((one) => one.source === "polc");
    const codes = [...new Set(findings.map(codeOf))].filter((code) => code !== undefined);
    return [
      ...findings.flatMap((one) => (one.data?.case === undefined ? [] : [this.example(document, one, one.data.case)])),
      ...codes.map((code) => action(say(`Explain ${code}`, `说明 ${code}`), "polc.explain", [code])),
    ];
  }

  private example(document: vscode.TextDocument, finding: Finding, json: string): vscode.CodeAction {
    return action(say(`Try the example case of ${codeOf(finding)}`, `试算 ${codeOf(finding)} 的例子`), "polc.openCase", [document.fileName, json]);
  }
}

function action(title: string, command: string, args: unknown[]): vscode.CodeAction {
  const one = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  one.command = { title, command, arguments: args };
  return one;
}

/** Returns the code of a finding, `P4104`. */
export function codeOf(finding: vscode.Diagnostic): string | undefined {
  const { code } = finding;
  return code === undefined ? undefined : String(typeof code === "object" ? code.value : code);
}
