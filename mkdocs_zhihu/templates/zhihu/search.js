/* mkdocs-zhihu: posts found in Material's own search dialog, above the pages that Material finds. */
(() => {
  const SIZE = 10;
  const PATIENCE = 150; // ms without a keystroke before a search
  const AFFORDABLE = 200; // candidates that are checked without being asked for
  const base = new URL("./", document.currentScript.src);
  const { texts, url: index, isOffline, files } = window.zhihuSearch;
  const query = document.querySelector("[data-md-component=search-query]");
  const output = document.querySelector("[data-md-component=search-result]");
  const dialog = document.querySelector("[data-md-component=search]");
  const toggle = document.querySelector("[data-md-toggle=search]");
  if (!query || !output || !dialog || !toggle) return;
  // Material hides a dialog whose worker cannot start, as in a page opened from disk, and does not serve its keys then.
  const isAlone = dialog.hidden;
  dialog.hidden = false;
  const isHighlighted = !isAlone && /"search\.highlight"/.test(document.getElementById("__config")?.textContent);

  const say = (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** An element with attributes and children; text stays text. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const status = make("p", { class: "zh-search__status", role: "status" });
  const list = make("ol", { class: "zh-search__list" });
  const more = make("button", { class: "zh-search__more md-button", type: "button" }, say("search_more"));
  const choices = ["category", "year"].map((name) =>
    make("select", { class: "zh-search__choice", "aria-label": say(`search_by_${name}`), name },
      make("option", { value: "" }, say(`search_${name}`))));
  const clear = make("button", { class: "zh-search__clear", type: "button", hidden: "" }, say("search_clear"));
  const filters = make("div", { class: "zh-search__filters" }, ...choices, clear);
  const box = make("section", { class: "zh-search", "aria-label": say("search_posts") }, filters, status, list, more);
  box.hidden = true;
  // Material keeps hold of the first child and the last one.
  output.insertBefore(box, output.lastElementChild);

  let opening = null;
  let search = null;
  let asked = "";
  let turn = 0;
  let listed = 0; // the turn whose results the list holds
  let timer = 0;
  let isAwaited = false; // Enter was pressed before there was a result

  const fetchFile = async (name, version) => {
    const address = new URL(name, new URL(index, base));
    if (version) address.search = `v=${version}`;
    const response = await fetch(address, version ? {} : { cache: "no-cache" });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };

  const runScript = (address) =>
    new Promise((resolve, reject) => {
      const script = make("script", { src: address });
      script.addEventListener("load", () => (script.remove(), resolve()));
      script.addEventListener("error", () => (script.remove(), reject(new Error(address.pathname))));
      document.head.append(script);
    });

  /** A file of an index that works from disk, where scripts are all that a page may load: see `script_files.py`. */
  const runFile = async (name, version) => {
    const address = new URL(name.replace(/\.bin$/, ".js"), new URL(index, base));
    if (location.protocol !== "file:") address.search = `v=${version ?? Date.now()}`;
    await runScript(address);
    const content = Uint8Array.from(atob(files[name]), (character) => character.charCodeAt(0));
    delete files[name];
    return content;
  };

  const open = () => {
    opening ??= runScript(new URL("search_index.js", base))
      .then(() => new window.zhihuSearchIndex.SearchIndex(isOffline ? runFile : fetchFile).open())
      .then((opened) => (offer(opened.facets()), opened));
    opening.catch(() => (opening = null));
    return opening;
  };

  const offer = ({ years, paths }) => {
    const [category, year] = choices;
    for (const [number, names] of paths)
      category.append(make("option", { value: number }, "\u2003".repeat(names.length - 1) + names.at(-1)));
    for (const number of years)
      year.append(make("option", { value: number }, number ? `${number}` : say("undated")));
    filters.hidden = !years.length;
  };

  const filter = () => {
    const [category, year] = choices.map(({ value }) => (value === "" ? null : Number(value)));
    return { category, year };
  };

  const isFiltered = () => choices.some(({ value }) => value !== "");

  const mark = (parts) => parts.map(([text, isHit]) => (isHit ? make("mark", {}, text) : text));

  const draw = ({ url, title, excerpt, names, year }) => {
    const facts = [...names.map(mark), ...(year ? [[`${year}`]] : [])];
    const article = make("article", { class: "md-search-result__article md-typeset" },
      make("div", { class: "md-search-result__icon md-icon" }),
      make("h1", {}, ...mark(title)),
      make("p", {}, ...mark(excerpt)));
    const parts = facts.flatMap((fact, at) => (at ? [" · ", ...fact] : fact));
    if (parts.length) article.append(make("p", { class: "zh-search__facts" }, ...parts));
    const address = new URL(url, new URL("../", base));
    if (isHighlighted) address.searchParams.set("h", asked); // the theme marks it on the page
    return make("li", { class: "md-search-result__item" }, make("a", { class: "md-search-result__link", href: address.href }, article));
  };

  const report = () => {
    more.hidden = !search || (search.isComplete && list.children.length >= search.found);
    if (!search.limit) status.textContent = say(isFiltered() ? "search_none_filtered" : "search_none", { q: asked });
    else if (search.isExact || search.isComplete) status.textContent = say("search_found", { n: search.limit });
    else status.textContent = say("search_at_least", { n: search.found, m: search.limit });
    if (!search.isPhrase && search.limit) status.textContent += say("search_words");
  };

  const explain = (error) => {
    list.replaceChildren();
    more.hidden = true;
    filters.hidden = !choices[1].options[1]; // before the index is there
    const isFile = location.protocol === "file:";
    status.textContent = isFile ? say("search_file") : say("search_failed", { reason: error.message });
  };

  /* Enter opens the first result of what is in the query now, never one of what was there before. */
  const isCurrent = () => listed === turn && asked === query.value.trim();
  const openAwaited = (place) => {
    const isWanted = isAwaited && isCurrent() && toggle.checked && document.activeElement === query;
    const link = isWanted && place.querySelector("a[href]");
    if (!link) return;
    isAwaited = false;
    link.click();
  };
  const openFirst = () => {
    if (!query.value.trim()) return;
    const isBusy = box.ariaBusy === "true";
    isAwaited = true;
    if (asked !== query.value.trim() || !(isBusy || isCurrent())) run();
    else openAwaited(isBusy ? list : output); // below our list are the pages that Material finds
  };

  /** Append `count` results, each as soon as it is found. */
  const show = async (mine, count) => {
    for (let missing = count; missing > 0; ) {
      const found = await search.next(missing);
      if (mine !== turn) return;
      list.append(...found.map(draw));
      openAwaited(list);
      if (!found.length) break;
      missing -= found.length;
    }
    report();
  };

  /** Count on while that is cheap, so that most numbers are exact. */
  const count = async (mine) => {
    while (mine === turn && !search.isExact && !search.isComplete && search.limit <= AFFORDABLE) {
      await search.check(SIZE);
    }
    if (mine === turn) report();
  };

  const run = async () => {
    const mine = ++turn;
    clearTimeout(timer);
    asked = query.value.trim();
    output.classList.toggle("zh-search-on", asked !== "");
    box.hidden = asked === "";
    box.ariaBusy = "true";
    try {
      if (asked) await find(mine);
      else list.replaceChildren();
    } catch (error) {
      if (mine === turn) explain(error);
    }
    if (mine !== turn) return;
    box.ariaBusy = "false";
    openAwaited(output);
    isAwaited = false;
  };

  const find = async (mine) => {
    if (!opening) status.textContent = say("search_loading");
    const found = await (await open()).search(asked, filter());
    if (mine !== turn) return;
    search = found;
    listed = mine;
    list.replaceChildren();
    await show(mine, SIZE);
    await count(mine);
  };

  const soon = () => {
    isAwaited = false;
    box.ariaBusy = "true";
    clearTimeout(timer);
    timer = setTimeout(run, PATIENCE);
  };

  query.addEventListener("focus", () => {
    open().catch(() => {});
    if (query.value.trim() !== asked) soon();
  });
  query.addEventListener("input", (event) => event.isComposing || soon());
  query.addEventListener("compositionend", soon);
  query.addEventListener("keyup", ({ key }) => { // the theme completes a word without an event
    if (key === "ArrowRight" && query.value.trim() !== asked) soon();
  });
  query.form.addEventListener("reset", soon);
  const choose = () => {
    clear.hidden = !isFiltered();
    run();
  };
  for (const choice of choices) choice.addEventListener("change", choose);
  clear.addEventListener("click", () => {
    for (const choice of choices) choice.value = "";
    query.focus();
    choose();
  });
  more.addEventListener("click", async () => {
    const last = list.lastElementChild;
    await show(turn, SIZE).catch(explain);
    last?.nextElementSibling?.querySelector("a").focus();
  });

  /* Keys. Material moves through links with the arrows, closes on Tab and sends every other key to the query; our
     filters and our button need their keys, so those do not reach it. */
  const stops = () =>
    [query, ...output.querySelectorAll("a[href], summary, .zh-search__more")].filter((stop) => stop.checkVisibility());

  dialog.addEventListener("keydown", (event) => {
    if (event.keyCode === 229) { // of an input method; Safari says so of the Enter that ends it, and no longer that it composes
      event.stopPropagation();
      return;
    }
    if (!toggle.checked || event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key, target } = event;
    if (key === "Enter" && target === query) {
      event.preventDefault();
      event.stopPropagation();
      openFirst();
      return;
    }
    if (box.hidden) return;
    const isControl = target === more || target === clear || choices.includes(target);
    if (key === "Tab") event.stopPropagation();
    else if (key === "ArrowDown" || key === "ArrowUp") {
      event.stopPropagation();
      if (choices.includes(target)) return;
      const all = stops();
      const step = key === "ArrowDown" ? 1 : -1;
      all.at((all.indexOf(target) + step) % all.length).focus();
      event.preventDefault();
    } else if (isControl && key !== "Escape") event.stopPropagation();
  });
  dialog.addEventListener("focusout", ({ relatedTarget }) => {
    if (!box.hidden && toggle.checked && relatedTarget && !dialog.contains(relatedTarget)) toggle.click();
  });
  const settle = () => {
    if (!toggle.checked && box.contains(document.activeElement)) document.activeElement.blur();
    box.inert = !toggle.checked;
  };
  toggle.addEventListener("change", settle);
  settle();

  /** What Material does for its dialog where it can: open, close, go to the first result. */
  const serveKeys = () => {
    toggle.addEventListener("change", () => (toggle.checked ? query.focus() : query.blur()));
    query.addEventListener("focus", () => toggle.checked || toggle.click());
    query.form.addEventListener("submit", (event) => {
      event.preventDefault();
      openFirst();
    });
    document.addEventListener("keydown", (event) => {
      const { key, target } = event;
      const isTyping = target.isContentEditable || target.matches("input, select, textarea");
      const isWanted = toggle.checked ? key === "Escape" : !isTyping && ["f", "s", "/"].includes(key);
      if (!isWanted || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      toggle.click();
    });
  };
  if (isAlone) serveKeys();
  if (query.value.trim()) soon(); // the theme has filled it in from the address
})();
