// Runs the rules of the Minhang quality policy on the decision engine ZEN: a decision table for the amounts, then
// expressions for who is eligible and what is referred. Facts have English names, since its expressions know no others;
// the rows are made before the clock starts.
//
//   zen.mjs CLAIMS.csv ROWS REPETITIONS     prints JSON { name: { nanoseconds: [...], sums: [...] } }, processor time
import { readFileSync } from 'node:fs';
import { ZenEngine } from '@gorules/zen-engine';

const NAMES = {
  'kind': 'award', 'applicant.kind': 'applicant', 'on': 'date', 'stage': 'stage', '等级': 'grade', '级别': 'level',
  '起草角色': 'role', '已发布': 'published', '被采信使用': 'adopted', '标准类型': 'standard', '第一作者': 'first_author',
  '通过验收': 'accepted', '评审': 'review', '首次通过': 'first_pass', '区内企业任职期间获得': 'in_office',
  '被区内企业聘任': 'employed', '公益资格培训获证': 'public_training', 'applicant.组织形式': 'form',
  'applicant.注册在本区': 'registered', 'applicant.税务登记在本区': 'taxed', 'applicant.符合产业发展规划': 'fits_plan',
  'applicant.财务管理制度健全': 'sound_accounts', 'applicant.信用良好': 'good_credit', 'applicant.财政拨款方式': 'funding',
  'applicant.弄虚作假骗取资金': 'cheated', 'applicant.重点项目': 'key_project', 'applicant.任职于本区单位': 'works_here',
};
const PRESUMED_NO = ['cheated', 'key_project'];

const INPUTS = ['award', 'applicant', 'form', 'level', 'role', 'grade', 'stage', 'standard', 'review', 'published', 'adopted',
  'first_author', 'accepted', 'first_pass', 'in_office', 'employed', 'public_training'];

// What an award pays to whom, and on which values; an input that is not named may have any.
function amounts() {
  const rules = [];
  const unit = (award, amount, values = {}) => rules.push({ award, applicant: '单位', ...values, amount });
  const person = (award, amount, values = {}) => rules.push({ award, applicant: '个人', ...values, amount });
  for (const [award, amount] of [['中国质量奖', 1000000], ['中国质量奖提名奖', 500000], ['上海市市长质量奖', 500000], ['上海市质量金奖', 250000]]) {
    unit(award, amount);
    person(award, 20000);
  }
  unit('闵行区政府质量奖', 0);
  person('闵行区政府质量奖', 0);
  person('首席质量官任职资格证书', 3000, { in_office: true, employed: true, public_training: false });
  for (const [grade, amount] of [['一等奖', 100000], ['二等奖', 50000], ['三等奖', 20000]]) unit('重点产品质量振兴攻关成果奖', amount, { grade });
  unit('上海品牌认证', 300000, { stage: 'first' });
  unit('上海品牌认证', 80000, { stage: 'renewal' });
  unit('质量品牌提升示范区', 1000000, { level: '国家级' });
  unit('质量品牌提升示范区', 500000, { level: '市级' });
  for (const [level, first, other] of [['国际标准', 1000000, 500000], ['国家标准', 200000, 50000], ['行业标准', 200000, 50000], ['地方标准', 100000, 30000], ['团体标准', 100000, 30000]]) {
    const ready = level === '团体标准' ? { adopted: true } : { published: true };
    unit('标准制定', first, { level, role: '第一起草者', ...ready });
    unit('标准制定', other, { level, role: '非第一起草者', ...ready });
  }
  for (const form of ['企业', '事业单位']) {
    unit('上海标准', 300000, { form, standard: '企业标准' });
    unit('上海标准', 300000, { form, standard: '地方标准', first_author: true });
    unit('上海标准', 300000, { form, standard: '团体标准', first_author: true });
  }
  unit('标准化示范试点', 200000, { level: '国家级', accepted: true });
  unit('标准化示范试点', 150000, { level: '市级', accepted: true });
  unit('产业计量测试中心', 500000, { level: '国家级' });
  unit('产业计量测试中心', 300000, { level: '市级' });
  for (const [review, amount] of [['首次认证', 30000], ['首次复评审', 20000], ['后续复评审', 0]]) unit('测量管理体系认证', amount, { review });
  unit('节能低碳认证', 30000, { first_pass: true });
  return rules;
}

const ELIGIBLE = 'good_credit and not(cheated) and day >= 20220301 and day <= 20270228 and (applicant == "个人" ? works_here : ' +
  'registered and taxed and fits_plan and sound_accounts and not(form == "事业单位" and funding == "全额拨款"))';

// `takesMany`: one call decides a list of rows.
function decision(takesMany) {
  const mode = takesMany ? { executionMode: 'loop', inputField: 'rows', outputPath: 'rows' }
    : { executionMode: 'single', inputField: null, outputPath: null };
  const rules = amounts().map((rule, at) => ({
    _id: `r${at}`, amount: String(rule.amount),
    ...Object.fromEntries(INPUTS.map(name => [name, name in rule ? JSON.stringify(rule[name]) : ''])) }));
  rules.push({ _id: 'none', amount: '-1', ...Object.fromEntries(INPUTS.map(name => [name, ''])) });
  const place = { x: 0, y: 0 };
  const nodes = [
    { id: 'in', type: 'inputNode', name: 'claim', position: place },
    { id: 'table', type: 'decisionTableNode', name: 'amounts', position: place, content: {
      hitPolicy: 'first', passThrough: true, ...mode, rules,
      inputs: INPUTS.map(field => ({ id: field, name: field, field })), outputs: [{ id: 'amount', name: 'amount', field: 'base' }] } },
    { id: 'judge', type: 'expressionNode', name: 'judge', position: place, content: { passThrough: false, ...mode, expressions: [
      { id: 'a', key: 'amount', value: `${ELIGIBLE} and base > 0 ? base : 0` },
      { id: 'r', key: 'referred', value: `${ELIGIBLE} and base >= 0 and (key_project or award == "闵行区政府质量奖")` }] } },
    { id: 'out', type: 'outputNode', name: 'answer', position: place }];
  const edges = nodes.slice(1).map((node, at) => ({ id: `e${at}`, sourceId: nodes[at].id, targetId: node.id, type: 'edge' }));
  return new ZenEngine().createDecision(Buffer.from(JSON.stringify({ contentType: 'application/vnd.gorules.decision', nodes, edges })));
}

function read(path, limit) {
  const [head, ...lines] = readFileSync(path, 'utf8').split('\n', limit + 1).map(line => line.split(','));
  return lines.map(cells => {
    const row = {};
    head.forEach((column, at) => {
      const name = NAMES[column], text = cells[at];
      if (name && text !== '') row[name] = text === 'true' ? true : text === 'false' ? false : text;
    });
    for (const name of PRESUMED_NO) row[name] ??= false;
    row.day = Number(row.date.replaceAll('-', ''));
    return row;
  });
}

async function measure(repetitions, run) {
  const nanoseconds = [];
  let answers = await run();
  for (let i = 0; i < repetitions; i++) {
    const start = process.cpuUsage();
    answers = await run();
    const spent = process.cpuUsage(start);
    nanoseconds.push(1000 * (spent.user + spent.system));
  }
  const sums = [0, 0, 0];
  answers.forEach(({ amount, referred }, at) => {
    sums[0] += 100 * amount;
    sums[1] += referred ? 1 : 0;
    sums[2] += 100 * amount * ((at + 1) % 1009 + 1);
  });
  return { nanoseconds, sums };
}

const [path, numRows, repetitions] = process.argv.slice(2);
const rows = read(path, Number(numRows));
const single = decision(false), looped = decision(true);
const ROWS_A_CALL = 1000;
console.log(JSON.stringify({
  'one a call': await measure(Number(repetitions), async () => {
    const answers = [];
    for (const row of rows) answers.push((await single.evaluate(row)).result);
    return answers;
  }),
  'many a call': await measure(Number(repetitions), async () => {
    const answers = [];
    for (let at = 0; at < rows.length; at += ROWS_A_CALL)
      answers.push(...(await looped.evaluate({ rows: rows.slice(at, at + ROWS_A_CALL) })).result.rows);
    return answers;
  }),
}));
