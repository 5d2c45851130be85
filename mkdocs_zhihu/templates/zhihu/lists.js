/* mkdocs-zhihu: a list from its other end. Its last page, read backwards, is the first of the oldest. */
(() => {
  const apply = () => {
    const cards = document.querySelector(".zh-cards");
    const [newest, oldest] = document.querySelectorAll(".zh-order a");
    if (!cards || !oldest) return;
    const isOldest = location.hash === "#oldest";
    if (isOldest === cards.hasAttribute("data-oldest")) return;
    cards.toggleAttribute("data-oldest", isOldest);
    cards.append(...[...cards.children].reverse());
    const pager = document.querySelector(".zh-pager");
    if (pager) pager.append(...[...pager.children].reverse());
    for (const link of pager?.querySelectorAll("a") ?? []) link.hash = isOldest ? "oldest" : "";
    (isOldest ? newest : oldest).removeAttribute("aria-current");
    (isOldest ? oldest : newest).setAttribute("aria-current", "true");
  };
  window.addEventListener("hashchange", apply);
  // Where the theme changes pages itself, there is no event for another fragment of the same page.
  document.addEventListener("click", (event) => { if (event.target.closest?.(".zh-order a")) setTimeout(apply); });
  if (window.document$) window.document$.subscribe(apply);
  else apply();
})();
