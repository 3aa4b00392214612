/** Starts the tool on the page it is in. */
import { App } from "./app/app.js";
import { completed } from "./keep/capabilities.js";
import { wholeData } from "./packed.js";
import { withThresholdMaps } from "./state/profiles.js";
import { h } from "./view/dom.js";

const toolData = wholeData(JSON.parse(document.getElementById("tool-data")?.textContent ?? "{}"));
const toolRoot = h("div", { id: "tool" });
const toolStatus = h("p", { role: "status", class: "unseen" });
document.body.append(toolRoot, toolStatus);
completed(globalThis);
// The page says by itself that it does not run; it does, so that is put away, unless starting fails.
const toolLate = document.getElementById("late");
toolLate?.setAttribute("hidden", "");
new App({ ...toolData, model: withThresholdMaps(toolData.model) }, toolRoot, toolStatus)
  .start()
  .catch((error) => {
    toolLate?.removeAttribute("hidden");
    throw error;
  });
