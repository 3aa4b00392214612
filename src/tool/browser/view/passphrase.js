/** Passphrases: one is chosen (twice, with a word on its strength), or asked for. They stay in the dialog and are kept nowhere. */
import { ask } from "./dialogs.js";
import { h } from "./dom.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Message} Message
 */

/** Shorter ones are refused: whoever has the file can try as many as they like. */
export const SHORTEST = 12;

/**
 * Asks for the passphrase of a file; "" if the user gives up.
 * @param {View} view
 * @param {string} name
 * @param {Message} [problem] What was wrong with the one before.
 * @returns {Promise<string>}
 */
export async function askPassphrase(view, name, problem) {
  const { words } = view;
  const field = secretField(words.say("tool.passphrase.label"), "passphrase");
  const wrong = problem && h("p", { class: "notice bad", role: "alert" }, words.message(problem));
  const body = [
    h("p", null, words.say("tool.passphrase.ask", { name })),
    ...(wrong ? [wrong] : []),
    field.box,
  ];
  const buttons = [
    { value: "open", words: words.say("tool.passphrase.open"), kind: "primary" },
    { value: "", words: words.say("tool.cancel") },
  ];
  return (await ask({
    title: words.say("tool.passphrase.asktitle"),
    body,
    buttons,
    focus: field.input,
  })) === "open"
    ? field.input.value
    : "";
}

/**
 * Lets the user choose a passphrase; "" if they give up.
 * @param {View} view
 * @param {"passphrase" | "seal"} [purpose] What it is for: a file, or what the browser keeps.
 * @returns {Promise<string>}
 */
export async function choosePassphrase(view, purpose = "passphrase") {
  const { words } = view;
  const [first, second] = [
    secretField(words.say("tool.passphrase.label"), "passphrase"),
    secretField(words.say("tool.passphrase.again"), "passphrase-again"),
  ];
  const strength = h("p", { class: "hint", id: "passphrase-strength", role: "status" });
  const judge = () => {
    const { key, fits } = judged(first.input.value, second.input.value);
    strength.textContent = words.say(`tool.passphrase.judged.${key}`, { count: SHORTEST });
    second.input.setCustomValidity(fits ? "" : strength.textContent);
  };
  for (const { input } of [first, second]) {
    input.addEventListener("input", judge);
    input.setAttribute("aria-describedby", strength.id);
  }
  judge();
  const body = [
    h("p", null, words.say(`tool.${purpose}.what`)),
    h("p", { class: "notice" }, words.say(`tool.${purpose}.lost`)),
    first.box,
    second.box,
    strength,
  ];
  const buttons = [
    { value: "save", words: words.say(`tool.${purpose}.save`), kind: "primary" },
    { value: "", words: words.say("tool.cancel") },
  ];
  const answer = await ask({
    title: words.say(`tool.${purpose}.title`),
    body,
    buttons,
    focus: first.input,
  });
  return answer === "save" ? first.input.value : "";
}

/**
 * What to say of a passphrase and its repetition, and whether it can be used. Strength here is length and variety: nothing
 * is looked up anywhere.
 * @param {string} first
 * @param {string} second
 * @returns {{key: string, fits: boolean}}
 */
export function judged(first, second) {
  const signs = [...first];
  if (signs.length < SHORTEST) return { key: "short", fits: false };
  if (new Set(signs).size < 6) return { key: "same", fits: false };
  if (first !== second) return { key: second === "" ? "repeat" : "differ", fits: false };
  return { key: signs.length >= 20 ? "strong" : "fair", fits: true };
}

/**
 * A field for a passphrase, and the box with its label.
 * @param {string} label
 * @param {string} id
 */
export function secretField(label, id) {
  const input = h("input", {
    id,
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 500,
    required: true,
  });
  return { input, box: h("div", { class: "field" }, h("label", { for: id }, label), input) };
}
