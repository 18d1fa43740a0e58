// VS Code itself: code-server with the packaged extension, opened in headless Chromium. What a user does is a method here;
// what a test asks is in the tests.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium as playwright } from "playwright-core";

export const root = fileURLToPath(new URL("../../../..", import.meta.url));
export const polc = path.resolve(process.env.POLC ?? path.join(root, "build/polc"));
const vsix = fileURLToPath(new URL("../../pol.vsix", import.meta.url));
const codeServer = fileURLToPath(new URL("node_modules/.bin/code-server", import.meta.url));

/** The browser of the system, in which also the other pictures are made. */
export const chromium = {
  launch: () => playwright.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] }),
};

/** How long anything may take, in milliseconds: a machine may be busy. */
const patience = 20_000;

/** What VS Code is set to unless a test says otherwise: quiet, and with fonts that are the same on every machine. */
const settings = {
  "polc.path": polc,
  "editor.fontFamily": "'Noto Sans Mono CJK SC', monospace",
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "off",
  "security.workspace.trust.enabled": false,
  "files.autoSave": "off",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.commandCenter": false,
  "window.title": "${activeEditorShort}",
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.commandCenter.enabled": false,
};

/** Copies parts of the repository, `{ from: to }`, into a folder that tests may write to. */
export function workspaceOf(parts) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pol-workspace-"));
  for (const [from, to] of Object.entries(parts)) cpSync(path.join(root, from), path.join(folder, to), { recursive: true });
  return folder;
}

/**
 * Has VS Code believe that it speaks `locale`: what counts is the language that it tells extensions. The words themselves are in a
 * language pack of the marketplace, which is not needed for that; the interface stays English.
 */
function speak(data, locale) {
  const translations = path.join(data, "translations.json");
  writeFileSync(translations, JSON.stringify({ version: "1.0.0", contents: {} }));
  const extensions = [{ extensionIdentifier: { id: "polc.no-language-pack" }, version: "1.0.0" }];
  const pack = { hash: locale, extensions, translations: { vscode: translations }, label: locale };
  writeFileSync(path.join(data, "languagepacks.json"), JSON.stringify({ [locale]: pack }));
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilAnswered(address, patienceSeconds) {
  for (const end = Date.now() + patienceSeconds * 1000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const isThere = await fetch(address).then((answer) => answer.ok, () => false);
    if (isThere) return;
  }
  throw new Error(`${address} does not answer`);
}

export class Editor {
  /**
   * Starts an editor on a folder. `options.settings` are added to the user's settings, `options.locale` is the language of
   * the interface, `options.theme` "light" or "dark", `options.size` that of the window, `options.scale` pixels per point.
   */
  static async start(folder, options = {}) {
    if (!existsSync(vsix)) throw new Error(`no ${vsix}: run \`npm run package\` in editors/vscode first`);
    const home = mkdtempSync(path.join(os.tmpdir(), "pol-vscode-"));
    const places = ["--user-data-dir", path.join(home, "data"), "--extensions-dir", path.join(home, "extensions"), "--config", path.join(home, "config.yaml")];
    const theme = options.theme === "dark" ? "Default Dark Modern" : "Default Light Modern";
    // A browser is a window on another machine: what is a setting of a machine, such as a path, counts only among those of the machine.
    for (const scope of ["User", "Machine"]) {
      mkdirSync(path.join(home, "data", scope), { recursive: true });
      writeFileSync(path.join(home, "data", scope, "settings.json"), JSON.stringify({ ...settings, "workbench.colorTheme": theme, ...options.settings }));
    }
    writeFileSync(path.join(home, "config.yaml"), "auth: none\n");
    if (options.locale) speak(path.join(home, "data"), options.locale);
    execFileSync(codeServer, [...places, "--install-extension", vsix], { stdio: "pipe" });

    const port = await freePort();
    const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
    const server = spawn(codeServer, [...places, ...quiet, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, ...(options.locale ? ["--locale", options.locale] : [])],
      { stdio: "ignore", detached: true });
    const address = `http://127.0.0.1:${port}`;
    await untilAnswered(`${address}/healthz`, 60);

    const browser = await chromium.launch();
    const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 }, deviceScaleFactor: options.scale ?? 1, locale: options.locale ?? "en" });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(`${address}/?folder=${encodeURIComponent(folder)}`);
    await page.waitForSelector(".monaco-workbench .statusbar", { timeout: 90_000 });
    return new Editor({ page, browser, server, home, folder });
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  async stop() {
    await this.browser.close();
    process.kill(-this.server.pid);
    rmSync(this.home, { recursive: true, force: true });
  }

  // ---- the keyboard

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types as a keyboard does, so that the editor completes and indents; characters without a key arrive as from an input method. */
  async type(text) {
    for (const one of text) {
      if (one === "\n") await this.press("Enter");
      else if (/[ -~]/.test(one)) await this.page.keyboard.type(one);
      else await this.page.keyboard.insertText(one);
    }
  }

  /** Puts in a text as it is. */
  async paste(text) {
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await this.press("Control+v");
    // The clipboard answers when it likes, and nothing that can be seen says that it has.
    await this.page.waitForTimeout(500);
  }

  /** Answers the list at the top of the window. `shown`: what the row says, if not what is typed. */
  async pick(words, shown = words) {
    await this.page.locator(".quick-input-widget:visible input").waitFor();
    await this.page.keyboard.insertText(words);
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: shown }).first();
    // A list that is still filling up does not look again at what was typed before.
    await this.until(async () => {
      if (await row.waitFor({ timeout: 3000 }).then(() => true, () => false)) return true;
      await this.press("Backspace");
      await this.page.keyboard.insertText(words.at(-1));
      return false;
    }, `${words} in the list`);
    await this.press("Enter");
  }

  async command(title) {
    await this.press("F1");
    await this.pick(title);
  }

  async open(file) {
    await this.press("Control+p");
    await this.pick(file, path.basename(file));
    await this.sees(".tab.active", path.basename(file));
    await this.sees(".monaco-editor.focused .view-line");
  }

  /** Brings the tab of a file that is open to the front and puts the cursor where it was there. */
  async backTo(file) {
    await this.page.locator(".tab", { hasText: file }).first().click();
    await this.sees(".tab.active", file);
    await this.press("Control+1");
  }

  /** Closes all tabs, without saving, and all messages. */
  async closeAll() {
    await this.press("Escape", "Escape");
    await this.command("Notifications: Clear All Notifications");
    await this.command("View: Close All Editors");
    const leave = this.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" });
    await this.until(async () => {
      if (await leave.isVisible()) await leave.click();
      return (await this.page.locator(".tab").count()) === 0;
    }, "no tabs");
  }

  // ---- the text

  /** Puts the cursor at a line and column, both counted from one. */
  async goTo(line, column = 1) {
    await this.press("Control+g");
    await this.page.locator(".quick-input-widget:visible input").waitFor();
    await this.page.keyboard.insertText(`${line}:${column}`);
    await this.press("Enter");
    await this.sees(".statusbar", `Ln ${line}, Col ${column}`);
  }

  async replaceAll(text) {
    await this.press("Control+a");
    await this.paste(text);
  }

  /** Writes `next` for `words` in the line of the cursor, or in a line that is named. */
  async replaceInLine(words, next, line) {
    if (line !== undefined) await this.goTo(line);
    const row = line ?? (await this.lineOfCursor());
    const before = (await this.text()).split("\n")[row - 1];
    await this.goTo(row);
    await this.press("Home", "Home", "Shift+End");
    await this.press("Control+x");
    await this.paste(before.replace(words, next));
  }

  async newLineAfter(line) {
    await this.goTo(line);
    await this.press("End", "Enter");
  }

  async lineOfCursor() {
    return Number(/Ln (\d+)/.exec(await this.page.locator(".statusbar").innerText())[1]);
  }

  /** Returns the whole text of the document in front, the cursor staying where it is. */
  async text() {
    const line = await this.lineOfCursor();
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.press("Control+a", "Control+c");
    let text = "";
    await this.until(async () => (text = await this.page.evaluate(() => navigator.clipboard.readText())) !== "", "a copy of the text");
    await this.goTo(line);
    return text;
  }

  // ---- the helps of the editor

  /** Clicks a lens above an award, `line` being that of the award, which has to be on the screen. */
  async lens(words, line) {
    const number = this.page.locator(".margin-view-overlays .line-numbers", { hasText: new RegExp(`^${line}$`) }).first();
    // By place and not by element: the list of lenses changes whenever the server has new ones.
    await this.until(async () => {
      const { y } = await number.boundingBox();
      const lenses = await this.page.locator(".codelens-decoration a", { hasText: words }).all();
      const boxes = await Promise.all(lenses.map((one) => one.boundingBox({ timeout: 1000 }).catch(() => null)));
      const above = boxes.find((box) => box && box.y < y && y - box.y < 50);
      if (above) await this.page.mouse.click(above.x + above.width / 2, above.y + above.height / 2);
      return above !== undefined;
    }, `the lens ${words}`);
  }

  /** Opens the light bulb at the cursor, once it has an action with these words. */
  async openActions(words) {
    await this.until(async () => {
      await this.press("Control+.");
      const action = this.page.locator(".action-widget .monaco-list-row", { hasText: words }).first();
      const isThere = await action.waitFor({ timeout: 2000 }).then(() => true, () => false);
      if (!isThere) await this.press("Escape");
      return isThere;
    }, `an action ${words}`);
  }

  /** Takes an action of the light bulb at the cursor. */
  async choose(words) {
    await this.openActions(words);
    const focused = this.page.locator(".action-widget .monaco-list-row.focused", { hasText: words });
    await this.until(async () => (await focused.count()) > 0 || (await this.press("ArrowDown"), false), `the action ${words} chosen`);
    await this.press("Enter");
  }

  async rename(name) {
    await this.press("F2");
    await this.page.locator(".rename-box input:focus").waitFor();
    await this.page.keyboard.insertText(name);
    await this.press("Enter");
  }

  /** Returns the words of the list of completions, in its order. */
  async suggestions() {
    const rows = await this.page.locator(".suggest-widget .monaco-list-row").all();
    const placed = await Promise.all(rows.map(async (row) => ({ at: Number(await row.getAttribute("data-index")), word: await row.locator(".label-name").innerText() })));
    return placed.sort((left, right) => left.at - right.at).map(({ word }) => word);
  }

  /** Returns the page that a Markdown preview shows. */
  async preview() {
    const outer = this.page.frameLocator("iframe.webview.ready").last();
    return outer.frameLocator("iframe#active-frame");
  }

  // ---- what is seen

  /** Waits for something that can be seen, with these words if any. */
  async sees(selector, words) {
    const found = this.page.locator(selector, words === undefined ? {} : { hasText: spaced(words) });
    await found.filter({ visible: true }).first().waitFor();
  }

  async seesNot(selector, words) {
    const found = this.page.locator(selector, words === undefined ? {} : { hasText: spaced(words) });
    await this.until(async () => (await found.count()) === 0, `no ${selector} ${words ?? ""}`);
  }

  /** Waits until the number of findings, as the status bar tells it, is what was expected. */
  async findings(isExpected) {
    const status = this.page.locator('[id="status.problems"]');
    await this.until(async () => isExpected((await status.innerText()).match(/\d+/g).reduce((sum, one) => sum + Number(one), 0)), "findings");
  }

  async colourOf(words) {
    const found = this.page.locator(".view-line span > span", { hasText: new RegExp(`^${words}$`) }).first();
    return found.evaluate((one) => getComputedStyle(one).color);
  }

  async until(holds, what) {
    for (const end = Date.now() + patience; Date.now() < end; await this.page.waitForTimeout(150)) if (await holds()) return;
    throw new Error(`waited in vain for ${what}`);
  }

  async picture(file) {
    await this.page.screenshot({ path: file });
  }
}

/** The editor writes spaces that do not break; a pattern is left as it is. */
function spaced(words) {
  return words instanceof RegExp ? words : new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s"));
}
