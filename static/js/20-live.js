// Pages that are open follow what colleagues record. Without this file, or without JavaScript, a page simply stays as it was loaded.
//
// The server sends ids of events; what is shown is always HTML that the same pages give to everybody. A tab listens with one stream, and
// only while it is looked at: a browser opens few connections to one host, and a dozen forgotten tabs would use them up. Nothing is missed
// by that, for each page knows up to where it has seen the log, and the stream begins there.
(() => {
  "use strict";

  const main = () => document.getElementById("main");
  // Of several, the one that is chosen: the form of a birth is about the mother.
  const find = (what) => document.querySelector(`[data-live-${what}]:not([type=radio]:not(:checked))`);
  const count = (n) => (n === 1 ? "1 change" : `${n} changes`);

  function say(words) {
    const said = document.getElementById("said");
    if (said) said.textContent = words;
  }

  // Listening ----------------------------------------------------------------------------------------------------------

  const PAUSE = 2_000;
  const LONGEST_PAUSE = 60_000;

  /** What the page in this tab has seen and said; null where it follows nothing. */
  let page = null;
  let stream = null;
  let pause = PAUSE;
  let retry;

  function begin() {
    stop();
    const seen = main()?.dataset.seen;
    const follows = document.querySelector("[data-live-pet], [data-live-list], [data-live-form]");
    // A page that shows the past stays as it is.
    const isPast = new URLSearchParams(location.search).has("as_of");
    page = seen && follows && !isPast ? { seen, told: new Set(), fresh: new Set(), waiting: [], isMany: false } : null;
    listen();
  }

  function listen() {
    if (!page || stream || document.hidden) return;
    stream = new EventSource(`${main().dataset.live}?since=${encodeURIComponent(page.seen)}`);
    stream.addEventListener("changes", hear);
    stream.addEventListener("many", hear);
    stream.addEventListener("reached", ({ data }) => keep(data));
    stream.onopen = () => (pause = PAUSE);
    stream.onerror = () => {
      // A lost connection the browser makes again by itself. An answer that is no stream (busy, signed out) it does not.
      if (stream?.readyState !== EventSource.CLOSED) return;
      stop();
      retry = setTimeout(listen, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  }

  function stop() {
    clearTimeout(retry);
    stream?.close();
    stream = null;
  }

  /** How far the shop had come with the news, so that no page from here on shows it as it was before. */
  function keep(reached) {
    const path = main().dataset.live.replace(/live$/, "");
    document.cookie = `hello-told=${reached}; path=${path}; samesite=lax`;
  }

  function hear(message) {
    if (!page) return;
    page.seen = message.lastEventId;
    const isMany = message.type === "many";
    // What somebody recorded on the way to this page may be told once more.
    const isNews = ({ id }) => !page.told.has(id) && !document.querySelector(`main a[href$="/events/${id}"]`);
    const news = JSON.parse(message.data).filter(isNews);
    for (const { id } of news) page.told.add(id);
    const isAbout = (pet) => isMany || news.some(({ pets }) => pets.includes(pet));

    const pet = find("pet");
    if (pet && isAbout(pet.dataset.livePet)) renew(pet);
    const form = find("form");
    if (form && isAbout(form.dataset.liveForm)) warn(form);
    const list = find("list");
    if (list) offer(list, news, isMany);
  }

  /** HTML as the server makes it; empty where somebody has to sign in again. It says that nobody pressed anything. */
  async function fragment(address) {
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial", "X-Live": "1" };
    const answer = await fetch(address, { headers });
    if (answer.status >= 500) throw new Error(answer.statusText);
    return answer.ok && !answer.redirected && !answer.headers.has("HX-Redirect") ? answer.text() : "";
  }

  /** The page may be another one when an answer comes, and the shop may be away when it is asked. */
  async function withFragment(address, use) {
    const asking = page;
    try {
      const html = await fragment(address);
      if (page === asking && html.trim()) use(html);
    } catch {
      setTimeout(() => page === asking && withFragment(address, use), PAUSE);
    }
  }

  // A pet's page -------------------------------------------------------------------------------------------------------

  const eventsIn = (element) => [...element.querySelectorAll(".timeline a[href*='/events/']")].map((link) => link.pathname);

  function renew(pet) {
    withFragment(location.pathname + location.search, (html) => {
      const known = new Set(eventsIn(pet));
      const restore = remember(pet);
      pet.innerHTML = html;
      window.htmx?.process(pet);
      for (const event of eventsIn(pet)) if (!known.has(event)) page.fresh.add(event);
      const fresh = markFresh(pet);
      restore();
      if (fresh) say(`${pet.querySelector("h1")?.textContent}: ${spoken(fresh.querySelector(".said p"))}`);
    });
  }

  /** Where somebody was: what has the focus, what is unfolded, and which line of the story is where on the screen. */
  function remember(pet) {
    const links = () => [...pet.querySelectorAll("a[href]")];
    const summaries = () => [...pet.querySelectorAll("details > summary")];
    const focused = pet.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const unfolded = summaries().filter((summary) => summary.parentElement.open).map((summary) => summary.textContent);
    const line = scrollY > 0 && links().find((link) => link.closest(".timeline") && link.getBoundingClientRect().top > 0);
    const top = line && line.getBoundingClientRect().top;
    return () => {
      for (const summary of summaries()) if (unfolded.includes(summary.textContent)) summary.parentElement.open = true;
      const same = (href) => links().find((link) => link.getAttribute("href") === href);
      const moved = line && same(line.getAttribute("href"));
      if (moved) scrollBy({ top: moved.getBoundingClientRect().top - top, behavior: "instant" });
      if (focused !== null) (same(focused) ?? main()).focus({ preventScroll: true });
    };
  }

  /** The words of an element without those that are only to be seen. */
  function spoken(element) {
    const words = element.cloneNode(true);
    for (const seen of words.querySelectorAll("[aria-hidden]")) seen.remove();
    return words.textContent.replace(/\s+/g, " ").trim();
  }

  function markFresh(pet) {
    const lines = [...pet.querySelectorAll(".timeline > li")];
    const fresh = lines.filter((line) => [...line.querySelectorAll("a")].some((link) => page.fresh.has(link.pathname)));
    for (const line of fresh) {
      line.dataset.fresh = "";
      const word = document.createElement("span");
      word.className = "fresh-word";
      word.textContent = "new";
      line.querySelector(".when")?.prepend(word, " ");
    }
    return fresh[0];
  }

  // A list -------------------------------------------------------------------------------------------------------------

  // Rows never move under somebody's finger: the page says that there is more to see, and shows it when asked.
  function offer(list, news, isMany) {
    const { liveAbout, liveKinds } = list.dataset;
    const concerns = ({ kind, pets }) => (!liveAbout || pets.includes(liveAbout)) && (!liveKinds || liveKinds.split(" ").includes(kind));
    const now = performance.now();
    page.waiting.push(...news.filter(concerns).map(() => now));
    page.isMany ||= isMany;
    showBar();
  }

  function showBar() {
    let bar = document.querySelector(".live-bar");
    if (page.waiting.length === 0 && !page.isMany) {
      bar?.remove();
      return;
    }
    if (!bar) {
      bar = document.createElement("a");
      bar.className = "button live-bar";
      bar.setAttribute("hx-push-url", "false");
      main()?.append(bar);
    }
    bar.href = location.pathname + location.search;
    bar.textContent = `${page.isMany ? "Many changes" : count(page.waiting.length)} – show`;
    window.htmx?.process(bar);
    say(`${page.isMany ? "Many changes" : count(page.waiting.length)} in the shop`);
  }

  // A form -------------------------------------------------------------------------------------------------------------

  // Laid over the page rather than put into it: what somebody is typing stays where it is.
  function warn(form) {
    const version = form.dataset.liveAfter ?? document.getElementById("expected_version")?.value;
    if (!version) return;
    withFragment(`${main().dataset.live}/pets/${form.dataset.liveForm}?after=${version}`, (html) => {
      document.querySelector(".live-note")?.remove();
      const note = document.createElement("div");
      note.className = "notice amber live-note";
      note.innerHTML = html;
      const close = document.createElement("button");
      close.type = "button";
      close.className = "button small";
      close.textContent = "Close";
      close.addEventListener("click", () => {
        note.remove();
        main()?.focus({ preventScroll: true });
      });
      note.append(close);
      main()?.prepend(note);
      window.htmx?.process(note);
      say([...note.querySelectorAll("li")].map(spoken).join(" "));
    });
  }

  // Coming and going ---------------------------------------------------------------------------------------------------

  const askedAt = new WeakMap();

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx) askedAt.set(ctx, performance.now());
  });

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ctx?.target === document.body) {
      // Another page: its stream begins where that page had looked. Its address stands once this task is over.
      stop();
      page = null;
      setTimeout(begin);
    } else if (page && ctx?.target?.matches?.("[data-live-list]")) {
      // What came before the list was read again is in it.
      page.waiting = page.waiting.filter((at) => at > (askedAt.get(ctx) ?? 0));
      page.isMany = false;
      showBar();
    }
  });

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && listen());

  begin();
})();
