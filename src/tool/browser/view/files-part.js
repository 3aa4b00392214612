/** Files: the whole assessment saved, opened again, given away without names, or taken into other programs. */
import { csvFull, csvShare } from "../formats/csv.js";
import { isSame, serialise } from "../formats/file.js";
import { leftOut } from "../formats/left-out.js";
import { markdownReport } from "../formats/markdown.js";
import { protect, unprotect } from "../formats/protect.js";
import { shareJson } from "../formats/share.js";
import { worksheetBytes } from "../formats/xlsx-write.js";
import { score } from "../scoring/score.js";
import { ask, tell } from "./dialogs.js";
import { h } from "./dom.js";
import { give, handOut, nameFor, today } from "./exchange.js";
import { choosePassphrase } from "./passphrase.js";
import { outside } from "./start.js";
import { fieldName } from "./taking.js";

/** @typedef {import("../types.js").View} View */

/** @type {import("../types.js").Part} */
export const filesPart = {
  name: "files",
  title: (view) => view.words.say("tool.files.title"),
  build: filesBody,
};

/** @param {View} view */
function filesBody(view) {
  const { words, act } = view;
  const say = (/** @type {string} */ key) => words.say(`tool.files.${key}`);
  const section = (/** @type {string} */ name, /** @type {(Node | null)[]} */ ...children) => [
    h("h3", null, say(`${name}.title`)),
    h("p", null, say(`${name}.text`)),
    ...children,
  ];
  return [
    h("p", { class: "lead" }, say("lead")),
    ...section(
      "all",
      fileButtons(view, [
        ["file-json", () => act.save()],
        ["file-protected", () => saveProtected(view)],
      ]),
      h("p", { class: "hint" }, say("all.protected")),
    ),
    ...section(
      "in",
      fileButtons(view, [["file-open", () => act.open()]]),
      h("p", { class: "hint" }, say("in.safe")),
    ),
    ...section(
      "share",
      fileButtons(view, [
        ["share-json", () => shareAs(view, "json")],
        ["share-csv", () => shareAs(view, "csv")],
      ]),
    ),
    ...section(
      "office",
      fileButtons(view, [
        ["file-csv", () => exportAs(view, "csv")],
        ["file-xlsx", () => exportAs(view, "xlsx")],
        ["file-md", () => exportAs(view, "md")],
      ]),
      ...officeFields(view),
      h("p", null, h("a", { href: "#part-report" }, say("report"))),
    ),
    ...(view.own === ""
      ? section(
          "empty",
          h(
            "p",
            null,
            outside(view, `${view.model.id}-${words.language.tag}.xlsx`, say("empty.link")),
          ),
        )
      : []),
  ];
}

/**
 * What is in one of both forms only, and in neither.
 * @param {View} view
 */
function officeFields({ words, model }) {
  const lists = Object.entries(leftOut(model)).filter(([, fields]) => fields.length > 0);
  return lists.map(([where, fields]) =>
    h(
      "p",
      { class: "hint", id: `office-${where}` },
      words.say(`tool.files.only.${where}`, {
        fields: words.join(fields.map((field) => fieldName(words, field))),
      }),
    ),
  );
}

/**
 * @param {View} view
 * @param {[string, () => void][]} buttons Id and what a click does.
 */
function fileButtons(view, buttons) {
  const row = buttons.map(([id, click], at) =>
    h(
      "button",
      {
        type: "button",
        id,
        class: at === 0 ? "primary" : "",
        disabled: view.readonly && id === "file-open",
        click,
      },
      view.words.say(`tool.files.${id.replace("-", ".")}`),
    ),
  );
  return h("p", { class: "buttons" }, row);
}

/**
 * Saves everything under a passphrase. Before the file is given out it is opened again with the same passphrase.
 * @param {View} view
 */
async function saveProtected(view) {
  const { words, model, assessment } = view;
  const passphrase = await choosePassphrase(view);
  if (passphrase === "") return;
  view.act.say(words.say("tool.passphrase.working"));
  const text = await protect(serialise(model, assessment), passphrase);
  const back = await unprotect(text, passphrase);
  if (back.problem !== undefined || !isSame(model, assessment, back.text))
    return tell(words, "tool.passphrase.title", "tool.saved.unprotected");
  const name = handOut(view, nameFor(view, today(), words.say("tool.files.name.protected")), text);
  if (name === "") return;
  view.act.keeping.saved();
  await tell(words, "tool.saved.title", "tool.saved.protected", { name });
}

/**
 * Shows exactly what would be shared, and saves it if that is wanted.
 * @param {View} view
 * @param {"json" | "csv"} ending
 */
async function shareAs(view, ending) {
  const { words, model, assessment } = view;
  // What profiles ask is not given away: the targets are the team's own.
  const result = score(model, assessment.answers, assessment.target);
  const text =
    ending === "json"
      ? shareJson(model, assessment, result, today())
      : csvShare(model, textsHere(view), result);
  const inside = h(
    "pre",
    {
      class: "share-text",
      tabindex: 0,
      role: "region",
      "aria-label": words.say("tool.sharing.content"),
    },
    text.replace(/^\uFEFF/, ""),
  );
  const body = [
    h("p", null, words.say(`tool.sharing.has.${ending}`)),
    h("p", null, words.say("tool.sharing.hasnot")),
    inside,
    h("p", { class: "hint" }, words.say("tool.sharing.guess")),
  ];
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "save", words: words.say("tool.sharing.save"), kind: "primary" },
  ];
  // The name of the file must not say whose it is, either.
  const unnamed = { ...view, assessment: { ...assessment, team: "", date: "" } };
  if ((await ask({ title: words.say("tool.sharing.title"), body, buttons })) === "save")
    give(
      view,
      nameFor(unnamed, today().slice(0, 7), words.say("tool.files.name.share"), ending),
      text,
    );
}

/**
 * @param {View} view
 * @param {"csv" | "xlsx" | "md"} ending
 */
async function exportAs(view, ending) {
  const { model, assessment, result, words } = view;
  const texts = textsHere(view);
  const content = {
    csv: () => csvFull(model, texts, assessment),
    md: () => markdownReport(model, texts, assessment, result),
    xlsx: () => worksheetBytes({ model, texts, lang: words.language.tag, assessment, result }),
  };
  give(view, nameFor(view, today(), "", ending), /** @type {BlobPart} */ (await content[ending]()));
}

/** @param {View} view */
function textsHere(view) {
  return /** @type {import("../types.js").Texts} */ (view.words.texts[0]);
}
