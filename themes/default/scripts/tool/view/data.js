/** What happens to the data, how to verify it, and how to be rid of it; whose the model is. */
import { h } from "./dom.js";
import { statement } from "./parts.js";

/** @typedef {import("../types.js").View} View */

/** @type {import("../types.js").Part} */
export const dataPart = { name: "data", title: (view) => view.words.say("tool.data.title"), build: dataBody };

/** @param {View} view */
function dataBody(view) {
  const { words, database } = view;
  const say = (/** @type {string} */ key) => words.say(key);
  const checks = ["offline", "tools", "source"].map((name) => h("li", null, say(`tool.verify.${name}`)));
  return [
    h("p", { class: "lead" }, say("tool.data.stays")),
    h("h3", null, say("tool.verify.title")),
    h("ul", null, checks),
    h("p", null, say("tool.verify.limits")),
    h("h3", null, say("tool.kept.title")),
    h("p", null, words.say("tool.kept.browser", { database })),
    h("p", null, say("tool.kept.shared")),
    h("p", null, say("tool.kept.moved")),
    h("p", null, say("tool.kept.file")),
    h("h3", null, say("tool.delete.title")),
    h("p", null, say("tool.delete.text")),
    h("p", { class: "buttons" }, h("button", { type: "button", class: "danger", id: "delete", disabled: view.readonly, click: view.act.deleteAll }, say("tool.delete.button"))),
    h("h3", null, say("tool.credit.title")),
    h("p", null, words.say("tool.credit.text", { model: words.model, version: view.model.version, owner: view.model.owner }), " ", view.about.intro !== "" && intro(view)),
    statement(view),
  ];
}

/** @param {View} view */
function intro(view) {
  const hint = h("span", { class: "hint" }, ` ${view.words.say("tool.newtab")}`);
  return h("a", { href: view.about.intro, target: "_blank", rel: "noreferrer" }, view.words.say("tool.start.intro"), hint);
}
