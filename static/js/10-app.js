// What a page does beyond htmx. Every page works without this file; it only makes the counter quicker.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const main = () => document.getElementById("main");

  // Keys ---------------------------------------------------------------------------------------------------------------

  // A letter means a letter to somebody who types, and a shortcut only to somebody who does not.
  const isTyping = (element) =>
    element.isContentEditable || element.matches("input:not([type=radio], [type=checkbox]), textarea, select");

  function moveAlongRows(step) {
    // What is folded away cannot take the focus.
    const rows = all("a[data-row]").filter((row) => row.checkVisibility());
    if (rows.length === 0) return;
    const here = rows.indexOf(document.activeElement);
    const next = here === -1 ? (step > 0 ? 0 : rows.length - 1) : here + step;
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function focusSearch() {
    // A list's own search goes before the one in the header: it keeps the other filters.
    const search = document.querySelector("[data-search='here']") ?? document.querySelector("[data-search]");
    search?.focus();
    search?.select();
  }

  function showKeys() {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
  }

  const shortcuts = {
    "/": focusSearch,
    "?": showKeys,
    j: () => moveAlongRows(1),
    k: () => moveAlongRows(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus();
    // Choices come as one types; Enter in their search would send a form that is not finished.
    if (event.key === "Enter" && event.target.matches("[data-chooser]") && window.htmx) event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const shortcut = shortcuts[event.key];
    if (!shortcut) return;
    event.preventDefault();
    shortcut();
  });

  // Menus --------------------------------------------------------------------------------------------------------------

  function closeMenus(except) {
    for (const menu of all("details.menu[open]")) {
      if (menu === except) continue;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    if (event.target.closest("[data-show-keys]")) showKeys();
    if (event.target.closest("[data-print]")) window.print();
  });

  // One submit, one event ----------------------------------------------------------------------------------------------

  // The server makes one event of a doubled form whatever happens here; this spares the second wait and says that work is under way.
  const busy = new Map();

  function release(form) {
    for (const button of busy.get(form) ?? []) button.removeAttribute("aria-busy");
    busy.delete(form);
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.method !== "post") return;
      if (busy.has(form)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      const buttons = event.submitter ? [event.submitter] : [];
      busy.set(form, buttons);
      for (const button of buttons) button.setAttribute("aria-busy", "true");
      // Where no answer ever comes, somebody must be able to try again.
      setTimeout(release, 10_000, form);
    },
    true, // before htmx, which listens on the form itself
  );

  document.addEventListener("htmx:finally:request", (event) => {
    const source = event.detail.ctx?.sourceElement;
    if (busy.has(source)) release(source);
  });
  // Back shows the page as it was left, with its busy button.
  addEventListener("pageshow", () => [...busy.keys()].forEach(release));

  // Choices come as one types: from the field the next stop is what it found, not the button that looks it up without a script.
  function leadToChoices() {
    for (const button of all(".search-line button")) button.tabIndex = -1;
  }

  // At set-up the time zone is a guess of the server's; the browser knows better where its owner is.
  function guessTimeZone() {
    const zones = document.querySelector("select[data-time-zone]");
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones && [...zones.options].some((option) => option.value === own)) zones.value = own;
  }

  // Focus and pages ----------------------------------------------------------------------------------------------------

  // What went wrong, or what somebody else did meanwhile, is read before anything else.
  const focusNews = () => {
    const news = document.querySelector("[data-news]");
    // The browser does that by itself where the page comes whole.
    if (!news?.matches("[autofocus]")) news?.focus();
    return Boolean(news);
  };

  // What was recorded is news once: whoever reloads the page or hands its address on sees the page alone.
  function forgetNews() {
    setTimeout(() => {
      const url = new URL(location.href);
      if (!url.searchParams.has("recorded")) return;
      url.searchParams.delete("recorded");
      history.replaceState(history.state, "", url);
    });
  }

  // A live region speaks only where it stood before its words changed, so the words are carried to one that never leaves.
  function sayWhatCame(target) {
    const words = target?.querySelector?.("[data-say]")?.textContent;
    const said = document.getElementById("said");
    if (words && said) said.textContent = words;
  }

  document.addEventListener("htmx:after:swap", (event) => {
    refreshTimes();
    revealButtons();
    leadToChoices();
    const ctx = event.detail.ctx;
    if (ctx?.target !== document.body) {
      sayWhatCame(ctx?.target);
      const asked = ctx?.target?.querySelector("[data-focus]");
      if (asked) asked.focus();
      // The button that was pressed may have gone with what it replaced.
      else if (document.activeElement === document.body) ctx?.target?.querySelector("input, button")?.focus();
      return;
    }
    forgetNews();
    const anchor = document.getElementById(ctx.request.anchor ?? "");
    if (anchor?.matches("input")) {
      anchor.closest("details")?.setAttribute("open", "");
      anchor.focus();
    }
    // The whole page was replaced: start where a newly loaded page would start to be read.
    else if (!focusNews() && !document.activeElement?.matches("[autofocus]")) main()?.focus({ preventScroll: true });
  });

  // An address says what is looked for, not what is not: `?q=bella`, not `?q=bella&species=&status=`.
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = event.detail.ctx;
    if (request.method !== "GET" || !request.body) return;
    const url = new URL(request.action, document.baseURI);
    for (const [name, value] of [...request.body.entries()]) {
      if (value !== "") continue;
      request.body.delete(name);
      url.searchParams.delete(name);
    }
    request.action = url.pathname + url.search;
  });

  // Where the shop cannot be reached, the browser's own page says so for a link; a form must not lose what was typed.
  function cannotBeReached(ctx) {
    if (ctx.request.method === "GET" && ctx.target === document.body) {
      location.assign(ctx.request.action);
      return;
    }
    const unreachable = document.getElementById("unreachable");
    if (!unreachable || document.querySelector("main > [data-unreachable]")) return;
    main()?.prepend(unreachable.content.cloneNode(true));
    main()?.querySelector("[data-unreachable]")?.focus();
  }

  document.addEventListener("htmx:error", (event) => {
    const ctx = event.detail.ctx;
    // An answer that was read to its end has come.
    if (ctx && ctx.text === undefined) cannotBeReached(ctx);
  });

  // What stands in front of the shop answers for it while it is away, with a page in which no form is.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status < 500 || ctx.response.headers.has("x-request-id")) return;
    event.preventDefault();
    cannotBeReached(ctx);
  });

  document.addEventListener("htmx:before:request", () => {
    for (const note of all("main > [data-unreachable]")) note.remove();
  });

  // Waiting ------------------------------------------------------------------------------------------------------------

  // The page says that another is on its way; the eye sees it by the same attribute, and only where it takes longer than a blink.
  let slow;

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx?.target !== document.body) return;
    main()?.setAttribute("aria-busy", "true");
    clearTimeout(slow);
    slow = setTimeout(() => (document.getElementById("said").textContent = "Loading"), 1000);
  });

  function arrived() {
    clearTimeout(slow);
    main()?.removeAttribute("aria-busy");
  }

  document.addEventListener("htmx:finally:request", arrived);
  addEventListener("pageshow", arrived);

  // Time ---------------------------------------------------------------------------------------------------------------

  const plural = (n, unit) => `${n} ${unit}${n === 1 ? "" : "s"} ago`;

  function ago(seconds) {
    if (seconds < 5) return "just now";
    if (seconds < 60) return plural(Math.floor(seconds), "second");
    if (seconds < 3600) return plural(Math.floor(seconds / 60), "minute");
    return plural(Math.floor(seconds / 3600), "hour");
  }

  // Only what is younger than a day says how long ago it was; the server writes the rest as dates.
  function refreshTimes() {
    for (const time of all("time[data-ago]")) {
      const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
      if (seconds >= 0 && seconds < 86_400) time.textContent = ago(seconds);
    }
  }

  // Start --------------------------------------------------------------------------------------------------------------

  function revealButtons() {
    for (const button of all("[data-show-keys], [data-print]")) button.hidden = false;
  }

  setInterval(refreshTimes, 30_000);
  refreshTimes();
  revealButtons();
  leadToChoices();
  guessTimeZone();
  focusNews();
  forgetNews();
})();
