/* Hold the article back until the font of formulas is there, so that no line moves; never longer than a second. */
(root => {
  if (!document.fonts) return
  const show = () => root.classList.remove("zh-waits")
  root.classList.add("zh-waits")
  document.fonts.load('1em "Zhihu Math"').then(show, show)
  setTimeout(show, 1000)
})(document.documentElement)
