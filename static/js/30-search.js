// The answers under the search box: arrow keys go through them, Escape closes them. Without this file Enter leads to the page of answers.
(() => {
  "use strict";

  const room = () => document.getElementById("answers");
  const box = () => document.getElementById("find");
  const links = () => [...(room()?.querySelectorAll("a") ?? [])];
  const close = () => room()?.replaceChildren();

  document.addEventListener("keydown", (event) => {
    const inBox = event.target === box();
    const inRoom = room()?.contains(event.target);
    if ((!inBox && !inRoom) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && links().length + (room()?.childElementCount ?? 0) > 0) {
      event.preventDefault();
      close();
      box().focus();
      return;
    }
    const all = links();
    const here = all.indexOf(event.target);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: inRoom ? 0 : NaN, End: inRoom ? all.length - 1 : NaN }[event.key];
    if (next === undefined || Number.isNaN(next) || all.length === 0 || (inBox && event.key === "ArrowUp")) return;
    event.preventDefault();
    if (next < 0) box().focus();
    else all[Math.min(next, all.length - 1)].focus();
  });

  // Answers to what is no longer asked are in the way: when the focus goes elsewhere, when the form is sent, when the box is emptied.
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest?.(".find-room")) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.(".find-room")) close();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.contains(box())) close();
  }, true);
  document.addEventListener("htmx:after:swap", () => {
    if (room() && (document.activeElement !== box() || box().value.trim() === "")) close();
  });
})();
