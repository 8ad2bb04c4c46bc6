// The customer's page keeps itself true while it is looked at. Without this file it says what was so when it was loaded.
"use strict";

(() => {
  const EVERY = 20_000;
  const news = document.getElementById("news");
  const [button, told] = news.children;
  let newer = "";
  let isTyped = false;

  const shown = () => document.querySelector("[data-live]");
  // What somebody is typing or walking through by keyboard is not taken from under them.
  const isBusy = () => isTyped || shown().contains(document.activeElement);

  function show() {
    shown().outerHTML = newer;
    isTyped = false;
    button.hidden = true;
    told.textContent = news.dataset.shown;
  }

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(shown().dataset.live).catch(() => null);
    // The link has ended: what stood behind it does not stay on the screen.
    if (answer && [404, 410].includes(answer.status) && !isTyped) location.reload();
    if (!answer || answer.status !== 200) return;
    newer = await answer.text();
    if (isBusy()) { told.textContent = ""; button.hidden = false; } else show();
  }

  document.addEventListener("input", (typed) => { isTyped ||= shown().contains(typed.target); });
  document.addEventListener("visibilitychange", look);
  button.addEventListener("click", () => { show(); document.getElementById("main").focus(); });
  setInterval(look, EVERY);
})();
