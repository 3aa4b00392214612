/** What the team aims for: a level for all items, levels of their own for some, profiles to compare with, and sides. */
import { NOT_REQUIRED, levelsAmong } from "../scoring/score.js";
import { withItemTarget, withTarget } from "../state/assessment.js";
import { h } from "./dom.js";
import { chooser, itemsByCategory, lazyDetails, levelOptions, namedLevels } from "./parts.js";
import { profilesSection, showProfiles } from "./profiles.js";
import { wantedSides } from "./wanted-sides.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 */

/** @type {import("../types.js").Part} */
export const targetPart = {
  name: "target",
  title: (view) => view.words.say("tool.target.title"),
  build: targetBody,
  update: showProfiles,
};

/** @param {View} view */
function targetBody(view) {
  return [
    h("p", null, view.words.say("tool.target.help")),
    generalTargetField(view),
    ownTargets(view),
    profilesSection(view),
    wantedSides(view),
  ];
}

/** @param {View} view */
function generalTargetField(view) {
  const [scale, ...others] = Object.keys(view.model.scales);
  const options = namedLevels(view, levelsAmong(view.model), others.length > 0 ? "" : scale);
  const none = { value: "", words: view.words.say("tool.target.none") };
  const chosen = view.assessment.target.level;
  const change = (/** @type {string} */ value) =>
    view.act.change("", (state) => withTarget(state, value === "" ? null : Number(value)));
  return chooser(view, {
    id: "target-all",
    words: view.words.say("tool.target.all"),
    options: [none, ...options],
    chosen: String(chosen ?? ""),
    change,
  });
}

/** @param {View} view */
function ownTargets(view) {
  return lazyDetails(view, {
    id: "own-targets",
    kind: "own-targets",
    summary: [view.words.say("tool.target.own")],
    body: () => [itemsByCategory(view, (item) => ownTargetField(view, item))],
  });
}

/**
 * @param {View} view
 * @param {Item} item
 */
function ownTargetField(view, item) {
  const { words } = view;
  const options = [
    { value: "", words: words.say("tool.target.same") },
    ...levelOptions(view, item),
    { value: NOT_REQUIRED, words: words.say("tool.target.notrequired") },
  ];
  const chosen = String(view.assessment.target.items.get(item.id) ?? "");
  const change = (/** @type {string} */ value) =>
    view.act.change("", (state) =>
      withItemTarget(
        state,
        item.id,
        value === "" ? null : value === NOT_REQUIRED ? value : Number(value),
      ),
    );
  return chooser(view, {
    id: `target-${item.id}`,
    words: `${item.id} ${words.item(item).title}`,
    options,
    chosen,
    change,
  });
}
