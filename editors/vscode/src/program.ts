// Runs the program polc and waits for what it prints. It knows nothing of the editor.
import { execFile } from "node:child_process";

export type Language = "en" | "zh";

/** Which program to run, and in which language it speaks. */
export interface Program {
  path: string;
  language: Language;
}

/** What a run printed, and how it ended; by the exit codes of `polc --help`, 2 and above are no answer. */
export interface Outcome {
  output: string;
  remarks: string;
  code: number;
}

const maxOutputBytes = 64 * 1024 * 1024;

/** The program of the settings cannot be started; the message is for the user, who has to change a setting. */
export class CannotRun extends Error {}

/** Runs `polc args --lang …`. Rejects, with `CannotRun`, only if the program cannot be started. */
export function run(program: Program, args: string[], folder?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const all = [...args, "--lang", program.language];
    execFile(program.path, all, { cwd: folder, encoding: "utf8", maxBuffer: maxOutputBytes }, (error, output, remarks) => {
      if (error && typeof error.code !== "number") reject(new CannotRun(cannotRun(program, error)));
      else resolve({ output, remarks, code: error ? Number(error.code) : 0 });
    });
  });
}

/** Rejects, with `CannotRun`, unless the program can be started and is polc. */
export async function expectPolc(program: Program): Promise<void> {
  const outcome = await run(program, ["--version"]);
  if (!outcome.output.startsWith("polc ")) throw new CannotRun(isNotPolc(program));
}

function cannotRun({ path, language }: Program, error: { code?: unknown; message: string }): string {
  const isMissing = error.code === "ENOENT";
  return language === "zh"
    ? `${isMissing ? `找不到程序“${path}”` : `无法运行“${path}”：${error.message}`}。请安装 polc，或在设置 polc.path 中写明其路径。`
    : `${isMissing ? `there is no program \`${path}\`` : `cannot run \`${path}\`: ${error.message}`}. Install polc, or say where it is in the setting polc.path.`;
}

function isNotPolc({ path, language }: Program): string {
  return language === "zh"
    ? `“${path}”不是 polc。请在设置 polc.path 中写明 polc 的路径。`
    : `\`${path}\` is not polc. Say where polc is in the setting polc.path.`;
}
