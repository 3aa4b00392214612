/**
 * What stands in place of the tool while what the browser keeps cannot be used: it is protected, damaged, or cannot be
 * opened. Nothing here trusts what is kept.
 */
import { rescueText } from "../keep/rescue.js";
import { serialise } from "../formats/file.js";
import { isEmpty } from "../state/assessment.js";
import { confirmed } from "../view/dialogs.js";
import { h } from "../view/dom.js";
import { fileName, give, nameFor, today } from "../view/exchange.js";
import { languageChoice } from "../view/frame.js";
import { secretField } from "../view/passphrase.js";
import { render } from "./drawing.js";

/**
 * @typedef {import("./app.js").App} App
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../keep/found.js").Trouble} Trouble
 * @typedef {{app: App, trouble: Trouble, leave: (assessment: Assessment | null) => void}} Gate
 */

/**
 * Shows what is wrong and waits until the user has decided. Returns what can go on without being kept, or null: then what
 * is kept is looked at again.
 * @param {App} app
 * @param {Trouble} trouble
 * @returns {Promise<Assessment | null>}
 */
export function passGate(app, trouble) {
  return new Promise((decided) => {
    /** @type {Gate} */
    const gate = {
      app,
      trouble,
      leave: (assessment) => {
        app.gate = null;
        decided(assessment);
      },
    };
    app.gate = () => drawGate(gate);
    render(app);
    document.getElementById("gate-title")?.focus();
  });
}

/** @param {Gate} gate */
function drawGate(gate) {
  const { app, trouble } = gate;
  const view = app.view();
  const say = (/** @type {string} */ key) => view.words.say(`tool.gate.${trouble.kind}.${key}`);
  const parts = { locked: lockedParts, damaged: damagedParts, closed: closedParts };
  const main = h(
    "main",
    { id: "main", class: "gate" },
    h("h2", { id: "gate-title", tabindex: -1 }, say("title")),
    h("p", null, say("text")),
    ...parts[trouble.kind](gate),
    h("p", { class: "hint" }, view.words.say("tool.gate.database", { database: app.keeper.name })),
  );
  app.root.replaceChildren(
    h(
      "header",
      null,
      h("h1", null, view.words.say("tool.title", { model: view.words.model })),
      h("div", { class: "settings" }, languageChoice(view)),
    ),
    main,
  );
}

/** @param {Gate} gate */
function lockedParts(gate) {
  const { words, keeper } = gate.app;
  const field = secretField(words.say("tool.passphrase.label"), "gate-passphrase");
  const said = h("p", { role: "alert", id: "gate-said" });
  field.input.setAttribute("aria-describedby", said.id);
  const unlock = async (/** @type {Event} */ event) => {
    event.preventDefault();
    said.replaceChildren(words.say("tool.gate.working"));
    const problem = await keeper.unlock(field.input.value);
    if (problem === null) return gate.leave(null);
    said.replaceChildren(words.message(problem));
    field.input.select();
    field.input.focus();
  };
  const button = h(
    "button",
    { class: "primary", id: "gate-unlock" },
    words.say("tool.gate.unlock"),
  );
  return [
    h("form", { submit: unlock }, field.box, said, h("p", { class: "buttons" }, button)),
    ...otherWays(gate, true),
  ];
}

/** @param {Gate} gate */
function damagedParts(gate) {
  const { words, data } = gate.app;
  const { raw, assessment, problems } = gate.trouble;
  const what = assessment && !isEmpty(assessment) ? assessment : null;
  const saveRaw = () =>
    give(
      gate.app,
      fileName(["rescue", data.model.id, today()]),
      rescueText(data.model, gate.app.keeper.name, raw, new Date().toISOString()),
    );
  const saveFile = () =>
    what &&
    give(
      gate.app,
      nameFor({ ...gate.app.view(), assessment: what }, today()),
      serialise(data.model, what),
    );
  return [
    problems.length > 0 &&
      h(
        "ul",
        null,
        problems.map((problem) => h("li", null, words.message(problem))),
      ),
    h(
      "p",
      null,
      words.say(what ? "tool.gate.some" : "tool.gate.none", { count: what?.answers.size ?? 0 }),
    ),
    h(
      "p",
      { class: "buttons" },
      gateButton(gate, "raw", saveRaw),
      what && gateButton(gate, "file", saveFile),
    ),
    ...otherWays(gate, false),
  ];
}

/** @param {Gate} gate */
function closedParts(gate) {
  return [
    h(
      "p",
      { class: "buttons" },
      gateButton(gate, "retry", () => gate.leave(null)),
    ),
    ...otherWays(gate, false),
  ];
}

/**
 * To go on without what is kept, or to be rid of it.
 * @param {Gate} gate
 * @param {boolean} all Whether what an older tool keeps goes, too.
 * @returns {HTMLElement[]}
 */
function otherWays(gate, all) {
  const { app, trouble } = gate;
  const aside = () => {
    app.keeper.useMemory("aside");
    gate.leave(trouble.assessment);
  };
  const remove = async () => {
    if (!(await confirmed(app.words, "tool.gate.remove"))) return;
    try {
      await app.keeper.destroy(all);
      gate.leave(null);
    } catch {
      document.getElementById("gate-failed")?.replaceChildren(app.words.say("tool.delete.failed"));
    }
  };
  return [
    h("p", null, app.words.say("tool.gate.aside.text")),
    h(
      "p",
      { class: "buttons" },
      gateButton(gate, "aside", aside),
      gateButton(gate, all ? "delete" : "anew", remove, "danger", !app.writer.mine),
    ),
    h("p", { id: "gate-failed", role: "alert" }),
  ];
}

/**
 * @param {Gate} gate
 * @param {string} name
 * @param {() => void} click
 * @param {string} [kind]
 * @param {boolean} [disabled]
 */
function gateButton({ app }, name, click, kind = "", disabled = false) {
  return h(
    "button",
    { type: "button", id: `gate-${name}`, class: kind, disabled, click },
    app.words.say(`tool.gate.${name}.button`),
  );
}
