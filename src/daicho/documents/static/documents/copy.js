// A button that copies the text of a field: data-copies names it, data-copied is what the button says afterwards.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // no clipboard without https
  }
  button.querySelector("span").textContent = button.dataset.copied;
});
