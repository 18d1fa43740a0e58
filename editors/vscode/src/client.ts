// The language server `polc lsp` as VS Code drives it.
import * as vscode from "vscode";
import { InitializeParams, LanguageClient, TransportKind } from "vscode-languageclient/node";
import { Language, Program } from "./program";

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
    const client = new PolcClient(program);
    try {
      await client.start();
      this.client = client;
    } catch (error) {
      await client.dispose().catch(() => undefined);
      await this.complain(program, error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that has crashed cannot be stopped again; there is nothing left to do then.
    await client?.dispose().catch(() => undefined);
  }

  private async complain(program: Program, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const [text, button] = program.language === "zh"
      ? [`语言服务“${program.path} lsp”未能启动：${reason}`, "打开设置"]
      : [`the language server \`${program.path} lsp\` does not start: ${reason}`, "Open Settings"];
    // Not awaited: the message may stay on the screen while a new server is started.
    void vscode.window.showErrorMessage(text, button).then((chosen) => {
      if (chosen) void vscode.commands.executeCommand("workbench.action.openSettings", "polc.path");
    });
  }
}
