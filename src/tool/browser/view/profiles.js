/** The profiles to compare with: those of the model and the team's own, each with whose it is and what is known of it. */
import { thresholdOf } from "../scoring/score.js";
import { profilesOf, withCompared, withOwnProfile, withoutOwnProfile } from "../state/profiles.js";
import { LIMITS } from "../state/check.js";
import { MAX_BYTES } from "../formats/file.js";
import { parseProfile, profileText } from "../formats/profile-file.js";
import { ask } from "./dialogs.js";
import { h, unseen } from "./dom.js";
import { chooseFile, fileName, give, refuse, textOf } from "./exchange.js";
import { profileEditor } from "./profile-editor.js";
import { itemLink, lazyDetails, levelMark, row, table } from "./parts.js";
import { outside } from "./start.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Profile} Profile
 */

/** Addresses that may become a link; a file from somebody else may hold others. */
const WEB = /^https?:[/]{2}[^\s"'<>]+$/;

/** @param {View} view */
export function profilesSection(view) {
  const { words, model, assessment } = view;
  const all = profilesOf(model, assessment);
  const own = new Set(assessment.profiles);
  const isKnown = (/** @type {Profile} */ profile) => own.has(profile) || profile.levels.size > 0;
  const unknown = all.filter((profile) => !isKnown(profile));
  const full = view.readonly || assessment.profiles.length >= LIMITS.profiles;
  const button = (/** @type {string} */ id, /** @type {() => void} */ click) =>
    h(
      "button",
      { type: "button", id, disabled: full, click },
      words.say(`tool.profile.add.${id.slice("profile-".length)}`),
    );
  return h(
    "section",
    { class: "profiles" },
    h("h3", { id: "profiles", tabindex: -1 }, words.say("tool.profile.title")),
    h("p", null, words.say("tool.profile.help")),
    all.length === 0
      ? h("p", { class: "hint" }, words.say("tool.profile.empty"))
      : h(
          "ul",
          { class: "rows" },
          all.filter(isKnown).map((profile) => profileRow(view, profile)),
        ),
    unknown.length > 0 && unknownProfiles(view, unknown),
    h(
      "p",
      { class: "buttons" },
      button("profile-new", () => addProfile(view, emptyProfile(view))),
      button("profile-open", () => openProfile(view)),
    ),
  );
}

/**
 * Profiles of which no level is known: none of them gives a verdict, so they stand below those that do, folded.
 * @param {View} view
 * @param {Profile[]} unknown
 */
function unknownProfiles(view, unknown) {
  return h(
    "details",
    {
      id: "profiles-unknown",
      open: unknown.some(({ id }) => view.assessment.compared.includes(id)),
    },
    h("summary", null, view.words.say("tool.profile.unknown", { count: unknown.length })),
    h(
      "ul",
      { class: "rows" },
      unknown.map((profile) => profileRow(view, profile)),
    ),
  );
}

/**
 * A profile's name, and of a proposal of ours whose it is not.
 * @param {View} view
 * @param {Profile} profile
 */
export function profileName(view, profile) {
  return [
    h("span", { "data-profile": profile.id }, view.words.profile(profile).name),
    profile.ours && h("span", { class: "ours" }, " ", view.words.say("tool.profile.ours")),
  ];
}

/**
 * Where a profile's numbers come from, linked where there is an address.
 * @param {View} view
 * @param {Profile} profile
 */
export function profileSource(view, { source, address }) {
  if (!WEB.test(address)) return [source, address].filter((text) => text !== "").join(" ");
  return outside(view, address, source || address);
}

/**
 * How much of a profile is known, in words.
 * @param {View} view
 * @param {Profile} profile
 */
function knownWords(view, profile) {
  const total = view.model.items.length;
  const known = view.model.items.filter(
    (item) => thresholdOf(view.model, item, profile) !== undefined,
  ).length;
  const words = view.words.say(`tool.profile.known.${known < total ? "some" : "all"}`, {
    known,
    total,
  });
  if (known === 0 || profile.ours) return words;
  const checked =
    profile.checked === ""
      ? view.words.say("tool.profile.unchecked")
      : view.words.say("tool.profile.checkedon", { date: view.words.day(profile.checked) });
  return view.words.sentences([words, checked]);
}

/**
 * @param {View} view
 * @param {Profile} profile
 */
function profileRow(view, profile) {
  const { words, assessment } = view;
  const own = assessment.profiles.some(({ id }) => id === profile.id);
  const id = `compare-${profile.id}`;
  const checked = assessment.compared.includes(profile.id);
  const box = h("input", { type: "checkbox", id, checked, disabled: view.readonly });
  box.addEventListener("change", () =>
    view.act.change("", (state) => withCompared(state, profile.id, box.checked)),
  );
  const source = profileSource(view, profile);
  return h(
    "li",
    { class: "profile" },
    h("label", { for: id, class: "check" }, box, h("span", null, profileName(view, profile))),
    h("p", { class: "buttons" }, profileButtons(view, profile, own)),
    h(
      "p",
      { class: "facts" },
      own && h("span", null, words.say("tool.profile.own")),
      source !== "" && h("span", null, source),
      h("span", { "data-known": profile.id }, knownWords(view, profile)),
    ),
    reasonsOf(view, profile),
    own && view.shown.profile === profile.id && profileEditor(view, profile),
  );
}

/**
 * Why a profile asks what it asks, item by item.
 * @param {View} view
 * @param {Profile} profile
 */
function reasonsOf(view, profile) {
  const { words, model } = view;
  const { text, reasons } = words.profile(profile);
  if (text === "" && Object.keys(reasons).length === 0) return null;
  const head = ["tool.column.item", "tool.profile.level", "tool.profile.why"].map((key) =>
    words.say(key),
  );
  const rows = () =>
    model.items
      .filter((item) => Object.hasOwn(reasons, item.id))
      .map((item) =>
        row(head, itemLink(view, item), thresholdMark(view, profile, item), reasons[item.id] ?? ""),
      );
  const body = () => [
    h("p", null, text),
    Object.keys(reasons).length > 0 &&
      table({
        caption: words.say("tool.profile.reasons", { name: words.profile(profile).name }),
        kind: "list reasons",
        head,
        body: [h("tbody", null, rows())],
      }),
  ];
  return lazyDetails(view, {
    id: `why-${profile.id}`,
    summary: [words.say("tool.profile.about"), unseen(` ${words.profile(profile).name}`)],
    body,
  });
}

/**
 * @param {View} view
 * @param {Profile} profile
 * @param {import("../types.js").Item} item
 */
function thresholdMark(view, profile, item) {
  const asked = thresholdOf(view.model, item, profile);
  if (typeof asked === "number") return levelMark(view, item, asked, "");
  return h(
    "span",
    { class: "none" },
    view.words.say(asked === undefined ? "tool.editor.unknown" : "tool.target.notrequired"),
  );
}

/**
 * @param {View} view
 * @param {Profile} profile
 * @param {boolean} own
 */
function profileButtons(view, profile, own) {
  const { words, shown } = view;
  const { name } = words.profile(profile);
  const editing = shown.profile === profile.id;
  const edit = () => {
    shown.profile = editing ? "" : profile.id;
    view.act.redraw();
  };
  const button = (
    /** @type {string} */ what,
    /** @type {() => void} */ click,
    changes = true,
    /** @type {Record<string, string>} */ more = {},
  ) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        id: `${what}-${profile.id}`,
        disabled: changes && view.readonly,
        click,
        ...more,
      },
      words.say(`tool.profile.act.${what}`),
      unseen(` ${name}`),
    );
  const copy = () =>
    addProfile(view, {
      ...profile,
      ours: false,
      name: words.say("tool.profile.copyname", { name }),
      source: words.say("tool.profile.copysource", { name }),
      id: crypto.randomUUID(),
      kept: {},
    });
  const save = () =>
    give(
      view,
      fileName([view.model.id, "profile", name]),
      profileText(view.model, { ...profile, name }),
    );
  return [
    own && button("edit", edit, false, { "aria-expanded": String(editing) }),
    button("copy", copy),
    button("save", save, false),
    own && button("remove", () => removeProfile(view, profile)),
  ];
}

/**
 * @param {View} view
 * @returns {Profile}
 */
function emptyProfile(view) {
  return {
    id: crypto.randomUUID(),
    name: view.words.say("tool.profile.add.new"),
    source: "",
    address: "",
    checked: "",
    ours: false,
    levels: new Map(),
    exemptions: [],
    kept: {},
  };
}

/**
 * Adds a profile to the team's own and opens it in the editor.
 * @param {View} view
 * @param {Profile} profile
 */
function addProfile(view, profile) {
  if (view.assessment.profiles.length >= LIMITS.profiles) return;
  view.act.change("", (state) => withOwnProfile(state, profile));
  view.shown.profile = profile.id;
  view.act.redraw();
  const field = document.getElementById(`editor-${profile.id}-name`);
  if (field instanceof HTMLInputElement) [field.focus(), field.select()];
  view.act.say(view.words.say("tool.profile.added", { name: profile.name ?? "" }));
}

/**
 * @param {View} view
 * @param {Profile} profile
 */
function removeProfile(view, profile) {
  view.act.change("", (state) => withoutOwnProfile(state, profile.id));
  view.act.redraw();
  document.getElementById("profiles")?.focus();
  view.act.say(view.words.say("tool.profile.removed", { name: view.words.profile(profile).name }));
}

/**
 * Reads a profile from a file and shows what it is before it is added; one that is there is never replaced.
 * @param {View} view
 */
async function openProfile(view) {
  const { words, model } = view;
  const file = await chooseFile();
  if (!file) return;
  const text = file.size > MAX_BYTES ? null : await textOf(file);
  const read =
    text === null
      ? {
          profile: null,
          problems: [
            { key: file.size > MAX_BYTES ? "tool.problem.size" : "tool.problem.read", args: {} },
          ],
          warnings: [],
        }
      : parseProfile(model, text);
  const { profile } = read;
  if (profile === null) return refuse(view, file.name, read.problems);
  const name = profile.name || words.say("tool.profile.add.new");
  const body = [
    h("p", null, h("strong", null, profileName(view, { ...profile, name }))),
    h("p", null, knownWords(view, profile)),
    ...read.warnings.map((warning) => h("p", { class: "notice" }, words.message(warning))),
  ];
  const answer = await ask({
    title: words.say("tool.profilefile.title"),
    body,
    buttons: [
      { value: "", words: words.say("tool.cancel") },
      { value: "open", words: words.say("tool.profilefile.add"), kind: "primary" },
    ],
  });
  if (answer === "open") addProfile(view, { ...profile, name, id: crypto.randomUUID() });
}

/**
 * Writes the names and what is known where they stand, while the user types in the editor.
 * @param {View} view
 * @param {HTMLElement} panel
 */
export function showProfiles(view, panel) {
  for (const profile of view.assessment.profiles) {
    for (const name of panel.querySelectorAll(`[data-profile="${CSS.escape(profile.id)}"]`))
      name.textContent = view.words.profile(profile).name;
    panel
      .querySelector(`[data-known="${CSS.escape(profile.id)}"]`)
      ?.replaceChildren(knownWords(view, profile));
  }
}
