// Keys, the promise box, copying a link, looking again. Every page works without this file.
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const isTyping = (at) => at instanceof Element && at.closest("input, textarea, select, [contenteditable]");

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.classList.contains("is-here") || row.contains(document.activeElement));
    const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
    all.forEach((row) => row.classList.toggle("is-here", row === next));
    (next.querySelector("[data-open]") || next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function showKeys() {
    const list = document.getElementById("keys");
    if (list && !list.open) list.showModal();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "?": showKeys,
    n: () => document.querySelector('[data-key="n"]')?.click(),
    "/": () => { const box = document.querySelector('[data-key="/"]'); box?.focus(); box?.select(); },
  };

  document.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    });
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || isTyping(pressed.target)) return;
    const act = keys[pressed.key];
    if (act && !document.querySelector("dialog[open]")) { pressed.preventDefault(); act(); }
  });

  document.addEventListener("click", (clicked) => {
    const at = clicked.target;
    if (!(at instanceof Element)) return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(at)) menu.open = false; });
    if (at.closest("[data-keys]")) showKeys();
    const copy = at.closest("[data-copy]");
    if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.lastChild.textContent = copy.dataset.done; });
  });

  // The wavy lines sit under the text as it was when it was read; they go when that part is typed over.
  document.addEventListener("input", (typed) => {
    const box = typed.target;
    if (!(box instanceof HTMLTextAreaElement) || !("box" in box.dataset)) return;
    const echo = document.getElementById("box-echo");
    const last = echo && [...echo.querySelectorAll("mark")].pop();
    if (!last) return;
    const until = document.createRange();
    until.setStart(echo, 0);
    until.setEndAfter(last);
    if (!box.value.startsWith(until.toString())) echo.textContent = "";
  });

  // A tap on a window puts it in the place of the one vague word, where there is just one.
  document.addEventListener("change", (changed) => {
    const chip = changed.target;
    const box = document.querySelector("[data-box]");
    if (!box || !(chip instanceof HTMLInputElement) || !chip.dataset.window) return;
    const marks = [...document.querySelectorAll("#box-echo mark")];
    if (marks.length !== 1 || !box.value.includes(marks[0].textContent)) return;
    box.value = box.value.replace(marks[0].textContent, () => chip.dataset.window);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const showButtons = () => document.querySelectorAll("[data-copy], [data-keys]").forEach((button) => { button.hidden = false; });
  showButtons();
  document.addEventListener("htmx:load", showButtons);

  // What others may change is looked at again, as long as somebody sees it.
  setInterval(() => {
    if (!document.hidden) document.querySelectorAll("[data-look]").forEach((part) => htmx.trigger(part, "look"));
  }, 20_000);
})();
