// The calculator in the page of a policy, in headless Chromium: filled by keyboard alone it gives the answer of `polc eval`;
// audits of axe-core; both languages; errors; several claims and past payments. See tests/doc/browser/README.md.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const { POLC, ROOT, CHROMIUM, SHOTS } = process.env;
const require = createRequire(join(ROOT, "tests/doc/browser/package.json"));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const policy = join(ROOT, "policies/minhang-quality/minhang-quality.pol");
const folder = mkdtempSync(join(tmpdir(), "polc-calculator-"));
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

const PHONE = { width: 375, height: 812 };
const DESKTOP = { width: 1280, height: 900 };
let browser;
let address;

before(async () => {
  execFileSync(POLC, ["doc", policy, "-o", join(folder, "pages")], { stdio: "pipe" });
  address = pathToFileURL(join(folder, "pages", "index.html")).href;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function open({ viewport = DESKTOP, colorScheme = "light", language = "en" } = {}) {
  const page = await browser.newPage({ viewport, colorScheme });
  page.setDefaultTimeout(10_000);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") page.problems.push(message.text()); });
  await page.goto(address);
  await page.waitForSelector(".calculator-form");
  if (language === "zh") await page.click('button[data-language="zh-Hans"]');
  return page;
}

/** The field of a fact that is shown; `group`: the words of its group's heading. */
const field = (page, fact, group) =>
  page.locator(group ? `.calculator-group:has(> legend:text-is("${group}"))` : ".calculator-group").locator(`.calculator-field[data-fact="${fact}"]:visible`).first();

/** The page computes shortly after the last key. */
const settle = (page) => page.waitForTimeout(250);
const status = (page) => page.locator(".calculator-status").textContent();
const caseOf = async (page) => JSON.parse(await page.locator(".calculator-case").evaluate((element) => element.textContent));

/** The result of `polc eval` for the case the page shows. */
async function evaluated(page) {
  const file = join(folder, "case.json");
  writeFileSync(file, JSON.stringify(await caseOf(page)));
  return JSON.parse(execFileSync(POLC, ["eval", policy, file, "--format", "json"], { encoding: "utf8" }));
}

/** Moves to a field by the Tab key alone. */
async function tabTo(page, locator) {
  for (let step = 0; step < 400; ++step) {
    if (await locator.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("the Tab key does not reach the field");
}

async function chooseByKeys(page, fact, label) {
  const place = field(page, fact);
  await tabTo(page, place);
  const count = await place.locator("select").evaluate((select, wanted) => [...select.options].findIndex((one) => one.value === wanted), label);
  assert.ok(count > 0, label);
  for (let step = 0; step < count; ++step) await page.keyboard.press("ArrowDown");
  await settle(page);
}

async function answerByKeys(page, fact, value) {
  const place = field(page, fact);
  await tabTo(page, place);
  // The group begins at "not known"; the arrows go round.
  await page.keyboard.press(value ? "ArrowRight" : "ArrowLeft");
  await settle(page);
}

async function dateByKeys(page, fact, [year, month, day]) {
  await tabTo(page, field(page, fact));
  await page.keyboard.type(`${month}${day}${year}`);
  await settle(page);
}

async function audit(page, what) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run("#calculator"));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`), [], what);
}

const shot = (page, name) => (SHOTS ? page.locator("#calculator").screenshot({ path: join(SHOTS, `${name}.png`) }) : undefined);

/** Fills a case of article 6 by keys, until nothing more is asked. */
async function fillByKeys(page) {
  await page.locator(".calculator-form select").first().focus();
  await chooseByKeys(page, "kind", "单位");
  await tabTo(page, page.locator(".calculator-list .calculator-field").first());
  const index = await page.locator(".calculator-list select").first().evaluate((select) => [...select.options].findIndex((one) => one.value === "标准制定"));
  for (let step = 0; step < index; ++step) await page.keyboard.press("ArrowDown");
  await settle(page);
  await page.locator(".calculator-form select").first().focus();
  await chooseByKeys(page, "组织形式", "企业");
  for (const fact of ["注册在本区", "税务登记在本区", "符合产业发展规划", "财务管理制度健全", "信用良好"]) await answerByKeys(page, fact, true);
  await dateByKeys(page, "on", ["2025", "03", "01"]);
  await chooseByKeys(page, "级别", "国家标准");
  await chooseByKeys(page, "起草角色", "第一起草者");
  await answerByKeys(page, "已发布", true);
}

test("open the pages, find article 6, read why two awards stack, and fill the calculator: the answer of polc eval", async () => {
  const page = await open();
  await page.locator(".contents a", { hasText: "鼓励制定各级标准" }).click();
  const article = page.locator(".article:has(#article-6)");
  assert.match(await article.textContent(), /标准制定/);
  assert.match(await article.locator(".together").first().textContent(), /标准/, "which other awards it meets stands beside it");

  await fillByKeys(page);

  const result = await evaluated(page);
  assert.equal(result.outcome, "determined");
  assert.equal(result.total.max, 200000);
  assert.equal(await status(page), "Result: CNY 200,000 granted. Nothing else can change this answer.");
  const links = await page.locator('.calculator-grant a[href="#article-6"]').count();
  assert.ok(links > 0, "the answer links to article 6");
  const letter = await page.locator(".calculator-answer pre").first().evaluate((element) => element.textContent);
  const file = join(folder, "case.json");
  assert.equal(letter, execFileSync(POLC, ["eval", policy, file, "--lang", "en"], { encoding: "utf8" }));
  assert.deepEqual(page.problems, []);
  await shot(page, "granted-desktop");
});

test("only what can still change the answer is asked for", async () => {
  const page = await open();
  await field(page, "kind", "Applicant").locator("select").selectOption("单位");
  await field(page, "kind", "Claim 1").locator("select").selectOption("标准制定");
  await settle(page);
  assert.ok(await field(page, "级别").isVisible());

  await field(page, "信用良好").locator('input[value="no"]').check();
  await settle(page);

  assert.match(await status(page), /denied .*Nothing else can change this answer/);
  assert.equal(await page.locator(".calculator-asked").count(), 0);
  assert.equal(await page.locator('.calculator-field[data-fact="级别"]:visible').count(), 0);
  await page.locator(".calculator-all input").check();
  assert.ok(await field(page, "级别").isVisible(), "what makes no difference can be shown all the same");
});

test("the next question is one link away", async () => {
  const page = await open();
  await field(page, "kind", "Claim 1").locator("select").selectOption("标准制定");
  await settle(page);
  await page.locator(".calculator-next a").first().press("Enter");
  const focused = await page.evaluate(() => document.activeElement.closest(".calculator-field").classList.contains("calculator-asked"));
  assert.ok(focused, "it leads to a field that is asked for");
});

test("several claims, past payments and other grants go into the case", async () => {
  const page = await open({ language: "zh" });
  await field(page, "kind", "事项 1").locator("select").selectOption("标准化示范试点");
  await page.getByRole("button", { name: "添加事项" }).click();
  await field(page, "kind", "事项 2").locator("select").selectOption("标准制定");
  await page.locator("summary", { hasText: "既往资助" }).click();
  await page.getByRole("button", { name: "添加既往资助" }).click();
  await field(page, "award", "既往资助 1").locator("select").selectOption("标准化示范试点");
  await field(page, "paid", "既往资助 1").locator("input").fill("15万");
  await page.locator("summary", { hasText: "其他政策的资助" }).click();
  await page.getByRole("button", { name: "添加其他政策的资助" }).click();
  await field(page, "policy", "其他资助 1").locator("input").fill("市级政策");
  await field(page, "entitled", "其他资助 1").locator("input").fill("100,000");
  await field(page, "claim", "其他资助 1").locator("select").selectOption("2");
  await settle(page);

  assert.deepEqual(await caseOf(page), {
    claims: [{ kind: "标准化示范试点" }, { kind: "标准制定" }],
    history: [{ award: "标准化示范试点", paid: 150000 }],
    other: [{ policy: "市级政策", entitled: 100000, claim: "2" }],
  });
  const result = await evaluated(page);
  assert.equal(result.outcome, await page.locator(".calculator-answer").getAttribute("data-outcome"));

  await page.getByRole("button", { name: "删除事项 1" }).click();
  await settle(page);
  assert.deepEqual((await caseOf(page)).other, [{ policy: "市级政策", entitled: 100000, claim: "1" }]);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "添加事项");
  assert.deepEqual(page.problems, []);
});

test("a mistake is told at its field and aloud", async () => {
  const page = await open();
  await page.locator("summary", { hasText: "Past payments" }).click();
  await page.getByRole("button", { name: "Add a past payment" }).click();
  await field(page, "award", "Payment 1").locator("select").selectOption("标准制定");
  const paid = field(page, "paid", "Payment 1");
  await paid.locator("input").fill("many");
  await settle(page);

  assert.equal(await paid.locator("input").getAttribute("aria-invalid"), "true");
  assert.match(await paid.locator(".calculator-error").textContent(), /many/);
  assert.match(await status(page), /^This cannot be computed yet:/);
  await audit(page, "with an error");

  await paid.locator("input").fill("1000");
  await settle(page);
  assert.equal(await paid.locator("input").getAttribute("aria-invalid"), null);
});

test("the language of the page is that of the calculator, and what was entered stays", async () => {
  const page = await open();
  await field(page, "kind", "Claim 1").locator("select").selectOption("标准制定");
  await settle(page);
  await page.click('button[data-language="zh-Hans"]');

  assert.match(await status(page), /^结果：金额未定/);
  assert.equal(await field(page, "kind", "事项 1").locator("select").inputValue(), "标准制定");
  const words = await page.locator(".calculator-form").evaluate((form) => form.innerText);
  assert.doesNotMatch(words, /needed|Not known|Applicant|Claim/);
});

test("what a policy says is text", async () => {
  const hostile = '<img src=x onerror="window.harmed=1">';
  const label = hostile.replaceAll('"', "'");
  const file = join(folder, "hostile.pol");
  writeFileSync(file, `applicant "${label}"\n  好 : yes/no judged by "${label}"\naward "${label}" to "${label}" by 级 "${label}A": 5元 "${label}B": 7元\nrequire for every award: 好 "${label}"\n`);
  execFileSync(POLC, ["doc", file, "-o", join(folder, "hostile")], { stdio: "pipe" });
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, "hostile", "index.html")).href);
  await page.waitForSelector(".calculator-form");
  await page.locator("#calculator .calculator-field[data-fact='好'] input[value=no]").check();
  await settle(page);

  assert.match(await page.locator(".calculator-reasons").textContent(), /<img src=x/);
  assert.equal(await page.locator("#calculator img").count(), 0);
  assert.equal(await page.evaluate(() => window.harmed), undefined);
});

for (const [name, options] of Object.entries({
  "desktop-light": {}, "desktop-dark-zh": { colorScheme: "dark", language: "zh" },
  "phone-light-zh": { viewport: PHONE, language: "zh" }, "phone-dark": { viewport: PHONE, colorScheme: "dark" },
})) {
  test(`no violation of axe-core, nothing wider than the screen: ${name}`, async () => {
    const page = await open(options);
    await audit(page, "empty");
    await page.locator(".calculator-list select").first().selectOption("标准制定");
    await page.locator(".calculator-form select").first().selectOption("单位");
    await settle(page);
    await page.locator(".calculator-field[data-fact='信用良好'] input[value=no]").check();
    await page.locator(".calculator-all input").check();
    await page.evaluate(() => { for (const one of document.querySelectorAll("#calculator details")) one.open = true; });
    await settle(page);
    await audit(page, "filled");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= (options.viewport ?? DESKTOP).width, `${width} pixels`);
    await shot(page, name);
    assert.deepEqual(page.problems, []);
  });
}
