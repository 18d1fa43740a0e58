// What the commands ask, answered by the real program.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { polc, root } from "./polc.mjs";
import program from "../out/program.js";
import questions from "../out/questions.js";

const file = path.join(root, "policies/minhang-quality/minhang-quality.pol");
const english = { path: polc, language: "en" };
const chinese = { path: polc, language: "zh" };

test("questions: a case that the editor begins for an award is one that polc decides", async () => {
  const text = readFileSync(file, "utf8");
  for (const [, award] of text.matchAll(/^ *award "([^"]+)"/gm)) {
    const outcome = await program.run(english, questions.evaluation(file, { json: questions.caseFor(text, award, "2024-06-01") }));
    assert.equal(outcome.code, 0, award + outcome.remarks);
    assert.ok(outcome.output.includes(award), award);
  }
});

test("questions: a file of cases is decided", async () => {
  const cases = path.join(root, "policies/minhang-quality/cases/example.json");

  const outcome = await program.run(chinese, questions.evaluation(file, { file: cases }));

  assert.equal(outcome.code, 0);
  assert.match(outcome.output, /标准化示范试点/);
});

test("questions: the kind of claim is that of `for`, or the award's own name", () => {
  assert.equal(questions.claimKindOf('award "技改补助" for "技术改造" pays 1元', "技改补助"), "技术改造");
  assert.equal(questions.claimKindOf("资助 “技改补助” 对应事项 技术改造 给予 1元", "技改补助"), "技术改造");
  assert.equal(questions.claimKindOf('award 技改 to 单位 for "技术改造" pays 1元', "技改"), "技术改造");
  assert.equal(questions.claimKindOf('award 技改补助 for "丙" 1元\naward 技改 1元', "技改"), "技改");
  assert.equal(questions.claimKindOf('award "甲(一)" to 单位 1元\naward "乙" for "丙" 1元', "甲(一)"), "甲(一)");
});

test("questions: one test is run by its name", async () => {
  const one = await program.run(english, questions.testRun(file, { name: "先市级后国家级按补差" }));
  const all = await program.run(english, questions.testRun(file));

  assert.equal(one.code, 0);
  assert.match(one.output, /1 passed/);
  assert.ok(all.output.split("\n").length > one.output.split("\n").length + 3);
});

test("questions: the tests of an award are as many as its lens says", async () => {
  const outcome = await program.run(english, questions.testRun(file, { award: "标准制定" }));

  assert.equal(outcome.code, 0);
  assert.match(outcome.output, /^2 tests: 2 passed/m);
});

test("questions: a case to fill in has a line for each fact that can still change the answer", async () => {
  const begun = questions.caseFor(readFileSync(file, "utf8"), "标准制定", "2024-06-01");
  const answer = await program.run(english, [...questions.evaluation(file, { json: begun }), "--format", "json"]);

  const sheet = JSON.parse(questions.withMissing(begun, answer.output));

  assert.equal(sheet.claims[0].on, "2024-06-01");
  for (const fact of ["级别", "起草角色", "已发布", "被采信使用"]) assert.equal(sheet.claims[0][fact], null, fact);
  assert.equal(sheet.applicant.kind, null);
  const again = await program.run(english, [...questions.evaluation(file, { json: JSON.stringify(sheet) }), "--format", "json"]);
  assert.deepEqual(JSON.parse(again.output).total, JSON.parse(answer.output).total);
});

test("questions: what a case says already is kept, and an answer that is no result adds nothing", () => {
  const answer = JSON.stringify({ missing: ["applicant.信用良好", "applicant.人数", "claims.2.级别", "history"] });

  const filled = questions.withMissing('{"applicant":{"人数":3},"claims":[{"kind":"甲"},{"kind":"乙"}]}', answer);

  assert.deepEqual(JSON.parse(filled), { applicant: { 人数: 3, 信用良好: null }, claims: [{ kind: "甲" }, { kind: "乙", 级别: null }] });
  assert.deepEqual(JSON.parse(questions.withMissing('{"claims":[]}', "polc: error")), { claims: [] });
});

for (const setting of [english, chinese]) {
  test(`questions: the stacking matrix of one award, in ${setting.language}`, async () => {
    const [json, lines] = await Promise.all(["json", "text"].map((format) => program.run(setting, ["check", "--matrix", "--format", format, file])));

    const page = questions.matrixPage(json.output, lines.output, setting.language, "标准制定");

    assert.equal(page.match(/^## /gm).length, 1);
    const rows = page.split("\n").filter((line) => line.startsWith("| ")).slice(2).map((row) => row.slice(2, -2).split(" | "));
    const others = JSON.parse(json.output).matrix.filter((one) => one.first === "标准制定" || one.second === "标准制定").map((one) => (one.first === "标准制定" ? one.second : one.first));
    assert.deepEqual(rows.flatMap(([names]) => names.split(/, |、/)).sort(), others.sort());
    assert.equal(rows[0][0], "上海标准", "what is unusual comes first");
    assert.match(rows[0][1], setting.language === "zh" ? /^同一识别号：/ : /^one matter: /);
  });
}

test("questions: an explanation is in the language of the settings", async () => {
  const { output } = await program.run(chinese, ["explain", "P2001", "--format", "json"]);

  assert.match(questions.explanationPage(output, "zh"), /^# P2001 [a-z-]+\n\n.*[\u4e00-\u9fff]{4}/);
  assert.doesNotMatch(questions.explanationPage(output, "en").split("\n")[2], /[\u4e00-\u9fff]{4}/);
});

test("program: one that is not there, or is not polc, is named, with the setting to change", async () => {
  await assert.rejects(program.run({ path: "/no/such/polc", language: "en" }, ["--version"]), /there is no program `\/no\/such\/polc`.*polc\.path/);
  await assert.rejects(program.run({ path: "/no/such/polc", language: "zh" }, ["--version"]), /找不到程序“\/no\/such\/polc”.*polc\.path/);
  await assert.rejects(program.run({ path: root, language: "en" }, ["--version"]), /cannot run .*polc\.path/);
  await assert.rejects(program.expectPolc({ path: process.execPath, language: "en" }), /is not polc.*polc\.path/);
  await program.expectPolc(chinese);
});

test("problem matcher: every line of `polc check --format compact` is one", async (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "polc-matcher-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const broken = path.join(folder, "broken.pol");
  writeFileSync(broken, readFileSync(file, "utf8").replace("市级 15万元", "市级15万元"));
  const { problemMatchers } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).contributes;
  const { regexp, file: place, line, severity, code } = problemMatchers[0].pattern;

  for (const policy of [broken, path.join(root, "policies")]) {
    const outcome = await program.run(english, ["check", "--format", "compact", policy]);
    const matches = outcome.output.trimEnd().split("\n").map((one) => [one, new RegExp(regexp).exec(one)]);
    assert.deepEqual(matches.filter(([, found]) => !found).map(([one]) => one), []);
    if (policy !== broken) continue;
    assert.deepEqual([place, line, severity, code].map((group) => matches[0][1][group]), [broken, "98", "error", "P1002"]);
  }
});

test("snippets: each begins with words that polc reads as a statement", async () => {
  for (const name of ["english", "chinese"]) {
    const snippets = JSON.parse(readFileSync(new URL(`../snippets/${name}.json`, import.meta.url), "utf8"));
    for (const [title, { body }] of Object.entries(snippets)) {
      const written = body.join("\n").replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1").replace(/\$\{(\d+):([^}]*)\}/g, "$2").replace(/\$\{2\}/g, "补差").replace(/\$\d/g, "");
      const outcome = await checkText(written);
      // Names that are not declared are what the author fills in; the form has to be right.
      assert.doesNotMatch(outcome.output, /\[P1\d{3}\]/, `${name} ${title}: ${outcome.output}`);
    }
  }
});

async function checkText(text) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "polc-snippet-"));
  try {
    const policy = path.join(folder, "snippet.pol");
    writeFileSync(policy, text);
    return await program.run(english, ["check", "--format", "compact", policy]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
