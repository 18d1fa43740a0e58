import assert from "node:assert/strict";
import test from "node:test";
import { compareWithTree, policies, semanticTokens, startServer } from "./polc.mjs";
import { kindOf, scopesOf, tokenize } from "./textmate.mjs";

const statement = "keyword.control.statement.pol";
const clause = "keyword.other.clause.pol";
const name = "variable.other.pol";
const number = "constant.numeric.pol";
const unit = "keyword.other.unit.pol";
const sign = "keyword.operator.sign.pol";
const operator = "keyword.operator.word.pol";

const lines = [
  ["a statement in English", "award X to 单位 when 已发布 50万元",
    [["award", statement], ["X", name], ["to", clause], ["单位", name], ["when", clause], ["已发布", name], ["50", number], ["万元", unit]]],
  ["the same in Chinese", "资助 甲 对象 单位 须 已发布 50万元",
    [["资助", statement], ["甲", name], ["对象", clause], ["单位", name], ["须", clause], ["已发布", name], ["50", number], ["万元", unit]]],
  ["a Chinese keyword that runs into a number", "面积 超过500平方米 不超过 1_000",
    [["面积", name], ["超过", operator], ["500", number], ["平方米", unit], ["不超过", operator], ["1_000", number]]],
  ["a comparison glued to a unit", "500亩以上 : 5万元", [["500", number], ["亩", unit], ["以上", operator], [" :", "source.pol"], ["5", number], ["万元", unit]]],
  ["a name that holds digits and keywords", "近3年且 要求条件", [["近3年且", name], ["要求条件", name]]],
  ["a percent of a name", "合格投入的20% 合格投入的百分之二十以上",
    [["合格投入", name], ["的", clause], ["20%", number], ["合格投入", name], ["的", clause], ["百分之二十", number], ["以上", operator]]],
  ["an ordinal", "第六条 第4条 第 1 章",
    [["第", statement], ["六", number], ["条", statement], ["第", statement], ["4", number], ["条", statement], ["第", statement], ["1", number], ["章", statement]]],
  ["dates and the words glued to them", "自2022年3月1日起施行 2022-03-01至2027-02-28",
    [["自", clause], ["2022年3月1日", "constant.numeric.date.pol"], ["起施行", clause], ["2022-03-01", "constant.numeric.date.pol"], ["至", clause], ["2027-02-28", "constant.numeric.date.pol"]]],
  ["`text` as a type and as a statement", "标准号 : text key", [["标准号", name], [":", sign], ["text", "storage.type.pol"], ["key", clause]]],
  ["`text` that begins a statement", "text x", [["text", statement], ["x", name]]],
  ["a word in brackets, which is a name", "[要求] 【award】", [["[要求]", name], ["【award】", name]]],
  ["a free word as the name of a fact", "level : integer", [["level", name], [":", sign], ["integer", "storage.type.pol"]]],
  ["a function and a fact of the same name", "year(日期) year", [["year", "support.function.pol"], ["(", "source.pol"], ["日期", name], [")", "source.pol"], ["year", name]]],
  ["a mode and the value of a reading called after it", "补差 须 方式 = 补差", [["补差", clause], ["须", clause], ["方式", name], ["=", sign], ["补差", name]]],
  ["a comment", "是 # award", [["是", "constant.language.pol"], ["# award", "comment.line.number-sign.pol"]]],
];

for (const [what, line, expected] of lines) {
  test(`grammar: ${what}`, async () => {
    const scopes = (await scopesOf(line)).map(([part, scope]) => [part.trim(), scope]);
    assert.deepEqual(scopes, expected.map(([part, scope]) => [part.trim(), scope]));
  });
}

test("grammar: quotations nest, and end where they end", async () => {
  const line = "“甲“乙”丙” x 《办法》 「丁」";

  const outside = (await tokenize(line))[0].filter((one) => kindOf(one.scopes) !== "string").map((one) => line.slice(one.startIndex, one.endIndex).trim());

  assert.deepEqual(outside.filter((part) => part !== ""), ["x"]);
});

test("grammar: a quotation may run over lines, but not over the next statement", async () => {
  const kinds = (await tokenize('text "一\n二"\naward X\ntext "三\naward Y 1元')).map((tokens) => kindOf(tokens[0].scopes));

  assert.deepEqual(kinds, ["keyword", "string", "keyword", "keyword", "keyword"]);
});

test("grammar: colours every keyword that the compiler reads, in all policies and examples, in both languages", async (context) => {
  const server = await startServer();
  context.after(() => server.stop());
  let names = 0;
  const keywordsAsNames = [];
  for (const [index, [file, text]] of policies().entries()) {
    const tokens = await semanticTokens(server, `file://${file}.${index}.pol`, text);
    assert.ok(tokens.some((one) => one.type === "keyword"), file);
    const coloured = await tokenize(text);
    const found = compareWithTree(tokens, (line, column) => {
      const token = coloured[line].find((one) => one.startIndex <= column && column < one.endIndex);
      return token ? kindOf(token.scopes) : null;
    });
    assert.deepEqual(found.wrong.keyword, [], file);
    assert.deepEqual(found.wrong.other, [], file);
    names += found.names;
    keywordsAsNames.push(...found.wrong.name);
  }
  // Words such as 首次 are keywords to a reader and names to the compiler; a highlighter cannot tell.
  assert.ok(keywordsAsNames.length < names / 100, `${keywordsAsNames.length} of ${names}: ${keywordsAsNames.join(", ")}`);
});
