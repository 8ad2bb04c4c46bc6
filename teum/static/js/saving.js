// What a customer fills in is kept as it is written, one item after the other, and a mark is set where it stands.
// Without this file buttons do both.
"use strict";

(() => {
  const PAUSE = 1_000;
  const saved = new WeakMap();
  const waits = new Map();
  let queue = Promise.resolve();

  // An hour and its day are one answer: neither is sent without the other.
  const isHalf = (fields) => fields.length > 1 && fields.some((it) => !it.value) && fields.some((it) => it.value);

  // The first card counts what is left as well: it says what it would say if the page were opened now.
  async function needed() {
    const answer = await fetch(location.href).catch(() => null);
    const fresh = answer && answer.ok
      ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("asked") : null;
    if (fresh) document.getElementById("asked").replaceWith(fresh);
  }

  function stands(form, said) {
    document.getElementById("alignment-progress").textContent = said.progress;
    const lines = [...form.querySelectorAll("[data-mine] [data-key]")];
    const isOther = lines.some((line) => line.hidden === said.to_fill.includes(line.dataset.key));
    lines.forEach((line) => { line.hidden = !said.to_fill.includes(line.dataset.key); });
    if (isOther) needed();
    const approves = document.querySelector("[data-approves]");
    // Nobody approves words that they have not read: what was written since is read on the page as it is then.
    const isRead = approves.elements.seen.value === String(said.seen) && !approves.hidden;
    approves.hidden = !(said.is_ready && isRead);
    document.querySelector("[data-rereads]").hidden = !said.is_ready || isRead;
    document.querySelector("[data-lacks]").hidden = said.is_filled;
    document.querySelector("[data-looks]").hidden = said.is_ready || !said.is_filled || said.is_unsettled;
    const live = document.querySelector("[data-live]");
    if (live) live.dataset.live = said.live;
  }

  function written(item) {
    const form = item.closest("form");
    return new URLSearchParams([...new FormData(form)].filter(([name]) =>
      [...item.querySelectorAll("[name]")].some((field) => field.name === name)));
  }

  const send = (item, body, more = {}) => fetch(item.closest("form").action,
    { method: "POST", body, headers: { Accept: "application/json" }, ...more }).catch(() => null);

  async function save(item) {
    const form = item.closest("form");
    if (!form) return;
    const told = item.querySelector("[data-told]");
    const body = written(item);
    if (String(body) === saved.get(item)) return;
    const answer = await send(item, body);
    const said = answer && [200, 422].includes(answer.status) ? await answer.json() : null;
    told.classList.toggle("wrong", !said || Boolean(said.trouble));
    if (!said) { told.textContent = form.dataset.waits; return; }
    told.textContent = said.trouble || form.dataset.saves;
    if (!said.trouble) saved.set(item, String(body));
    stands(form, said);
  }

  const itemOf = (event) => event.target instanceof Element && event.target.closest("[data-saves] [data-item]");
  const isWhole = (item) => !isHalf([...item.querySelectorAll("input:not([type=radio], [data-may-miss]), textarea")]);

  function soon(item, pause) {
    clearTimeout(waits.get(item));
    waits.set(item, setTimeout(() => {
      waits.delete(item);
      if (isWhole(item)) queue = queue.then(() => save(item));
    }, pause));
  }

  document.addEventListener("input", (typed) => { const item = itemOf(typed); if (item) soon(item, PAUSE); });
  document.addEventListener("change", (changed) => { const item = itemOf(changed); if (item) soon(item, 0); });

  // Whoever leaves the page takes nothing with them that they wrote.
  function leave() {
    waits.forEach((timer, item) => {
      clearTimeout(timer);
      if (item.isConnected && isWhole(item)) send(item, written(item), { keepalive: true });
    });
    waits.clear();
  }
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
  document.addEventListener("submit", (sent) => {
    if (sent.target.matches("[data-saves]")) { waits.forEach((timer) => clearTimeout(timer)); waits.clear(); }
  });

  // A mark changes its own item, and what hangs on all of them; whatever else is being written stays as it is.
  const SHARED = ["#asked", "[data-trouble]", "#alignment-progress", "[data-approves]", "[data-lacks]", "[data-looks]", "[data-unsettled]"];

  // Whoever is writing what they want instead does not agree to that item with the rest.
  const writtenIn = (key) => [...document.querySelectorAll(`#item-${CSS.escape(key)} textarea`)]
    .find((field) => field.value !== field.defaultValue);
  const isWriting = (key) => Boolean(writtenIn(key));
  const keyOf = (seen) => seen.value.slice(0, seen.value.lastIndexOf("="));

  async function mark(form, button) {
    const one = form.querySelector("[name=item]");
    const all = one ? [] : [...form.querySelectorAll("[name=seen]")];
    all.forEach((seen) => { seen.disabled = isWriting(keyOf(seen)); });
    const keys = one ? [one.value] : all.filter((seen) => !seen.disabled).map(keyOf);
    if (!keys.length) {
      // There is no rest: what is written is sent or emptied first, and stands before whoever pressed.
      const field = writtenIn(keyOf(all[0]));
      field.closest("details").open = true;
      field.focus();
      return;
    }
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const page = answer && [200, 409, 422].includes(answer.status)
      ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const id = `item-${keys[0]}`;
    if (!page || !page.getElementById(id)) { location.reload(); return; }
    const topic = form.closest("[data-topic]").querySelector("[id^=agree-]");
    [...keys.map((key) => `#item-${CSS.escape(key)}`), ...SHARED].forEach((place) => {
      const [old, fresh] = [document.querySelector(place), page.querySelector(place)];
      if (old && fresh) old.replaceWith(fresh);
    });
    if (topic) {
      const fresh = page.getElementById(topic.id);
      if (fresh) topic.replaceWith(fresh); else topic.remove();
    }
    const [live, newer] = [document.querySelector("[data-live]"), page.querySelector("[data-live]")];
    if (live && newer) live.dataset.live = newer.dataset.live;
    const trouble = document.querySelector("[data-trouble] [role=alert]");
    if (trouble) trouble.focus(); else document.getElementById(id).focus({ preventScroll: true });
  }

  document.addEventListener("submit", (sent) => {
    if (!sent.target.matches("[data-marks]")) return;
    sent.preventDefault();
    mark(sent.target, sent.submitter);
  });
})();
