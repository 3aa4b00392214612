/** The XML of the two charts of a workbook's result: a radar chart and a bar chart. Pure. */
import { xmlText } from "./xml.js";

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

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/";

/**
 * @param {ChartParts} chart
 * @returns {string}
 */
export function chartXml({ kind, title, range, names, series, most }) {
  const radar = kind === "radar";
  const each = series.map((one, at) => seriesXml(one, at, radar, categoriesXml(range, names)));
  const axes = '<c:axId val="1"/><c:axId val="2"/>';
  const drawn = radar
    ? `<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>${each.join("")}${axes}</c:radarChart>`
    : `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${each.join("")}<c:gapWidth val="60"/>${axes}</c:barChart>`;
  const plot = `<c:plotArea><c:layout/>${drawn}${axesXml(radar, most)}</c:plotArea>`;
  const legend = series.length > 1 ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' : "";
  const head = `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr sz="1200" b="1"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>`;
  return `<c:chartSpace xmlns:c="${DRAWING}chart" xmlns:a="${DRAWING}main"><c:roundedCorners val="0"/><c:chart>${head}${plot}${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

/**
 * @param {string} range
 * @param {string[]} names
 */
function categoriesXml(range, names) {
  const points = names.map((name, at) => `<c:pt idx="${at}"><c:v>${xmlText(name)}</c:v></c:pt>`);
  return `<c:cat><c:strRef><c:f>${xmlText(range)}</c:f><c:strCache><c:ptCount val="${names.length}"/>${points.join("")}</c:strCache></c:strRef></c:cat>`;
}

/**
 * @param {Series} series
 * @param {number} at
 * @param {boolean} radar
 * @param {string} categories
 */
function seriesXml({ name, colour, dashed, range, values }, at, radar, categories) {
  const fill = `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
  const look = radar ? `<c:spPr><a:ln w="28575">${fill}<a:prstDash val="${dashed ? "dash" : "solid"}"/></a:ln></c:spPr>` : `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>`;
  const points = values.flatMap((value, index) => (value === null ? [] : [`<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`]));
  const numbers = `<c:val><c:numRef><c:f>${xmlText(range)}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${points.join("")}</c:numCache></c:numRef></c:val>`;
  return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx><c:v>${xmlText(name)}</c:v></c:tx>${look}${categories}${numbers}</c:ser>`;
}

/**
 * @param {boolean} radar
 * @param {number} most
 */
function axesXml(radar, most) {
  const grid = '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="C4C8D8"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>';
  // The bars run from the top down, as the table beside them does.
  const names = `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${radar ? "minMax" : "maxMin"}"/></c:scaling><c:delete val="0"/><c:axPos val="${radar ? "b" : "l"}"/>${radar ? grid : ""}<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>`;
  const levels = `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="${most}"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="${radar ? "l" : "t"}"/>${grid}<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/><c:majorUnit val="1"/></c:valAx>`;
  return names + levels;
}
