/** What would be reached if the plan were carried out: profiles met, targets reached, new means. */
import { whatIf } from "../scoring/plan.js";
import { verdict } from "../scoring/profile.js";
import { comparedProfiles, resultOf } from "../state/profiles.js";
import { h } from "./dom.js";
import { row, table } from "./parts.js";
import { plannedLevels } from "./plan-entries.js";
import { profileName } from "./profiles.js";
import { verdictBrief } from "./verdicts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").Verdict} Verdict
 */

/**
 * @param {View} view
 * @param {HTMLElement} panel
 */
export function showWhatIf(view, panel) {
  const { words, model, assessment, result } = view;
  const planned = plannedLevels(assessment);
  const after = resultOf(model, assessment, whatIf(assessment.answers, planned));
  const profiles = comparedProfiles(model, assessment).map((profile) => ({
    profile,
    now: verdict(model, result, profile),
    then: verdict(model, after, profile),
  }));
  const met = (/** @type {"now" | "then"} */ when) =>
    profiles.filter((entry) => entry[when].state === "met").length;
  const parts = [
    planned.size === 0
      ? words.say("tool.whatif.nothing")
      : words.say("tool.whatif.planned", { count: planned.size }),
  ];
  if (profiles.length > 0)
    parts.push(
      words.say("tool.whatif.profiles", {
        now: met("now"),
        then: met("then"),
        total: profiles.length,
      }),
    );
  if (result.targeted > 0)
    parts.push(
      words.say("tool.whatif.target", { now: result.met, then: after.met, total: result.targeted }),
    );
  const line = panel.querySelector(".whatif-words");
  const sentence = words.sentences(parts);
  if (line && line.textContent !== sentence) line.textContent = sentence;
  const columns = ["tool.whatif.now", "tool.whatif.then"].map((key) => words.say(key));
  panel
    .querySelector(".whatif-tables")
    ?.replaceChildren(
      ...[
        h("p", null, sentence),
        profileTable(view, profiles, columns),
        meansTable(view, after, columns),
      ].filter((made) => made !== null),
    );
}

/**
 * @param {View} view
 * @param {{profile: import("../types.js").Profile, now: Verdict, then: Verdict}[]} profiles
 * @param {string[]} columns
 */
function profileTable(view, profiles, columns) {
  if (profiles.length === 0) return null;
  const { words } = view;
  const head = [words.say("tool.profile.one"), ...columns];
  const rows = profiles.map(({ profile, now, then }) =>
    row(head, profileName(view, profile), verdictBrief(view, now), verdictBrief(view, then)),
  );
  return table({
    caption: words.say("tool.whatif.profiletable"),
    kind: "list",
    head,
    body: [h("tbody", null, rows)],
  });
}

/**
 * @param {View} view
 * @param {Result} after
 * @param {string[]} columns
 */
function meansTable(view, after, columns) {
  const { words, model, result } = view;
  if (!model.aggregation) return null;
  const head = [words.say("tool.column.category"), ...columns];
  const rows = result.categories.map(({ id, mean }, at) => {
    const then = after.categories[at]?.mean;
    return row(
      head,
      `${id} ${words.category(id)}`,
      words.tenths(mean),
      then === mean ? words.tenths(then) : h("strong", null, words.tenths(then)),
    );
  });
  return table({
    caption: words.say("tool.whatif.meantable"),
    kind: "compact numbers",
    head,
    body: [h("tbody", null, rows)],
  });
}
