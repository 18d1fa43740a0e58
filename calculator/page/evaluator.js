// polc's own evaluator as WebAssembly, called from a page. docs/calculator.md describes what it takes and gives.
(() => {
  "use strict";
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

  Object.assign(globalThis.polcCalculator ??= {}, { bytesOf, Evaluator });
})();
