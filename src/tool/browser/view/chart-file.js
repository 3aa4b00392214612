/** Charts as files: an SVG that stands alone, and a PNG made from it. Both are in light colours, for documents. */
import { h, s } from "./dom.js";
import { give, nameFor, today } from "./exchange.js";

/** @typedef {import("../types.js").View} View */

/** What the style sheet says about a shape and an SVG can say itself. */
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
  "font-size",
  "font-weight",
  "text-anchor",
];
const SCALE = 2;
const MARGIN = 12;

/**
 * A chart in a figure: its sentence, and buttons that save it. `saved` draws what is saved where that is another drawing.
 * @param {View} view
 * @param {{id: string, title: string, drawing: SVGSVGElement | null, caption: string, saved?: () => SVGSVGElement}} what
 */
export function chartFigure(view, { id, title, drawing, caption, saved }) {
  const whole = saved ?? (drawing && (() => drawing));
  return h(
    "figure",
    null,
    drawing,
    h("figcaption", null, caption),
    whole && chartButtons(view, { id, title, saved: whole }),
  );
}

/**
 * @param {View} view
 * @param {{id: string, title: string, saved: () => SVGSVGElement}} what
 */
export function chartButtons(view, { id, title, saved }) {
  const { words } = view;
  const button = (/** @type {"svg" | "png"} */ ending) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        id: `${id}-${ending}`,
        click: () => saveChart(view, id, saved(), ending),
      },
      words.say(`tool.chart.${ending}`),
      h("span", { class: "unseen" }, ` ${title}`),
    );
  return h("p", { class: "buttons chart-out" }, button("svg"), button("png"));
}

/**
 * @param {View} view
 * @param {string} id
 * @param {SVGSVGElement} chart
 * @param {"svg" | "png"} ending
 */
async function saveChart(view, id, chart, ending) {
  const alone = standalone(chart);
  const text = new XMLSerializer().serializeToString(alone);
  const content =
    ending === "svg"
      ? `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`
      : await pngOf(text, alone);
  if (content) give(view, nameFor(view, today(), id, ending), content);
  else view.act.say(view.words.say("tool.chart.failed"));
}

/**
 * A copy of a chart that needs no style sheet: what it looks like here, in light colours, is written into it.
 * @param {SVGSVGElement} chart
 * @returns {SVGSVGElement}
 */
export function standalone(chart) {
  const copy = /** @type {SVGSVGElement} */ (chart.cloneNode(true));
  const place = h("div", { class: "chart-export" }, copy);
  document.body.append(place);
  for (const shape of copy.querySelectorAll("*")) {
    if (shape.tagName === "title" || shape.tagName === "desc") continue;
    const look = getComputedStyle(shape);
    for (const name of LOOKS) shape.setAttribute(name, look.getPropertyValue(name));
  }
  const { fontFamily, direction } = getComputedStyle(copy);
  const paper = getComputedStyle(place).backgroundColor;
  place.remove();
  for (const shape of copy.querySelectorAll("[class]")) shape.removeAttribute("class");
  const [x = 0, y = 0, width = 0, height = 0] = (copy.getAttribute("viewBox") ?? "")
    .split(" ")
    .map(Number);
  const box = {
    x: x - MARGIN,
    y: y - MARGIN,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
  };
  copy.removeAttribute("class");
  for (const [name, value] of Object.entries({
    viewBox: Object.values(box).join(" "),
    width: box.width,
    height: box.height,
    "font-family": fontFamily,
    direction,
    lang: document.documentElement.lang,
  }))
    copy.setAttribute(name, String(value));
  // The title comes first, so that it is the drawing's own.
  copy.querySelector("desc")?.after(s("rect", { ...box, fill: paper }));
  return copy;
}

/**
 * @param {string} text Of an SVG.
 * @param {SVGSVGElement} drawing
 * @returns {Promise<Blob | null>}
 */
async function pngOf(text, drawing) {
  const image = h("img", {
    src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`,
    alt: "",
  });
  const canvas = h("canvas", {
    width: SCALE * Number(drawing.getAttribute("width")),
    height: SCALE * Number(drawing.getAttribute("height")),
  });
  try {
    await image.decode();
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((made) => canvas.toBlob(made, "image/png"));
  } catch {
    return null;
  }
}
