// What is typed as values of a case, and elements with the words of a policy as text, never as markup.
(() => {
  "use strict";
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

  /** A decimal with its digits in groups of three; anything else as it is. */
  const grouped = (text) => text.replace(/^(-?)(\d+)(?=$|\.|%)/, (_, sign, whole) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ","));

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

  Object.assign(globalThis.polcCalculator ??= {}, { grouped, valueOf, make, named, freshId });
})();
