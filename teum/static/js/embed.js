// Puts a form of ours where this script stands on a page of any site, and keeps it as high as it is.
"use strict";

(() => {
  const here = document.currentScript;
  if (!here) return;
  const from = new URL(here.src);
  const frame = document.createElement("iframe");
  frame.src = from.origin + from.pathname.replace(/\/embed\.js$/, "");
  frame.title = here.dataset.title || "Teum";
  frame.allow = "clipboard-write";
  frame.style.cssText = "width:100%;height:40rem;border:0;display:block";
  here.after(frame);
  addEventListener("message", (told) => {
    if (told.source !== frame.contentWindow || told.origin !== from.origin || told.data?.teum !== "height") return;
    const height = Number(told.data.height);
    if (height > 0 && height < 20_000) frame.style.height = `${Math.ceil(height)}px`;
    if (told.data.news && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
  });
})();
