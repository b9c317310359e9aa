// A family tree that is wider than its room opens at the pet of the page; its ancestors are a scroll to the left.
(() => {
  "use strict";

  function openAtPet() {
    const room = document.querySelector(".tree-room");
    const pet = room?.querySelector(".self");
    if (!pet || room.scrollWidth <= room.clientWidth) return;
    room.scrollLeft += pet.getBoundingClientRect().left - room.getBoundingClientRect().left - 8;
  }

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.target === document.body) openAtPet();
  });
  openAtPet();
})();
