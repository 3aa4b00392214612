/** Starts the tool on the page it is in. */
import { App } from "./app.js";
import { completed } from "./keep/capabilities.js";
import { withThresholdMaps } from "./state/profiles.js";
import { h } from "./view/dom.js";

const toolData = JSON.parse(document.getElementById("tool-data")?.textContent ?? "{}");
// Interface texts stand as lists beside one list of their keys; a text that a language lacks is null.
for (const texts of Object.values(toolData.texts ?? {})) {
  texts.ui = Object.fromEntries(toolData.keys.map((/** @type {string} */ key, /** @type {number} */ at) => [key, texts.ui[at]]).filter((/** @type {[string, string | null]} */ [, text]) => text !== null));
}
const toolRoot = h("div", { id: "tool" });
const toolStatus = h("p", { role: "status", class: "unseen" });
document.body.append(toolRoot, toolStatus);
completed(globalThis);
// The page says by itself that it does not run; it does, so that is put away, unless starting fails.
const toolLate = document.getElementById("late");
toolLate?.setAttribute("hidden", "");
new App({ ...toolData, model: withThresholdMaps(toolData.model) }, toolRoot, toolStatus).start().catch((error) => {
  toolLate?.removeAttribute("hidden");
  throw error;
});
