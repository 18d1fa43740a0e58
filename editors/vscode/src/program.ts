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

/** Runs `polc args --lang …`. Rejects, with a sentence for the user, only if the program cannot be started. */
export function run(program: Program, args: string[], folder?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const all = [...args, "--lang", program.language];
    execFile(program.path, all, { cwd: folder, encoding: "utf8", maxBuffer: maxOutputBytes }, (error, output, remarks) => {
      if (error && typeof error.code !== "number") reject(new Error(cannotRun(program, error.message)));
      else resolve({ output, remarks, code: error ? Number(error.code) : 0 });
    });
  });
}

function cannotRun(program: Program, reason: string): string {
  return program.language === "zh"
    ? `无法运行“${program.path}”：${reason}。请安装 polc，或在设置 polc.path 中写明其路径。`
    : `cannot run \`${program.path}\`: ${reason}. Install polc, or say where it is in the setting polc.path.`;
}
