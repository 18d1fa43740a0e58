// What the commands ask polc, and how an answer is shown: pure functions of text, so that they can be tested without an editor.
import { Language, Outcome } from "./program";

/** A case to evaluate: JSON as the user typed it, or a file of cases. */
export type Case = { json: string } | { file: string };

export function evaluation(policy: string, what: Case): string[] {
  return "json" in what ? ["eval", policy, "--case", what.json] : ["eval", policy, what.file];
}

/** `name`: only tests whose name contains it; all without. */
export function testRun(policy: string, name?: string): string[] {
  return ["test", policy, "--verbose", ...(name === undefined ? [] : ["--filter", name])];
}

/** Returns the start of a case for an award, to be completed by the user. */
export function caseFor(policyText: string, award: string, today: string): string {
  return JSON.stringify({ applied: today, applicant: {}, claims: [{ kind: claimKindOf(policyText, award), on: today }] });
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
 * its own. The words for combinations are those of the text form, `lines`, which lists the same pairs in the same order.
 */
export function matrixPage(json: string, lines: string, language: Language, award?: string): string {
  const pairs: Pair[] = JSON.parse(json).matrix;
  const sentences = lines.split("\n");
  const isKnown = pairs.some((pair) => pair.first === award || pair.second === award);
  const names = [...new Set(pairs.flatMap((pair) => [pair.first, pair.second]))].filter((name) => !isKnown || name === award);
  const [title, none, other, how] = language === "zh"
    ? ["各项资助如何叠加", "这项政策没有两项可以相遇的资助。", "另一项资助", "如何叠加"]
    : ["How awards combine", "No two awards of this policy meet.", "Other award", "How they combine"];
  const tables = names.map((name) => {
    const rows = pairs.flatMap((pair, index) => {
      if (pair.first !== name && pair.second !== name) return [];
      return [`| ${cell(pair.first === name ? pair.second : pair.first)} | ${cell(wordsOf(pair, sentences[index]))} |`];
    });
    return [`## ${name}`, "", `| ${other} | ${how} |`, "| --- | --- |", ...rows].join("\n");
  });
  return [`# ${title}`, ...(tables.length > 0 ? tables : [none])].join("\n\n") + "\n";
}

/** Returns what the line `A x B (one applicant): …` says of the pair. */
function wordsOf(pair: Pair, line = ""): string {
  const heads = ["x", "×"].map((mark) => `${pair.first} ${mark} ${pair.second}`);
  const head = heads.find((one) => line.startsWith(one));
  return head === undefined ? pair.combination : line.slice(head.length).trim();
}

function cell(text: string): string {
  return text.replace(/([|\\<*_`])/g, "\\$1");
}

/** Returns what to show of a run as it is: its output, then its remarks. */
export function pageOf(outcome: Outcome): string {
  return [outcome.output, outcome.remarks].filter((part) => part.trim() !== "").join("\n");
}
