// Written by editors/generate.py from grammar/keywords.def; do not edit.
// The `.pol` language for CodeMirror 6: `StreamLanguage.define(pol)`, with StreamLanguage of @codemirror/language.
// It imports nothing, so that any page can use it.

// Each rule is a pattern and the tags of its groups, or of the whole; the first that fits a place has it.
const rules = [
  [/(第)\s*([0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?|[〇零一二两三四五六七八九十百千]+)\s*([条章节项])/uy, "keyword", "number", "keyword"],
  [/[0-9０-９]{4}-[0-9０-９]{1,2}-[0-9０-９]{1,2}|[0-9０-９]{4}\/[0-9０-９]{1,2}\/[0-9０-９]{1,2}|[0-9０-９]{1,4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日/uy, "number"],
  [/[0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?[%％]|百分之(?:[0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?|[〇零一二两三四五六七八九十百千点]+)(?=(?:以上|以下|以内|以外)?(?![\p{L}\p{N}_·]))/uy, "number"],
  [/([0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?)(\s+(?:months|month|years|days|year|day|个月|天|年|日)(?![\p{L}\p{N}_·])|(?:万亿|万|亿)?(?:年(?=内|等额)|[A-Za-z]+[0-9]+(?:\/(?:(?!(?:以上|以下|以内|以外)(?!\p{L})|[至到][0-9０-９])[\p{L}·])+)*|(?:(?!(?:以上|以下|以内|以外)(?!\p{L})|[至到][0-9０-９])[\p{L}·])+(?:\/(?:(?!(?:以上|以下|以内|以外)(?!\p{L})|[至到][0-9０-９])[\p{L}·])+)*)?)/uy, "number", "unit"],
  [/\[\p{L}[\p{L}\p{N}_·]*[\]］]|［\p{L}[\p{L}\p{N}_·]*[\]］]|【\p{L}[\p{L}\p{N}_·]*】/uy, "variableName"],
  [/(本项)(的)(?=\p{L})/uy, "controlKeyword", "controlKeyword"],
  [/的(?=\s*(?:[0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?[%％]|百分之))/uy, "controlKeyword"],
  [/([:：])\s*((?:(?:integer|percent|any\s+of|number|one\s+of|ranked|yes\/no|money|date|text)(?![\p{L}\p{N}_·])|(?:从高到低|百分比|分为|可兼|数值|整数|文本|日期|是否|金额)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))/uy, "operator", "typeName"],
  [/((?:(?:months_between|years_between|days_between|floor|ceil|year|abs|max|min)(?![\p{L}\p{N}_·])|(?:相隔天数|相隔年数|相隔月数|绝对值|取低|取高|年份|舍尾|进整)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))(?=\s*[(（])/uy, "variableName.function"],
  [/([=＝,，、])\s*((?:(?:nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)(?![\p{L}\p{N}_·])|(?:已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))/uy, "operator", "variableName"],
  [/((?:(?:adopted)(?![\p{L}\p{N}_·])|(?:采用)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))\s*((?:(?:nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)(?![\p{L}\p{N}_·])|(?:已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))/uy, "controlKeyword", "variableName"],
  [/(?:(?:highest\s+with\s+other\s+grants|subordinate\s+to|discretion|highest\s+of|obligation|applicant|parameter|priority|replaces|schedule|article|exclude|reading|require|section|budget|define|policy|repeal|revoke|sample|allow|amend|award|claim|limit|stack|once|test|text|cap|use)(?![\p{L}\p{N}_·])|(?:与其他政策就高|仅享受一次|取消并追缴|可同时享受|一事一议|上位依据|优先支持|使用要求|合计上限|解释口径|申请人|义务|事项|修订|分期|参数|取代|叠加|奖励|定义|就高|废止|引入|排除|放行|政策|条文|样例|算例|补贴|要求|资助|限享|预算|条|章|节)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))/uy, "keyword"],
  [/(?:(?:rounded\s+half\s+even\s+to|by\s+application\s+date|equal\s+yearly\s+parts|rounded\s+half\s+up\s+to|shared\s+bounds\s+to|rounded\s+down\s+to|refusing\s+whole|by\s+event\s+date|rounded\s+up\s+to|rounding\s+down|other\s+grants|every\s+award|rounding\s+up|decided\s+by|or\s+nothing|group\s+key|judged\s+by|count\s+of|of\s+total|per\s+full|refer\s+to|tiers\s+of|sum\s+of|up\s+to)(?![\p{L}\p{N}_·])|(?:四舍六入五成双至|以事项日为准|以申报日为准|否则不予资助|关联识别号|占资助总额|四舍五入至|交界归于|其他资助|分段累进|各项资助|认定部门|超限不予|酌情最高|按月末|核定为|舍尾至|进位至|件数|依照|合计|每满|等额|顺延)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))/uy, "controlKeyword"],
  [/(?:(?:(?:nothing\s+more\s+once\s+paid|replacing\s+paid|ignoring\s+paid|per\s+applicant|first\s+only|per\s+matter|topping\s+up|per\s+claim|per\s+group|per\s+year|in\s+any|per)(?![\p{L}\p{N}_·])|(?:已享受不再享受|同一关联主体|同一申请人|不扣已付|任意连续|先到先得|同一事项|每次申报|每自然年|退旧领新|同一|每年|补差|内)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))(?!\s*[,，、=＝:：])/uy, "controlKeyword"],
  [/(?:(?:at\s+least|at\s+most|between|under|else|over|then|and|not|if|in|or)(?![\p{L}\p{N}_·])|(?:不低于|不超过|不满|不足|介于|以上|以下|以内|以外|低于|否则|属于|最高|超过|达到|与|且|则|如|或|满|非)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))/uy, "operatorKeyword"],
  [/(?:(?:yes|no)(?![\p{L}\p{N}_·])|(?:否|是)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))/uy, "bool"],
  [/(?:(?:rounded\s+half\s+even\s+to|equal\s+yearly\s+parts|rounded\s+half\s+up\s+to|rounded\s+down\s+to|refusing\s+whole|rounded\s+up\s+to|rounding\s+down|every\s+award|rounding\s+up|decided\s+by|or\s+nothing|otherwise|of\s+total|per\s+full|tiers\s+of|adopted|nothing|renewal|above|first|stage|up\s+to|with|any|at|in|of|to)(?![\p{L}\p{N}_·])|(?:四舍六入五成双至|否则不予资助|占资助总额|四舍五入至|不予资助|以上部分|分段累进|各项资助|超限不予|酌情最高|按月末|核定为|舍尾至|进位至|任一|其余|复评|每满|环节|等额|连同|采用|顺延|首次|分|的|计)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))/uy, "controlKeyword"],
  [/(?:(?:expect|unless|where|paid|pays|when|with|for|by|on|to)(?![\p{L}\p{N}_·])|(?:对应事项|已拨付|其中|具有|对象|应为|条件|给予|连同|针对|除非|于|到|按|至|起|须)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))/uy, "controlKeyword"],
  [/(?:(?:(?:by\s+application\s+date|shared\s+bounds\s+to|by\s+event\s+date|other\s+grants|undetermined|effective|group\s+key|judged\s+by|recipient|count\s+of|currency|entitled|presumed|refer\s+to|referred|applied|because|history|missing|unknown|claims|denied|issuer|matter|source|sum\s+of|apply|level|other|times|each|from|item|over|this|all|any|key|as|at|in|is)(?![\p{L}\p{N}_·])|(?:以事项日为准|以申报日为准|关联识别号|为基准日|事项标识|交界归于|其他资助|发文机关|既往资助|认定部门|单位为|各事项|有效期|申报日|申报期|识别号|起施行|领取人|不予|乘以|件数|任一|依照|全部|原文|另定|合计|因为|层级|币种|应得|推定|施行|未定|未知|本项|每件|为|之|从|以|是|第|缺|自|项)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之))))(?!\s*[:：=＝≠<＜>＞≤≥!！])/uy, "controlKeyword"],
  [/(同一)(\p{L}(?:(?!的\s*(?:[0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?[%％]|百分之))[\p{L}\p{N}_·])*)(?![\p{L}\p{N}_·]|\s*[:：=＝≠,，、>＞])/uy, "controlKeyword", "variableName"],
  [/\p{L}(?:(?!的\s*(?:[0-9０-９](?:[0-9０-９]|_)*(?:[.．][0-9０-９]+)?[%％]|百分之))[\p{L}\p{N}_·])*/uy, "variableName"],
  [/[=＝≠!！<＜>＞≤≥+＋*＊×÷−\/／-]+/uy, "operator"],
];

const closing = { '"': '"', "“": "”", "「": "」", "『": "』", "《": "》" };
const statement = /^\s*(?:(?:highest\s+with\s+other\s+grants|subordinate\s+to|discretion|highest\s+of|obligation|applicant|parameter|priority|replaces|schedule|article|exclude|reading|require|section|budget|define|policy|repeal|revoke|sample|allow|amend|award|claim|limit|stack|once|test|text|cap|use)(?![\p{L}\p{N}_·])|(?:与其他政策就高|仅享受一次|取消并追缴|可同时享受|一事一议|上位依据|优先支持|使用要求|合计上限|解释口径|申请人|义务|事项|修订|分期|参数|取代|叠加|奖励|定义|就高|废止|引入|排除|放行|政策|条文|样例|算例|补贴|要求|资助|限享|预算|条|章|节)(?:(?![\p{L}\p{N}_·])|(?=[0-9０-９]|百分之)))(?=\s)/u;

/** Reads on inside a quotation, which may run over lines and nests with itself, except for `"`. */
function readString(stream, state) {
  while (!stream.eol()) {
    const mark = stream.next();
    if (mark === "\\" && state.quote === '"') stream.next();
    else if (mark === closing[state.quote]) {
      if (--state.depth === 0) break;
    } else if (mark === state.quote) ++state.depth;
  }
  if (state.depth === 0) state.quote = null;
  return "string";
}

/** Queues the parts of a match that have groups, so that each gets its own tag. */
function queueGroups(found, tags, state) {
  let from = 0;
  for (let group = 1; group < found.length; ++group) {
    const part = found[group] ?? "";
    const at = found[0].indexOf(part, from);
    if (at > from) state.queue.push([at - from, null]);
    if (part) state.queue.push([part.length, tags[group - 1]]);
    from = at + part.length;
  }
}

function takeQueued(stream, state) {
  const [length, tag] = state.queue.shift();
  stream.pos += length;
  return tag;
}

export const pol = {
  name: "pol",
  startState: () => ({ quote: null, depth: 0, queue: [] }),
  copyState: (state) => ({ ...state, queue: state.queue.slice() }),

  token(stream, state) {
    if (state.queue.length > 0) return takeQueued(stream, state);
    // A later line that begins a statement is none of the quotation's: the mark was forgotten.
    if (state.quote === '"' && stream.sol() && statement.test(stream.string)) state.quote = null;
    if (state.quote !== null) return readString(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.peek() === "#") {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.peek() in closing) {
      state.quote = stream.next();
      state.depth = 1;
      return readString(stream, state);
    }
    for (const [pattern, ...tags] of rules) {
      pattern.lastIndex = stream.pos;
      const found = pattern.exec(stream.string);
      if (!found) continue;
      if (tags.length > 1) {
        queueGroups(found, tags, state);
        return takeQueued(stream, state);
      }
      stream.pos += found[0].length;
      return tags[0];
    }
    stream.next();
    return null;
  },

  languageData: {
    commentTokens: { line: "#" },
    closeBrackets: { brackets: ["(", "[", '"', "（", "【", "“", "「", "『", "《"] },
  },
};
