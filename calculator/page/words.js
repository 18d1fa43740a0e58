// The words of the calculator in both languages. The files of this folder make one script, in the order of assets.cpp, and
// share `polcCalculator`.
(() => {
  "use strict";
  const WORDS = {
    en: {
      applicant: "Applicant", kind: "Kind", choose: "— choose —", claim: "Claim {0}", subject: "What is claimed",
      date: "Event date", stage: "Stage", applied: "Application date", application: "Application",
      addClaim: "Add a claim", remove: "Remove {0}", removed: "{0} was removed.", added: "{0} was added.",
      history: "Past payments", historyHint: "What the applicant was paid before under this policy. Without an entry: nothing.",
      payment: "Payment {0}", addPayment: "Add a past payment", award: "Award", paid: "Paid", matter: "For the matter", ofClaim: "For the claim",
      others: "Grants under other policies", othersHint: "What other policies grant for the same. Without an entry: nothing.",
      other: "Other grant {0}", addOther: "Add a grant under another policy", policy: "Policy", level: "Level", entitled: "Granted",
      yes: "Yes", no: "No", unknown: "Not known", presumedAs: "As presumed: {0}", none: "None of these",
      needed: "needed", judged: "judged by {0}", judgedBySomebody: "has to be judged", presumed: "taken as {0} unless you say otherwise",
      range: "from {0} to {1}", from: "from {0}", to: "up to {0}",
      showAll: "Also show what makes no difference now ({0})", startOver: "Start over",
      answer: "Answer", start: "Choose what is claimed; the form then asks only for what can change the answer.",
      open: "{0} more to answer.", openOne: "One more to answer.", settled: "Nothing else can change this answer.", next: "Next:", allOpen: "All that is still open, what settles most first",
      wrong: "This cannot be computed yet:", holdingCount: "{0} conditions hold", holdingCountOne: "1 condition holds", openCount: "{0} conditions are open", openCountOne: "1 condition is open", holds: "holds: ", fails: "fails: ", open_: "open: ",
      referred: "Set elsewhere, by", discretion: "Left to decision", parts: "Payment in parts", recoveries: "To be recovered",
      duties: "How the money is to be used", assumptions: "Taken for granted", readings: "Readings in force",
      letter: "Letter", caseTitle: "The case, for polc eval", copy: "Copy", copied: "Copied.", download: "Download",
      caseHint: "polc eval gives the same answer for this file: polc eval POLICY.pol case.json",
      failed: "The calculator failed and was started again: {0}", unusable: "The calculator cannot be used: {0}",
    },
    zh: {
      applicant: "申请人", kind: "类别", choose: "— 请选择 —", claim: "事项 {0}", subject: "申报事项",
      date: "事项日期", stage: "环节", applied: "申报日", application: "申报",
      addClaim: "添加事项", remove: "删除{0}", removed: "已删除{0}。", added: "已添加{0}。",
      history: "既往资助", historyHint: "申请人此前依本政策获得的资助。不填即为没有。",
      payment: "既往资助 {0}", addPayment: "添加既往资助", award: "资助", paid: "已拨付", matter: "所属事项标识", ofClaim: "所属事项",
      others: "其他政策的资助", othersHint: "其他政策对同一事项给予的资助。不填即为没有。",
      other: "其他资助 {0}", addOther: "添加其他政策的资助", policy: "政策", level: "层级", entitled: "应得",
      yes: "是", no: "否", unknown: "未知", presumedAs: "按推定：{0}", none: "均不属于",
      needed: "待填", judged: "由{0}认定", judgedBySomebody: "须经认定", presumed: "未填时推定为“{0}”",
      range: "{0} 至 {1}", from: "不低于 {0}", to: "不超过 {0}",
      showAll: "同时显示目前不影响结果的事实（{0}）", startOver: "重新填写",
      answer: "计算结果", start: "请选择申报事项；表单随后只询问可能影响结果的事实。",
      open: "还有 {0} 项待填。", openOne: "还有 1 项待填。", settled: "其余事实均不再影响结果。", next: "下一项：", allOpen: "全部待填事实，最能定下结果的在前",
      wrong: "尚无法计算：", holdingCount: "{0} 项条件符合", holdingCountOne: "1 项条件符合", openCount: "{0} 项条件待定", openCountOne: "1 项条件待定", holds: "符合：", fails: "不符合：", open_: "待定：",
      referred: "另定依据", discretion: "须另行决定", parts: "分期支付", recoveries: "应予追缴",
      duties: "使用要求", assumptions: "按政策推定", readings: "采用的解释口径",
      letter: "说明书", caseTitle: "案件（供 polc eval 使用）", copy: "复制", copied: "已复制。", download: "下载",
      caseHint: "polc eval 对此文件给出相同结果：polc eval 政策.pol case.json",
      failed: "计算器出错，已重新启动：{0}", unusable: "计算器无法使用：{0}",
    },
  };

  const fill = (text, values) => text.replace(/\{(\d)\}/g, (_, place) => values[Number(place)] ?? "");

  Object.assign(globalThis.polcCalculator ??= {}, { WORDS, fill });
})();
