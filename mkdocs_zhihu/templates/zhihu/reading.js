/* mkdocs-zhihu: how a reader likes a text to look, kept in this browser alone; and what the scripts beside it share. */
window.zhihuLocal = (() => {
  const root = new URL("../", document.currentScript.src);
  const memory = {}; // where the browser keeps nothing
  const keyOf = (name) => `${root.pathname}.zh-${name}`; // several sites may share a host
  const get = (name) => {
    try {
      return memory[name] ?? JSON.parse(localStorage.getItem(keyOf(name))) ?? {};
    } catch {
      return {};
    }
  };
  const set = (name, value) => {
    try {
      localStorage.setItem(keyOf(name), JSON.stringify(value));
      delete memory[name];
    } catch { // blocked or full
      memory[name] = value;
    }
  };

  const loading = {};
  const run = (path) => loading[path] ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: new URL(path, root), onload: resolve });
    script.onerror = () => { delete loading[path]; reject(new Error(path)); };
    document.head.append(script);
  });
  /* What the site says of itself, and a file of it. */
  const settings = () => run("zhihu/reading/settings.js").then(() => window.zhihuReading);
  const load = (name) => settings().then(({ files }) => files[name] ?? run(`zhihu/reading/${name}.js`).then(() => files[name]));

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  /* Open a panel below the button of a click, made by `fill` the first time. */
  const open = async (event, button, fill) => {
    if (button.popoverTargetElement) return; // the browser does it from the second time on
    event.preventDefault(); // it would toggle what we open
    const panel = make("div", { className: "zh-panel", popover: "auto", role: "dialog", id: `zh-panel-${button.dataset.zhOpen}` });
    button.closest(".zh-post, .zh-listing").append(panel);
    button.popoverTargetElement = panel;
    button.setAttribute("aria-controls", panel.id);
    panel.addEventListener("beforetoggle", ({ newState }) => button.setAttribute("aria-expanded", newState === "open"));
    panel.addEventListener("toggle", ({ newState }) => {
      if (newState !== "open") return;
      const { left, bottom } = button.getBoundingClientRect();
      const last = document.documentElement.clientWidth - panel.offsetWidth - 8;
      panel.style.setProperty("--zh-left", `${Math.max(8, Math.min(left, last)) + scrollX}px`);
      panel.style.setProperty("--zh-top", `${bottom + scrollY + 6}px`);
    });
    await settings().then((site) => fill(panel, site)).catch(() => {
      panel.textContent = window.zhihuReading?.texts?.failed ?? "…";
      panel.addEventListener("toggle", ({ newState }) => newState === "closed" && panel.remove()); // the next click tries again
    });
    panel.showPopover({ source: button });
  };
  const listen = (begin) => window.document$ ? window.document$.subscribe(begin) : begin();
  return { root, get, set, run, settings, load, make, open, listen };
})();

(() => {
  const { get, set, run, load, make, open, listen } = window.zhihuLocal;
  const CHOICES = { // the second of three or four, or the first of two, is what the site looks like by itself: ""
    size: ["small", "", "large", "huge"], leading: ["tight", "", "loose"], font: ["", "song"],
    width: ["narrow", "", "wide"], characters: ["", "hans", "hant"],
  };
  const chosen = () => get("reading");

  const apply = () => {
    for (const name of Object.keys(CHOICES)) {
      const value = chosen()[name];
      if (CHOICES[name].includes(value) && value) document.documentElement.setAttribute(`data-zh-${name}`, value);
      else document.documentElement.removeAttribute(`data-zh-${name}`);
    }
    const { characters = "" } = chosen();
    if (characters) {
      Promise.all([load(characters), run("zhihu/characters.js")])
        .then(([table]) => window.zhihuCharacters.show(characters, table)).catch(() => {}); // the site no longer has them
    } else window.zhihuCharacters?.show("");
  };

  const makeChoice = (name, texts) => {
    const group = make("fieldset", { className: `zh-panel__${name}` }, make("legend", { textContent: texts[name] }));
    for (const value of CHOICES[name]) {
      const input = make("input", { type: "radio", name: `zh-${name}`, value, checked: (chosen()[name] ?? "") === value });
      input.addEventListener("change", () => { set("reading", { ...chosen(), [name]: value }); apply(); });
      group.append(make("label", {}, input, make("span", { textContent: texts[`${name}_${value || "normal"}`] })));
    }
    return group;
  };
  const fill = (panel, { texts, hasCharacters }) => {
    panel.setAttribute("aria-label", texts.settings);
    const names = Object.keys(CHOICES).filter((name) => name !== "characters" || hasCharacters);
    const reset = make("button", { type: "button", textContent: texts.reset });
    reset.addEventListener("click", () => {
      set("reading", {});
      for (const input of panel.querySelectorAll("input")) input.checked = !input.value;
      apply();
    });
    const forget = make("button", { type: "button", textContent: texts.forget });
    forget.addEventListener("click", () => { set("progress", {}); dispatchEvent(new Event("zh-forget")); forget.textContent = texts.forgotten; });
    panel.append(...names.map((name) => makeChoice(name, texts)), make("p", {}, reset, forget));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-zh-open=settings]");
    if (button) open(event, button, fill);
  });
  listen(apply);
})();
