// The calculator of a policy's page: a form of the facts that can still change the answer, and the answer with its reasons.
// Everything is computed in the page by polc's own evaluator (WebAssembly); nothing is loaded and nothing is sent.
//
//   polcCalculator.mount(element, { program, wasm, language })   program, wasm: base64; language: "en" or "zh"
//
// The page tells a change of language by the event `polc-language` on the document, detail { language }. Links lead to
// `#article-LABEL` where the page has such an anchor.
(() => {
  "use strict";
  const { WORDS, fill, bytesOf, Evaluator, make, freshId, Group, addKindField } = globalThis.polcCalculator;

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

  Object.assign(globalThis.polcCalculator, { mount });
})();
