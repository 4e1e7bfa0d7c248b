// Lists: ticked rows and the bulk bar, rows by keyboard, the place kept on return.
(() => {
  const { texts } = window.daicho;
  const ticks = () => [...document.querySelectorAll("#bulk input[name=ids]")];
  const kept = new Set();
  let cursor = "";

  const refreshBar = () => {
    const bar = document.querySelector("[data-bulk-bar]");
    if (!bar) return;
    const chosen = ticks().filter((box) => box.checked);
    bar.hidden = chosen.length === 0;
    bar.querySelector("[data-bulk-count]").textContent = texts().selected.replace("{count}", chosen.length);
    const all = document.querySelector("[data-tick-all]");
    all.checked = chosen.length > 0 && chosen.length === ticks().length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    ticks().forEach((box) => {
      box.closest("tr").classList.toggle("ticked", box.checked);
      if (box.checked) kept.add(box.value); else kept.delete(box.value);
    });
  };

  let last = null;
  document.addEventListener("click", (event) => {
    const box = event.target.closest("#bulk input[name=ids]");
    if (box && event.shiftKey && last) {
      const all = ticks();
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((left, right) => left - right);
      all.slice(from, to + 1).forEach((other) => { other.checked = box.checked; });
    }
    if (box) last = box;
    if (event.target.closest("[data-bulk-clear]")) ticks().forEach((other) => { other.checked = false; });
    if (box || event.target.closest("[data-bulk-clear]")) refreshBar();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    ticks().forEach((box) => { box.checked = event.target.checked; });
    refreshBar();
  });

  // Empty filters stay out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches || !form.matches("[data-drop-empty], #list-search")) return;
    const parameters = event.detail.parameters;
    [...new Set(Object.keys(parameters))].forEach((name) => { if (!parameters[name]) delete parameters[name]; });
  });

  // ---------------------------------------------------------------- rows by keyboard

  const rows = () => [...document.querySelectorAll(".list-line")];
  const showCursor = () => rows().forEach((row) => row.classList.toggle("cursor", row.dataset.id === cursor));
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.dataset.id === cursor);
    const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
    cursor = next.dataset.id;
    showCursor();
    const link = next.querySelector(".list-link");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const tick = () => {
    const box = document.querySelector(`.list-line[data-id="${CSS.escape(cursor)}"] input[name=ids]`);
    if (box) { box.checked = !box.checked; refreshBar(); }
  };

  // ---------------------------------------------------------------- the place is kept

  const remember = () => {
    const list = document.querySelector("[data-list]");
    if (!list) return;
    sessionStorage.setItem(`list:${window.location.pathname}`, window.location.search);
  };
  const restoreLinks = () => document.querySelectorAll("[data-list-link]").forEach((link) => {
    const query = sessionStorage.getItem(`list:${new URL(link.href).pathname}`);
    if (query) link.search = query;
  });

  const settle = () => {
    ticks().forEach((box) => { box.checked = kept.has(box.value); });
    refreshBar();
    showCursor();
    remember();
    restoreLinks();
  };
  document.addEventListener("DOMContentLoaded", settle);
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("htmx:pushedIntoHistory", remember);

  Object.assign(window.daicho, { moveRow: move, tickRow: tick });
})();
