/** What becomes of a file of an earlier model: said before it is opened. */
import { h } from "./dom.js";

/**
 * Each list of items has its sentence with the number, and the ids to look up.
 * @param {import("../types.js").View} view
 * @param {NonNullable<import("../formats/file.js").Read["carried"]>} carried
 * @returns {HTMLElement[]}
 */
export function carriedNotes({ words, model }, { from, ...lists }) {
  const groups = /** @type {const} */ (["same", "lookAgain", "fresh", "gone"]).map((name) => {
    const ids = lists[name];
    const sentence = words.say(`tool.carried.items.${name}`, { count: ids.length });
    return h(
      "li",
      null,
      sentence,
      ids.length > 0 &&
        h(
          "details",
          { id: `carried-${name}` },
          h("summary", null, words.say("tool.carried.which")),
          h("p", null, words.ids(ids)),
        ),
    );
  });
  return [
    h(
      "p",
      { class: "notice" },
      words.say("tool.carried.what", { from, to: `${model.id} ${model.version}` }),
    ),
    h("ul", { class: "carried" }, groups),
    h("p", null, words.say("tool.carried.kept")),
  ];
}
