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
    h("button", { value, class: kind ?? "", autofocus: !focus && at === 0, formnovalidate: value === "" }, words),
  );
  focus?.setAttribute("autofocus", "");
  const form = h("form", { method: "dialog" }, heading, h("div", { class: "dialog-body" }, ...body), h("div", { class: "buttons" }, row));
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
 */
export function tell(words, title, text) {
  return ask({ title: words.say(title), body: [h("p", null, words.say(text))], buttons: [{ value: "", words: words.say("tool.close") }] });
}

/**
 * Whether everything is really to be deleted.
 * @param {import("./words.js").Words} words
 * @param {number} count How many items have an answer.
 */
export async function askToDelete(words, count) {
  const body = [h("p", null, words.say("tool.delete.ask", { count })), h("p", null, words.say("tool.delete.files"))];
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "delete", words: words.say("tool.delete.confirm"), kind: "danger" },
  ];
  return (await ask({ title: words.say("tool.delete.title"), body, buttons })) === "delete";
}

/**
 * Whether the page may be left although something is kept nowhere else.
 * @param {import("./words.js").Words} words
 */
export async function askToLeave(words) {
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "leave", words: words.say("tool.own.leave"), kind: "danger" },
  ];
  return (await ask({ title: words.say("tool.own.title"), body: [h("p", null, words.say("tool.own.risk"))], buttons })) === "leave";
}
