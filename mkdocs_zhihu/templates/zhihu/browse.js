/* mkdocs-zhihu: a post by chance, and the posts of this day in other years. */
(() => {
  const { root, settings, load, make, open } = window.zhihuLocal;

  const visit = async () => {
    const { posts, perFile } = await settings();
    const number = Math.floor(Math.random() * posts);
    const urls = await load(`p${Math.floor(number / perFile)}`);
    location.assign(new URL(urls[number % perFile], root));
  };

  /* The day of a leap year that a text such as "03-15" names. */
  const dateOf = (day) => new Date(2000, day.slice(0, 2) - 1, day.slice(3));
  const findNearest = (days, day) => {
    const apart = (other) => {
      const gap = Math.abs(dateOf(other) - dateOf(day)) / 864e5;
      return Math.min(gap, 366 - gap);
    };
    return days.reduce((one, other) => apart(other) < apart(one) ? other : one);
  };
  const fill = async (panel, { days, texts }) => {
    const now = new Date();
    const today = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const known = days.split(" ").filter(Boolean);
    const day = known.includes(today) || !known.length ? today : findNearest(known, today);
    const name = new Intl.DateTimeFormat(document.documentElement.lang || "zh", { month: "long", day: "numeric" }).format(dateOf(day));
    const title = make("h2", { textContent: `${texts.day} · ${name}`, id: "zh-this-day" });
    panel.setAttribute("aria-labelledby", title.id);
    panel.append(title);
    if (day !== today) panel.append(make("p", { textContent: texts.day_nearest }));
    const rows = known.includes(day) ? await load(day) : [];
    const items = rows.map(([url, text, year]) =>
      make("li", {}, make("span", { textContent: year }), " ", make("a", { href: new URL(url, root), textContent: text })));
    panel.append(make("ul", { lang: "zh" }, ...items));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-zh-open=day]");
    if (button) open(event, button, fill);
    const random = event.target.closest?.("[data-zh-random]");
    if (random) visit().catch(() => { random.disabled = true; });
  });
})();
