// Makes the pictures of README.md and of the extension anew, from real runs: `node docs/pictures/make.mjs [finding] [editor] [page]`.
// What it needs is said in README.md beside it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, Editor, polc, root, workspaceOf } from "../../editors/vscode/test/in-vscode/editor.mjs";
import { paragraph, runInTerminal, terminalPage } from "./terminal.mjs";

const folder = fileURLToPath(new URL("./", import.meta.url));
const policy = "policies/minhang-quality/minhang-quality.pol";
const themes = ["light", "dark"];
const maxBytes = 200_000;

const makers = { finding: makeFinding, editor: makeEditor, page: makePage };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in makers));
if (unknown.length > 0) throw new Error(`no picture is called ${unknown.join(", ")}; there are ${Object.keys(makers).join(", ")}`);
for (const name of wanted.length > 0 ? wanted : Object.keys(makers)) await makers[name]();

/** A finding with its example, as `polc check` prints it. */
async function makeFinding() {
  const output = runInTerminal(`${polc} check ${policy}`, root);
  const finding = paragraph(output, "warning P4104");
  await inBrowser({}, async (page) => {
    for (const theme of themes) {
      await page.setContent(terminalPage(`polc check ${policy}`, finding, theme, 124));
      await page.evaluate(() => document.fonts.ready);
      await page.locator("pre").screenshot({ path: place(`finding-${theme}.png`), omitBackground: true });
      keepSmall(place(`finding-${theme}.png`));
    }
  });
}

/** The policy in VS Code, with a finding and what can be done about it; then its example case and the letter. */
async function makeEditor() {
  const original = readFileSync(path.join(root, policy), "utf8");
  const award = original.split("\n").findIndex((line) => line.includes('award "上海标准"')) + 1;
  for (const theme of themes) {
    const workspace = workspaceOf({ "policies/minhang-quality": "minhang-quality" });
    const settings = { "workbench.activityBar.location": "hidden", "breadcrumbs.enabled": false, "editor.stickyScroll.enabled": false, "editor.fontSize": 13 };
    const editor = await Editor.start(workspace, { theme, scale: 1.6, size: { width: 1080, height: 660 }, settings });
    try {
      await editor.open("minhang-quality.pol");
      await editor.press("Control+b");
      await editor.findings((count) => count > 0);
      await editor.goTo(award, 10);
      await editor.sees(".codelens-decoration a", "1 overlap");
      await editor.openActions(/they add up/);
      await editor.picture(inExtension(`editor-${theme}.png`));
      await editor.press("Escape");
      await editor.choose("Try the example case of P4104");
      await editor.sees(".view-line", "Result: CNY 400,000 granted.");
      await editor.picture(inExtension(`case-${theme}.png`));
    } finally {
      await editor.stop();
      rmSync(workspace, { recursive: true });
    }
    keepSmall(inExtension(`editor-${theme}.png`));
    keepSmall(inExtension(`case-${theme}.png`));
  }
}

/** The page of the policy, at an article. */
async function makePage() {
  const pages = mkdtempSync(path.join(os.tmpdir(), "pol-pages-"));
  try {
    execFileSync(polc, ["doc", policy, "-o", pages], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    for (const theme of themes) {
      await inBrowser({ viewport: { width: 1280, height: 860 }, colorScheme: theme, deviceScaleFactor: 1.35 }, async (page) => {
        await page.goto(pathToFileURL(path.join(pages, "index.html")).href + "#article-6");
        await page.waitForTimeout(3000); // parts are laid out when they come into view, and the mark of the target fades
        await page.screenshot({ path: place(`page-${theme}.png`) });
      });
      keepSmall(place(`page-${theme}.png`));
    }
  } finally {
    rmSync(pages, { recursive: true });
  }
}

async function inBrowser(options, use) {
  const browser = await chromium.launch();
  try {
    const context = await browser.newContext({ deviceScaleFactor: 1.6, locale: "en", ...options });
    await use(await context.newPage());
  } finally {
    await browser.close();
  }
}

function place(name) {
  return path.join(folder, name);
}

/** The extension brings its pictures along, for its walkthrough. */
function inExtension(name) {
  return path.join(root, "editors/vscode/pictures", name);
}

/** Fewer colours make a picture of text a third as large; nobody sees the difference. */
function keepSmall(file) {
  execFileSync("pngquant", ["--force", "--skip-if-larger", "--strip", "--output", file, "64", file]);
  const { size } = statSync(file);
  console.log(`${path.relative(root, file)}  ${Math.round(size / 1000)} kB`);
  if (size > maxBytes) throw new Error(`${file} has ${size} bytes; more than ${maxBytes} is too much for a README`);
}
