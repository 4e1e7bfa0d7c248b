// Chooses light or dark before the first paint. The choice is a cookie, so that the server knows it too.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = root.dataset.themeChoice;
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  };
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set]");
    if (!button) return;
    root.dataset.themeChoice = button.dataset.themeSet;
    document.cookie = `daicho_theme=${button.dataset.themeSet};path=/;max-age=31536000;samesite=lax`;
    document.querySelectorAll("[data-theme-set]").forEach((other) => other.classList.toggle("active", other === button));
    apply();
  });
})();
