// The glossary narrows to what is typed. Without this script all terms are there, and the field is not.

/**
 * A text as terms are compared with what a reader types. The build folds the terms in the same way (`render::glossary`);
 * both pass tests/search/fold.json.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const kana = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60));
  return kana.replace(/[\sー・\-‐/]/g, "");
}

/**
 * Whether a term is meant: each word of the query is part of what the term is found by.
 * @param {string} query
 * @param {string} folded
 * @returns {boolean}
 */
export function isMeant(query, folded) {
  return query
    .split(/\s+/)
    .map(fold)
    .every((word) => folded.includes(word));
}

/** @param {HTMLElement} box The field with its label and its count. */
export function startGlossary(box) {
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  /** @type {HTMLElement[]} */
  const terms = Array.from(document.querySelectorAll(".glossary > [data-find]"));
  if (!field || !status) {
    return;
  }
  const narrow = () => {
    const query = field.value.trim();
    for (const term of terms) {
      term.hidden = !isMeant(query, term.dataset.find || "");
    }
    for (const list of document.querySelectorAll(".glossary")) {
      const empty = !list.querySelector(":scope > :not([hidden])");
      const heading = list.previousElementSibling;
      list.toggleAttribute("hidden", empty);
      heading?.toggleAttribute("hidden", empty);
      document
        .querySelector(`.letters [href="#${heading?.id}"]`)
        ?.toggleAttribute("data-empty", empty);
    }
    const shown = terms.filter((term) => !term.hidden).length;
    const count = (box.dataset.count || "")
      .replace("%{count}", String(shown))
      .replace("%{total}", String(terms.length));
    status.textContent = query === "" ? "" : count;
  };
  field.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) {
      narrow();
    }
  });
  field.addEventListener("compositionend", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      field.value = "";
      narrow();
    }
  });
  // A letter whose terms are hidden leads to them again.
  document.querySelector(".letters")?.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-empty]")) {
      field.value = "";
      narrow();
    }
  });
  box.hidden = false;
  // A browser that goes back puts the text into the field again.
  narrow();
}
