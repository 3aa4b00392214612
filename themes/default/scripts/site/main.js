// Starts what the page has. Everything can be read without it.

import { startChecklists, startSheet } from "./checklists.js";
import { readTexts } from "./dom.js";
import { startFilter } from "./filter.js";
import { startLanguages } from "./languages.js";
import { startContents, startNavigation } from "./navigation.js";
import { startSearchBox } from "./search.js";
import { startTerms } from "./terms.js";
import { forgetSentTheme, startTheme } from "./theme.js";

const siteTexts = readTexts(document);
const themeChoice = document.querySelector(".theme select");
const treeNav = document.querySelector(".tree");
const contentsNav = document.querySelector(".contents nav");

forgetSentTheme();
if (themeChoice instanceof HTMLSelectElement) {
  startTheme(themeChoice, document.querySelectorAll("a.tool"));
}
startLanguages(document.querySelectorAll(".languages a"));
if (treeNav instanceof HTMLElement) {
  startNavigation(treeNav, document.querySelector("details.menu"));
}
if (contentsNav instanceof HTMLElement) {
  startContents(contentsNav);
}
const taskLists = [...document.querySelectorAll(".tasks[data-page]")];
startChecklists(
  taskLists.filter((list) => list instanceof HTMLElement),
  document.querySelector(".checklists"),
);
/** @type {NodeListOf<HTMLInputElement>} */
const sheetBoxes = document.querySelectorAll(".sheet .tasks:not([data-page]) input");
startSheet(sheetBoxes);
for (const filter of document.querySelectorAll(".list-filter")) {
  if (filter instanceof HTMLElement) {
    startFilter(filter);
  }
}
if (document.querySelector("a.term")) {
  startTerms(siteTexts);
}
// Paged media print it at the top of every page but the first.
document.documentElement.style.setProperty("--running", JSON.stringify(document.title));
const searchForm = document.querySelector("form.search");
if (searchForm instanceof HTMLFormElement) {
  startSearchBox(searchForm);
}
