// The search box. What searches is loaded when the box is first used, so that a page which is only read costs nothing for it.

/** The only scripts that a page may load: the search and its index, by address relative to the page. */
const searchScripts =
  /^(?:\.\.?\/)*(?:assets\/search\.js|search\/[A-Za-z0-9-]+\/(?:head|[pt]\d+)\.js)(?:\?v=[0-9a-f]+)?$/;

/**
 * The page's one Trusted Types policy; null in a browser that has none.
 *
 * @returns {{ createScriptURL(address: string): any } | null}
 */
function searchPolicy() {
  const factory = /** @type {any} */ (window).trustedTypes;
  if (!factory) {
    return null;
  }
  return factory.createPolicy("shirube", {
    /** @param {string} address */
    createScriptURL(address) {
      if (searchScripts.test(address)) {
        return address;
      }
      throw new TypeError(address);
    },
  });
}

/**
 * Loads the search at the first use of its box; "/" leads to the box.
 *
 * @param {HTMLFormElement} form
 */
export function startSearchBox(form) {
  const input = form.querySelector("input");
  const address = form.dataset.script;
  if (!input || !address) {
    return;
  }
  const policy = searchPolicy();
  // While an input method composes, the text is not yet the reader's; its end starts the search.
  let composing = false;
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => (composing = false));
  document.addEventListener(
    "shirube:search",
    (event) => {
      event.preventDefault();
      /** @type {CustomEvent} */ (event).detail(form, policy, composing);
    },
    { once: true },
  );
  let loading = false;
  const load = () => {
    // The box may have the focus before its focus is listened to, or get it twice.
    if (loading) {
      return;
    }
    loading = true;
    const script = document.createElement("script");
    script.src = policy ? policy.createScriptURL(address) : address;
    script.addEventListener("error", () => {
      script.remove();
      loading = false;
      input.addEventListener("input", load, { once: true });
    });
    document.head.append(script);
  };
  input.addEventListener("focus", load, { once: true });
  // Back, or an address that somebody shared.
  const asked = new URLSearchParams(location.search).get("q");
  // The page of results shows what it finds in its text.
  const results = document.querySelector("[data-search-page]");
  if (asked) {
    input.value = asked;
    if (!results) input.focus({ preventScroll: true });
  }
  if ((asked && results) || document.activeElement === input) {
    load();
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const writing =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches("input, textarea, select"));
    if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
}
