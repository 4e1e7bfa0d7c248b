// Shortcuts. None fires while something is typed, in a dialog, or during the composition of Japanese input.
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable], .ts-control")
    && !target.closest("input[type=checkbox], input[type=radio]");
  const click = (selector) => {
    const element = document.querySelector(selector);
    if (element) element.click();
    return Boolean(element);
  };
  let waitsForLetter = 0;

  const go = (letter) => click(`[data-go="${CSS.escape(letter)}"]`);
  const act = {
    "/": () => {
      const search = document.getElementById("global-search");
      if (search) { search.focus(); search.select(); }
      return Boolean(search);
    },
    n: () => click("[data-key=n]"),
    e: () => click("[data-key=e]"),
    j: () => { window.daicho.moveRow(1); return true; },
    k: () => { window.daicho.moveRow(-1); return true; },
    x: () => { window.daicho.tickRow(); return true; },
    "?": () => { document.getElementById("keys").showModal(); return true; },
    g: () => { waitsForLetter = Date.now(); return true; },
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape" && event.target.id === "global-search") closeResults(event.target);
      if (["ArrowDown", "ArrowUp"].includes(event.key) && event.target.id === "global-search") enterResults(event);
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    const second = Date.now() - waitsForLetter < 1500;
    waitsForLetter = 0;
    const done = second ? go(event.key) : act[event.key] && act[event.key]();
    if (done) event.preventDefault();
  });

  // ---------------------------------------------------------------- results below the search box

  const results = () => document.getElementById("global-results");
  const closeResults = (input) => { results().replaceChildren(); input.blur(); };
  const enterResults = (event) => {
    const first = results().querySelector("a");
    if (first) { event.preventDefault(); first.focus(); }
  };
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest("#global-results");
    if (!inside) return;
    const links = [...inside.querySelectorAll("a")];
    const now = links.indexOf(event.target);
    if (event.key === "ArrowDown" && links[now + 1]) { event.preventDefault(); links[now + 1].focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (links[now - 1] || document.getElementById("global-search")).focus(); }
    if (event.key === "Escape") closeResults(document.getElementById("global-search"));
  });
  document.addEventListener("click", (event) => {
    if (results() && !event.target.closest(".topbar-search")) results().replaceChildren();
    if (event.target.closest("[data-keys-open]")) document.getElementById("keys").showModal();
    if (event.target.closest("[data-keys-close]")) document.getElementById("keys").close();
  });
})();
