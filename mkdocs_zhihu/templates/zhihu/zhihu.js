/* mkdocs-zhihu: a picture that cannot be loaded leaves a calm frame, never a broken icon. */
(() => {
  const texts = () => JSON.parse(document.querySelector("[data-zh-texts]")?.dataset.zhTexts ?? "{}");
  const frame = (figure, image) => {
    if (figure.classList.contains("zh-missing")) return;
    figure.classList.add("zh-missing");
    const link = document.createElement("a");
    Object.assign(link, { className: "zh-gone", href: image.src, rel: "noopener noreferrer nofollow" });
    link.textContent = texts().lost ?? "";
    (image.closest("a") ?? image).after(link);
  };
  const mark = (image) => {
    const figure = image.closest("figure");
    if (image.closest(".zh-card__picture, .zh-hero, .zhihu-card")) image.remove(); // a tint stands behind
    else if (figure) frame(figure, image);
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
