/** Questions to the user. The dialog of the browser's own takes care of focus, Escape and what lies behind. */
import { h } from "./dom.js";

/**
 * Shows a dialog and waits for the answer: the value of the button, or "" if it was dismissed.
 * @param {object} what
 * @param {string} what.title
 * @param {(Node | string)[]} what.body
 * @param {{value: string, words: string, kind?: string}[]} what.buttons The first one gets the focus, and Enter; one with no value asks nothing of the fields.
 * @param {HTMLElement} [what.focus] What gets the focus instead.
 * @returns {Promise<string>}
 */
export function ask({ title, body, buttons, focus }) {
  const heading = h("h2", { id: "dialog-title" }, title);
  const row = buttons.map(({ value, words, kind }, at) =>
    h(
      "button",
      { value, class: kind ?? "", autofocus: !focus && at === 0, formnovalidate: value === "" },
      words,
    ),
  );
  focus?.setAttribute("autofocus", "");
  const form = h(
    "form",
    { method: "dialog" },
    heading,
    ...body,
    h("div", { class: "buttons" }, row),
  );
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" }, form);
  document.body.append(dialog);
  return new Promise((answered) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(dialog.returnValue);
    });
    dialog.showModal();
  });
}

/**
 * Says one thing.
 * @param {import("./words.js").Words} words
 * @param {string} title
 * @param {string} text
 * @param {Record<string, string | number>} [args]
 */
export function tell(words, title, text, args) {
  return ask({
    title: words.say(title),
    body: [h("p", null, words.say(text, args))],
    buttons: [{ value: "", words: words.say("tool.close") }],
  });
}

/**
 * Whether something that is lost by it is really to be done.
 * @param {import("./words.js").Words} words
 * @param {string} topic Has the title.
 * @param {Record<string, string | number>} [args]
 * @param {string[]} [texts] What is asked.
 * @param {string} [yes]
 */
export async function confirmed(
  words,
  topic,
  args,
  texts = [`${topic}.ask`],
  yes = `${topic}.confirm`,
) {
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "yes", words: words.say(yes), kind: "danger" },
  ];
  return (
    (await ask({
      title: words.say(`${topic}.title`),
      body: texts.map((key) => h("p", null, words.say(key, args))),
      buttons,
    })) === "yes"
  );
}
