/**
 * The tool at work: one assessment with its history, and what follows each change.
 *
 * A view asks for a change (`actions.js`) → the next state becomes part of the history and is scored → what differs is kept
 * (`keep/`) and shown (`drawing.js`). The files beside this one each have one of the things that the tool does with its
 * state: where the user is (`places.js`), what other tabs wrote (`kept.js`), files (`filing.js`), keeping (`keeping.js`),
 * what cannot be used (`gate.js`), the next round, language and colours. They are functions of `App`, which is one page with
 * one assessment; `start` is the entry.
 */
import { lacking } from "../keep/capabilities.js";
import { Keeper } from "../keep/keeper.js";
import { Tabs } from "../keep/tabs.js";
import { Writer } from "../keep/writer.js";
import { emptyAssessment, isEmpty } from "../state/assessment.js";
import { advance, beginHistory, endTopic } from "../state/history.js";
import { resultOf } from "../state/profiles.js";
import { confirmed } from "../view/dialogs.js";
import { listenToDrops } from "../view/drop.js";
import { pressed } from "../view/keys.js";
import { partOf } from "../view/parts-of-page.js";
import { clearPaper, showPaper } from "../view/print.js";
import { Words, firstLanguage } from "../view/words.js";
import { actionsOf } from "./actions.js";
import { drawPart, drawSmall, render, say, showSaveState } from "./drawing.js";
import { openGiven } from "./filing.js";
import { showSample } from "./keeping.js";
import { catchUp, hear, keptOtherwise, load, writing } from "./kept.js";
import { anchorHere, follow, itemHere, leavePlace, moved, reveal } from "./places.js";

/**
 * @typedef {import("../types.js").ToolData} ToolData
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").View} View
 */

/** One page, one assessment. */
export class App {
  /** Whether a page's link led straight to an item of an assessment that has nothing in it yet. */
  arrived = false;
  /** Takes all listeners away. */
  leaving = new AbortController();
  /** Whether the tab that writes has what this one does not show. */
  behind = false;
  /** Counts the times that this tab looked at what is kept. */
  looks = 0;
  /** @type {import("../state/history.js").History<Assessment>} */
  history = beginHistory(emptyAssessment(crypto.randomUUID()));
  theme = "auto";
  part = "start";
  touched = "";
  /** The item that "next unanswered" went to, until something is changed. */
  reached = "";
  /** @type {Record<string, string>} */
  shown = {};
  unsavedFile = false;
  otherHash = false;
  /** Whether an older tool's assessment has been taken over. */
  earlier = false;
  /** @type {import("../state/history.js").History<Assessment> | null} The team's own work while the sample is shown. */
  aside = null;
  /** @type {(() => void) | null} Draws what stands in place of the tool while what is kept cannot be used. */
  gate = null;
  lacks = lacking(globalThis);
  /** @type {Set<string>} Notices that were put away. */
  dismissed = new Set();
  saidState = "";
  started = false;
  drawing = 0;
  saying = 0;
  /** @type {Date | null} */
  savedAt = null;

  /**
   * @param {ToolData} data
   * @param {HTMLElement} root
   * @param {HTMLElement} status Where short messages are read out.
   * @param {{language?: string, theme?: string, from?: string}} [before] What was chosen where this one takes the place of another.
   */
  constructor(data, root, status, before = {}) {
    this.data = data;
    /** What holds for this opening, whatever is kept: what a link says, and what is chosen afterwards. */
    this.before = before;
    this.root = root;
    this.status = status;
    this.keeper = new Keeper(data.model, () => keptOtherwise(this), data.base?.model);
    this.writer = new Writer(this.keeper.name, (mine) => writing(this, mine));
    this.tabs = new Tabs(
      this.keeper.name,
      () => (this.writer.mine ? this.keeper.state : null),
      (state) => hear(this, state),
    );
    this.words = new Words(data, data.default);
    this.result = this.scored();
    this.act = actionsOf(this);
  }

  get assessment() {
    return this.history.now;
  }

  /** The team's own work, which the sample only covers. */
  get own() {
    return this.aside ?? this.history;
  }

  async start() {
    const opening = follow(this);
    await this.writer.start();
    await load(this);
    this.started = true;
    this.arrived = opening?.item ? isEmpty(this.assessment) : false;
    this.part = partOf(this.view(), anchorHere()) ?? this.part;
    render(this);
    reveal(this, anchorHere(), false);
    this.listen(this.leaving);
    catchUp(this);
  }

  /** @param {AbortController} until */
  listen({ signal }) {
    /** @type {Record<string, (event: any) => void>} */
    const heard = {
      hashchange: () => moved(this),
      keydown: (event) => pressed(event, this.act),
      beforeprint: () => showPaper(this.view(), this.root),
      afterprint: () => clearPaper(this.root),
      beforeunload: (event) => this.leave(event),
      focusout: () => (this.history = endTopic(this.history)),
      focus: () => catchUp(this),
    };
    for (const [name, answer] of Object.entries(heard)) addEventListener(name, answer, { signal });
    listenToDrops(signal, (file) => this.writer.mine && !this.gate && openGiven(this, file));
  }

  /**
   * Language and colours as they were chosen before.
   * @param {Record<string, unknown>} settings
   */
  adopt({ language, theme }) {
    const { before, data } = this;
    const chosen = firstLanguage(data, before.language ?? language, navigator.languages);
    this.words = new Words(data, chosen);
    this.theme = before.theme ?? String(theme ?? "auto");
  }

  /**
   * Begins anew with an assessment: nothing before it can be undone.
   * @param {Assessment} assessment
   */
  begin(assessment) {
    const id = assessment.id || crypto.randomUUID();
    const own = beginHistory(id === assessment.id ? assessment : { ...assessment, id });
    if (this.aside) this.aside = own;
    else this.history = own;
    this.result = this.scored();
  }

  /** @returns {View} */
  view() {
    const { model, languages } = this.data;
    const about = /** @type {import("../types.js").About} */ (
      this.data.about[this.words.language.tag]
    );
    const { words, assessment, result, theme, act, shown, history } = this;
    return {
      data: this.data,
      model,
      words,
      languages,
      about,
      assessment,
      result,
      readonly: !this.writer.mine,
      theme,
      from: this.before.from ?? "",
      own: this.data.own ?? "",
      database: this.keeper.name,
      keeping: this.keeping(),
      shown,
      can: { undo: history.past.length > 0, redo: history.future.length > 0 },
      act,
    };
  }

  /** @returns {import("../types.js").Keeping} */
  keeping() {
    const { mode, copies, backup } = this.keeper;
    return {
      mode,
      copies,
      saved: backup.saved,
      unsaved: backup.first !== "" && !this.assessment.sample,
      lacks: this.lacks,
      sample: this.data.samples !== undefined && this.data.own === undefined,
    };
  }

  /**
   * @param {string} topic
   * @param {Assessment} next
   */
  change(topic, next) {
    if (!this.writer.mine || next === this.assessment) return;
    // "Next unanswered" goes on from here, also once the focus is elsewhere.
    this.touched = itemHere() || this.touched;
    this.reached = "";
    this.become(advance(this.history, next, topic));
    drawSmall(this);
  }

  /**
   * @param {typeof import("../state/history.js").undone<Assessment>} step
   * @param {string} key What is read out.
   */
  travel(step, key) {
    const next = step(this.history);
    if (!this.writer.mine || next === this.history) return;
    this.become(next);
    drawPart(this, true);
    drawSmall(this);
    say(this, this.words.say(key));
  }

  /** @param {import("../state/history.js").History<Assessment>} history */
  become(history) {
    this.history = history;
    this.result = this.scored();
    // What is done to the sample team is kept nowhere.
    if (this.assessment.sample) return;
    this.unsavedFile = true;
    this.keeper.noteChange(new Date().toISOString());
    this.keeper.keep(this.assessment);
    showSaveState(this);
  }

  /**
   * Puts another assessment in place of the one that is there, of which a safety copy is kept. It can be undone.
   * @param {Assessment} next
   */
  take(next) {
    if (next.sample) return showSample(this, next);
    this.keeper.keepCopy(this.assessment, new Date().toISOString());
    [this.unsavedFile, this.otherHash] = [false, false];
    this.keeper.replace(next);
    this.show(advance(this.history, next, ""));
  }

  /**
   * Shows another assessment. Nothing is written.
   * @param {import("../state/history.js").History<Assessment>} history
   */
  show(history) {
    this.history = history;
    this.result = this.scored();
    render(this, true);
  }

  scored() {
    return resultOf(this.data.model, this.assessment);
  }

  /**
   * Turns the page into a tool for another model, unless something exists nowhere else and the user wants to keep it.
   * @param {ToolData} data
   */
  async switchTo(data) {
    const leaves = () => confirmed(this.words, "tool.own", {}, ["tool.own.risk"], "tool.own.leave");
    if (this.isAtRisk() && !(await leaves())) return;
    await this.turnInto(data);
  }

  /**
   * Ends this tool and starts one for another model in its place; what this one kept stays in the browser.
   * @param {ToolData} data
   */
  async turnInto(data) {
    const { words, theme, before, root, status } = this;
    this.started = false;
    this.leaving.abort();
    clearTimeout(this.drawing);
    clearTimeout(this.saying);
    await this.keeper.close();
    this.writer.stop();
    this.tabs.stop();
    leavePlace();
    await new App(data, root, status, { ...before, language: words.language.tag, theme }).start();
    scrollTo(0, 0);
  }

  /**
   * Asks before the page is left while something exists nowhere else.
   * @param {BeforeUnloadEvent} event
   */
  leave(event) {
    if (this.isAtRisk()) event.preventDefault();
  }

  /** Whether something exists nowhere but on this page. */
  isAtRisk() {
    return this.unsavedFile && ["memory", "failed", "gone", "saving"].includes(this.keeper.state);
  }
}
