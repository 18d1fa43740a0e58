// What a command prints, as it prints it to a terminal, as a page to be photographed.
import { execFileSync } from "node:child_process";

/** Returns the output of a command that believes it writes to a terminal. `command`: for the shell; its exit code is not asked for. */
export function runInTerminal(command, folder) {
  const output = execFileSync("script", ["--quiet", "--return", "--command", `${command}; true`, "/dev/null"], { cwd: folder, encoding: "utf8", env: { ...process.env, TERM: "xterm", LANG: "C.UTF-8", NO_COLOR: "" } });
  return output.replaceAll("\r\n", "\n");
}

/** Returns the paragraph of an output that begins with `words`, from the line of its beginning to the empty line after it. */
export function paragraph(output, words) {
  const lines = output.split("\n");
  const first = lines.findIndex((line) => plain(line).startsWith(words));
  if (first < 0) throw new Error(`no line begins with ${words}:\n${output}`);
  const length = lines.slice(first).findIndex((line) => plain(line).trim() === "");
  return lines.slice(first, length < 0 ? undefined : first + length).join("\n");
}

function plain(line) {
  return line.replace(/\x1b\[[\d;]*m/g, "");
}

const themes = {
  light: { ground: "#ffffff", frame: "#d1d9e0", text: "#1f2328", faint: "#59636e", inks: ["#1f2328", "#cf222e", "#1a7f37", "#9a6700", "#0969da", "#8250df", "#1b7c83", "#59636e"] },
  dark: { ground: "#0d1117", frame: "#3d444d", text: "#e6edf3", faint: "#9198a1", inks: ["#9198a1", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#e6edf3"] },
};

/** Returns the page of a terminal that shows a prompt with `command` and some of its `output`. `theme`: "light" or "dark". */
export function terminalPage(command, output, theme, columns) {
  const { ground, frame, text, faint } = themes[theme];
  // Chinese characters are drawn two cells wide, whatever the fonts say: a cell of DejaVu Sans Mono is 0.602 em.
  return `<!doctype html><meta charset="utf-8"><style>
    @font-face { font-family: wide; src: local("Noto Sans Mono CJK SC"); size-adjust: 120.4%; unicode-range: U+2E80-9FFF, U+F900-FAFF, U+FF00-FFEF; }
    body { margin: 0; background: transparent; }
    pre { display: inline-block; box-sizing: border-box; width: calc(${columns}ch + 40px); margin: 0; padding: 16px 20px; border: 1px solid ${frame}; border-radius: 8px;
      background: ${ground}; color: ${text}; font: 13px/1.5 wide, "DejaVu Sans Mono", monospace; white-space: pre-wrap; word-break: break-all; }
    .faint { color: ${faint}; }
  </style><pre><span class="faint">$</span> ${escaped(command)}\n<span class="faint">⋮</span>\n${coloured(output, theme)}\n<span class="faint">⋮</span></pre>`;
}

/** Returns text with the colours of ANSI sequences as HTML. */
function coloured(text, theme) {
  let style = {};
  return text.split(/(\x1b\[[\d;]*m)/).map((part) => {
    const sequence = /^\x1b\[([\d;]*)m$/.exec(part);
    if (!sequence) return part === "" ? "" : `<span style="${css(style, theme)}">${escaped(part)}</span>`;
    for (const code of (sequence[1] || "0").split(";").map(Number)) style = applied(style, code);
    return "";
  }).join("");
}

function applied(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, faint: true };
  if (code >= 30 && code <= 37) return { ...style, ink: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, ink: code - 90 };
  return style;
}

function css({ bold, faint, ink }, theme) {
  const colour = ink !== undefined ? themes[theme].inks[ink] : faint ? themes[theme].faint : themes[theme].text;
  return `color:${colour}${bold ? ";font-weight:bold" : ""}`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
