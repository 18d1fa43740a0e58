// What the commands ask polc, and how an answer is shown: pure functions of text, so that they can be tested without an editor.
import { Language, Outcome } from "./program";

/** A case to evaluate: JSON as the user typed it, or a file of cases. */
export type Case = { json: string } | { file: string };

export function evaluation(policy: string, what: Case): string[] {
  return "json" in what ? ["eval", policy, "--case", what.json] : ["eval", policy, what.file];
}

/** Which tests to run: those whose name contains `name`, those with a claim for `award`; all without either. */
export interface TestChoice {
  name?: string;
  award?: string;
}

export function testRun(policy: string, { name, award }: TestChoice = {}): string[] {
  return ["test", policy, "--verbose", ...(name === undefined ? [] : ["--filter", name]), ...(award === undefined ? [] : ["--award", award])];
}

/** Returns the start of a case for an award, to be completed by the user. */
export function caseFor(policyText: string, award: string, today: string): string {
  return JSON.stringify({ applied: today, applicant: {}, claims: [{ kind: claimKindOf(policyText, award), on: today }] });
}

/**
 * Returns a case, as JSON to be read and filled in, with `null` for each fact that could still change the answer: `missing` of
 * `answer`, the result of `polc eval --format json`. Without such an answer the case is only laid out.
 */
export function withMissing(json: string, answer: string): string {
  const one = JSON.parse(json);
  for (const place of missingIn(answer)) {
    const [owner, ...rest] = place.split(".");
    const holder = owner === "applicant" ? (one.applicant ??= {}) : owner === "claims" ? one.claims?.[Number(rest.shift()) - 1] : undefined;
    const fact = rest.join(".");
    if (holder && fact !== "") holder[fact] ??= null;
  }
  return JSON.stringify(one, null, 2) + "\n";
}

function missingIn(answer: string): string[] {
  try {
    const result = JSON.parse(answer);
    return (Array.isArray(result) ? result[0] : result).missing ?? [];
  } catch {
    return [];
  }
}

/** Returns the page of a code, in Markdown, from what `polc explain --format json` printed. */
export function explanationPage(json: string, language: Language): string {
  const [page] = JSON.parse(json);
  return `# ${page.code} ${page.name}\n\n${page[language].page}\n`;
}

/** Returns the kind of claim that an award is for: that of a `for` on the line of its name, or the kind that it declares itself. */
export function claimKindOf(policyText: string, award: string): string {
  const name = escaped(award);
  const label = `(?:"${name}"|“${name}”|「${name}」|『${name}』|${name}(?![\\p{L}\\p{N}_·]))`;
  const kind = `(?:["“「『]([^"”」』]+)["”」』]|([\\p{L}\\p{N}_·]+))`;
  const header = new RegExp(`^\\s*(?:award|资助|奖励|补贴)\\s*${label}(?:[^\\n#]*?\\s)?\\s*(?:for|对应事项)\\s*${kind}`, "mu");
  const found = header.exec(policyText);
  return found?.[1] ?? found?.[2] ?? award;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

interface Pair {
  first: string;
  second: string;
  shared: string;
  combination: string;
  statement?: string;
}

/**
 * Returns the stacking matrix of `polc check --matrix --format json` as Markdown, one table for each award; with `award`, only
 * its own. Awards that combine alike share a row, the rarest way first: what is unusual is what one looks for. The words for
 * combinations are those of the text form, `lines`, which lists the same pairs in the same order.
 */
export function matrixPage(json: string, lines: string, language: Language, award?: string): string {
  const pairs: Pair[] = JSON.parse(json).matrix;
  const sentences = lines.split("\n");
  const isKnown = pairs.some((pair) => pair.first === award || pair.second === award);
  const names = [...new Set(pairs.flatMap((pair) => [pair.first, pair.second]))].filter((name) => !isKnown || name === award);
  const [title, none, other, how, and] = language === "zh"
    ? ["各项资助如何叠加", "这项政策没有两项可以相遇的资助。", "另一项资助", "如何叠加", "、"]
    : ["How awards combine", "No two awards of this policy meet.", "Other awards", "How they combine", ", "];
  const tables = names.map((name) => {
    const alike = new Map<string, string[]>();
    pairs.forEach((pair, index) => {
      if (pair.first !== name && pair.second !== name) return;
      const words = wordsOf(pair, sentences[index]);
      alike.set(words, [...(alike.get(words) ?? []), pair.first === name ? pair.second : pair.first]);
    });
    const rows = [...alike].sort(([, some], [, others]) => some.length - others.length).map(([words, others]) => `| ${cell(others.join(and))} | ${cell(words)} |`);
    return [`## ${name}`, "", `| ${other} | ${how} |`, "| --- | --- |", ...rows].join("\n");
  });
  return [`# ${title}`, ...(tables.length > 0 ? tables : [none])].join("\n\n") + "\n";
}

/** Returns what the line `A x B (one applicant): …` says of the pair: `one applicant: …`. */
function wordsOf(pair: Pair, line = ""): string {
  const heads = ["x", "×"].map((mark) => `${pair.first} ${mark} ${pair.second}`);
  const head = heads.find((one) => line.startsWith(one));
  return head === undefined ? pair.combination : line.slice(head.length).trim().replace(/^[(（](.*?)[)）](?=[:：])/, "$1");
}

function cell(text: string): string {
  return text.replace(/([|\\<*_`])/g, "\\$1");
}

/** Returns what to show of a run as it is: its output, then its remarks. */
export function pageOf(outcome: Outcome): string {
  return [outcome.output, outcome.remarks].filter((part) => part.trim() !== "").join("\n");
}
