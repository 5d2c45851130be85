/* mkdocs-zhihu: how far a reader came in each post, kept in this browser alone; marks on cards, and the way back there. */
(() => {
  const { root, get, set, settings, make, listen } = window.zhihuLocal;
  const MOST = 1000; // posts that are remembered, the last ones
  const DONE = 97;
  const MARK = "#zhihu-continue"; // no heading of a post has such an id

  const pathOf = (url) => {
    const path = url.pathname.slice(root.pathname.length);
    try {
      return decodeURI(path);
    } catch {
      return path;
    }
  };
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const keep = (path, row) => {
    const rows = { ...get("progress"), [path]: row };
    const paths = Object.keys(rows);
    if (paths.length > MOST) {
      paths.sort((one, other) => rows[other].time - rows[one].time);
      for (const old of paths.slice(MOST)) delete rows[old];
    }
    set("progress", rows);
  };

  /* How much of a text was seen, in percent, and the block at the upper third of the window. */
  const measure = (body) => {
    const { top, height } = body.getBoundingClientRect();
    const percent = Math.round(Math.max(0, Math.min(1, (innerHeight - top) / (height || 1))) * 100);
    const block = [...body.children].findLastIndex((child) => child.getBoundingClientRect().top <= innerHeight / 3);
    return { percent: percent >= DONE ? 100 : percent, block };
  };
  let path; // of the post that is shown: the address may be the next one's while that is on its way
  let waiting;
  const note = () => {
    const body = document.querySelector(".zh-post > .zh-body");
    if (!body || path === undefined) return;
    const found = measure(body);
    const before = get("progress")[path];
    const isBegun = found.percent === 100 || scrollY >= innerHeight; // what the first window shows was perhaps not read
    if (!isBegun || (before && before.percent >= found.percent)) return;
    const title = found.percent < 100 ? document.querySelector(".zh-header h1")?.textContent : undefined;
    keep(path, { ...found, title, time: Date.now() });
  };

  const goOn = ({ block }) => {
    const body = document.querySelector(".zh-post > .zh-body");
    const place = body?.children[block] ?? body;
    if (place) scrollTo({ top: place.getBoundingClientRect().top + scrollY - innerHeight / 3 });
  };
  const offer = async (row) => {
    const mine = path;
    const { texts } = await settings();
    if (mine !== path) return;
    const button = make("button", { type: "button", className: "zh-continue", textContent: say(texts.continue_here, { n: row.percent }) });
    const drop = () => {
      button.remove();
      removeEventListener("scroll", leave);
    };
    const leave = () => { if (scrollY > innerHeight) drop(); };
    button.addEventListener("click", () => { drop(); goOn(row); });
    addEventListener("scroll", leave, { passive: true });
    document.querySelector(".zh-post")?.append(button);
  };

  const markCards = async () => {
    const rows = get("progress");
    const found = [];
    for (const link of document.querySelectorAll(".zh-card__title > a")) {
      const row = rows[pathOf(link)];
      const card = link.closest(".zh-card");
      if (row && card && !card.classList.contains("zh-card--begun")) found.push([card, link, row]);
    }
    if (!found.length) return;
    const { texts } = await settings();
    for (const [card, link, row] of found) {
      card.classList.add("zh-card--begun");
      card.style.setProperty("--zh-read", `${row.percent}%`);
      const text = row.percent === 100 ? texts.read : say(texts.read_part, { n: row.percent });
      link.after(make("span", { className: "zh-hidden", textContent: ` (${text})` }));
    }
  };
  const offerLast = async () => {
    const place = document.querySelector(".zh-browse");
    const open = Object.entries(get("progress")).filter(([, row]) => row.percent < 100 && row.title);
    if (!place || !open.length || place.querySelector("a")) return;
    const [path, row] = open.reduce((one, other) => other[1].time > one[1].time ? other : one);
    const { texts } = await settings();
    place.append(make("a", { href: new URL(path, root) + MARK, textContent: say(texts.continue, row) }));
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(note, 400);
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("pagehide", note);
  addEventListener("zh-forget", () => { // and do not note this page again on leaving it
    clearTimeout(waiting);
    path = undefined;
  });

  const begin = () => {
    clearTimeout(waiting);
    path = pathOf(location);
    const row = document.querySelector(".zh-post") && get("progress")[path];
    if (row && location.hash === MARK) goOn(row);
    else if (row && row.percent < 100 && !location.hash) offer(row);
    else waiting = setTimeout(note, 3000); // a text that needs no scrolling is read too
    markCards();
    offerLast();
  };
  listen(begin);
})();
