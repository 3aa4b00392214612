/** Starts the tool on the page it is in. */
import { App } from "./app.js";
import { withThresholdMaps } from "./state/profiles.js";
import { h } from "./view/dom.js";

const toolData = JSON.parse(document.getElementById("tool-data")?.textContent ?? "{}");
const toolRoot = h("div", { id: "tool" });
const toolStatus = h("p", { role: "status", class: "unseen" });
document.body.append(toolRoot, toolStatus);
new App({ ...toolData, model: withThresholdMaps(toolData.model) }, toolRoot, toolStatus).start();
