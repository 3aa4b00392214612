/** The XML of the two charts of a workbook's result: a radar chart and a bar chart. Pure. */
import { xmlElement, xmlText } from "./xml.js";

/**
 * @typedef {{name: string, colour: string, dashed?: boolean, range: string, values: (number | null)[]}} Series
 *
 * @typedef {object} ChartParts
 * @property {"radar" | "bar"} kind
 * @property {string} title
 * @property {string} range Of the names along the chart.
 * @property {string[]} names
 * @property {Series[]} series
 * @property {number} most The highest level.
 */

const NAMES = "http://schemas.openxmlformats.org/drawingml/2006/";

/**
 * An element of a chart.
 * @param {string} name
 * @param {...(string | number)} children
 */
function chartElement(name, ...children) {
  return xmlElement(`c:${name}`, {}, ...children);
}

/**
 * Elements of a chart that hold nothing but a value.
 * @param {Record<string, string | number>} values
 */
function chartValues(values) {
  return Object.entries(values)
    .map(([name, val]) => xmlElement(`c:${name}`, { val }))
    .join("");
}

/**
 * @param {ChartParts} chart
 * @returns {string}
 */
export function chartXml({ kind, title, range, names, series, most }) {
  const radar = kind === "radar";
  const along = chartElement("cat", cachedXml("str", range, names));
  const each = series.map((one, at) => seriesXml(one, at, radar, along));
  const axes = chartValues({ axId: 1 }) + chartValues({ axId: 2 });
  const drawn = radar
    ? chartElement(
        "radarChart",
        chartValues({ radarStyle: "marker", varyColors: 0 }),
        ...each,
        axes,
      )
    : chartElement(
        "barChart",
        chartValues({ barDir: "bar", grouping: "clustered", varyColors: 0 }),
        ...each,
        chartValues({ gapWidth: 60 }),
        axes,
      );
  const run = xmlElement(
    "a:r",
    {},
    xmlElement("a:rPr", { sz: 1200, b: 1 }),
    xmlElement("a:t", {}, xmlText(title)),
  );
  const overlay = chartValues({ overlay: 0 });
  const parts = [
    chartElement(
      "title",
      chartElement("tx", chartElement("rich", "<a:bodyPr/>", xmlElement("a:p", {}, run))),
      overlay,
    ),
    chartValues({ autoTitleDeleted: 0 }),
    chartElement("plotArea", chartElement("layout"), drawn, axesXml(radar, most)),
    series.length > 1 ? chartElement("legend", chartValues({ legendPos: "b" }), overlay) : "",
    chartValues({ plotVisOnly: 1, dispBlanksAs: "gap" }),
  ];
  return xmlElement(
    "c:chartSpace",
    { "xmlns:c": `${NAMES}chart`, "xmlns:a": `${NAMES}main` },
    chartValues({ roundedCorners: 0 }),
    chartElement("chart", ...parts),
  );
}

/**
 * What cells held when the workbook was written, for programs that do not look again.
 * @param {"str" | "num"} kind
 * @param {string} range
 * @param {(string | number | null)[]} values
 * @param {string} [format]
 */
function cachedXml(kind, range, values, format = "") {
  const points = values.map((value, idx) =>
    value === null ? "" : xmlElement("c:pt", { idx }, chartElement("v", xmlText(value))),
  );
  const cache = chartElement(
    `${kind}Cache`,
    format,
    chartValues({ ptCount: values.length }),
    ...points,
  );
  return chartElement(`${kind}Ref`, chartElement("f", xmlText(range)), cache);
}

/**
 * @param {string} colour
 */
function inkXml(colour) {
  return xmlElement("a:solidFill", {}, xmlElement("a:srgbClr", { val: colour }));
}

/**
 * @param {Series} series
 * @param {number} at
 * @param {boolean} radar
 * @param {string} along
 */
function seriesXml({ name, colour, dashed, range, values }, at, radar, along) {
  const ink = inkXml(colour);
  const drawn = radar
    ? xmlElement(
        "a:ln",
        { w: 28575 },
        ink,
        xmlElement("a:prstDash", { val: dashed ? "dash" : "solid" }),
      )
    : ink;
  const look = chartElement("spPr", drawn) + (radar ? "" : chartValues({ invertIfNegative: 0 }));
  const numbers = chartElement(
    "val",
    cachedXml("num", range, values, chartElement("formatCode", "General")),
  );
  return chartElement(
    "ser",
    chartValues({ idx: at, order: at }),
    chartElement("tx", chartElement("v", xmlText(name))),
    look,
    along,
    numbers,
  );
}

/**
 * The axis of the names and that of the levels. Bars run from the top down, as the table beside them does.
 * @param {boolean} radar
 * @param {number} most
 */
function axesXml(radar, most) {
  const axis = (
    /** @type {string} */ name,
    /** @type {number} */ id,
    /** @type {Record<string, string | number>} */ scaling,
    /** @type {string} */ axPos,
    /** @type {string} */ lines,
    more = "",
  ) =>
    chartElement(
      name,
      chartValues({ axId: id }),
      chartElement("scaling", chartValues(scaling)),
      chartValues({ delete: 0, axPos }),
      lines,
      chartValues({
        majorTickMark: "none",
        minorTickMark: "none",
        tickLblPos: "nextTo",
        crossAx: 3 - id,
        crosses: "autoZero",
      }),
      more,
    );
  const grid = chartElement(
    "majorGridlines",
    chartElement("spPr", xmlElement("a:ln", { w: 6350 }, inkXml("C4C8D8"))),
  );
  const whole = xmlElement("c:numFmt", { formatCode: "0", sourceLinked: 0 });
  return (
    axis(
      "catAx",
      1,
      { orientation: radar ? "minMax" : "maxMin" },
      radar ? "b" : "l",
      radar ? grid : "",
    ) +
    axis(
      "valAx",
      2,
      { orientation: "minMax", max: most, min: 0 },
      radar ? "l" : "t",
      grid + whole,
      chartValues({ crossBetween: "between", majorUnit: 1 }),
    )
  );
}
