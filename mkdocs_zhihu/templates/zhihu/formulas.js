/* Hold the article back until the fonts of its formulas are there, so that no line moves; never longer than a second. */
(root => {
  if (!document.fonts) return
  const show = () => root.classList.remove("zh-waits")
  const load = text => document.fonts.load('1em "Zhihu Math"', text)
  const parsed = () => document.readyState !== "loading" || new Promise(done => addEventListener("DOMContentLoaded", done))
  const read = () => Array.from(document.querySelectorAll("math"), formula => formula.textContent).join("")
  root.classList.add("zh-waits")
  load("x").then(parsed).then(() => load(read() || "x")).then(show, show)
  setTimeout(show, 1000)
})(document.documentElement)
