// Forms: selects with search, creation in a side panel, exact numbers, warning before changes are lost, Ctrl+Enter.
(() => {
  const { texts, make, announce } = window.daicho;

  // ---------------------------------------------------------------- selects

  const renderOption = (option, escape) => {
    const note = option.note ? `<small>${escape(option.note)}</small>` : "";
    return `<div class="option-line"><span>${escape(option.text)}</span>${note}</div>`;
  };

  const dress = (select) => {
    if (select.tomselect) return;
    const remote = select.dataset.remote;
    const settings = {
      maxOptions: 300,
      allowEmptyOption: false,
      selectOnTab: true,
      plugins: select.multiple ? ["remove_button"] : [],
      // What was typed last is looked up a moment later, which opens the choices and takes the focus: not once chosen.
      onItemAdd() { clearTimeout(this.refreshTimeout); },
      render: {
        option: renderOption,
        no_results: () => `<div class="no-results">${texts().noResults}</div>`,
        loading: () => `<div class="no-results">${texts().loading}</div>`,
      },
    };
    if (remote) {
      settings.preload = "focus";
      settings.valueField = "value";
      settings.labelField = "text";
      settings.searchField = [];
      settings.load = async (text, done) => {
        try {
          const url = new URL(remote, window.location.origin);
          url.searchParams.set("q", text);
          const answer = await fetch(url, { credentials: "same-origin", headers: { "HX-Request": "true" } });
          if (answer.status === 401) window.daicho.tellSignedOut();
          const options = answer.ok ? (await answer.json()).options : [];
          done(options);
          answered(select.tomselect, text, options);
        } catch { done([]); }
      };
      settings.shouldLoad = () => true;
      settings.onType = function () { this.clearOptions((option) => this.items.includes(String(option.value))); };
    }
    const control = new window.TomSelect(select, settings);
    select.setAttribute("aria-hidden", "true"); // the label now names the control in its place
    if (remote) waitForAnswer(control);
    if (select.dataset.createUrl) addCreateButton(select);
    return control;
  };

  // Whoever types (or scans) and presses Enter before the server has answered gets the first of what it answers, never
  // the first of what was there before.
  const isWaiting = (control) => Boolean(control.inputValue()) && control.inputValue() !== control.answered;
  const waitForAnswer = (control) => {
    control.control_input.addEventListener("input", () => { control.typed = control.inputValue(); });
    control.control_input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !isWaiting(control)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      control.takesFirst = control.inputValue();
    }, true);
  };
  const answered = (control, text, options) => {
    control.answered = text;
    if (!control.takesFirst || control.takesFirst !== text) return;
    control.takesFirst = "";
    if (options.length) { control.setValue(String(options[0].value)); control.close(); }
  };

  const addCreateButton = (select) => {
    const button = make("button", "btn btn-link btn-sm create-in-place", `+ ${select.dataset.createLabel}`);
    button.type = "button";
    button.addEventListener("click", () => {
      const dialog = openPanel(select.dataset.createUrl, (made) => choose(select, made));
      if (!select.value) dialog.seed = select.tomselect.typed; // what was looked for and not found names the new one
    });
    // In a table of lines the button stands at the foot of the choices, elsewhere below the select.
    if (select.closest("[data-line]")) select.tomselect.dropdown.append(button);
    else select.tomselect.wrapper.after(button);
  };

  const choose = (select, made) => {
    if (select.tomselect) {
      select.tomselect.addOption({ value: made.value, text: made.text });
      select.tomselect.setValue(made.value);
    } else {
      select.add(new Option(made.text, made.value, true, true));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const dressAll = (root) => {
    root.querySelectorAll("select[data-search], select[data-remote]").forEach(dress);
    root.querySelectorAll("select[data-create-url]:not([data-search]):not([data-remote])").forEach((select) => {
      if (select.dataset.dressed) return;
      select.dataset.dressed = "yes";
      const button = make("button", "btn btn-link btn-sm create-in-place", `+ ${select.dataset.createLabel}`);
      button.type = "button";
      button.addEventListener("click", () => openPanel(select.dataset.createUrl, (made) => choose(select, made)));
      select.after(button);
    });
  };

  // ---------------------------------------------------------------- side panel (they stack)

  const openPanel = (url, created = null) => {
    const dialog = make("dialog", "panel");
    const content = make("div", "panel-content");
    dialog.append(content);
    document.body.append(dialog);
    dialog.created = created;
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
    window.htmx.ajax("GET", url, { target: content, swap: "innerHTML" });
    return dialog;
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-panel-open]");
    if (opener) openPanel(opener.dataset.panelOpen);
    if (event.target.closest("[data-panel-close]")) event.target.closest("dialog").close();
  });

  document.addEventListener("daicho:created", (event) => {
    const dialog = event.target.closest("dialog.panel") || [...document.querySelectorAll("dialog.panel")].pop();
    if (event.detail.message) announce(event.detail.message);
    if (!dialog) return;
    const created = dialog.created;
    dialog.close();
    if (created) created(event.detail);
  });

  // ---------------------------------------------------------------- changes that have not been saved

  let leaving = false;
  const changed = () => !leaving && document.querySelector("form[data-guard][data-changed]");
  const mark = (event) => {
    const form = event.target.form || event.target.closest("form");
    if (form && form.matches("[data-guard]") && event.target.name !== "q") form.dataset.changed = "";
  };
  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    leaving = true;
    setTimeout(() => { leaving = false; }, 3000);
  });
  window.addEventListener("beforeunload", (event) => { if (changed()) event.preventDefault(); });
  document.addEventListener("htmx:beforeRedirect", () => { leaving = true; });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) leaving = true;
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download") || link.hasAttribute("hx-get") || !changed()) return;
    if (event.ctrlKey || event.metaKey || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    if (await window.daicho.ask(texts().leave, texts().leaveButton, true)) {
      leaving = true;
      window.location.assign(link.href);
    }
  });

  // ---------------------------------------------------------------- keys and numbers

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form") || document.querySelector("dialog[open] form, form[data-guard]");
    const save = form && (form.querySelector("[data-save]") || form.querySelector("button:not([type=button])"));
    if (!save) return;
    event.preventDefault();
    form.requestSubmit(save);
  });

  // Full-width digits become plain ones as soon as the field is left; the server reads both.
  document.addEventListener("focusout", (event) => {
    if (event.target.matches && event.target.matches("[data-number]")) {
      const plain = event.target.value.normalize("NFKC").trim();
      if (plain !== event.target.value) event.target.value = plain;
    }
  });

  const showFirstError = (root) => {
    const wrong = root.querySelector("[aria-invalid=true], .has-error input, .has-error select");
    const control = wrong && (wrong.tomselect ? wrong.tomselect.control_input : wrong);
    if (control) control.focus();
    else if (root.querySelector(".form-errors")) root.querySelector(".form-errors").focus();
  };

  document.addEventListener("DOMContentLoaded", () => dressAll(document));
  document.addEventListener("htmx:load", (event) => {
    dressAll(event.target);
    if (event.target.querySelector(".form-errors")) showFirstError(event.target);
    const dialog = event.target.closest("dialog.panel");
    const first = dialog && !event.target.querySelector(".form-errors")
      && event.target.querySelector("input:not([type=hidden]):not([type=checkbox]), select, textarea");
    if (first) (first.tomselect ? first.tomselect.control_input : first).focus();
    const named = dialog && dialog.seed && event.target.querySelector("input[type=text][maxlength]:not([name^=initial-])");
    if (named) {
      if (!named.value) { named.value = dialog.seed; named.focus(); }
      dialog.seed = "";
    }
  });

  Object.assign(window.daicho, { openPanel, isWaiting, dressSelects: dressAll, chooseOption: choose });
})();
