// The fields of the form: one for each fact, in groups for the applicant, a claim, a payment or another grant.
(() => {
  "use strict";
  const { WORDS, fill, grouped, valueOf, make, named, freshId } = globalThis.polcCalculator;

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
      const [low, high] = [fact.low, fact.high].map((end) => end && grouped(end));
      if (low && high) add("range", low, high);
      else if (low) add("from", low);
      else if (high) add("to", high);
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

  Object.assign(globalThis.polcCalculator, { Group, addKindField });
})();
