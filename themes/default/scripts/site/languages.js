// The language switch leads to the same place of the same page: to the heading that is being read, and as far below it.

/** What is read is below this line: a little lower than a heading that was jumped to. */
function readingLine() {
  return 12 + (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0);
}

/**
 * The part of a section that is above the line: which heading it follows, and what part of the way to the next.
 * @param {number[]} tops the tops of all headings, and the end of the text
 * @param {number} line
 * @returns {{index: number, part: number}}
 */
export function placeAt(tops, line) {
  let index = 0;
  while (index + 2 < tops.length && tops[index + 1] <= line) {
    index += 1;
  }
  const part = (line - tops[index]) / Math.max(1, tops[index + 1] - tops[index]);
  return { index, part: Math.min(1, Math.max(0, part)) };
}

/**
 * What a place can be told by: the text itself and its headings, whose names are the same in every language.
 * @returns {HTMLElement[]}
 */
function landmarks() {
  return Array.from(document.querySelectorAll("#main, #main :is(h2, h3, h4)[id]"));
}

/** @param {HTMLElement[]} marks */
function topsOf(marks) {
  const main = document.getElementById("main");
  const tops = marks.map((mark) => mark.getBoundingClientRect().top);
  return [...tops, main ? main.getBoundingClientRect().bottom : 0];
}

/** Goes to the part of a section that the address asks for, and leaves the plain address of the section. */
function arrive() {
  const [part, id] = (new URLSearchParams(location.search).get("at") || "").split(/,(.*)/);
  const marks = landmarks();
  const index = marks.findIndex((mark) => mark.id === id);
  if (!(Number(part) > 0 && Number(part) <= 1) || index < 0) {
    return;
  }
  const tops = topsOf(marks);
  scrollTo({
    top: scrollY + tops[index] + Number(part) * (tops[index + 1] - tops[index]) - readingLine(),
    behavior: "instant",
  });
  // Not before the page has loaded: until then a browser goes to whatever the address names.
  addEventListener("load", () =>
    setTimeout(() =>
      history.replaceState(history.state, "", location.pathname + (index > 0 ? `#${id}` : "")),
    ),
  );
}

/** @param {Iterable<HTMLAnchorElement>} links */
export function startLanguages(links) {
  arrive();
  for (const link of links) {
    link.addEventListener("click", () => {
      const marks = landmarks();
      const tops = topsOf(marks);
      const { index, part } = placeAt(tops, readingLine());
      // A heading at the top of the window is a place of its own, which the browser goes to by itself.
      const within = scrollY > 0 && marks.length > 0 && part > 0.02 && tops[index] < 0;
      const asked = new URLSearchParams(location.search).get("q");
      if (asked) {
        link.search = `?q=${encodeURIComponent(asked)}`;
        return;
      }
      link.search = within ? `?at=${part.toFixed(3)},${encodeURIComponent(marks[index].id)}` : "";
      link.hash = within ? "" : scrollY > 0 && index > 0 ? marks[index].id : location.hash;
    });
  }
}
