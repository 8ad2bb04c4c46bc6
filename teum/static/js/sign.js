// A signature drawn by hand, kept as lines of points in the canvas's own units. Signing works without this file.
"use strict";

(() => {
  const drawn = new WeakMap();

  function pen(canvas) {
    const found = canvas.getContext("2d");
    found.lineWidth = 3;
    found.lineCap = found.lineJoin = "round";
    return found;
  }

  function place(event, canvas) {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    return [Math.round(x), Math.round(y)];
  }

  function keep(canvas) {
    const lines = drawn.get(canvas) || [];
    canvas.closest("form").elements.drawn.value = lines.length ? JSON.stringify(lines) : "";
  }

  function goOn(event, canvas) {
    const lines = drawn.get(canvas), line = lines[lines.length - 1], to = place(event, canvas);
    const ink = pen(canvas);
    ink.beginPath();
    ink.moveTo(...(line[line.length - 1] || to));
    ink.lineTo(...to);
    ink.stroke();
    line.push(to);
    keep(canvas);
  }

  document.addEventListener("pointerdown", (event) => {
    const canvas = event.target;
    if (!(canvas instanceof HTMLCanvasElement)) return;
    canvas.setPointerCapture(event.pointerId);
    drawn.set(canvas, [...(drawn.get(canvas) || []), []]);
    goOn(event, canvas);
  });
  document.addEventListener("pointermove", (event) => {
    const canvas = event.target;
    if (canvas instanceof HTMLCanvasElement && canvas.hasPointerCapture(event.pointerId)) goOn(event, canvas);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-clear]");
    if (!button) return;
    const canvas = button.parentElement.querySelector("canvas");
    drawn.delete(canvas);
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    keep(canvas);
  });
})();
