// The WebAssembly module against `polc eval`, byte for byte: results and letters, in both languages, of the cases beside
// the policies and of random ones made from the form, mistakes included.
//
//   POLC=build/polc ROOT=. WASM=build/calculator/wasm/calculator.wasm node tests/calculator/same_results.mjs
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { POLC, ROOT, WASM, POLC_SEED = "20220301", POLC_CASES = "12" } = process.env;
new Function(readFileSync(join(ROOT, "calculator/page/evaluator.js"), "utf8"))();
const { Evaluator } = globalThis.polcCalculator;
const folder = mkdtempSync(join(tmpdir(), "polc-calculator-"));

/** Random numbers that a seed repeats (mulberry32). */
function chanceOf(seed) {
  let state = Number(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (count) => Math.floor(next() * count), percent: (share) => next() * 100 < share };
}

const pick = (chance, list) => list[chance.below(list.length)];
const day = (chance) => `${2018 + chance.below(10)}-0${1 + chance.below(9)}-${10 + chance.below(18)}`;

function valueOf(chance, fact) {
  if (chance.percent(4)) return null;
  if (chance.percent(2)) return pick(chance, ["何物", -1, true, [], "1e5", 0.1234567]);
  switch (fact.type) {
    case "yes/no": return chance.percent(75);
    case "integer": return Number(fact.low ?? 0) + chance.below(40);
    case "number":
    case "money": return pick(chance, [chance.below(100) * 10_000, chance.below(5000), `${chance.below(1000)}.5`]);
    case "percent": return pick(chance, ["50%", 0.25, "100%"]);
    case "date": return day(chance);
    case "text": return pick(chance, ["A1", "B2", "编号“三”"]);
    case "any of": return fact.values.filter(() => chance.percent(40)).map((one) => one.value);
    default: return pick(chance, fact.values).value;
  }
}

const factsOf = (chance, facts, share) =>
  Object.fromEntries(facts.filter(() => chance.percent(share)).map((fact) => [fact.name, valueOf(chance, fact)]));

function randomCase(chance, form, id) {
  const share = pick(chance, [60, 90, 100]);
  const result = { id, applied: day(chance) };
  const kind = form.applicant_kinds.length ? pick(chance, form.applicant_kinds) : null;
  if (kind && chance.percent(92)) result.applicant = { kind: kind.name, ...factsOf(chance, kind.facts, share) };
  result.claims = Array.from({ length: 1 + chance.below(3) }, () => {
    const claim = pick(chance, form.claim_kinds);
    return { kind: claim.name, ...(chance.percent(90) ? { on: day(chance) } : {}), ...factsOf(chance, claim.facts, share) };
  });
  const awards = form.claim_kinds.flatMap((one) => one.awards.map((award) => award.name));
  if (chance.percent(40)) result.history = [{ award: pick(chance, awards), on: day(chance), paid: chance.below(50) * 1000 }];
  if (chance.percent(30)) result.other = [{ policy: "另一政策", level: pick(chance, form.levels), claim: "1", entitled: chance.below(50) * 1000, paid: 0 }];
  return result;
}

/** The elements of a JSON array that `polc eval` wrote, each as it would stand by itself. */
function elementsOf(text) {
  const elements = [];
  for (const line of text.split("\n").slice(1, -2)) {
    if (line === "  {") elements.push("");
    elements[elements.length - 1] += `${line === "  }," ? "}" : line.slice(2)}\n`;
  }
  return elements;
}

function polc(...args) {
  const run = spawnSync(POLC, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return run.stdout;
}

let numCompared = 0;
function compare(evaluator, policy, cases, language) {
  const file = join(folder, "cases.json");
  writeFileSync(file, JSON.stringify(cases));
  const results = elementsOf(polc("eval", policy, file, "--format", "json", "--lang", language, "-q"));
  const letters = polc("eval", policy, file, "--format", "text", "--lang", language, "-q");
  assert.equal(results.length, cases.length, policy);
  const ours = cases.map((one, at) => {
    const text = JSON.stringify(one);
    const answer = evaluator.decide(text, language);
    assert.equal(evaluator.result(), results[at], `${policy}: ${text}`);
    assert.equal(answer.outcome, JSON.parse(results[at]).outcome);
    ++numCompared;
    return evaluator.letter();
  });
  assert.equal(ours.join("\n"), letters, policy);
}

const policies = readdirSync(join(ROOT, "policies"), { recursive: true }).filter((path) => path.endsWith(".pol")).sort();
const chance = chanceOf(POLC_SEED);
const evaluator = await Evaluator.create(readFileSync(WASM));
console.log(`POLC_SEED=${POLC_SEED} POLC_CASES=${POLC_CASES}`);

for (const path of policies) {
  const policy = join(ROOT, "policies", path);
  const saved = join(folder, "policy.polb");
  execFileSync(POLC, ["build", policy, "-o", saved], { stdio: "pipe" });
  const form = evaluator.load(readFileSync(saved), "en");
  const random = Array.from({ length: Number(POLC_CASES) }, (_, at) => randomCase(chance, form, `R${at}`));
  const beside = join(dirname(policy), "cases");
  let written = [];
  try {
    written = readdirSync(beside).filter((name) => name.endsWith(".json")).flatMap((name) => JSON.parse(readFileSync(join(beside, name), "utf8")));
  } catch { /* no cases beside it */ }
  const unique = written.filter((one) => one?.claims).map((one, at) => ({ ...one, id: `W${at}` })).slice(0, 40);
  compare(evaluator, policy, random, "zh");
  compare(evaluator, policy, [...random.slice(0, 4), ...unique], "en");
}

// A policy so large that its loader would use a second thread, which a page does not have.
const large = join(folder, "large.pol");
writeFileSync(large, Array.from({ length: 1100 }, (_, at) => `award "资助${at}" ${100 + at}\n`).join(""));
execFileSync(POLC, ["build", large, "-o", join(folder, "large.polb")], { stdio: "pipe" });
evaluator.load(readFileSync(join(folder, "large.polb")), "en");
compare(evaluator, large, [{ id: "L", claims: [{ kind: "资助7" }, { kind: "资助1099" }] }], "en");

// What is no program, and a program with a byte changed.
const damaged = readFileSync(join(folder, "large.polb"));
damaged[damaged.length >> 1] ^= 1;
assert.throws(() => evaluator.load(damaged, "en"), /damaged/);
assert.throws(() => evaluator.load(Buffer.from("policy"), "zh"), /政策/);
const answer = evaluator.decide("{\"claims\":[", "en");
assert.equal(answer.errors[0].code, "E1013");

rmSync(folder, { recursive: true });
console.log(`${numCompared} results of ${policies.length + 1} policies are those of polc eval`);
assert.ok(numCompared > 300);
