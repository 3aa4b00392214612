// Tasks that a reader ticks. The browser keeps the ticks; they never leave it.

const KEY = "shirube-checklists";

/**
 * The ticks of a page's tasks: how many tasks it had, and the places of those that are done. Where a page has another number of
 * tasks by now, its ticks would stand beside other words, so they do not count.
 * @typedef {{of: number, done: number[]}} Ticks
 * @typedef {Record<string, Ticks>} Kept
 */

/**
 * What was kept, where it can be read and is what we wrote.
 * @param {string | null} text
 * @returns {Kept}
 */
export function readTicks(text) {
  /** @type {Kept} */
  const kept = {};
  try {
    for (const [page, ticks] of Object.entries(JSON.parse(text ?? "{}"))) {
      if (Number.isInteger(ticks?.of) && Array.isArray(ticks?.done)) {
        kept[page] = { of: ticks.of, done: ticks.done.filter(Number.isInteger) };
      }
    }
  } catch {
    return {};
  }
  return kept;
}

/**
 * What is kept once a task is ticked, or no longer.
 * @param {Kept} kept
 * @param {{page: string, of: number, at: number, isDone: boolean}} tick
 * @returns {Kept}
 */
export function withTick(kept, { page, of, at, isDone }) {
  const others = doneOf(kept, page, of).filter((other) => other !== at);
  const done = isDone ? [...others, at].sort((a, b) => a - b) : others;
  return { ...kept, [page]: { of, done } };
}

/**
 * The places of the tasks of a page that are done.
 * @param {Kept} kept
 * @param {string} page
 * @param {number} of How many tasks the page has.
 * @returns {number[]}
 */
export function doneOf(kept, page, of) {
  const ticks = Object.hasOwn(kept, page) ? kept[page] : undefined;
  return ticks && ticks.of === of ? ticks.done.filter((at) => at >= 0 && at < of) : [];
}

/** What is kept; `null` where the browser keeps nothing. */
function load() {
  try {
    return readTicks(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/**
 * @param {Kept} kept
 * @returns {boolean} Whether the browser keeps it.
 */
function store(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/**
 * The boxes of each page whose tasks stand here.
 * @param {Iterable<HTMLElement>} lists
 * @returns {Map<string, HTMLInputElement[]>}
 */
function boxesByPage(lists) {
  /** @type {Map<string, HTMLInputElement[]>} */
  const pages = new Map();
  for (const list of lists) {
    const page = list.dataset.page ?? "";
    const boxes = list.querySelectorAll("input");
    pages.set(page, [...(pages.get(page) ?? []), ...boxes]);
  }
  return pages;
}

/**
 * @param {HTMLElement[]} lists
 * @param {HTMLElement | null} all Where all checklists stand, on the page that has them.
 */
export function startChecklists(lists, all) {
  // There, a browser may keep something of its own for each page: ticks are made in one place only.
  if (location.protocol === "file:" && !all) {
    return;
  }
  const pages = boxesByPage(lists);
  const loaded = load();
  let isKept = loaded !== null;
  let kept = loaded ?? {};
  /** @type {Kept | null} */
  let cleared = null;
  const show = () => {
    for (const [page, boxes] of pages) {
      const done = doneOf(kept, page, boxes.length);
      boxes.forEach((box, at) => {
        box.checked = done.includes(at);
      });
    }
    if (all) showProgress(all, { isKept, isCleared: cleared !== null });
  };
  /** @param {Kept} next */
  const change = (next) => {
    kept = next;
    isKept = store(kept);
    show();
  };
  for (const [page, boxes] of pages) {
    boxes.forEach((box, at) => {
      box.disabled = false;
      box.addEventListener("change", () => {
        cleared = null;
        change(withTick(kept, { page, of: boxes.length, at, isDone: box.checked }));
      });
    });
  }
  all?.querySelector("button")?.addEventListener("click", () => {
    const before = cleared;
    cleared = before === null ? kept : null;
    change(before ?? {});
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY) {
      kept = readTicks(event.newValue);
      show();
    }
  });
  if (all) openInPrint(all);
  show();
}

/**
 * The boxes of a sheet that is filled in on the spot: nothing of it is kept.
 * @param {Iterable<HTMLInputElement>} boxes
 */
export function startSheet(boxes) {
  for (const box of boxes) {
    box.disabled = false;
    box.setAttribute("aria-label", box.parentElement?.textContent?.trim() ?? "");
  }
}

/**
 * Paper shows every list.
 * @param {HTMLElement} all
 */
function openInPrint(all) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...all.querySelectorAll("details")].filter((list) => !list.open);
    for (const list of opened) list.open = true;
  });
  addEventListener("afterprint", () => {
    for (const list of opened) list.open = false;
  });
}

/**
 * How much is done: of each checklist, and of all.
 * @param {HTMLElement} all
 * @param {{isKept: boolean, isCleared: boolean}} state
 */
function showProgress(all, { isKept, isCleared }) {
  const box = all.querySelector(".progress");
  const bar = all.querySelector("progress");
  const status = all.querySelector("[role=status]");
  const button = all.querySelector("button");
  if (!(box instanceof HTMLElement) || !bar || !status || !button) {
    return;
  }
  const counted = (/** @type {ParentNode} */ part) => {
    const boxes = [...part.querySelectorAll("input")];
    return { done: boxes.filter((one) => one.checked).length, of: boxes.length };
  };
  for (const list of all.querySelectorAll("details")) {
    const { done, of } = counted(list);
    const count = list.querySelector(".count");
    if (count) count.textContent = `${done}/${of}`;
  }
  const { done, of } = counted(all);
  [bar.max, bar.value] = [of, done];
  const words = (box.dataset.count ?? "")
    .replace("%{done}", String(done))
    .replace("%{total}", String(of));
  status.textContent = isKept ? words : `${words} ${box.dataset.lost ?? ""}`;
  button.dataset.clear ??= button.textContent ?? "";
  button.textContent = (isCleared ? box.dataset.undo : button.dataset.clear) ?? "";
  button.disabled = done === 0 && !isCleared;
  box.hidden = false;
}
