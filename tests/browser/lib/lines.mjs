// Where lines end, asked in the page.

/** The blocks of Japanese text whose last line has one to three characters, and those whose words a flexible box tears apart. */
export function shortEnds() {
  const japanese = /[\u3040-\u30ff\u3400-\u9fff]/;
  const display = (element) => getComputedStyle(element).display;
  const known = new Map();
  const blockOf = (element) => {
    if (!known.has(element))
      known.set(element, display(element) === "inline" ? blockOf(element.parentElement) : element);
    return known.get(element);
  };

  const blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (
      !node.data.trim() ||
      node.parentElement.closest("script, style, svg, option, pre, .visually-hidden")
    )
      continue;
    const block = blockOf(node.parentElement);
    blocks.set(block, (blocks.get(block) ?? []).concat(node));
  }

  const range = document.createRange();
  const boxes = function* (nodes) {
    for (const node of nodes.toReversed()) {
      for (let at = node.data.length; at > 0; at -= 1) {
        if (!node.data[at - 1].trim()) continue;
        range.setStart(node, at - 1);
        range.setEnd(node, at);
        yield range.getBoundingClientRect();
      }
    }
  };
  /** How many characters the last line has, where it is not the only one; at most 4 are counted. */
  const lastLine = (nodes) => {
    let bottom;
    let count = 0;
    for (const box of boxes(nodes)) {
      bottom ??= box.bottom;
      if (bottom - box.bottom > box.height * 0.6) return count;
      if ((count += 1) > 3) return count;
    }
    return Infinity;
  };

  const visible = [...blocks].filter(
    ([block, nodes]) =>
      nodes.some((node) => japanese.test(node.data)) &&
      block.checkVisibility() &&
      getComputedStyle(block).writingMode === "horizontal-tb" &&
      block.getClientRects().length > 0,
  );
  const end = (element) => `${element.localName}: ${element.textContent.trim().slice(-16)}`;
  const short = visible.filter(([, nodes]) => lastLine(nodes) < 4).map(([block]) => end(block));
  const torn = [...blocks]
    .filter(
      ([block]) =>
        /flex|grid/.test(display(block)) && block.querySelector(":scope > :is(wbr, .end)"),
    )
    .map(([block]) => `torn apart: ${end(block)}`);
  return { blocks: visible.length, wrong: short.concat(torn) };
}
