// The pages of `polc doc`: language, theme, search, contents. Without it the page reads in full, in the language it was made in.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // A page opened from a disk may be refused the storage of the browser; it then forgets, and works.
  const memory = {
    get(key) { try { return localStorage.getItem(`polc-${key}`); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`polc-${key}`, value); } catch { /* forgotten */ } },
  };

  // ---- language: both are in the page; the style sheet shows that of the root element

  const isChinese = () => root.lang === "zh-Hans";

  function setLanguage(language) {
    root.lang = language;
    const short = language === "zh-Hans" ? "zh" : "en";
    for (const element of all("[data-label-en]")) element.setAttribute("aria-label", element.getAttribute(`data-label-${short}`));
    for (const element of all("[data-placeholder-en]")) element.placeholder = element.getAttribute(`data-placeholder-${short}`);
    for (const button of all("button[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    document.dispatchEvent(new CustomEvent("polc-language", { detail: { language: short } }));
  }

  for (const button of all("button[data-language]")) {
    button.addEventListener("click", () => {
      setLanguage(button.dataset.language);
      memory.set("language", button.dataset.language);
    });
  }
  const remembered = memory.get("language");
  if (remembered === "en" || remembered === "zh-Hans") setLanguage(remembered);

  // ---- theme: that of the system until the reader chooses

  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
  const theme = memory.get("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  $("#theme")?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    memory.set("theme", root.dataset.theme);
  });

  // ---- calculator: there where the page was made with one

  if (globalThis.polcCalculator) {
    polcCalculator.mount($("#calculator-form"), {
      program: $("#calculator-program").textContent, wasm: $("#calculator-wasm").textContent, language: isChinese() ? "zh" : "en",
    });
  }

  // ---- printing shows what is folded

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("main details:not([open])");
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
  $("#print")?.addEventListener("click", () => print());

  // ---- links to what is folded open it

  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    let opened = false;
    for (let one = target.parentElement?.closest("details"); one; one = one.parentElement?.closest("details")) {
      opened = opened || !one.open;
      one.open = true;
    }
    if (opened) target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  reveal();

  // ---- contents: folded on a phone, and where one is in them

  const contents = $("#contents > details");
  const isNarrow = matchMedia("(max-width: 60rem)");
  if (contents) {
    const fold = () => { contents.open = !isNarrow.matches; };
    fold();
    isNarrow.addEventListener("change", fold);
    const links = new Map(all("#contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a") && isNarrow.matches) contents.open = false;
    });
    const seen = new Set();
    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
      const first = watched.find((element) => seen.has(element));
      if (!first) return;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(first.dataset.contents)?.setAttribute("aria-current", "location");
    }, { rootMargin: "-10% 0px -70% 0px" });
    const watched = [];
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (!heading) continue;
      const part = heading.closest("section") ?? heading;
      if (part.id === "text") continue;  // its articles are watched
      part.dataset.contents = id;
      watched.push(part);
      watcher.observe(part);
    }
  }

  // ---- search: every word must occur; width and case do not matter

  const input = $("#search");
  const results = $("#search-results");
  const index = $("#search-index");
  if (!input || !results || !index) return;
  const normal = (text) => text.normalize("NFKC").toLowerCase();
  const entries = JSON.parse(index.textContent).map((entry) => ({ ...entry, found: normal([...entry.kind, ...entry.title, entry.text].join(" ")) }));
  const kMostResults = 60;

  function words(which, number) {
    const both = $("#search-words").content.querySelector(`[data-words=${which}]`).cloneNode(true);
    for (const part of both.querySelectorAll("span")) part.textContent = part.textContent.replace("#", String(number));
    return both;
  }

  /// A piece of the text around the first word, with the words marked.
  function excerpt(text, needles) {
    const plain = normal(text);
    const first = Math.min(...needles.map((one) => plain.indexOf(one)).filter((at) => at >= 0));
    const from = Number.isFinite(first) && plain.length === text.length ? Math.max(0, first - 20) : 0;
    const piece = (from > 0 ? "…" : "") + text.slice(from, from + 90) + (from + 90 < text.length ? "…" : "");
    return marked(piece, needles);
  }

  function marked(text, needles) {
    const out = document.createDocumentFragment();
    const plain = normal(text);
    if (plain.length !== text.length) {
      out.append(text);
      return out;
    }
    let at = 0;
    while (at < text.length) {
      const next = needles.map((one) => [plain.indexOf(one, at), one.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      if (!next) break;
      out.append(text.slice(at, next[0]));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next[0], next[0] + next[1]);
      out.append(mark);
      at = next[0] + next[1];
    }
    out.append(text.slice(at));
    return out;
  }

  function resultItem(entry, needles) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.href;
    const side = isChinese() ? 1 : 0;
    const kind = document.createElement("span");
    kind.className = "result-kind";
    kind.textContent = entry.kind[side];
    const title = document.createElement("span");
    title.className = "result-title";
    title.append(marked(entry.title[side], needles));
    link.append(kind, title);
    if (entry.text && needles.some((one) => normal(entry.text).includes(one))) {
      const text = document.createElement("span");
      text.className = "result-text";
      text.append(excerpt(entry.text, needles));
      link.append(text);
    }
    item.append(link);
    return item;
  }

  function search() {
    const needles = normal(input.value).split(/\s+/u).filter(Boolean);
    results.hidden = needles.length === 0;
    const list = $("ol", results);
    list.replaceChildren();
    if (needles.length === 0) return $("#search-status").replaceChildren();
    const found = entries.filter((entry) => needles.every((one) => entry.found.includes(one)));
    // What has the words in its title stands before what has them in its text.
    const inTitle = (entry) => needles.every((one) => normal(entry.title.join(" ")).includes(one)) ? 0 : 1;
    found.sort((a, b) => inTitle(a) - inTitle(b));
    list.append(...found.slice(0, kMostResults).map((entry) => resultItem(entry, needles)));
    $("#search-status").replaceChildren(words(found.length === 0 ? "none" : found.length === 1 ? "one" : "many", found.length));
  }

  function close() {
    results.hidden = true;
    input.value = "";
  }

  input.addEventListener("input", search);
  document.addEventListener("polc-language", () => { if (!results.hidden) search(); });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    $("a", results)?.click();
  });
  results.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
  input.form.addEventListener("keydown", (event) => {
    const links = all("a", results);
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      input.focus();
    } else if (event.key === "ArrowDown" && links.length > 0) {
      links[Math.min(at + 1, links.length - 1)].focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at === 0 ? input : links[at - 1]).focus();
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) results.hidden = true; });
})();
