// A form on a site: works for its proof while somebody writes, and says how high it is. It is sent without this file, too.
"use strict";

(() => {
  const zeros = (digest, bits) => {
    const head = new DataView(digest).getUint32(0);
    return head >>> (32 - bits) === 0;
  };

  async function prove(form) {
    const said = new TextEncoder();
    const bits = Number(form.dataset.bits);
    for (let number = 0; ; number += 1) {
      const digest = await crypto.subtle.digest("SHA-256", said.encode(`${form.dataset.seal}:${number}`));
      if (zeros(digest, bits)) return String(number);
    }
  }

  const form = document.querySelector("form[data-seal]");
  if (form && globalThis.crypto?.subtle) {
    prove(form).then((found) => { form.elements.proof.value = found; });
  }

  const copy = navigator.clipboard && document.querySelector("[data-copy]");
  if (copy) {
    copy.hidden = false;
    const copied = () => { copy.lastChild.textContent = copy.dataset.done; };
    copy.addEventListener("click", () => navigator.clipboard.writeText(copy.dataset.copy).then(copied, () => { copy.hidden = true; }));
  }

  const news = document.querySelector("#trouble, h1.sentence");
  if (parent !== window) {
    const tell = (more) => parent.postMessage({ teum: "height", height: document.body.scrollHeight, ...more }, "*");
    tell({ news: Boolean(news) });
    new ResizeObserver(() => tell({})).observe(document.body);
  }
  news?.focus({ preventScroll: parent !== window });
})();
