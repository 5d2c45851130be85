/* mkdocs-zhihu: the pictures of a post open in PhotoSwipe, which is loaded when the first one is opened. */
(() => {
  const folder = new URL("photoswipe/", document.currentScript.src);
  const PICTURES = ".zh-cover--crisp > img, .zh-body figure:not(.zh-video) > img";
  let loading, viewer;

  const load = () => loading ??= new Promise((resolve) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("photoswipe.css", folder) });
    const script = Object.assign(document.createElement("script"), { src: new URL("photoswipe.umd.min.js", folder) });
    const fail = () => { loading = undefined; resolve(false); }; // the next click tries again
    Object.assign(script, { onload: () => resolve(true), onerror: fail });
    document.body.append(style, script); // from the head the theme takes what the next page has not
  });

  const captionOf = (image) => image.closest("figure")?.querySelector("figcaption")?.textContent.trim() || image.dataset.zhAlt;
  /* The size of the file: with smaller versions beside it, the natural one is that on the page. */
  const sizeOf = (image) => {
    const natural = image.srcset ? [0, 0] : [image.naturalWidth, image.naturalHeight];
    const width = natural[0] || Number(image.getAttribute("width"));
    const height = natural[1] || Number(image.getAttribute("height"));
    return width && height ? { width, height } : { width: 1200, height: 800, isGuess: true };
  };
  const describe = (image) => ({
    ...sizeOf(image), src: image.src, msrc: image.currentSrc || image.src, alt: image.dataset.zhAlt || captionOf(image), caption: captionOf(image),
    referrerPolicy: "no-referrer",
  });

  const addCaption = (viewer) => viewer.ui.registerElement({
    name: "caption", className: "zh-lightbox__caption", appendTo: "root",
    onInit: (element) => viewer.on("change", () => { element.textContent = viewer.currSlide.data.caption; }),
  });

  /* A long picture of a screen is read from its beginning, as wide as the window. */
  const isTall = ({ elementSize: { x, y } }) => y > 3 * x;
  const fillWidth = (level) => Math.min(1, level.panAreaSize.x / level.elementSize.x);
  const zoom = { initialZoomLevel: (level) => isTall(level) ? fillWidth(level) : level.fit };
  const beginAtTop = ({ slide: { bounds, data } }) => {
    if (data.height > 3 * data.width) bounds.center.y = bounds.min.y;
  };

  const correct = (viewer, slide, content) => {
    if (!content.data.isGuess || !content.element?.naturalWidth) return;
    Object.assign(content.data, { width: content.element.naturalWidth, height: content.element.naturalHeight, isGuess: false });
    viewer.refreshSlideContent(slide.index);
  };

  const open = async (image) => {
    const texts = JSON.parse(image.closest("[data-zh-texts]").dataset.zhTexts);
    if (!await load() || !image.isConnected || viewer) return; // or another page came meanwhile, or a second click
    const images = [...document.querySelectorAll(PICTURES)].filter((other) => !other.closest("a, .zh-missing"));
    viewer = new window.PhotoSwipe({
      ...zoom, dataSource: images.map(describe), index: images.indexOf(image), showHideAnimationType: "fade", bgOpacity: 1,
      closeTitle: texts.close, zoomTitle: texts.zoom, arrowPrevTitle: texts.previous, arrowNextTitle: texts.next,
    });
    const opened = viewer;
    viewer.on("contentLoadImage", ({ content }) => { content.element.referrerPolicy = "no-referrer"; });
    viewer.on("calcBounds", beginAtTop);
    viewer.on("uiRegister", () => addCaption(opened));
    viewer.on("loadComplete", ({ slide, content }) => correct(opened, slide, content));
    viewer.on("close", () => { if (viewer === opened) viewer = undefined; });
    viewer.init();
    viewer.element.setAttribute("aria-label", document.title);
    viewer.element.setAttribute("aria-modal", "true");
  };

  /* PhotoSwipe does not close while it still opens. */
  const close = (opened) => {
    if (opened.opener.isOpening) opened.on("openingAnimationEnd", () => opened.destroy());
    else opened.destroy();
  };

  const prepare = () => {
    if (viewer) close(viewer); // another page came under it
    viewer = undefined;
    for (const image of document.querySelectorAll(PICTURES)) {
      if (image.closest("a, .glightbox") || image.hasAttribute("role")) continue;
      const { enlarge } = JSON.parse(image.closest("[data-zh-texts]")?.dataset.zhTexts ?? "{}");
      if (!enlarge) continue;
      image.dataset.zhAlt = image.alt; // its own
      image.setAttribute("role", "button");
      image.setAttribute("aria-label", [enlarge, captionOf(image)].filter(Boolean).join(": "));
      image.alt ||= enlarge; // an empty one says that there is nothing to see
      image.tabIndex = 0;
      image.addEventListener("click", () => open(image));
      image.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open(image);
      });
    }
  };
  if (window.document$) window.document$.subscribe(prepare);
  else prepare();
})();
