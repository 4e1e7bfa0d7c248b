// Tell once that the document is in front of somebody's eyes. A page that is only fetched, or loaded in the background,
// tells nothing: no script runs there, or nothing is drawn.
(() => {
  const page = document.querySelector("[data-seen]");
  const token = page.querySelector("input[name=csrfmiddlewaretoken]").value;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    fetch(page.dataset.seen, { method: "POST", headers: { "X-CSRFToken": token }, keepalive: true });
  });
  observer.observe(page);
})();
