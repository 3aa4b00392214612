// A list narrows to what is typed. Without this script all entries are there, and the field is not.

/**
 * A text as entries are compared with what a reader types. The build folds them in the same way (`render::list`);
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
 * Whether an entry is meant: each word of the query is part of what it is found by.
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

/**
 * The lists that a bar stands above, with their headings between them; of a table its rows.
 * @param {Element} bar
 * @returns {HTMLElement[]}
 */
function listsBelow(bar) {
  /** @type {HTMLElement[]} */
  const lists = [];
  for (let next = bar.nextElementSibling; next; next = next.nextElementSibling) {
    const list = next.querySelector(":scope > table > tbody") ?? next;
    if (list instanceof HTMLElement && list.querySelector(":scope > [data-find]")) {
      lists.push(list);
    } else if (!next.matches("h2, h3, .heading")) {
      break;
    }
  }
  return lists;
}

/** @param {HTMLElement} box The field with its label and its count. */
export function startFilter(box) {
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const bar = box.parentElement;
  if (!field || !status || !bar) {
    return;
  }
  const lists = listsBelow(bar);
  const entries = lists.flatMap((list) =>
    Array.from(list.children).filter((entry) => entry instanceof HTMLElement),
  );
  const letters = bar.querySelector(".letters");
  /** @param {HTMLElement} list */
  const close = (list) => {
    const empty = !list.querySelector(":scope > :not([hidden])");
    const heading = list.previousElementSibling;
    list.toggleAttribute("hidden", empty);
    if (heading !== bar) {
      heading?.toggleAttribute("hidden", empty);
    }
    letters?.querySelector(`[href="#${heading?.id}"]`)?.toggleAttribute("data-empty", empty);
  };
  const narrow = () => {
    const query = field.value.trim();
    for (const entry of entries) {
      entry.hidden = !isMeant(query, entry.dataset.find || "");
    }
    lists.forEach(close);
    const shown = entries.filter((entry) => !entry.hidden).length;
    const count = (box.dataset.count || "")
      .replace("%{count}", String(shown))
      .replace("%{total}", String(entries.length));
    status.textContent = query === "" ? "" : count;
  };
  const widen = () => {
    field.value = "";
    narrow();
  };
  field.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) {
      narrow();
    }
  });
  field.addEventListener("compositionend", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      widen();
    }
  });
  // A letter whose entries are hidden leads to them again.
  letters?.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-empty]")) {
      widen();
    }
  });
  box.hidden = false;
  // A browser that goes back puts the text into the field again.
  narrow();
}
