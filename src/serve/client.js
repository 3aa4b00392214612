// The development server's hand in an open page: reloads it when there is a new site, shows what the last build found.
// The page's policy forbids markup from strings and style attributes, so everything here is made node by node.
(() => {
  "use strict";

  const script = document.currentScript;
  const hasOverlay = script.dataset.overlay !== "off";
  let source = null;
  let host = null;

  // A browser may refuse storage; then a closed overlay comes back, and the browser's own scroll memory has to do.
  const remember = (key, value) => {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      /* see above */
    }
  };
  const recall = (key) => {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  };

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // A finding as the page without a site shows it too; see `item` in page.rs.
  function item(finding, texts) {
    const source = element(
      "p",
      "source",
      element("strong", "", texts[finding.severity]),
      " ",
      element("code", "", finding.rule),
      " ",
      element("span", "", finding.place),
    );
    const parts = [source, element("p", "message", finding.message)];
    if (finding.hint) parts.push(element("p", "hint", `${texts.hint}: ${finding.hint}`));
    return element("li", finding.severity, ...parts);
  }

  function panel(state, close) {
    const { texts } = state;
    const title = element("h2", "", texts.title);
    title.id = "title";
    const button = element("button", "close", texts.close);
    button.type = "button";
    button.addEventListener("click", close);
    // The alert is what a screen reader speaks at once; a warning can wait until it is looked for.
    const list = element(
      "div",
      "",
      element("ol", "", ...state.findings.map((one) => item(one, texts))),
    );
    if (state.failed) {
      list.setAttribute("role", "alert");
      list.prepend(element("p", "outdated", texts.outdated));
    }
    const made = element(
      "section",
      state.failed ? "findings failed" : "findings",
      element("header", "", title, button),
      list,
    );
    made.setAttribute("aria-labelledby", "title");
    made.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    return made;
  }

  // The overlay lives in a shadow tree: the site's styles do not reach in, and its own do not reach out.
  function show(state, data) {
    host?.remove();
    host = null;
    if (
      !hasOverlay ||
      (!state.failed && state.findings.length === 0) ||
      recall("shirube-closed") === data
    )
      return;
    host = element("shirube-findings");
    host.lang = state.texts.language;
    host.dir = state.texts.direction;
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/__shirube/client.css";
    const close = () => {
      remember("shirube-closed", data);
      host?.remove();
      host = null;
    };
    host.attachShadow({ mode: "open" }).append(style, panel(state, close));
    document.body.append(host);
  }

  function receive(event) {
    const state = JSON.parse(event.data);
    if (state.build === script.dataset.build) {
      const { findings, failed } = state;
      show(state, JSON.stringify({ findings, failed }));
      return;
    }
    disconnect();
    remember("shirube-scroll", JSON.stringify([location.href, scrollX, scrollY]));
    location.reload();
  }

  function restoreScroll() {
    const [address, x, y] = JSON.parse(recall("shirube-scroll") ?? "[]");
    remember("shirube-scroll", "[]");
    if (address === location.href) scrollTo({ left: x, top: y, behavior: "instant" });
  }

  // A browser allows six connections to a server: a page that nobody looks at gives its own back, and asks again later.
  function connect() {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource("/__shirube/events");
    source.addEventListener("state", receive);
  }

  function disconnect() {
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "hidden" ? disconnect() : connect(),
  );
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  addEventListener("load", restoreScroll);
  connect();
})();
