/** Language and colours: as they were chosen, for this opening and the next ones. */
import { tellTheme } from "../view/address.js";
import { Words } from "../view/words.js";
import { render, steadily } from "./drawing.js";
import { translateSample } from "./keeping.js";
import { remember } from "./places.js";

/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {string} tag
 */
export function setLanguage(app, tag) {
  app.words = new Words(app.data, tag);
  app.before.language = tag;
  remember(app);
  if (app.writer.mine && !app.gate) app.keeper.keepSetting("language", tag);
  steadily(app, () => {
    render(app);
    translateSample(app);
  });
}

/**
 * @param {App} app
 * @param {string} theme
 */
export function setTheme(app, theme) {
  app.theme = theme;
  app.before.theme = theme;
  remember(app);
  if (app.writer.mine) app.keeper.keepSetting("theme", theme);
  document.documentElement.setAttribute("data-theme", theme);
  tellTheme(app.root, theme);
}
