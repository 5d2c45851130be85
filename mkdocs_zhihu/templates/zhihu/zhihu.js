/* mkdocs-zhihu: a picture that cannot be loaded leaves a calm frame, never a broken icon. */
(() => {
  const mark = (image) => {
    if (image.closest(".zh-card__picture")) image.remove();
    else image.closest("figure")?.classList.add("zh-missing");
  };
  const scan = () => {
    for (const image of document.querySelectorAll(".zh-post img, .zh-listing img"))
      if (image.complete && image.currentSrc && !image.naturalWidth) mark(image);
  };
  document.addEventListener("error", (event) => {
    const image = event.target;
    if (image instanceof HTMLImageElement && image.closest(".zh-post, .zh-listing")) mark(image);
  }, true);
  if (window.document$) window.document$.subscribe(scan);
  else scan();
})();
