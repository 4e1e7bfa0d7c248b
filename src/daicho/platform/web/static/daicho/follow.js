// Reflection: asks for changes of the organisation and shows them in what is open, within a second.
//
// data-follow="salesorder contact:123 *"   a region that is read anew when one of these changes
// data-follow-from="/…"                    where that region is read anew; without it, from the page itself
// data-follow-form="contact:123"           a form whose record is being edited: told, never overwritten
(() => {
  const QUICK = 350;
  const SLOWEST = 30000;
  const { texts, make, announce } = window.daicho;
  let after = 0;
  let news = "";
  let delay = QUICK;
  let timer = 0;
  let started = false;

  const concerns = (wanted, change) => wanted.split(" ").some((name) =>
    name === "*" || name === change.entity || name === `${change.entity}:${change.id}`);

  const isBusy = (region) => {
    const focused = document.activeElement;
    const writes = focused && region.contains(focused) && focused.matches("textarea, input:not([type=checkbox]), select")
      && focused.value;
    return Boolean(writes) || Boolean(region.querySelector(".dropdown-menu.show, form[data-changed]"));
  };

  const refresh = async (region) => {
    if (!region.id || isBusy(region)) { region.dataset.stale = "yes"; return; }
    delete region.dataset.stale;
    const scroll = region.querySelector(".list-scroll");
    const left = scroll ? scroll.scrollLeft : 0;
    await window.htmx.ajax("GET", region.dataset.followFrom || window.location.href, {
      source: region, target: `#${region.id}`, select: `#${region.id}`, swap: "outerHTML",
    });
    const renewed = document.getElementById(region.id)?.querySelector(".list-scroll");
    if (renewed) renewed.scrollLeft = left;
  };

  const tellForm = (form, change) => {
    if (form.querySelector("[data-told]")) return;
    const bar = make("div", "alert alert-warning told", "");
    bar.dataset.told = "";
    bar.setAttribute("role", "alert");
    bar.append(make("span", "", texts().changed.replace("{name}", change.by)));
    const button = (text, css, act) => {
      const made = make("button", css, text);
      made.type = "button";
      made.addEventListener("click", act);
      bar.append(made);
    };
    button(texts().show, "btn btn-sm", () => { bar.remove(); takeOver(form); });
    button(texts().keep, "btn btn-sm btn-link", () => bar.remove());
    form.prepend(bar);
  };

  // Brings the others' changes into the fields this person has not touched, and marks them.
  const takeOver = async (form) => {
    const answer = await fetch(window.location.href, { credentials: "same-origin", headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-follow-form]");
    [...form.elements].forEach((control) => {
      const seen = form.elements[`initial-${control.name}`];
      const now = fresh && fresh.elements[control.name];
      if (!control.name || !seen || !now || control.type === "checkbox" || control.type === "radio") return;
      const touched = control.value !== seen.value;
      seen.value = fresh.elements[`initial-${control.name}`]?.value ?? now.value;
      if (now.value === control.value) return;
      if (!touched && control.tomselect) window.daicho.chooseOption(control, { value: now.value, text: now.selectedOptions[0]?.text });
      else if (!touched) control.value = now.value;
      control.closest(".form-field")?.classList.add(touched ? "differs" : "renewed");
    });
  };

  const spread = (changes) => {
    document.querySelectorAll("[data-follow]").forEach((region) => {
      const found = changes.filter((change) => concerns(region.dataset.follow, change));
      if (!found.length) return;
      const other = !region.dataset.followFrom && found.find((change) => !change.mine && region.dataset.follow.includes(`${change.entity}:${change.id}`));
      if (other) announce(texts().changed.replace("{name}", other.by), "info");
      refresh(region);
    });
    document.querySelectorAll("[data-follow-form]").forEach((form) => {
      const change = changes.find((item) => form.dataset.followForm === `${item.entity}:${item.id}`);
      if (change) tellForm(form, change);
    });
    document.dispatchEvent(new CustomEvent("daicho:changes", { detail: { changes } }));
  };

  // Whether there is anything to poll for: a cheap question, by an address that lasts half a minute (faces/reflection.py).
  const hasNews = async () => !news || (await fetch(`${news}&after=${after}`)).status !== 204;

  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden || !navigator.onLine) return;
    try {
      if (!await hasNews()) return;
      const answer = await fetch(`${document.body.dataset.pollUrl}?after=${after}`, {
        credentials: "same-origin", headers: { "HX-Request": "true" },
      });
      if (answer.ok) {
        const { last, changes, news: address } = await answer.json();
        after = last;
        news = address;
        delay = QUICK;
        if (changes.length) spread(changes);
      } else {
        delay = Math.min(delay * 2, SLOWEST);
      }
    } catch {
      delay = Math.min(delay * 2, SLOWEST);
    } finally {
      document.querySelectorAll("[data-follow][data-stale]").forEach((region) => { if (!isBusy(region)) refresh(region); });
      timer = setTimeout(ask, delay);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.body.dataset.pollUrl) return;
    if (!document.querySelector("[data-follow], [data-follow-form]")) return;
    after = Number(document.body.dataset.pollAfter);
    started = true;
    timer = setTimeout(ask, QUICK);
  });
  const resume = () => { if (started && !document.hidden) { delay = QUICK; ask(); } };
  document.addEventListener("visibilitychange", resume);
  window.addEventListener("online", resume);
})();
