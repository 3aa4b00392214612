/** Files of others and of earlier, several at once: read as originals, each one met with a sentence. */
import { score } from "../scoring/score.js";
import { parseOriginal } from "../formats/file.js";
import { LIMITS } from "../state/check.js";
import { notComparable, withLabel, withOriginal } from "../state/ratings.js";
import { h } from "./dom.js";
import { FILE_KINDS } from "./exchange.js";
import { readFile } from "./open.js";
import { raterNumber, row, table, textField } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../formats/incoming.js").Incoming} Incoming
 * @typedef {import("../types.js").Rating | import("../types.js").Snapshot} Original
 *
 * @typedef {object} FileTaking What files become.
 * @property {"ratings" | "snapshots"} list
 * @property {string} words
 * @property {(state: Assessment, edition: import("../types.js").Edition, file: string) => Original} make
 */

/**
 * A button that lets the user choose files, and a place to drop them.
 * @param {View} view
 * @param {FileTaking} taking
 * @param {...HTMLElement} more What stands beside the button.
 */
export function fileDrop(view, taking, ...more) {
  const button = h(
    "button",
    {
      type: "button",
      id: `${taking.list}-add`,
      class: "primary",
      disabled: view.readonly,
      click: () => chooseFiles((files) => takeIn(view, taking, files)),
    },
    taking.words,
  );
  const place = h(
    "div",
    { class: "drop" },
    h("p", { class: "buttons" }, button, ...more),
    h("p", { class: "hint" }, view.words.say("tool.originals.drop")),
  );
  const over = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    place.toggleAttribute("data-over", event.type === "dragover");
  };
  for (const kind of /** @type {const} */ (["dragover", "dragleave", "drop"]))
    place.addEventListener(kind, over);
  place.addEventListener("drop", (event) => takeIn(view, taking, event.dataTransfer?.files));
  return place;
}

/** @param {(files: FileList | null) => void} chosen */
function chooseFiles(chosen) {
  const input = h("input", { type: "file", accept: FILE_KINDS, multiple: true });
  input.addEventListener("change", () => chosen(input.files));
  input.click();
}

/**
 * All files of one choice are one step of undo.
 * @param {View} view
 * @param {FileTaking} taking
 * @param {FileList | null | undefined} files
 */
async function takeIn(view, taking, files) {
  if (view.readonly || !files || files.length === 0) return;
  /** @type {{file: string, read: Incoming}[]} */
  const reads = [];
  // One after the other: each protected file asks for its passphrase.
  for (const file of [...files]) {
    const read = await readFile(view, file, parseOriginal);
    if (read) reads.push({ file: file.name, read: asOriginal(view, file.name, read) });
  }
  takeAll(
    view,
    taking.list,
    reads.map(
      ({ file, read }) =>
        (state) =>
          oneIn(state, taking, file, read),
    ),
  );
}

/**
 * Takes originals in as one step of undo, and says what became of each.
 * @param {View} view
 * @param {"ratings" | "snapshots"} list
 * @param {((state: Assessment) => {state: Assessment, met: Message[]})[]} steps
 */
export function takeAll(view, list, steps) {
  /** @type {Message[][]} */
  let met = [];
  view.act.change("", (before) => {
    met = [];
    return steps.reduce((state, step) => {
      const taken = step(state);
      met.push(taken.met);
      return taken.state;
    }, before);
  });
  showMet(view, list, met);
}

/**
 * @param {Assessment} state
 * @param {FileTaking} taking
 * @param {string} file
 * @param {Incoming} read
 * @returns {{state: Assessment, met: Message[]}}
 */
function oneIn(state, { list, make }, file, read) {
  if (read.assessment === null || !read.edition) {
    const problems =
      read.problems.length > 0 ? read.problems : [{ key: "tool.incoming.kind", args: {} }];
    return { state, met: [{ key: "tool.originals.refused", args: { file } }, ...problems] };
  }
  return withOne(state, list, make(read.assessment, read.edition, file), file);
}

/**
 * An original put with those that are there, and what is to be said about it.
 * @param {Assessment} state
 * @param {"ratings" | "snapshots"} list
 * @param {Original} original
 * @param {string} file
 * @returns {{state: Assessment, met: Message[]}}
 */
export function withOne(state, list, original, file) {
  const known = /** @type {readonly (typeof original)[]} */ (state[list]);
  if (known.length >= LIMITS[list])
    return {
      state,
      met: [{ key: "tool.originals.full", args: { file, count: String(LIMITS[list]) } }],
    };
  const { originals, met, like } = withOriginal(known, original);
  const message = { key: `tool.originals.met.${met}`, args: { file, like: like?.name ?? "" } };
  return { state: originals === known ? state : { ...state, [list]: originals }, met: [message] };
}

/**
 * Says what became of each file, and draws the part anew.
 * @param {View} view
 * @param {string} list
 * @param {Message[][]} met
 */
function showMet(view, list, met) {
  view.shown[`met-${list}`] = JSON.stringify(met);
  view.act.redraw();
  view.act.say(metWords(view, met).join(" "));
}

/**
 * What became of the files chosen last.
 * @param {View} view
 * @param {string} list
 */
export function metList(view, list) {
  const met = /** @type {Message[][]} */ (JSON.parse(view.shown[`met-${list}`] ?? "[]"));
  return (
    met.length > 0 &&
    h(
      "ul",
      { class: "met", id: `met-${list}` },
      metWords(view, met).map((words) => h("li", null, words)),
    )
  );
}

/**
 * @param {View} view
 * @param {Message[][]} met
 */
function metWords({ words }, met) {
  return met.map((messages) => words.sentences(messages.map((message) => words.message(message))));
}

/**
 * A file read as an original. A table and a shared file are of the model of today, or were refused; which state of it they
 * were made with, only a warning says. They have no id, so that their name tells whether one is there already.
 * @param {View} view
 * @param {string} name
 * @param {Incoming} read
 * @returns {Incoming}
 */
function asOriginal({ model }, name, read) {
  if (read.assessment === null || read.edition) return read;
  const changed = read.warnings.some(({ key }) => key === "tool.warning.hash");
  return {
    ...read,
    edition: { version: model.version, hash: changed ? "" : model.hash },
    assessment: { ...read.assessment, id: name },
  };
}

/**
 * What to know before comparing: one sentence for all originals of the same kind, and of each earlier version.
 * @param {View} view
 * @param {{kind: "version" | "hash" | "profiles", name: string, version: string}[]} found
 */
export function comparisonNotes({ words, model }, found) {
  const groups = [
    ...new Set(found.map(({ kind, version }) => (kind === "version" ? version : `/${kind}`))),
  ];
  return groups.map((group) => {
    const its = found.filter(
      ({ kind, version }) => group === (kind === "version" ? version : `/${kind}`),
    );
    const [kind, version] = [its[0]?.kind ?? "", its[0]?.version ?? ""];
    const names = words.join(its.map(({ name }) => words.say("tool.originals.quoted", { name })));
    const left = kind === "version" ? notComparable(model, { version, hash: "" }) : [];
    const parts = [words.say(`tool.originals.differs.${kind}`, { names, version })];
    if (left.length > 0) parts.push(words.say("tool.originals.left", { items: words.ids(left) }));
    return h("p", { class: "notice" }, words.sentences(parts));
  });
}

/**
 * The originals that are there: each with a name that can be changed, what is known of it, and a button that takes it away.
 * @template {Original} O
 * @param {View} view
 * @param {"ratings" | "snapshots"} list
 * @param {string} caption
 * @param {readonly O[]} originals In the order in which they are shown.
 * @param {Record<string, (original: O) => string>} columns What is known, under the words of its column.
 */
export function originalsTable(view, list, caption, originals, columns) {
  const { words, model } = view;
  const [number = "", named = "", answered = "", away = ""] = [
    "number",
    "name",
    "answered",
    "remove",
  ].map((key) => words.say(`tool.rating.column.${key}`));
  const head = [number, named, ...Object.keys(columns), answered, away];
  const rows = originals.map((original, at) => {
    const { answered: given, notApplicable, total } = score(model, original.answers);
    const change = (/** @type {string} */ name) =>
      view.act.change(`${list}/${original.id}`, (state) => ({
        ...state,
        [list]: withLabel(/** @type {readonly Original[]} */ (state[list]), original.id, { name }),
      }));
    const name = textField(view, {
      id: `${list}-${at}-name`,
      words: named,
      hidden: String(at + 1),
      value: original.name,
      change,
    });
    return row(
      head,
      raterNumber(at),
      h("td", { class: "rating-name" }, name),
      ...Object.values(columns).map((write) => write(original)),
      words.say("tool.figure.of", { answered: given + notApplicable, total }),
      h("td", null, removeButton(view, list, original, at)),
    );
  });
  return table({ caption, kind: "list ratings", head, body: [h("tbody", null, rows)] });
}

/**
 * A button that takes an original away; undo brings it back. The focus goes to what stands in its place.
 * @param {View} view
 * @param {"ratings" | "snapshots"} list
 * @param {Original} original
 * @param {number} at
 */
function removeButton(view, list, { id, name }, at) {
  const away = () => {
    view.act.change("", (state) => ({
      ...state,
      [list]: /** @type {readonly Original[]} */ (state[list]).filter((known) => known.id !== id),
    }));
    showMet(view, list, [[{ key: "tool.originals.removed", args: { file: name } }]]);
    (
      document.getElementById(`${list}-${at}-remove`) ?? document.getElementById(`${list}-add`)
    )?.focus();
  };
  const words = view.words.say("tool.originals.remove");
  return h(
    "button",
    {
      type: "button",
      class: "small",
      id: `${list}-${at}-remove`,
      disabled: view.readonly,
      "aria-label": `${words}: ${name}`,
      click: away,
    },
    words,
  );
}
