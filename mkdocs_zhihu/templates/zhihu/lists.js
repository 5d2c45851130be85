/* mkdocs-zhihu: a list from its other end. Its last page, read backwards, is the first of the oldest. */
(() => {
  const apply = () => {
    const cards = document.querySelector(".zh-cards");
    const toggle = document.querySelector(".zh-sort");
    if (!cards || !toggle) return;
    const isOldest = location.hash === "#oldest";
    if (isOldest === cards.hasAttribute("data-oldest")) return;
    cards.toggleAttribute("data-oldest", isOldest);
    cards.append(...[...cards.children].reverse());
    const pager = document.querySelector(".zh-pager");
    if (pager) pager.append(...[...pager.children].reverse());
    for (const link of pager?.querySelectorAll("a") ?? []) link.hash = isOldest ? "oldest" : "";
    const { other, label } = toggle.dataset;
    Object.assign(toggle.dataset, { other: toggle.getAttribute("href"), label: toggle.textContent });
    toggle.setAttribute("href", other);
    toggle.textContent = label;
  };
  window.addEventListener("hashchange", apply);
  if (window.document$) window.document$.subscribe(apply);
  else apply();
})();
