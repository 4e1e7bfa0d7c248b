// The line editor: Enter goes on, arrows move between lines, a new line appears, barcodes are taken as they come.
(() => {
  const editor = () => document.querySelector("[data-lines]");
  const rows = () => [...editor().querySelectorAll("[data-line]")];
  const controls = (row) => [...row.querySelectorAll("select, input:not([type=hidden]), textarea")]
    .filter((control) => control.name && !control.disabled);
  const part = (control) => control.name.replace(/^line-\w+?-/, "");
  const focus = (control) => {
    if (control.tomselect) { control.tomselect.focus(); return; }
    control.focus();
    if (control.select) control.select();
  };
  const owner = (element) => {
    const wrapper = element.closest(".ts-wrapper");
    return wrapper ? wrapper.previousElementSibling : element;
  };
  const names = () => (editor().dataset.lines || "item_id name description").split(" ");
  const isEmpty = (row) => !names().some((name) => row.querySelector(`[name$="-${name}"]`)?.value);
  const refresh = () => window.htmx.trigger("#document-totals", "refresh");

  let isAdding = false; // one line at a time: what is typed before it has come asks for no second one
  const addLine = () => {
    if (isAdding) return;
    isAdding = true;
    editor().querySelector("[data-line-add]").click();
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.matches("[data-line-add]")) isAdding = false;
  });
  const ensureEmptyLine = () => { if (!rows().length || !isEmpty(rows().at(-1))) addLine(); };

  // What a person enters in a line while the chosen item is on its way stays when the filled line takes its place.
  const sent = new WeakMap();
  let entered = [];
  const values = (row) => controls(row).filter((control) => part(control) !== "item_id")
    .map((control) => [control.name, control.value]);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.matches("[data-line]")) sent.set(event.detail.elt, new Map(values(event.detail.elt)));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target;
    if (sent.has(row)) entered = values(row).filter(([name, value]) => value !== sent.get(row).get(name));
  });
  const keepEntered = (row) => {
    const kept = entered.map(([name, value]) => [row.querySelector(`[name="${name}"]`), value])
      .filter(([control]) => control);
    entered = [];
    kept.forEach(([control, value]) => {
      if (control.tomselect) control.tomselect.setValue(value, true); else control.value = value;
    });
    return kept.length ? kept.at(-1)[0] : null;
  };

  let goesToNewLine = false;
  const goOn = (control) => {
    const row = control.closest("[data-line]");
    const all = controls(row);
    const next = all[all.indexOf(control) + 1];
    if (next) { focus(next); return; }
    const below = rows()[rows().indexOf(row) + 1];
    if (below) { focus(controls(below)[0]); return; }
    goesToNewLine = true;
    addLine();
  };

  const move = (control, step) => {
    const all = rows();
    const target = all[all.indexOf(control.closest("[data-line]")) + step];
    const same = target && controls(target).find((candidate) => part(candidate) === part(control));
    if (same) focus(same);
    return Boolean(same);
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.target.closest("[data-line]") || !event.target.matches("input, select, textarea")) return;
    const control = owner(event.target);
    const select = control.tomselect;
    if (event.key === "Enter" && !event.shiftKey) {
      if (select && (window.daicho.isWaiting(select) || (select.isOpen && select.activeOption))) return;
      const create = select && select.isOpen && select.inputValue() && select.dropdown.querySelector(".create-in-place");
      if (create) { event.preventDefault(); create.click(); return; }
      if (event.target.matches("textarea") && ("many" in event.target.dataset || event.target.value.includes("\n"))) return;
      event.preventDefault();
      goOn(control);
    }
    if (["ArrowUp", "ArrowDown"].includes(event.key) && !select && !event.target.matches("textarea, select")) {
      if (move(control, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-line-remove]");
    if (!button) return;
    const row = button.closest("[data-line]");
    const neighbour = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    ensureEmptyLine();
    if (neighbour) focus(controls(neighbour)[0]);
    document.querySelector("form[data-guard]").dataset.changed = "";
    refresh();
  });

  document.addEventListener("input", (event) => {
    const row = event.target.closest && event.target.closest("[data-line]");
    if (row && row === rows().at(-1) && !isEmpty(row)) addLine();
  });

  const link = () => document.querySelectorAll("datalist[data-suggestions-for]").forEach((list) => {
    document.getElementById(list.dataset.suggestionsFor)?.setAttribute("list", list.id);
  });

  document.addEventListener("htmx:load", (event) => {
    link();
    if (!editor()) return;
    const row = event.target;
    if (!row.matches("[data-line]")) return;
    if ("filled" in row.dataset) {
      delete row.dataset.filled;
      ensureEmptyLine();
      const last = keepEntered(row);
      if (last) (last.tomselect || last).focus(); else focus(row.querySelector("[name$=-quantity]"));
      refresh();
    } else if (goesToNewLine) {
      goesToNewLine = false;
      setTimeout(() => focus(controls(row)[0]));
    }
  });
  document.addEventListener("DOMContentLoaded", link);
})();
