// What a customer fills in is kept as soon as it is written, one item after the other. Without this file a button does it.
"use strict";

(() => {
  const saved = new WeakMap();
  let queue = Promise.resolve();

  // An hour and its day are one answer: neither is sent without the other.
  const isHalf = (fields) => fields.length > 1 && fields.some((it) => !it.value) && fields.some((it) => it.value);

  function stands(form, said) {
    document.getElementById("alignment-progress").textContent = said.progress;
    const approves = document.querySelector("[data-approves]");
    approves.hidden = !said.is_ready;
    approves.elements.seen.value = said.seen;
    document.querySelector("[data-lacks]").hidden = said.is_filled;
    document.querySelector("[data-looks]").hidden = said.is_ready || !said.is_filled;
    const live = document.querySelector("[data-live]");
    if (live) live.dataset.live = said.live;
  }

  async function save(item) {
    const form = item.closest("form");
    const told = item.querySelector("[data-told]");
    const body = new URLSearchParams([...new FormData(form)].filter(([name]) =>
      [...item.querySelectorAll("[name]")].some((field) => field.name === name)));
    if (String(body) === saved.get(item)) return;
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } })
      .catch(() => null);
    const said = answer && [200, 422].includes(answer.status) ? await answer.json() : null;
    told.classList.toggle("wrong", !said || Boolean(said.trouble));
    if (!said) { told.textContent = form.dataset.waits; return; }
    told.textContent = said.trouble || form.dataset.saves;
    if (!said.trouble) saved.set(item, String(body));
    stands(form, said);
  }

  document.addEventListener("change", (changed) => {
    const item = changed.target.closest("[data-saves] [data-item]");
    if (!item) return;
    const fields = [...item.querySelectorAll("input:not([type=radio]), textarea")];
    if (!isHalf(fields)) queue = queue.then(() => save(item));
  });
})();
