// The language server `polc lsp` as VS Code drives it.
import * as vscode from "vscode";
import { InitializeParams, LanguageClient, TransportKind } from "vscode-languageclient/node";
import { CannotRun, expectPolc, Language, Program } from "./program";

/** Returns the program and language of the settings. */
export function configuredProgram(): Program {
  const settings = vscode.workspace.getConfiguration("polc");
  return { path: settings.get<string>("path") || "polc", language: configuredLanguage(settings.get<string>("language")) };
}

/** Returns the sentence in the language of the settings. */
export function say(english: string, chinese: string): string {
  return configuredProgram().language === "zh" ? chinese : english;
}

function configuredLanguage(setting: string | undefined): Language {
  if (setting === "en" || setting === "zh") return setting;
  return vscode.env.language.startsWith("zh") ? "zh" : "en";
}

/** Says to the server the language of the settings instead of that of the editor. */
class PolcClient extends LanguageClient {
  constructor(private readonly program: Program) {
    super("polc", "polc", { command: program.path, args: ["lsp", "--lang", program.language], transport: TransportKind.stdio }, {
      documentSelector: [{ scheme: "file", language: "pol" }, { scheme: "untitled", language: "pol" }],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{pol,txt}") },
    });
  }

  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    params.locale = this.program.language;
  }
}

/** Holds the one running client; settings that change start a new one. Starts follow each other, never overlap. */
export class Server {
  private client: PolcClient | undefined;
  private last: Promise<void> = Promise.resolve();

  restart(): Promise<void> {
    return (this.last = this.last.then(() => this.replace()));
  }

  stop(): Promise<void> {
    return (this.last = this.last.then(() => this.end()));
  }

  private async replace(): Promise<void> {
    await this.end();
    const program = configuredProgram();
    // Asked first, since the language client says of a program that is not there no more than that there is no connection.
    try {
      await expectPolc(program);
    } catch (error) {
      return complain(error);
    }
    const client = new PolcClient(program);
    try {
      await client.start();
      this.client = client;
    } catch (error) {
      await client.dispose().catch(() => undefined);
      complain(error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that has crashed cannot be stopped again; there is nothing left to do then.
    await client?.dispose().catch(() => undefined);
  }
}

/** Shows what went wrong, with a way to the setting where that is the cause. */
export function complain(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const buttons = error instanceof CannotRun ? [say("Open Settings", "打开设置")] : [];
  // Not awaited: the message may stay on the screen for long.
  void vscode.window.showErrorMessage(reason, ...buttons).then((chosen) => {
    if (chosen) void vscode.commands.executeCommand("workbench.action.openSettings", "polc.path");
  });
}
