/** A file in: what it is and what is in it is shown, and asked about, before anything on the page is replaced. */
import { carriedNotes } from "./carried.js";
import { ask, tell } from "./dialogs.js";
import { h } from "./dom.js";
import { refuse } from "./exchange.js";
import { MAX_BYTES, parse } from "../formats/file.js";
import { readIncoming, readJson } from "../formats/incoming.js";
import { OTHER_MODEL } from "../formats/json.js";
import { isModelOf } from "../formats/model-file.js";
import { unprotect } from "../formats/protect.js";
import { askPassphrase } from "./passphrase.js";
import { score } from "../scoring/score.js";
import { askDays, waysIn } from "./taking.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").ToolData} ToolData
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../formats/incoming.js").Incoming} Incoming
 * @typedef {{assessment: Assessment, own?: undefined} | {own: ToolData, assessment?: undefined}} Opened An assessment to show, or a tool of another model.
 */

/**
 * Reads a file, shows what is in it and asks before anything is replaced. Returns what is to be opened, or null.
 * @param {View} view
 * @param {File} file
 * @param {() => void} saveFirst
 * @param {boolean} empty Whether nothing would be replaced.
 * @returns {Promise<Opened | null>}
 */
export async function preview(view, file, saveFirst, empty) {
  const read = await readFile(view, file);
  if (read === null) return null;
  if (read.own) return askModel(view, view.data, file.name, read.own);
  if (read.assessment === null) return refuse(view, file.name, read.problems);
  const { words } = view;
  const other = read.warnings.some(({ key }) => OTHER_MODEL.includes(key));
  const { body: ways, chosen, focus } = waysIn(view, read.assessment, read.extent, empty);
  const body = [
    ...summaryOf(view, file.name, read.kind, read.assessment, read.warnings),
    ...(read.carried ? carriedNotes(view, read.carried) : []),
    ...ways,
  ];
  if (!empty)
    body.push(
      h(
        "p",
        { class: "buttons" },
        h(
          "button",
          { type: "button", id: "save-first", click: saveFirst },
          words.say("tool.preview.save"),
        ),
      ),
    );
  const buttons = [
    { value: "", words: words.say("tool.cancel"), kind: other ? "primary" : "" },
    {
      value: "open",
      words: words.say(empty ? "tool.preview.open" : "tool.preview.take"),
      kind: other ? "" : "primary",
    },
  ];
  // Whoever opens such a file begins at the warning, however long the list below it is.
  const begin = other ? /** @type {HTMLElement} */ (body[0]) : focus;
  return (await ask({ title: words.say("tool.preview.title"), body, buttons, focus: begin })) ===
    "open"
    ? { assessment: chosen() }
    : null;
}

/**
 * Reads a file of any kind; a protected one after its passphrase, and one that does not tell how its days are written after a question.
 * @param {View} view
 * @param {File} file
 * @param {typeof parse} [whole] Reads a whole assessment.
 * @returns {Promise<Incoming | null>} null if the user gave up.
 */
export async function readFile(view, file, whole = parse) {
  const notShared = view.words.say("tool.sheet.notShared");
  if (file.size > MAX_BYTES) return refusal("tool.problem.size");
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await readIncoming(view.data, bytes, notShared, whole);
    const order = read.question && (await askDays(view, file.name, read.question));
    if (read.question)
      return order ? readIncoming(view.data, bytes, notShared, whole, order) : null;
    return read.kind === "protected" && read.text !== undefined
      ? await unlocked(view, file.name, read.text, notShared, whole)
      : read;
  } catch {
    return refusal("tool.problem.read");
  }
}

/**
 * Asks for the passphrase until it is right, the file turns out to be damaged, or the user gives up.
 * @param {View} view
 * @param {string} name
 * @param {string} text
 * @param {string} notShared
 * @param {typeof parse} whole
 * @returns {Promise<Incoming | null>}
 */
async function unlocked(view, name, text, notShared, whole) {
  /** @type {Message | undefined} */
  let problem;
  for (;;) {
    const passphrase = await askPassphrase(view, name, problem);
    if (passphrase === "") return null;
    const opened = await unprotect(text, passphrase);
    if (opened.problem === undefined) return readJson(view.data, opened.text, notShared, whole);
    if (opened.problem.key !== "tool.protected.passphrase")
      return { kind: "protected", assessment: null, problems: [opened.problem], warnings: [] };
    problem = opened.problem;
  }
}

/**
 * @param {string} key
 * @returns {Incoming}
 */
function refusal(key) {
  return { kind: "unknown", assessment: null, problems: [{ key, args: {} }], warnings: [] };
}

/**
 * @param {View} view
 * @param {string} name
 * @param {string} kind
 * @param {Assessment} state
 * @param {Message[]} warnings
 * @returns {HTMLElement[]}
 */
function summaryOf(view, name, kind, state, warnings) {
  const { words } = view;
  const result = score(view.model, state.answers, state.target);
  const facts = [
    ["tool.preview.file", name],
    ["tool.preview.kind", words.say(`tool.kind.${kind}`)],
    ["tool.details.team", state.team],
    ["tool.details.date", state.date === "" ? "" : words.day(state.date)],
    ["tool.details.assessors", words.join([...state.assessors])],
    [
      "tool.preview.answers",
      words.say("tool.figure.of", {
        answered: result.answered + result.notApplicable,
        total: result.total,
      }),
    ],
  ];
  const note = (/** @type {Message} */ warning) =>
    h("p", { class: "notice" }, words.message(warning));
  const isOther = (/** @type {Message} */ { key }) => OTHER_MODEL.includes(key);
  const first = warnings.filter(isOther).map(note);
  first[0]?.setAttribute("tabindex", "-1");
  return [
    ...first,
    factList(view, facts),
    ...warnings.filter((warning) => !isOther(warning)).map(note),
  ];
}

/**
 * What is known; a table, for one, has no team and no date.
 * @param {View} view
 * @param {string[][]} facts
 */
function factList(view, facts) {
  const known = facts.filter(([, value]) => value);
  const rows = known.map(([key = "", value = ""]) =>
    h("div", null, h("dt", null, view.words.say(key)), h("dd", null, value)),
  );
  return h("dl", null, rows);
}

/**
 * Whether the page is to become a tool for a model of the user's own.
 * @param {View} view
 * @param {ToolData} data
 * @param {string} name
 * @param {NonNullable<Incoming["own"]>} own
 * @returns {Promise<Opened | null>}
 */
async function askModel(view, data, name, own) {
  const { words } = view;
  const { model } = own;
  if (isModelOf(data.base ?? data, own)) {
    if (!data.base) tell(words, "tool.own.title", "tool.own.same");
    return data.base ? { own: data.base } : null;
  }
  const next = ownToolData(data, own, name);
  const facts = [
    ["tool.preview.file", name],
    ["tool.preview.kind", words.say("tool.kind.model")],
    ["tool.paper.model", next.texts[words.language.tag]?.model ?? model.id],
    ["tool.own.version", `${model.id} ${model.version}`],
    ["tool.own.owner", model.owner],
    ["tool.own.items", String(model.items.length)],
  ];
  const body = [
    factList(view, facts),
    h("p", null, words.say("tool.own.what")),
    h("p", { class: "notice" }, words.say("tool.own.trust")),
  ];
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "open", words: words.say("tool.own.open"), kind: "primary" },
  ];
  return (await ask({ title: words.say("tool.own.title"), body, buttons })) === "open"
    ? { own: next }
    : null;
}

/**
 * What a tool for a model of the user's own is made from: the model and its words from the file, all else from the page.
 * A language that the file lacks takes the words of the file's first one.
 * @param {ToolData} data
 * @param {NonNullable<Incoming["own"]>} own
 * @param {string} file
 * @returns {ToolData}
 */
export function ownToolData(data, { model, texts }, file) {
  const base = data.base ?? data;
  const first = texts[data.default] ?? Object.values(texts)[0];
  const merged = base.languages.map(({ tag }) => [
    tag,
    {
      .../** @type {import("../types.js").Texts} */ (texts[tag] ?? first),
      ui: base.texts[tag]?.ui ?? {},
    },
  ]);
  const about = Object.fromEntries(
    Object.entries(base.about).map(([tag, links]) => [tag, { ...links, intro: "" }]),
  );
  return { ...base, model, texts: Object.fromEntries(merged), about, own: file, base };
}
