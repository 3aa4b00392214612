/** What happens to the data, how to verify it, and how to be rid of it; whose the model is. */
import { isOpen } from "../state/assessment.js";
import { h, unseen } from "./dom.js";
import { statement } from "./parts.js";
import { intro } from "./start.js";

/** @typedef {import("../types.js").View} View */

/** @type {import("../types.js").Part} */
export const dataPart = {
  name: "data",
  title: (view) => view.words.say("tool.data.title"),
  build: dataBody,
};

/** @param {View} view */
function dataBody(view) {
  const { words, database, keeping } = view;
  const say = (/** @type {string} */ key) => words.say(key);
  const checks = ["offline", "tools", "source"].map((name) =>
    h("li", null, say(`tool.verify.${name}`)),
  );
  return [
    h("p", { class: "lead" }, say("tool.data.stays")),
    h("h3", null, say("tool.kept.title")),
    h("p", null, words.say(`tool.keepmode.${keeping.mode}`, { database })),
    keeping.mode === "browser" && h("p", null, say("tool.kept.shared")),
    ["browser", "sealed"].includes(keeping.mode) && h("p", null, say("tool.kept.moved")),
    h("p", null, say("tool.kept.file")),
    ...choices(view),
    ...savedToFile(view),
    ...copies(view),
    h("h3", null, say("tool.anew.title")),
    h("p", null, say("tool.anew.text")),
    h("p", { class: "buttons" }, act(view, "anew", view.act.keeping.startNew)),
    h("h3", null, say("tool.delete.title")),
    h("p", null, say("tool.delete.text")),
    h("p", { class: "buttons" }, act(view, "delete", view.act.deleteAll, "danger")),
    h("h3", null, say("tool.verify.title")),
    h("ul", null, checks),
    h("p", null, say("tool.verify.limits")),
    ...browser(view),
    h("h3", null, say("tool.credit.title")),
    h(
      "p",
      null,
      words.say(view.model.own ? "tool.own.credit" : "tool.credit.text", {
        model: words.model,
        version: view.model.version,
        owner: view.model.owner,
      }),
      " ",
      intro(view),
    ),
    statement(view),
  ];
}

/**
 * A button that changes what is kept.
 * @param {View} view
 * @param {string} id Its text is `tool.<id>.button`.
 * @param {() => void} click
 * @param {string} [kind]
 */
function act(view, id, click, kind = "") {
  return h(
    "button",
    { type: "button", class: kind, id, disabled: view.readonly, click },
    view.words.say(`tool.${id}.button`),
  );
}

/**
 * Where the assessment is kept, and whether it is protected there.
 * @param {View} view
 */
function choices(view) {
  const { words, keeping } = view;
  const { nothing, again, protect, unprotect } = view.act.keeping;
  if (keeping.mode === "nothing")
    return [h("p", { class: "buttons" }, act(view, "again", again, "primary"))];
  if (keeping.mode !== "browser" && keeping.mode !== "sealed") return [];
  const sealing =
    keeping.mode === "sealed" ? act(view, "unseal", unprotect) : act(view, "seal", protect);
  return [
    h("p", null, words.say("tool.seal.text")),
    h("p", { class: "buttons" }, keeping.lacks.includes("crypto") ? null : sealing),
    h("p", null, words.say("tool.nothing.text")),
    h("p", { class: "buttons" }, act(view, "nothing", nothing)),
  ];
}

/** @param {View} view */
function savedToFile(view) {
  const { words, keeping } = view;
  const when =
    keeping.saved === ""
      ? words.say("tool.backup.never")
      : words.say("tool.backup.when", { when: words.moment(keeping.saved) });
  return [
    h("h3", null, words.say("tool.backup.title")),
    h("p", { id: "last-file" }, when),
    h(
      "p",
      { class: "buttons" },
      h("button", { type: "button", id: "backup", click: view.act.save }, words.say("tool.save")),
    ),
  ];
}

/** @param {View} view */
function copies(view) {
  const { words, keeping } = view;
  const say = (/** @type {string} */ key) => words.say(`tool.copies.${key}`);
  const entries = keeping.copies.map((copy, at) => {
    const taken = words.moment(copy.taken);
    const button = (/** @type {string} */ name, /** @type {() => void} */ click) =>
      h(
        "button",
        {
          type: "button",
          id: `copy-${name}-${at}`,
          disabled: view.readonly && name === "open",
          click,
        },
        say(name),
        unseen(` ${taken}`),
      );
    const summary = words.say("tool.copies.entry", {
      time: taken,
      team: copy.team || words.say("tool.paper.none"),
      count: answersIn(copy),
    });
    return h(
      "li",
      null,
      h("p", null, summary),
      h(
        "p",
        { class: "buttons" },
        button("open", () => view.act.keeping.openCopy(copy)),
        button("save", () => view.act.keeping.saveCopy(copy)),
      ),
    );
  });
  return [
    h("h3", null, say("title")),
    h("p", null, say("text")),
    entries.length > 0 ? h("ol", { class: "copies" }, entries) : h("p", null, say("none")),
  ];
}

/**
 * How many items have a level or do not apply, in a safety copy.
 * @param {import("../types.js").Copy} copy
 */
function answersIn({ text }) {
  const given = Object.values(JSON.parse(text).answers ?? {});
  return given.filter((answer) => !isOpen({ level: null, notApplicable: null, ...answer })).length;
}

/**
 * What this browser lacks, and in which ones the tool was tested.
 * @param {View} view
 */
function browser(view) {
  const { words, keeping } = view;
  const lacks = keeping.lacks.map((name) => h("li", null, words.say(`tool.lacks.what.${name}`)));
  return [
    h("h3", null, words.say("tool.lacks.title")),
    lacks.length > 0 ? h("ul", null, lacks) : h("p", null, words.say("tool.lacks.nothing")),
    h("p", null, words.say("tool.lacks.tested")),
  ];
}
