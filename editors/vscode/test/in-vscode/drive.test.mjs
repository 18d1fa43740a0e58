// A user's day with the extension, in VS Code itself. Run by hand: see README.md. Pictures of every step go to `pictures/`.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Editor, polc, workspaceOf } from "./editor.mjs";

const pictures = fileURLToPath(new URL("pictures/", import.meta.url));
const minhang = { "policies/minhang-quality": "minhang-quality" };
mkdirSync(pictures, { recursive: true });

/** Starts an editor for a group of tests, with the policy open and its findings there. */
function drive(options, prepare = () => {}) {
  const shared = {};
  before(async () => {
    shared.folder = workspaceOf(minhang);
    shared.file = path.join(shared.folder, "minhang-quality/minhang-quality.pol");
    shared.original = readFileSync(shared.file, "utf8");
    await prepare(shared);
    shared.editor = await Editor.start(shared.folder, options);
    await shared.editor.open("minhang-quality.pol");
  });
  after(() => shared.editor?.stop());
  afterEach((context) => shared.editor?.picture(path.join(pictures, `last of ${context.name.replace(/[^\p{L}]+/gu, " ").slice(0, 60)}.png`)));
  return shared;
}

/** Returns the line, from one, of the first line with these words. */
function lineOf(text, words) {
  return text.split("\n").findIndex((line) => line.includes(words)) + 1;
}

/** Adds a policy of two files, one with a mistake, and a task that checks them all. */
function addOthers({ folder }) {
  writeFileSync(path.join(folder, "broken.pol"), 'award "甲" 300,000\n');
  const task = { label: "check policies", type: "process", command: polc, args: ["check", "--format", "compact", "."], problemMatcher: "$polc" };
  mkdirSync(path.join(folder, ".vscode"));
  writeFileSync(path.join(folder, ".vscode/tasks.json"), JSON.stringify({ version: "2.0.0", tasks: [task] }));
  writeFileSync(path.join(folder, "facts.pol"), "applicant 单位\n  信用良好 : yes/no\n");
  writeFileSync(path.join(folder, "main.pol"), 'policy "主" main\nuse "facts.pol"\naward "甲" to 单位 1万元\nrequire for every award to 单位: 信用良好\n');
}

describe("in VS Code", () => {
  const shared = drive({}, addOthers);
  let editor;
  const line = (words) => lineOf(shared.original, words);

  before(() => {
    editor = shared.editor;
  });

  /** Every test begins with the policy as it was, alone on the screen. */
  beforeEach(async () => {
    await editor.closeAll();
    writeFileSync(shared.file, shared.original);
    await editor.open("minhang-quality.pol");
    await editor.findings((count) => count > 0);
  });

  test("a policy is coloured, amounts are written out, awards have their lines", async () => {
    await editor.goTo(line('award "标准制定"'));
    await editor.sees(".codelens-decoration a", "2 tests");
    await editor.sees(".codelens-decoration a", "1 overlap");
    await editor.sees(".view-line", /100万元\s*=\s1,000,000元/);
    const keyword = await editor.colourOf("award");
    const name = await editor.colourOf("级别");
    assert.notEqual(keyword, name);
    await editor.picture(path.join(pictures, "reading.png"));
  });

  test("a mistake is underlined while one types, and its fix corrects it", async () => {
    await editor.goTo(line("国家级 100万元"));
    await editor.replaceInLine("国家级 100万元", "国家级100万元");
    await editor.sees(".squiggly-error");
    await editor.press("F8");
    await editor.sees(".zone-widget", "P1002");
    await editor.picture(path.join(pictures, "mistake.png"));
    await editor.press("Escape");
    await editor.choose(/^write/);
    await editor.seesNot(".squiggly-error");
    assert.equal(await editor.text(), shared.original);
  });

  test("the light bulb settles an overlap, explains it and tries its example", async () => {
    await editor.goTo(line('award "上海标准"'), 10);
    await editor.choose("Explain P4104");
    await editor.sees(".tab.active", "P4104");
    await editor.backTo("minhang-quality.pol");

    await editor.choose("Try the example case of P4104");
    await editor.sees(".view-line", '"标准号": "A-1"');
    await editor.sees(".view-line", "Result: CNY 400,000 granted.");
    await editor.picture(path.join(pictures, "example.png"));
    await editor.backTo("minhang-quality.pol");

    await editor.choose(/they add up/);
    await editor.sees(".view-line", 'stack "标准制定", "上海标准"');
    await editor.seesNot(".codelens-decoration a", "1 overlap");
  });

  test("`try a case` opens a case to fill in, and the letter follows", async () => {
    await editor.goTo(line('award "标准制定"'));
    await editor.lens("try a case", line('award "标准制定"'));
    await editor.sees(".view-line", '"起草角色": null');
    await editor.sees(".view-line", "Result: not settled yet");
    await editor.press("Control+a");
    await editor.paste(JSON.stringify({ applicant: { kind: "个人" }, claims: [{ kind: "标准制定", on: "2024-01-01" }] }));
    await editor.sees(".view-line", "Result: denied (CNY 0).");
  });

  test("`tests` runs the tests of the award, a failure leads to its place", async () => {
    await editor.replaceInLine("expect item 1 50000 item 2 0", "expect item 1 50001 item 2 0", line("expect item 1 50000"));
    await editor.goTo(line('award "标准制定"'));
    await editor.lens("2 tests", line('award "标准制定"'));
    await editor.sees(".view-line", "1 of 2 failed");
    await editor.picture(path.join(pictures, "tests.png"));
    await editor.page.locator(".detected-link", { hasText: `minhang-quality.pol:${line("末日当天有效")}` }).first().click({ modifiers: ["Control"] });
    await editor.sees(".statusbar", `Ln ${line("末日当天有效")}`);
  });

  test("an award without a test is no error, and tests are suggested", async () => {
    await editor.goTo(line('award "上海标准"'));
    await editor.lens("no test", line('award "上海标准"'));
    await editor.sees(".notification-toast", "no test has a claim for `上海标准`");
    await editor.page.locator(".notification-toast .monaco-button", { hasText: "Suggest Tests" }).click();
    await editor.sees(".tab.active, .tab", "suggested tests");
    await editor.sees(".view-line", /^test/);
  });

  test("`overlaps` shows how the award combines, the unusual first", async () => {
    await editor.goTo(line('award "标准制定"'));
    await editor.lens("1 overlap", line('award "标准制定"'));
    await editor.sees(".tab", "matrix");
    const page = await editor.preview();
    await page.locator("td", { hasText: "NOT SAID" }).first().waitFor();
    assert.equal(await page.locator("h2").count(), 1);
    await editor.picture(path.join(pictures, "matrix.png"));
  });

  test("the commands of the palette: a case, the test at the cursor, all tests, the matrix, a restart", async () => {
    await editor.command("polc: Evaluate a Case");
    await editor.pick("节能低碳认证");
    await editor.sees(".view-line", '"首次通过": null');
    await editor.backTo("minhang-quality.pol");
    await editor.goTo(line('test "先市级后国家级按补差"') + 1);
    await editor.command("polc: Run the Test at the Cursor");
    await editor.sees(".view-line", "1 test: 1 passed, 0 failed, 7 left out");
    await editor.command("polc: Run All Tests of the File");
    await editor.sees(".view-line", "8 tests: 8 passed, 0 failed");
    await editor.command("polc: Show the Stacking Matrix");
    await (await editor.preview()).locator("h2", { hasText: "中国质量奖" }).first().waitFor();
    await editor.backTo("minhang-quality.pol");
    await editor.command("polc: Restart the Language Server");
    await editor.findings((count) => count === 0);
    await editor.findings((count) => count > 0);
  });

  test("hover tells what a fact is, what an amount is in full, what an award pays", async () => {
    await editor.goTo(line("被采信使用 : yes/no"), 6);
    await editor.press("Control+k", "Control+i");
    await editor.sees(".monaco-hover", /被采信使用.*yes\/no/s);
    await editor.press("Escape");
    const row = line("国家标准 or 行业标准");
    await editor.goTo(row, shared.original.split("\n")[row - 1].indexOf("20万元") + 2);
    await editor.press("Control+k", "Control+i");
    await editor.sees(".monaco-hover", /200,000元/);
    await editor.press("Escape");
  });

  test("completion offers what the grammar admits, the nearest first, in the language of the file", async () => {
    await editor.newLineAfter(line("article 附则一"));
    await editor.type("require for every award to 单位: 组织形式 = ");
    await editor.sees(".suggest-widget .monaco-list-row", "企业");
    assert.deepEqual((await editor.suggestions()).slice(0, 4), ["企业", "事业单位", "社会组织", "其他组织"]);
    await editor.sees(".parameter-hints-widget", "CONDITION");
    await editor.picture(path.join(pictures, "completion.png"));
    await editor.press("Escape", "Escape");
    await editor.replaceAll('政策 "试"\n申请人 单位\n  信用良好 : 是否\n资助 "甲" 对象 单位 1万元\n要求 针对 各项资助 对象 单位：');
    await editor.press("Control+End", "Control+Space");
    await editor.sees(".suggest-widget .monaco-list-row", "信用良好");
    const offered = await editor.suggestions();
    assert.equal(offered[0], "信用良好");
    assert.ok(offered.every((word) => !/^[a-z]/.test(word)), offered.join(" "));
  });

  test("snippets come under English words, Chinese words and pinyin", async () => {
    await editor.press("Control+End", "Enter");
    await editor.type("zizhu");
    await editor.press("Control+Space");
    await editor.sees(".suggest-widget .monaco-list-row", "zizhu");
    await editor.press("Escape");
  });

  test("a rename reaches every use, and says why when it may not be", async () => {
    await editor.goTo(line("已发布     : yes/no") || line("已发布"), 6);
    await editor.rename("标准号");
    await editor.sees(".notification-toast", "two names would become one");
    await editor.goTo(line("已发布"), 6);
    await editor.rename("已公布");
    await editor.sees(".view-line", "国际标准 when 已公布");
    const expected = shared.original.split("\n").map((one) => (/^\s*text /.test(one) ? one : one.replaceAll("已发布", "已公布"))).join("\n");
    assert.equal(await editor.text(), expected);
  });

  test("a definition is found over `use`, and so are its uses", async () => {
    await editor.open("main.pol");
    await editor.goTo(4, 34);
    await editor.press("F12");
    await editor.sees(".tab.active", "facts.pol");
    await editor.sees(".statusbar", "Ln 2, Col 3");
    // From the declaration the one use is where the editor goes; more would be listed.
    await editor.press("Shift+F12");
    await editor.sees(".tab.active", "main.pol");
    await editor.sees(".statusbar", "Ln 4, Col 32");
    await editor.backTo("minhang-quality.pol");
  });

  test("the outline has sections, articles and awards; what they hold folds", async () => {
    await editor.press("Control+Shift+o");
    await editor.pick("上海标准");
    await editor.sees(".statusbar", /Ln 8[48]/);
    await editor.goTo(line("article 6"));
    await editor.press("Control+Shift+[");
    await editor.seesNot(".view-line", "国际标准 when 已发布");
    await editor.press("Control+Shift+]");
    await editor.sees(".view-line", "国际标准 when 已发布");
  });

  test("formatting is that of `polc fmt`", async () => {
    await editor.replaceInLine("require for every award to 单位: 符合产业发展规划", "require   for every award   to 单位:   符合产业发展规划", line("单位: 符合产业发展规划"));
    await editor.press("Control+Shift+i");
    await editor.until(async () => (await editor.text()) === shared.original, "the text is formatted");
  });

  test("Enter indents under what holds lines", async () => {
    await editor.press("Control+End");
    await editor.type('\narticle 99 "试"\ntext "一"\nclaim "乙"\n级别 : yes/no');
    assert.match(await editor.text(), /article 99 "试"\n {2}text "一"\n {2}claim "乙"\n {4}级别/);
  });

  test("the problem matcher lists what a task finds in files that are not open", async () => {
    await editor.press("Control+p");
    await editor.pick("task check policies", "check policies");
    await editor.findings((count) => count > 19);
    await editor.press("Control+Shift+m");
    await editor.sees(".markers-panel-container", "broken.pol");
    await editor.picture(path.join(pictures, "problems.png"));
  });
});

describe("in VS Code in Chinese", () => {
  const shared = drive({ locale: "zh-cn" });

  test("findings, lenses, fixes and commands are in Chinese", async () => {
    const { editor } = shared;
    await editor.findings((count) => count > 0);
    await editor.goTo(lineOf(shared.original, 'award "上海标准"'), 10);
    await editor.sees(".codelens-decoration a", "没有算例");
    await editor.press("Control+.");
    await editor.sees(".action-widget", "可以叠加");
    await editor.sees(".action-widget", "说明 P4104");
    await editor.picture(path.join(pictures, "chinese.png"));
    await editor.press("Escape");
    await editor.command("polc: 运行本文件的全部算例");
    await editor.sees(".view-line", "8 个算例：8 个通过，0 个未通过");
  });
});

describe("in VS Code without polc", () => {
  const shared = drive({ settings: { "polc.path": "/no/such/polc" } });

  test("one message says what is missing and leads to the setting", async () => {
    const { editor } = shared;
    await editor.sees(".notification-toast", "there is no program `/no/such/polc`. Install polc, or say where it is in the setting polc.path.");
    assert.equal(await editor.page.locator(".notification-toast").count(), 1);
    await editor.picture(path.join(pictures, "missing.png"));
    await editor.page.locator(".notification-toast .monaco-button", { hasText: "Open Settings" }).click();
    await editor.sees(".tab.active", "Settings");
  });
});

describe("in VS Code with a folder that is not trusted", () => {
  const shared = drive({ settings: { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" } }, ({ folder }) => {
    mkdirSync(path.join(folder, ".vscode"));
    writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify({ "polc.path": "/bin/false" }));
  });

  test("the folder does not choose the program", async () => {
    const { editor } = shared;
    await editor.sees(".statusbar", "Restricted Mode");
    await editor.findings((count) => count > 0);
    assert.equal(await editor.page.locator(".notification-toast", { hasText: "polc" }).count(), 0);
    assert.equal(await editor.page.locator(".editor-banner, .editor-banner-wrapper", { hasText: "unicode" }).count(), 0, "Chinese is no cause for a warning");
    await editor.picture(path.join(pictures, "restricted.png"));
  });
});
