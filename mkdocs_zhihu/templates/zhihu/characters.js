/* mkdocs-zhihu: a page in simplified or traditional characters, by the tables of OpenCC; loaded once a reader asks for it. */
window.zhihuCharacters = (() => {
  const LONGEST = 16; // characters of the longest phrase
  const KEPT = "pre, code, kbd, samp, math, .zh-math, script, style, textarea, .zh-panel__characters, [lang|=ja], [lang|=ko]";
  const originals = new WeakMap(); // texts as they came

  const parse = ([singles, together, phrases]) => {
    const table = new Map();
    const letters = [...singles];
    for (let at = 0; at < letters.length; at += 2) table.set(letters[at], letters[at + 1]);
    for (const phrase of together.split(" ").filter(Boolean))
      table.set(phrase, [...phrase].map((letter) => table.get(letter) ?? letter).join(""));
    for (const pair of phrases.split(" ").filter(Boolean)) {
      const both = [...pair];
      table.set(both.slice(0, both.length / 2).join(""), both.slice(both.length / 2).join(""));
    }
    return table;
  };
  /* The longest phrase first, from left to right. */
  const convert = (text, table) => {
    if (!/[\u2e80-\u9fff\u{20000}-\u{3ffff}]/u.test(text)) return text;
    const letters = [...text];
    let found = "";
    for (let at = 0; at < letters.length;) {
      let size = Math.min(LONGEST, letters.length - at);
      while (size > 1 && !table.has(letters.slice(at, at + size).join(""))) size -= 1;
      const part = letters.slice(at, at + size).join("");
      found += table.get(part) ?? part;
      at += size;
    }
    return found;
  };

  const tables = {};
  let shown = "";
  const showWithin = (part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType !== Node.TEXT_NODE || !node.parentElement || node.parentElement.closest(KEPT)) continue;
      if (originals.get(node)?.to !== node.data) originals.set(node, { from: node.data });
      const { from } = originals.get(node);
      const to = shown ? convert(from, tables[shown]) : from;
      if (to !== node.data) node.data = to;
      originals.set(node, { from, to });
    }
  };
  /* What is drawn later: found posts, panels, buttons. */
  const watcher = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) showWithin(node);
  });
  const show = (name, rows) => {
    if (!name && !shown) return;
    shown = name;
    if (name) tables[name] ??= parse(rows);
    watcher.disconnect();
    for (const part of document.querySelectorAll(".md-header, .md-container")) {
      showWithin(part);
      if (name) watcher.observe(part, { childList: true, subtree: true });
    }
    for (const part of document.querySelectorAll(".md-container [lang|=zh]")) part.lang = name ? `zh-${name[0].toUpperCase()}${name.slice(1)}` : "zh";
  };
  return { show };
})();
