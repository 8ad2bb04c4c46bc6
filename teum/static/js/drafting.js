// What is typed at the desk is kept as a draft while one talks. Without this file every button of the page saves it.
"use strict";

(() => {
  const PAUSE = 800;
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  let timer = 0;
  let isSent = false;

  function keep() {
    clearTimeout(timer);
    if (!timer || isSent) return;
    timer = 0;
    const body = new URLSearchParams(new FormData(form));
    body.delete("once");
    fetch(form.dataset.draft, { method: "POST", body, keepalive: true }).catch(() => null);
  }

  // How much of the price no payment says yet.
  function split() {
    document.querySelectorAll("[data-split]").forEach((told) => {
      const amount = (name) => Math.round(Number(form.elements[`${told.dataset.split}_${name}`]?.value || 0) * 100);
      const numbers = [...form.elements].filter((it) => it.name.startsWith(`${told.dataset.split}_amount`)).map((_, at) => at);
      const paid = numbers.reduce((sum, number) => sum + amount(`amount${number}`), 0);
      const left = amount("total") - paid;
      const words = left > 0 ? told.dataset.left : left < 0 ? told.dataset.over : told.dataset.even;
      told.textContent = amount("total") ? words.replace("{}", (Math.abs(left) / 100).toLocaleString()) : "";
    });
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); split(); });
  form.addEventListener("submit", () => { isSent = true; });
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  // Back from elsewhere to a page that was kept as it was: it is typed in again.
  addEventListener("pageshow", () => { isSent = false; });
  split();
})();
