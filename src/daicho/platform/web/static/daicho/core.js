// What every page needs: toasts, confirmation, navigation, errors of htmx requests, fresh form tokens.
window.daicho = (() => {
  const texts = () => document.getElementById("texts").dataset;
  const tokenInput = () => document.querySelector("body > input[name=csrfmiddlewaretoken]");

  // Elements made without markup from strings, so that nothing can be injected.
  const make = (tag, css = "", text = "") => {
    const element = document.createElement(tag);
    if (css) element.className = css;
    if (text) element.textContent = text;
    return element;
  };

  const announce = (text, level = "success", { undo = "", link = null, stay = false } = {}) => {
    const line = make("div", `toast-line toast-${level}`);
    line.append(make("span", "toast-text", text));
    if (undo) {
      const form = make("form");
      form.method = "post";
      form.action = undo;
      const hidden = make("input");
      hidden.type = "hidden";
      hidden.name = "csrfmiddlewaretoken";
      hidden.value = tokenInput().value;
      form.append(hidden, make("button", "btn btn-sm btn-link", texts().undo));
      line.append(form);
    }
    if (link) {
      const anchor = make("a", "btn btn-sm btn-link", link.text);
      anchor.href = link.url;
      if (link.blank) anchor.target = "_blank";
      line.append(anchor);
    }
    const close = make("button", "btn-close");
    close.type = "button";
    close.setAttribute("aria-label", texts().close);
    close.dataset.closeToast = "";
    line.append(close);
    document.getElementById("toasts").append(line);
    if (!stay) fade(line);
    return line;
  };

  const fade = (line) => {
    const reading = 4000 + 60 * line.textContent.length;
    setTimeout(() => line.matches(":hover, :focus-within") ? fade(line) : line.remove(), reading);
  };

  // Ask in a sentence; resolves to true where the person goes on.
  const ask = (text, button, danger) => new Promise((resolve) => {
    const dialog = document.getElementById("confirm");
    const yes = document.getElementById("confirm-yes");
    document.getElementById("confirm-text").textContent = text;
    yes.textContent = button || texts().continue;
    yes.className = danger ? "btn btn-danger" : "btn btn-primary";
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
    yes.focus();
  });

  // After a new sign-in the old tokens are void: put the fresh one into every form.
  const renewToken = async () => {
    const answer = await fetch(document.body.dataset.tokenUrl, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return false;
    const token = (await answer.text()).trim();
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
    return true;
  };

  let signedOut = false;
  const tellSignedOut = () => {
    if (signedOut) return;
    signedOut = true;
    const url = document.body.dataset.signInUrl;
    announce(texts().signedOut, "warning", { stay: true, link: { text: texts().signIn, url, blank: true } });
  };
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden || !signedOut) return;
    if (await renewToken()) {
      signedOut = false;
      document.querySelectorAll(".toast-warning").forEach((line) => line.remove());
    }
  });

  document.addEventListener("click", async (event) => {
    const target = event.target;
    const toast = target.closest("[data-close-toast]");
    if (toast) toast.closest(".toast-line").remove();
    if (target.closest("[data-navigation-open]")) document.body.classList.add("navigation-open");
    if (target.closest("[data-navigation-close]")) document.body.classList.remove("navigation-open");
    const fold = target.closest("[data-navigation-fold]");
    if (fold) {
      const folded = document.body.classList.toggle("navigation-folded");
      fold.setAttribute("aria-pressed", folded);
      document.cookie = `daicho_navigation=${folded ? "folded" : "open"};path=/;max-age=31536000;samesite=lax`;
    }
    if (target.closest("[data-print]")) window.print();
  });

  // Buttons with data-confirm ask first. The click is repeated once the person has said yes.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button || button.dataset.confirmed) return;
    event.preventDefault();
    event.stopPropagation();
    const label = button.dataset.confirmButton || button.textContent.trim();
    if (await ask(button.dataset.confirm, label, "danger" in button.dataset || button.classList.contains("text-danger"))) {
      button.dataset.confirmed = "yes";
      button.click();
      delete button.dataset.confirmed;
    }
  }, true);

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  // A plain form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.body.classList.remove("navigation-open");
  });

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = tokenInput().value;
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401) { tellSignedOut(); return; }
    if (xhr.status === 403) renewToken();
    const type = xhr.getResponseHeader("Content-Type") || "";
    const told = type.startsWith("text/plain") ? xhr.responseText : texts().failed;
    announce(`${told} (${texts().request} ${(xhr.getResponseHeader("X-Request-Id") || "").slice(0, 8)})`, "error");
  });
  document.addEventListener("htmx:sendError", () => announce(texts().offline, "warning"));
  document.addEventListener("daicho:messages", (event) => {
    event.detail.messages.forEach((message) => announce(message.text, message.level, { undo: message.undo }));
  });

  const start = () => {
    document.querySelectorAll("[data-toast]").forEach((line) => { if (!line.classList.contains("toast-error")) fade(line); });
    document.querySelector(".navigation [aria-current=page]")?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("DOMContentLoaded", start);

  return { texts, make, announce, ask, tellSignedOut };
})();
