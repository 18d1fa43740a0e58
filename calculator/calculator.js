// The calculator of a policy's page: a form of the facts that can still change the answer, and the answer with its reasons.
// Everything is computed in the page by polc's own evaluator (WebAssembly); nothing is loaded and nothing is sent.
//
//   polcCalculator.mount(element, { program, wasm, language })   program, wasm: base64; language: "en" or "zh"
//
// The page tells a change of language by the event `polc-language` on the document, detail { language }. Links lead to
// `#article-LABEL` where the page has such an anchor. docs/calculator.md describes what the evaluator takes and gives.
(() => {
  "use strict";

  // ---------------------------------------------------------------- words

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
      from: "from {0}", to: "to {0}", wholeNumber: "a whole number", number: "a number",
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
      from: "不低于 {0}", to: "不超过 {0}", wholeNumber: "整数", number: "数值",
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

  // ---------------------------------------------------------------- evaluator

  const bytesOf = (base64) => Uint8Array.from(atob(base64.trim()), (one) => one.charCodeAt(0));

  /** The WebAssembly module. What it asks of a system (a terminal, files) is refused: it needs none. */
  class Evaluator {
    static async create(wasm) {
      const evaluator = new Evaluator();
      evaluator.module = await WebAssembly.compile(wasm);
      await evaluator.start();
      return evaluator;
    }

    async start() {
      const imports = {};
      for (const { module, name, kind } of WebAssembly.Module.imports(this.module)) {
        if (kind === "function") (imports[module] ??= {})[name] = () => NOT_SUPPORTED;
      }
      const instance = await WebAssembly.instantiate(this.module, imports);
      this.exports = instance.exports;
      this.exports._initialize?.();
      if (this.program) this.load(this.program, "en");
    }

    /** Takes a saved program and returns the form. Throws what is wrong with it. */
    load(program, language) {
      this.program = program;
      this.put(program);
      return JSON.parse(this.call("polc_load", language));
    }
    /** Takes a case as JSON and returns the answer for the page. */
    decide(caseText, language) {
      this.put(new TextEncoder().encode(caseText));
      return JSON.parse(this.call("polc_decide", language));
    }
    /** The result and the letter that `polc eval` writes for the case decided last. */
    result() { return this.call("polc_result"); }
    letter() { return this.call("polc_letter"); }

    put(bytes) {
      const place = this.exports.polc_room(bytes.length);
      new Uint8Array(this.exports.memory.buffer).set(bytes, place);
    }
    call(name, language) {
      const failed = this.exports[name](language === "zh" ? 1 : 0);
      const text = new TextDecoder().decode(
        new Uint8Array(this.exports.memory.buffer, this.exports.polc_text(), this.exports.polc_text_size()));
      if (failed) throw new Error(text);
      return text;
    }
  }
  const NOT_SUPPORTED = 52;  // ENOSYS

  // ---------------------------------------------------------------- values

  /** Moves the point of a decimal to the right. */
  function shifted(decimal, places) {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
    const digits = whole + part.padEnd(places, "0");
    const end = whole.length + places;
    const rest = digits.slice(end).replace(/0+$/, "");
    return sign + (digits.slice(0, end).replace(/^0+(?=\d)/, "") || "0") + (rest && `.${rest}`);
  }

  /** What was typed as a decimal: full-width digits, separators of thousands, 万 and 亿. Anything else stays as it is, and
      the evaluator says what is wrong with it. */
  function decimalOf(typed) {
    let text = typed.normalize("NFKC").replace(/[\s_]/g, "");
    if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(",", "");
    const large = /^(-?\d+(?:\.\d+)?)(万|亿)$/.exec(text);
    return large ? shifted(large[1], large[2] === "万" ? 4 : 8) : text;
  }

  /** A decimal as JSON: a number where JavaScript keeps it, else a text, which a case may have as well. */
  const numberOf = (text) => (String(Number(text)) === text && Math.abs(Number(text)) < 1e15 ? Number(text) : text);

  function valueOf(type, typed) {
    switch (type) {
      case "yes/no": return typed === "yes";
      case "integer":
      case "number":
      case "money": return numberOf(decimalOf(typed));
      case "percent": return decimalOf(typed).replace(/%?$/, "%");
      default: return typed;
    }
  }

  // ---------------------------------------------------------------- elements

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** A word of the policy, read aloud in its own language. */
  const named = (text) => (/\p{Script=Han}/u.test(text) ? make("span", { lang: "zh-Hans" }, text) : make("span", {}, text));

  let numIds = 0;
  const freshId = () => `calculator-${++numIds}`;

  // ---------------------------------------------------------------- fields

  /** One fact in the form: its elements, what was entered, how the case and the evaluator call it. */
  class Field {
    constructor(calculator, fact, address) {
      this.calculator = calculator;
      this.fact = fact;
      this.address = address;  // { paths(): as the evaluator names it, pointer(): as a mistake is placed }
      this.id = freshId();
      this.message = make("p", { class: "calculator-error", id: `${this.id}-error`, hidden: true });
      this.tag = calculator.say(make("span", { class: "calculator-tag", hidden: true }), "needed");
      this.element = this.isGroup() ? this.makeGroup() : this.makeLabelled();
      this.element.dataset.fact = fact.name;
    }

    isGroup() { return this.fact.type === "yes/no" || this.fact.type === "any of"; }

    caption() {
      const name = this.fact.words ? this.calculator.say(make("span"), this.fact.words) : named(this.fact.name);
      const unit = this.unit();
      return [make("span", { class: "calculator-name" }, name, unit ? make("span", { class: "calculator-unit" }, ` (${unit})`) : null), this.tag];
    }

    unit() {
      if (this.fact.type === "money") return this.calculator.form.currency;
      if (this.fact.type === "percent") return "%";
      return this.fact.unit ?? "";
    }

    hint() {
      const { fact, calculator } = this;
      const parts = [];
      const add = (key, ...values) => parts.push(calculator.say(make("span"), key, ...values));
      if (fact.judge !== undefined) fact.judge ? add("judged", fact.judge) : add("judgedBySomebody");
      if (fact.low !== undefined) add("from", fact.low);
      if (fact.high !== undefined) add("to", fact.high);
      if (fact.presumed !== undefined && fact.type !== "yes/no") add("presumed", fact.presumed);
      return parts.length ? make("p", { class: "calculator-hint", id: `${this.id}-hint` }, ...parts) : null;
    }

    describedBy(hint) { return [hint ? hint.id : null, this.message.id].filter(Boolean).join(" "); }

    makeLabelled() {
      const hint = this.hint();
      this.input = this.makeInput();
      this.input.id = this.id;
      this.input.setAttribute("aria-describedby", this.describedBy(hint));
      return make("div", { class: "calculator-field" }, make("label", { for: this.id }, ...this.caption()), this.input, hint, this.message);
    }

    makeInput() {
      if (this.fact.values) {
        const select = make("select", {}, this.calculator.say(make("option", { value: "" }), "choose"));
        for (const one of this.fact.values) select.append(this.option(one));
        return select;
      }
      if (this.fact.type === "date") return make("input", { type: "date" });
      const isNumber = ["integer", "number", "money", "percent"].includes(this.fact.type);
      return make("input", { type: "text", inputmode: isNumber ? "decimal" : undefined, autocomplete: "off", spellcheck: "false" });
    }

    option({ value, zh }) {
      const option = make("option", { value }, value);
      return zh ? this.calculator.sayWith(option, (language) => (language === "zh" ? zh : value)) : option;
    }

    /** Yes or no, or several at once: a group of radio buttons or boxes. */
    makeGroup() {
      const hint = this.hint();
      const isChoice = this.fact.type === "yes/no";
      this.boxes = [];
      const box = (value, label) => {
        const input = make("input", { type: isChoice ? "radio" : "checkbox", name: this.id, value });
        this.boxes.push(input);
        return make("label", { class: "calculator-box" }, input, label);
      };
      const words = (key, ...values) => this.calculator.say(make("span"), key, ...values);
      const labels = isChoice
        ? [box("yes", words("yes")), box("no", words("no")), box("", this.fact.presumed === undefined ? words("unknown") : this.presumedWords())]
        : [...this.fact.values.map(({ value }) => box(value, named(value))), box("", words("none"))];
      if (isChoice) this.boxes[2].checked = true;
      else this.boxes.forEach((one) => one.addEventListener("change", () => this.keepNoneApart(one)));
      return make("fieldset", { class: "calculator-field", id: this.id, tabindex: "-1", "aria-describedby": this.describedBy(hint) },
        make("legend", {}, ...this.caption()), make("div", { class: "calculator-boxes" }, ...labels), hint, this.message);
    }

    presumedWords() {
      return this.calculator.sayWith(make("span"), (language) =>
        fill(WORDS[language].presumedAs, [WORDS[language][this.fact.presumed] ?? this.fact.presumed]));
    }

    keepNoneApart(changed) {
      if (!changed.checked) return;
      for (const one of this.boxes) if ((one.value === "") !== (changed.value === "")) one.checked = false;
    }

    /** What was entered as a value of a case; undefined when nothing was. */
    value() {
      if (this.fact.type === "any of") {
        const checked = this.boxes.filter((one) => one.checked).map((one) => one.value);
        return checked.length ? checked.filter((one) => one !== "") : undefined;
      }
      const typed = this.isGroup() ? this.boxes.find((one) => one.checked)?.value ?? "" : this.input.value.trim();
      return typed === "" ? undefined : valueOf(this.fact.type, typed);
    }

    focus() { (this.isGroup() ? this.boxes.find((one) => one.checked) ?? this.boxes[0] : this.input).focus(); }

    /** Shows whether the fact is asked for, and what is wrong with what was entered. */
    update(isAsked, error) {
      this.tag.hidden = !isAsked;
      this.isIdle = !isAsked && this.value() === undefined && !error;
      const hasFocus = this.element.contains(document.activeElement);
      this.element.hidden = this.isIdle && !this.calculator.showsAll() && !hasFocus && !this.isAlways;
      this.element.classList.toggle("calculator-asked", isAsked);
      this.message.hidden = !error;
      this.message.textContent = error ?? "";
      for (const one of this.boxes ?? [this.input]) error ? one.setAttribute("aria-invalid", "true") : one.removeAttribute("aria-invalid");
    }
  }

  // ---------------------------------------------------------------- groups

  /** The facts of an applicant, a claim, a payment or another grant. `place`: its index in the list of the case. */
  class Group {
    constructor(calculator, title, prefix, pointer) {
      this.calculator = calculator;
      this.fields = [];
      this.place = 0;
      this.prefix = prefix;
      this.pointer = pointer;
      this.title = title;
      this.legend = make("legend");
      this.fixed = make("div", { class: "calculator-fields" });
      this.facts = make("div", { class: "calculator-fields" });
      this.element = make("fieldset", { class: "calculator-group" }, this.legend, this.fixed, this.facts);
    }

    add(fact, container, key = fact.name) {
      const escaped = key.replaceAll("~", "~0").replaceAll("/", "~1");
      const isMatter = fact.key && this.title === "payment";  // the key of a past payment says its matter
      const field = new Field(this.calculator, fact, {
        paths: () => [key, ...(isMatter ? ["matter"] : [])].map((name) => this.prefix(this.place) + name),
        pointer: () => `${this.pointer(this.place)}/${escaped}`,
      });
      field.key = key;
      this.fields.push(field);
      container.append(field.element);
      return field;
    }

    /** A field that is there whatever is asked. */
    addFixed(fact, key) {
      const field = this.add(fact, this.fixed, key);
      field.isAlways = true;
      return field;
    }

    /** Puts the facts of a kind in place of those of another. */
    setFacts(facts) {
      this.fields = this.fields.filter((field) => field.element.parentElement === this.fixed);
      this.facts.replaceChildren();
      // `stage` is built in; its name is a word of the language.
      for (const fact of facts) this.add(fact.name === "stage" ? { words: "stage", ...fact } : fact, this.facts);
    }

    values() {
      const result = {};
      for (const field of this.fields) {
        const value = field.value();
        if (value !== undefined && !field.isLocal) result[field.key] = value;
      }
      return result;
    }
  }

  /** A choice of a kind whose facts follow. */
  function addKindField(group, words, names, facts) {
    const name = words === "award" ? "award" : "kind";
    const field = group.addFixed({ name, words, type: "one of", values: names.map((value) => ({ value })) });
    field.input.addEventListener("change", () => group.setFacts(facts(field.input.value)));
    if (names.length === 1 && words !== "award") {
      field.input.value = names[0];
      group.setFacts(facts(names[0]));
    }
    return field;
  }

  // ---------------------------------------------------------------- the calculator

  const MONEY = { type: "money" };
  const DATE = { type: "date" };

  class Calculator {
    constructor(element, evaluator, form, language) {
      this.evaluator = evaluator;
      this.form = form;
      this.language = language;
      this.spoken = [];
      this.lists = { claims: [], history: [], other: [] };
      this.opened = new Set();
      this.element = element;
      this.build();
      document.addEventListener("polc-language", (event) => this.setLanguage(event.detail.language));
    }

    // ---- language

    /** Keeps an element's text in the language of the page. */
    sayWith(element, text) {
      this.spoken.push(() => { element.textContent = text(this.language); });
      element.textContent = text(this.language);
      return element;
    }
    say(element, key, ...values) { return this.sayWith(element, (language) => fill(WORDS[language][key], values)); }
    word(key, ...values) { return fill(WORDS[this.language][key], values); }

    setLanguage(language) {
      if (language !== "en" && language !== "zh") return;
      this.language = language;
      for (const speak of this.spoken) speak();
      this.update();
    }

    // ---- form

    build() {
      const form = make("form", { class: "calculator-form" });
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", () => this.updateSoon());
      form.addEventListener("focusout", () => this.updateSoon());
      this.applicant = this.makeApplicant();
      this.claimList = make("div", { class: "calculator-list" });
      this.application = this.makeApplication();
      // On a narrow screen the answer is below the form; this line keeps it in sight.
      this.bar = make("a", { class: "calculator-bar", href: "#calculator-answer-title" });
      form.append(this.applicant.element, this.claimList,
        this.button("addClaim", () => this.addEntry("claims", this.makeClaim())), this.application.element,
        this.makeSection("history", () => this.makePayment(), "addPayment"), this.makeSection("other", () => this.makeOther(), "addOther"),
        this.makeEnd(), this.bar);
      this.answer = make("section", { class: "calculator-answer", "aria-labelledby": "calculator-answer-title" });
      this.buildAnswer();
      this.element.classList.add("calculator");
      this.element.replaceChildren(form, this.answer);
      this.addEntry("claims", this.makeClaim(), true);
      this.update();
    }

    button(key, act, attributes = {}) {
      const button = this.say(make("button", { type: "button", ...attributes }), key);
      button.addEventListener("click", act);
      return button;
    }

    makeApplicant() {
      const group = new Group(this, "applicant", () => "applicant.", () => "/applicant");
      this.say(group.legend, "applicant");
      const kinds = this.form.applicant_kinds;
      const facts = (name) => kinds.find((kind) => kind.name === name)?.facts ?? [];
      if (kinds.length) addKindField(group, "kind", kinds.map((kind) => kind.name), facts);
      else group.element.hidden = true;
      return group;
    }

    makeApplication() {
      const group = new Group(this, "application", () => "", () => "");
      this.say(group.legend, "application");
      group.add({ ...DATE, name: "applied", words: "applied" }, group.facts);
      return group;
    }

    makeClaim() {
      const group = new Group(this, "claim", (place) => `claims.${place + 1}.`, (place) => `/claims/${place}`);
      const kinds = this.form.claim_kinds;
      addKindField(group, "subject", kinds.map((kind) => kind.name), (name) => {
        const kind = kinds.find((one) => one.name === name);
        return kind ? [{ ...DATE, name: "on", words: "date" }, ...kind.facts] : [];
      });
      return group;
    }

    makePayment() {
      const group = new Group(this, "payment", (place) => `history.${place + 1}.`, (place) => `/history/${place}`);
      const kinds = this.form.claim_kinds;
      const awards = kinds.flatMap((kind) => kind.awards.map((award) => award.name));
      addKindField(group, "award", awards, (name) => {
        const kind = kinds.find((one) => one.awards.some((award) => award.name === name));
        return kind ? kind.facts.map((fact) => ({ ...fact, presumed: undefined })) : [];
      });
      group.addFixed({ ...DATE, name: "on", words: "date" }, "on");
      group.addFixed({ ...MONEY, name: "paid", words: "paid" }, "paid");
      return group;
    }

    makeOther() {
      const group = new Group(this, "other", (place) => `other.${place + 1}.`, (place) => `/other/${place}`);
      group.addFixed({ type: "text", name: "policy", words: "policy" }, "policy");
      group.addFixed({ type: "one of", name: "level", words: "level", values: this.form.levels.map((value) => ({ value })) }, "level");
      group.addFixed({ ...MONEY, name: "entitled", words: "entitled" }, "entitled");
      group.addFixed({ ...MONEY, name: "paid", words: "paid" }, "paid");
      group.addFixed({ ...DATE, name: "on", words: "date" }, "on");
      group.claim = group.addFixed({ type: "one of", name: "claim", words: "ofClaim", values: [] }, "claim");
      return group;
    }

    makeSection(list, makeGroup, addKey) {
      const entries = make("div", { class: "calculator-list" });
      this[`${list}List`] = entries;
      const title = list === "history" ? "history" : "others";
      return make("details", { class: "calculator-section" }, this.say(make("summary"), title), this.say(make("p", { class: "calculator-hint" }), `${title}Hint`),
        entries, this.button(addKey, () => this.addEntry(list, makeGroup())));
    }

    makeEnd() {
      const id = freshId();
      this.all = make("input", { type: "checkbox", id });
      this.all.addEventListener("change", () => this.update());
      this.allLabel = make("label", { for: id });
      this.allLine = make("p", { class: "calculator-all" }, this.all, this.allLabel);
      return make("div", { class: "calculator-end" }, this.allLine, this.button("startOver", () => this.startOver()));
    }

    showsAll() { return this.all?.checked ?? false; }

    addEntry(list, group, isFirst = false) {
      const entries = this.lists[list];
      entries.push(group);
      const container = list === "claims" ? this.claimList : this[`${list}List`];
      container.append(group.element);
      group.remove = make("button", { type: "button", class: "calculator-remove" });
      group.remove.addEventListener("click", () => this.removeEntry(list, group));
      group.element.append(group.remove);
      if (isFirst) return;
      this.update();
      group.fields[0].focus();
      this.announce(this.word("added", this.titleOf(group)));
    }

    removeEntry(list, group) {
      const title = this.titleOf(group);
      const add = group.element.parentElement.nextElementSibling;
      this.lists[list] = this.lists[list].filter((one) => one !== group);
      group.element.remove();
      this.update();
      add.focus();
      this.announce(this.word("removed", title));
    }

    titleOf(group) { return this.word(group.title, String(group.number)); }

    startOver() {
      this.spoken = [];
      this.lists = { claims: [], history: [], other: [] };
      this.build();
      this.applicant.fields[0]?.focus();
    }

    /** Numbers the entries, as the case and the headings count them. */
    number() {
      for (const [list, groups] of Object.entries(this.lists)) {
        groups.forEach((group, at) => {
          group.number = at + 1;
          group.place = groups.slice(0, at).filter((one) => this.isComplete(one)).length;
          group.legend.textContent = this.titleOf(group);
          group.remove.textContent = this.word("remove", this.titleOf(group));
          group.remove.hidden = list === "claims" && groups.length === 1;
          if (group.claim) this.offerClaims(group.claim.input);
        });
      }
    }

    /** The claims another policy's grant may be for; the first unless another is chosen. */
    offerClaims(select) {
      const groups = this.lists.claims.filter((group) => this.isComplete(group));
      const chosen = select.selectedOptions[0]?.group;
      select.replaceChildren(...groups.map((group, at) => {
        const option = make("option", { value: String(at + 1) }, `${this.titleOf(group)} ${group.fields[0].value()}`);
        option.group = group;
        option.selected = group === chosen;
        return option;
      }));
    }

    /** An entry without its name is not yet part of the case. */
    isComplete(group) { return group.fields[0].value() !== undefined; }

    // ---- case

    case() {
      const result = { ...this.application.values() };
      const applicant = this.applicant.values();
      if (Object.keys(applicant).length) result.applicant = applicant;
      for (const [list, groups] of Object.entries(this.lists)) {
        const entries = groups.filter((group) => this.isComplete(group)).map((group) => group.values());
        if (entries.length) result[list] = entries;
      }
      return result;
    }

    fields() { return [this.applicant, this.application, ...Object.values(this.lists).flat()].flatMap((group) => group.fields); }

    // ---- answer

    updateSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), 80);
    }

    update() {
      clearTimeout(this.timer);
      this.number();
      const caseText = JSON.stringify(this.case(), null, 2);
      let answer;
      try {
        answer = this.evaluator.decide(caseText, this.language);
        this.letterText.textContent = this.evaluator.letter();
      } catch (failure) {
        this.evaluator.start();
        this.showStatus(this.word("failed", failure.message), true);
        return;
      }
      this.caseText.textContent = caseText;
      this.showFields(answer);
      this.showAnswer(answer);
    }

    showFields(answer) {
      if (answer.questions) this.asked = new Set(answer.questions.map((one) => one.path));
      const errors = new Map((answer.errors ?? []).map((one) => [one.path, one.message]));
      let numIdle = 0;
      for (const field of this.fields()) {
        field.update(field.address.paths().some((path) => this.asked.has(path)), errors.get(field.address.pointer()));
        if (field.isIdle && !field.isAlways) ++numIdle;
      }
      this.application.element.hidden = this.application.fields.every((field) => field.element.hidden);
      this.allLine.hidden = numIdle === 0 && !this.all.checked;
      this.allLabel.textContent = this.word("showAll", String(numIdle));
    }

    buildAnswer() {
      this.status = make("p", { class: "calculator-status", role: "status" });
      this.live = make("p", { class: "calculator-hidden", role: "status" });
      this.next = make("div", { class: "calculator-next" });
      this.reasons = make("div", { class: "calculator-reasons" });
      this.letterText = make("pre", { tabindex: "0" });
      this.caseText = make("pre", { tabindex: "0", class: "calculator-case" });
      const title = this.say(make("h3", { id: "calculator-answer-title" }), "answer");
      const copied = () => this.announce(this.word("copied"));
      const tools = make("p", { class: "calculator-tools" },
        this.button("copy", () => copyText(this.caseText.textContent).then(copied)), this.button("download", () => download("case.json", this.caseText.textContent)));
      this.answer.append(title, this.status, this.live, this.next, this.reasons,
        make("details", {}, this.say(make("summary"), "letter"), this.letterText),
        make("details", {}, this.say(make("summary"), "caseTitle"), this.say(make("p", { class: "calculator-hint" }), "caseHint"), tools, this.caseText));
    }

    announce(text) { this.live.textContent = text; }

    showStatus(text, isError) {
      this.status.classList.toggle("calculator-wrong", isError);
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    showAnswer(answer) {
      this.answer.dataset.outcome = answer.outcome;
      if (answer.outcome === "error") {
        this.showStatus([this.word("wrong"), ...answer.errors.map((one) => one.message)].join(this.language === "zh" ? "" : " "), true);
        this.bar.textContent = this.status.textContent;
        return;
      }
      const hasClaims = answer.claims.length > 0;
      if (!hasClaims) this.answer.dataset.outcome = "none";
      const questions = this.shownQuestions(answer.questions);
      this.showStatus(hasClaims ? [answer.words, this.progress(answer.outcome, questions)].join(this.language === "zh" ? "" : " ") : this.word("start"), false);
      this.bar.textContent = hasClaims ? [answer.total, this.progress(answer.outcome, questions)].filter(Boolean).join(" · ") : "";
      this.next.replaceChildren(...this.nextQuestions(questions));
      this.reasons.replaceChildren(...(hasClaims ? new AnswerView(this, answer).elements() : []));
    }

    /** The questions that have a field; the facts of an applicant have one when the kind is known. */
    shownQuestions(questions) {
      const fields = new Map(this.fields().flatMap((field) => field.address.paths().map((path) => [path, field])));
      const shown = questions.map((one) => ({ ...one, field: fields.get(one.path) }));
      return shown.some((one) => one.field) ? shown.filter((one) => one.field) : shown;
    }

    progress(outcome, questions) {
      if (questions.length === 0) return outcome === "determined" ? this.word("settled") : "";
      return questions.length === 1 ? this.word("openOne") : this.word("open", String(questions.length));
    }

    nextQuestions(questions) {
      if (questions.length === 0) return [];
      const link = ({ words, field }) => {
        if (!field) return make("span", {}, words);
        const button = make("a", { href: `#${field.id}` }, words);
        button.addEventListener("click", (event) => {
          event.preventDefault();
          field.element.closest("details")?.setAttribute("open", "");
          field.focus();
        });
        return button;
      };
      const first = make("p", {}, this.word("next"), " ", link(questions[0]));
      if (questions.length === 1) return [first];
      const wasOpen = this.next.querySelector("details")?.open ?? false;
      return [first, make("details", { open: wasOpen }, make("summary", {}, this.word("allOpen")), make("ol", {}, ...questions.map((one) => make("li", {}, link(one)))))];
    }
  }

  // ---------------------------------------------------------------- the answer

  const MARKS = { yes: ["✓", "holds"], no: ["✗", "fails"], unknown: ["?", "open_"] };

  class AnswerView {
    constructor(calculator, answer) {
      this.calculator = calculator;
      this.answer = answer;
    }

    elements() {
      const { claims } = this.answer;
      const result = claims.flatMap((claim) => [
        claims.length > 1 ? make("h4", {}, claim.words) : null,
        ...claim.grants.map((grant) => this.grant(grant)),
        claim.reason ? make("p", {}, claim.reason) : null,
      ]);
      for (const key of ["referred", "discretion", "parts", "recoveries", "duties", "assumptions", "readings"]) {
        if (this.answer[key].length === 0) continue;
        result.push(make("h4", {}, this.calculator.word(key)), make("ul", {}, ...this.answer[key].map((text) => make("li", {}, text))));
      }
      result.push(make("p", { class: "calculator-source" }, this.answer.source));
      return result.filter((element) => element !== null);
    }

    grant(grant) {
      const those = (holds) => grant.reasons.filter((reason) => reason.holds === holds);
      const failing = those("no");
      return make("div", { class: "calculator-grant", "data-outcome": grant.outcome },
        make("p", { class: "calculator-grant-words" }, this.linked(grant.words, grant.article)),
        failing.length ? this.reasons(failing) : null,
        ...grant.adjusted.map((one) => make("p", { class: "calculator-adjusted" }, this.linked(one.words, one.article))),
        grant.change ? make("p", { class: "calculator-change" }, grant.change) : null,
        this.folded(grant, "openCount", those("unknown")), this.folded(grant, "holdingCount", those("yes")));
    }

    /** Reasons under a line that counts them. What the reader opened stays open when the answer changes. */
    folded(grant, key, reasons) {
      if (reasons.length === 0) return null;
      const { opened } = this.calculator;
      const name = `${grant.award} ${key}`;
      const count = reasons.length === 1 ? this.calculator.word(`${key}One`) : this.calculator.word(key, String(reasons.length));
      const details = make("details", { open: opened.has(name) }, make("summary", {}, count), this.reasons(reasons));
      details.addEventListener("toggle", () => (details.open ? opened.add(name) : opened.delete(name)));
      return details;
    }

    /** Conditions that rest on the same sentence stand together above it. */
    reasons(reasons) {
      const groups = [];
      for (const reason of reasons) {
        const last = groups.at(-1);
        if (last && last[0].words === reason.words && last[0].holds === reason.holds) last.push(reason);
        else groups.push([reason]);
      }
      return make("ul", { class: "calculator-reasons-list" }, ...groups.map((group) => this.reason(group)));
    }

    reason(group) {
      const [{ holds, words, article }] = group;
      const [mark, key] = MARKS[holds];
      const facts = [...new Set(group.flatMap((reason) => reason.facts.map((fact) => fact.words)))];
      return make("li", { "data-holds": holds },
        make("span", { class: "calculator-mark", "aria-hidden": "true" }, mark),
        make("span", { class: "calculator-hidden" }, this.calculator.word(key)),
        make("span", {}, ...facts.map((fact) => make("span", { class: "calculator-facts" }, fact)),
          make("span", { class: "calculator-said" }, this.linked(words, article))));
    }

    /** The text as a link to its article, where the page has it. */
    linked(text, article) {
      const anchor = `article-${article.replace(/[\p{White_Space}\p{Cc}\p{Cf}]/gu, "-")}`;
      return article && document.getElementById(anchor) ? make("a", { href: `#${anchor}` }, text) : make("span", {}, text);
    }
  }

  // ---------------------------------------------------------------- files

  function download(name, text) {
    const link = make("a", { href: URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** Copies a text; a page opened from a disk may have to do it by a selection. */
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { class: "calculator-hidden", "aria-hidden": "true", tabindex: "-1" }, text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  const languageOfPage = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

  /** Builds the calculator inside `element`. Returns it when it is ready. */
  async function mount(element, { program, wasm, language = languageOfPage() }) {
    try {
      const evaluator = await Evaluator.create(bytesOf(wasm));
      return new Calculator(element, evaluator, evaluator.load(bytesOf(program), language), language);
    } catch (failure) {
      element.replaceChildren(make("p", { class: "calculator-error", role: "alert" }, fill(WORDS[language].unusable, [failure.message])));
      return null;
    }
  }

  globalThis.polcCalculator = { mount, Evaluator };
})();
