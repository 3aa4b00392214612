/** The editor of a team's own profile: what it is called, where it comes from, and what it asks of each item. */
import { NOT_REQUIRED, levelsAmong } from "../scoring/score.js";
import { withExemption, withProfileChange, withThresholds } from "../state/profiles.js";
import { h, unseen } from "./dom.js";
import { chooser, itemsByCategory, levelOptions, textField } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Profile} Profile
 */

/**
 * @param {View} view
 * @param {Profile} profile
 */
export function profileEditor(view, profile) {
  const { words } = view;
  const field = (/** @type {"name" | "source" | "address" | "checked"} */ name) => {
    const id = `editor-${profile.id}-${name}`;
    const change = (/** @type {string} */ value) =>
      view.act.change(id, (state) => withProfileChange(state, profile.id, { [name]: value }));
    const made = textField(view, {
      id,
      words: words.say(`tool.editor.field.${name}`),
      value: profile[name] ?? "",
      type: name === "checked" ? "date" : "text",
      change,
    });
    if (name === "source" || name === "address") made.classList.add("wide");
    return made;
  };
  return h(
    "div",
    {
      class: "editor",
      role: "group",
      "aria-label": words.say("tool.editor.title", { name: words.profile(profile).name }),
    },
    h(
      "div",
      { class: "fields" },
      field("name"),
      field("checked"),
      field("source"),
      field("address"),
    ),
    h("p", { class: "hint" }, words.say("tool.editor.help")),
    restChoice(view, profile),
    itemsByCategory(view, (item) => thresholdChoice(view, profile, item)),
  );
}

/**
 * @param {View} view
 * @param {Profile} profile
 * @param {Item} item
 */
function thresholdChoice(view, profile, item) {
  const { words } = view;
  const options = [
    { value: "", words: words.say("tool.editor.unknown") },
    { value: NOT_REQUIRED, words: words.say("tool.target.notrequired") },
    ...levelOptions(view, item),
  ];
  const change = (/** @type {string} */ value) =>
    view.act.change("", (state) =>
      withThresholds(state, profile.id, [item.id], thresholdIn(value)),
    );
  const field = chooser(view, {
    id: `asked-${profile.id}-${item.id}`,
    words: `${item.id} ${words.item(item).title}`,
    options,
    chosen: String(profile.levels.get(item.id) ?? ""),
    change,
  });
  return h("div", { class: "threshold" }, field, exemptionChoice(view, profile, item));
}

/**
 * Whether the owner lets a team leave the item out where it does not apply.
 * @param {View} view
 * @param {Profile} profile
 * @param {Item} item
 */
function exemptionChoice(view, profile, item) {
  const box = h("input", {
    type: "checkbox",
    id: `exempt-${profile.id}-${item.id}`,
    checked: profile.exemptions.includes(item.id),
    disabled: view.readonly,
  });
  box.addEventListener("change", () =>
    view.act.change("", (state) => withExemption(state, profile.id, item.id, box.checked)),
  );
  return h(
    "label",
    { class: "check" },
    box,
    h("span", null, view.words.say("tool.editor.exempt"), unseen(` ${item.id}`)),
  );
}

/**
 * Sets all items of which nothing is known yet.
 * @param {View} view
 * @param {Profile} profile
 */
function restChoice(view, profile) {
  const { words, model, act } = view;
  const levels = levelsAmong(model);
  const options = [
    { value: "", words: words.say("tool.bulk.choose") },
    { value: NOT_REQUIRED, words: words.say("tool.target.notrequired") },
    ...levels.map((level) => ({
      value: String(level),
      words: words.say("tool.bulk.level", { level }),
    })),
  ];
  const set = (/** @type {string} */ value) => {
    if (value === "") return;
    act.change("", (state) =>
      withThresholds(
        state,
        profile.id,
        unknownThresholds(view, state, profile.id, value),
        thresholdIn(value),
      ),
    );
    act.redraw();
  };
  const field = chooser(view, {
    id: `rest-${profile.id}`,
    words: words.say("tool.editor.rest"),
    options,
    chosen: "",
    change: () => {},
  });
  const select = /** @type {HTMLSelectElement} */ (field.querySelector("select"));
  const apply = h(
    "button",
    {
      type: "button",
      id: `rest-apply-${profile.id}`,
      disabled: view.readonly,
      click: () => set(select.value),
    },
    words.say("tool.bulk.apply"),
    unseen(` ${words.say("tool.editor.rest")}`),
  );
  return h("div", { class: "bulk" }, field, apply);
}

/**
 * The items that a profile says nothing of and that have what is to be set.
 * @param {View} view
 * @param {import("../types.js").Assessment} state
 * @param {string} id
 * @param {string} value
 */
function unknownThresholds(view, state, id, value) {
  const levels = state.profiles.find((profile) => profile.id === id)?.levels;
  const fits = (/** @type {Item} */ item) =>
    value === NOT_REQUIRED || levelOptions(view, item).some((option) => option.value === value);
  return view.model.items
    .filter((item) => !levels?.has(item.id) && fits(item))
    .map((item) => item.id);
}

/**
 * @param {string} value
 * @returns {number | "not-required" | null}
 */
function thresholdIn(value) {
  return value === "" ? null : value === NOT_REQUIRED ? NOT_REQUIRED : Number(value);
}
