// The page of a real policy in Chromium: accessible in every look, usable by keyboard alone, and true to its purpose: a reader
// who has never seen a policy file finds article 6 and why two awards stack.
//
//   POLC=build/polc ROOT=. node --test tests/doc/browser
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(process.env.ROOT ?? join(here, "../../.."));
const polc = resolve(process.env.POLC ?? join(root, "build/polc"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const policy = join(root, "policies/minhang-quality/minhang-quality.pol");
const sizes = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } };

let folder, browser, url;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "polc-pages-"));
  execFileSync(polc, ["doc", policy, "-o", join(folder, "pages")], { stdio: "ignore" });
  url = pathToFileURL(join(folder, "pages/index.html")).href;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/// Opens the page and fails the test for every error of the page and every request that is not the page itself.
async function open({ size = "desktop", colorScheme = "light", language = "en", hash = "" } = {}) {
  const context = await browser.newContext({ viewport: sizes[size], colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") page.faults.push(message.text()); });
  page.on("request", (request) => { if (request.url().split("#")[0] !== url) page.faults.push(`asks for ${request.url()}`); });
  await page.goto(url + hash);
  if (language === "zh") await page.getByRole("button", { name: "中文" }).click();
  return page;
}

async function done(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} [${node.any.map((check) => check.message).join("; ").slice(0, 200)}]`).join(" | ")}`);
}

const open_all = (page) => page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
const is_visible_at_top = (page, id) => page.evaluate((wanted) => {
  const box = document.getElementById(wanted).getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight;
}, id);

for (const size of Object.keys(sizes)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const language of ["en", "zh"]) {
      test(`no violations of accessibility: ${size}, ${colorScheme}, ${language}`, async () => {
        const page = await open({ size, colorScheme, language });
        await open_all(page);
        assert.deepEqual(await violations(page), []);
        const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(inner <= outer, `the page is ${inner} wide in a window of ${outer}`);
        if (process.env.SCREENSHOTS) {
          mkdirSync(process.env.SCREENSHOTS, { recursive: true });
          await page.screenshot({ path: join(process.env.SCREENSHOTS, `${size}-${colorScheme}-${language}.png`) });
        }
        await done(page);
      });
    }
  }
}

test("a reader finds article 6 and why the two awards stack", async () => {
  for (const size of Object.keys(sizes)) {
    const page = await open({ size });
    if (size === "phone") await page.getByText("Contents", { exact: true }).click();
    await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "art. 6 " }).click();
    assert.ok(await is_visible_at_top(page, "article-6"));
    const article = page.locator("section.article", { has: page.locator("#article-6") });
    assert.match(await article.locator(".law").innerText(), /对参与国际标准制定的单位/);
    assert.equal((await article.getByRole("row").nth(1).getByRole("cell").first().innerText()).split("○")[0], "CNY 1,000,000");
    const line = article.locator(".together li", { hasText: "上海标准" });
    assert.match(await line.innerText(), /Each is paid: not said otherwise \(for one 标准号\)/);
    await line.getByRole("link", { name: "why" }).click();
    const pair = page.locator("li.pair:target");
    assert.match(await pair.innerText(), /No statement names them together.*they stack, and each is paid in full/s);
    assert.match(await pair.innerText(), /Their claims carry 标准号/);
    await pair.getByRole("link", { name: "P4104" }).click();
    const finding = page.locator("aside.finding:target");
    await finding.getByText("Example case").click();
    assert.match(await finding.locator("dl.case").innerText(), /标准制定[\s\S]*上海标准/);
    await done(page);
  }
});

test("the keyboard alone reaches everything", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "focus can be seen");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#main");

  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("被采信");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.match(await page.evaluate(() => document.querySelector(":target")?.textContent ?? ""), /被采信使用/);

  const unreachable = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary")].filter((one) => one.tabIndex < 0).length);
  assert.equal(unreachable, 0);
  await done(page);
});

test("search finds Chinese by any part of a word, and says how much", async () => {
  const page = await open();
  const search = page.getByRole("searchbox");
  const results = page.locator("#search-results");
  await search.fill("信使");
  assert.equal(await page.locator("#search-status").innerText(), "2 places");
  assert.equal(await results.getByRole("link").first().getAttribute("href").then((href) => href.startsWith("#")), true);
  assert.equal(await results.locator("mark").first().innerText(), "信使");
  await search.fill("ｐ４１０４");  // full width
  assert.match(await results.innerText(), /can both be granted/);
  await search.fill("article 6");
  assert.match(await results.getByRole("link").first().innerText(), /art\. 6/);
  await search.fill("没有这样的词");
  assert.equal(await page.locator("#search-status").innerText(), "Nothing found");
  await page.keyboard.press("Escape");
  assert.equal(await results.isVisible(), false);
  await done(page);
});

test("the language changes without loading anything, and is remembered", async () => {
  const page = await open();
  assert.equal(await page.getByRole("heading", { name: "Awards together" }).isVisible(), true);
  const events = page.evaluate(() => new Promise((report) => document.addEventListener("polc-language", (event) => report(event.detail.language), { once: true })));
  await page.getByRole("button", { name: "中文" }).click();
  assert.equal(await events, "zh");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-Hans");
  assert.equal(await page.getByRole("heading", { name: "各项资助能否同享" }).isVisible(), true);
  assert.equal(await page.getByRole("heading", { name: "Awards together" }).isVisible(), false);
  assert.equal(await page.getByRole("searchbox").getAttribute("placeholder"), "查找（/）");
  assert.equal(await page.getByRole("navigation", { name: "目录" }).count(), 1);
  const english = await page.evaluate(() => [...document.querySelectorAll(".en")].filter((one) => one.getClientRects().length > 0).length);
  assert.equal(english, 0);
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-Hans");
  await done(page);
});

test("light and dark: that of the system, until the reader chooses", async () => {
  const page = await open({ colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.locator("#theme").click();
  const light = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await ground(), light);
  await done(page);
});

test("names lead to their definition and from there to every use", async () => {
  const page = await open();
  await page.locator("#line-76").getByRole("link", { name: "已发布" }).first().click();
  const definition = page.locator("a.definition:target");
  assert.equal(await definition.innerText(), "已发布");
  await definition.click();
  const entry = page.locator("dt:target");
  assert.equal(await entry.isVisible(), true, "the list of names opens");
  const uses = page.locator("dt:target + dd").getByRole("link");
  assert.ok(await uses.count() > 5);
  await uses.nth(2).click();
  assert.equal(await page.locator(":target").innerText(), "已发布");
  await done(page);
});

test("without script the page reads in full", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: sizes.desktop });
  const page = await context.newPage();
  await page.goto(url);
  assert.match(await page.locator("main").innerText(), /对参与国际标准制定的单位[\s\S]*Awards together/);
  await context.close();
});

test("what a policy says is never run", async () => {
  const source = readFileSync(join(here, "../doc_command.py"), "utf-8").match(/HOSTILE = """([\s\S]*?)"""/)[1].replaceAll("\\\"", "\"").replaceAll("\\\\", "\\");
  execFileSync(polc, ["doc", "-", "-o", join(folder, "hostile")], { input: source, stdio: ["pipe", "ignore", "ignore"] });
  const page = await browser.newPage();
  const dialogs = [];
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  await page.goto(pathToFileURL(join(folder, "hostile/index.html")).href);
  await page.getByRole("searchbox").fill("alert");
  assert.ok(await page.locator("#search-results a").count() > 2);
  assert.deepEqual(dialogs, []);
  await page.close();
});

test("on paper everything is unfolded and the bar is gone", async () => {
  const page = await open();
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("header.bar").isVisible(), false);
  assert.equal(await page.locator(".requirements li").first().isVisible(), true);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.evaluate(() => document.querySelectorAll("main details[open]").length), 0);
  await done(page);
});
