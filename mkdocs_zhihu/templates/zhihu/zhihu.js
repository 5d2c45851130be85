/* mkdocs-zhihu: a picture that cannot be loaded leaves a calm frame, never a broken icon. */
(() => {
  const texts = () => JSON.parse(document.querySelector("[data-zh-texts]")?.dataset.zhTexts ?? "{}");
  const frame = (figure, image) => {
    if (figure.classList.contains("zh-missing")) return;
    figure.classList.add("zh-missing");
    const link = document.createElement("a");
    Object.assign(link, { className: "zh-missing__link", href: image.src, rel: "noopener noreferrer nofollow" });
    link.textContent = texts().lost ?? "";
    (image.closest("a") ?? image).after(link);
  };
  const mark = (image) => {
    const figure = image.closest("figure");
    const cover = image.closest(".zh-cover");
    const card = image.closest(".zh-card:has(> .zh-card__picture)");
    if (cover) {
      for (const copy of cover.querySelectorAll(":scope > img")) copy.remove();
      cover.classList.add("zh-cover--lost");
    } else if (card) {
      image.remove();
      card.classList.add("zh-card--text");
    } else if (image.closest(".zh-link-card")) image.remove();
    else if (figure) frame(figure, image);
  };
  const isEmpty = (image) => image.isConnected && image.complete && image.currentSrc && !image.naturalWidth;
  // The ground of a picture that one may see through is white, but for a picture that is still awaited.
  const settle = (image) => image.classList.add("zh-loaded");
  const scan = () => {
    for (const image of document.querySelectorAll(".zh-post img, .zh-listing img")) {
      if (image.complete && image.naturalWidth) settle(image);
      if (!isEmpty(image)) continue;
      image.decode().catch(() => { if (isEmpty(image)) mark(image); }); // for Firefox a drawing may be without a size, and whole
    }
  };
  const decode = (path) => {
    try {
      return decodeURI(path);
    } catch { // not in UTF-8
      return path;
    }
  };
  // Names that the theme leaves out, for those who hear a page.
  const name = () => {
    const dialog = document.querySelector(".md-search[role=dialog]:not([aria-label])");
    dialog?.setAttribute("aria-label", dialog.querySelector("input")?.getAttribute("aria-label") ?? "");
    for (const nav of document.querySelectorAll(".md-nav[aria-labelledby]")) { // its label is an icon only
      const title = nav.querySelector(":scope > .md-nav__title")?.textContent.trim();
      if (document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent.trim() || !title) continue;
      nav.removeAttribute("aria-labelledby");
      nav.setAttribute("aria-label", title);
    }
    for (const link of document.querySelectorAll(".zh-body a:has(> img[alt=''])"))
      if (!link.textContent.trim()) link.setAttribute("aria-label", link.hostname + decode(link.pathname));
    const { path } = texts();
    if (path) document.querySelector(".md-path")?.setAttribute("aria-label", path);
  };
  // On a phone the contents are closed above the text; the theme has them further up in its drawer.
  const fill = (details) => {
    const list = document.querySelector(".md-nav--secondary > .md-nav__list");
    if (!list || details.childElementCount > 1) return;
    const copy = (from) => {
      const to = document.createElement("ul");
      for (const item of from.children) {
        const link = item.querySelector(":scope > a");
        const below = item.querySelector(":scope > nav > ul");
        if (!link) continue;
        const row = document.createElement("li");
        row.append(Object.assign(document.createElement("a"), { href: link.href, textContent: link.textContent.trim() }));
        if (below) row.append(copy(below));
        to.append(row);
      }
      return to;
    };
    details.append(copy(list));
  };
  document.addEventListener("toggle", (event) => { if (event.target.matches?.(".zh-contents")) fill(event.target); }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-zh-search]")) document.querySelector("label[for=__search]")?.click();
  });
  document.addEventListener("error", (event) => {
    const image = event.target;
    if (image instanceof HTMLImageElement && image.closest(".zh-post, .zh-listing")) mark(image);
  }, true);
  document.addEventListener("load", ({ target }) => {
    if (target instanceof HTMLImageElement && target.closest(".zh-post, .zh-listing")) settle(target);
  }, true);
  const begin = () => { scan(); name(); };
  if (window.document$) window.document$.subscribe(begin);
  else begin();
})();
