/** The tool at work: one assessment, what the user does with it, and what is shown and kept after each change. */
import { lacking } from "./keep/capabilities.js";
import { Keeper } from "./keep/keeper.js";
import { Tabs } from "./keep/tabs.js";
import { Writer } from "./keep/writer.js";
import { answerTo, emptyAssessment, isEmpty } from "./state/assessment.js";
import { advance, beginHistory, endTopic, redone, undone } from "./state/history.js";
import { resultOf } from "./state/profiles.js";
import { changedRecords } from "./state/parts.js";
import { openingOf, rememberedIn, said, tellTheme } from "./view/address.js";
import { confirmed, tell } from "./view/dialogs.js";
import { h, redrawn } from "./view/dom.js";
import { listenToDrops } from "./view/drop.js";
import { dueAnswers, openFile, openGiven, saveToFile } from "./view/filing.js";
import { frame, showFrame, showPart } from "./view/frame.js";
import { passGate } from "./view/gate.js";
import { deleteAll, keepingActions, showSample, translateSample } from "./view/keeping.js";
import { pressed } from "./view/keys.js";
import { startNextRound } from "./view/next-round.js";
import { saveLine, showNotices } from "./view/notices.js";
import { buildPanel, partOf, partsOf } from "./view/parts-of-page.js";
import { anchorOf } from "./view/parts.js";
import { clearPaper, showPaper } from "./view/print.js";
import { Words, firstLanguage } from "./view/words.js";

/**
 * @typedef {import("./types.js").ToolData} ToolData
 * @typedef {import("./types.js").Assessment} Assessment
 * @typedef {import("./types.js").View} View
 * @typedef {import("./types.js").Actions} Actions
 */

const DRAW_DELAY = 250;
const SAY_DELAY = 700;

/** One page, one assessment. */
export class App {
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
    /** Whether a page's link led straight to an item of an assessment that has nothing in it yet. */
    this.arrived = false;
    /** Takes all listeners away. */
    this.leaving = new AbortController();
    this.root = root;
    this.status = status;
    this.keeper = new Keeper(data.model, () => this.keptOtherwise(), data.base?.model);
    this.writer = new Writer(this.keeper.name, (mine) => this.writing(mine));
    this.tabs = new Tabs(
      this.keeper.name,
      () => (this.writer.mine ? this.keeper.state : null),
      (state) => this.hear(state),
    );
    /** Whether the tab that writes has what this one does not show. */
    this.behind = false;
    /** Counts the times that this tab looked at what is kept. */
    this.looks = 0;
    /** @type {import("./state/history.js").History<Assessment>} */
    this.history = beginHistory(emptyAssessment(crypto.randomUUID()));
    this.words = new Words(data, data.default);
    this.theme = "auto";
    this.part = "start";
    this.touched = "";
    /** The item that "next unanswered" went to, until something is changed. */
    this.reached = "";
    /** @type {Record<string, string>} */
    this.shown = {};
    this.unsavedFile = false;
    this.otherHash = false;
    /** Whether an older tool's assessment has been taken over. */
    this.earlier = false;
    /** @type {import("./state/history.js").History<Assessment> | null} The team's own work while the sample is shown. */
    this.aside = null;
    /** @type {(() => void) | null} Draws what stands in place of the tool while what is kept cannot be used. */
    this.gate = null;
    this.lacks = lacking(globalThis);
    /** @type {Set<string>} Notices that were put away. */
    this.dismissed = new Set();
    this.saidState = "";
    this.started = false;
    this.drawing = 0;
    this.saying = 0;
    /** @type {Date | null} */
    this.savedAt = null;
    this.result = this.scored();
    this.act = this.actions();
  }

  get assessment() {
    return this.history.now;
  }

  /** The team's own work, which the sample only covers. */
  get own() {
    return this.aside ?? this.history;
  }

  async start() {
    const opening = this.follow();
    await this.writer.start();
    await this.load();
    this.started = true;
    this.arrived = opening?.item ? isEmpty(this.assessment) : false;
    this.part = partOf(this.view(), anchorHere()) ?? this.part;
    this.render();
    this.reveal(anchorHere(), false);
    this.listen(this.leaving);
    this.catchUp();
  }

  /** @param {AbortController} until */
  listen({ signal }) {
    /** @type {Record<string, (event: any) => void>} */
    const heard = {
      hashchange: () => this.moved(),
      keydown: (event) => pressed(event, this.act),
      beforeprint: () => showPaper(this.view(), this.root),
      afterprint: () => clearPaper(this.root),
      beforeunload: (event) => this.leave(event),
      focusout: () => (this.history = endTopic(this.history)),
      focus: () => this.catchUp(),
    };
    for (const [name, answer] of Object.entries(heard)) addEventListener(name, answer, { signal });
    listenToDrops(signal, (file) => this.writer.mine && !this.gate && openGiven(this, file));
  }

  /** Takes up what a page's link says; then the address is an ordinary one. */
  follow() {
    const opening = openingOf(location.hash, this.data);
    this.before = { ...rememberedIn(history.state), ...this.before, ...(opening && said(opening)) };
    this.remember(opening ? `#${opening.item && anchorOf(opening.item)}` : undefined);
    return opening;
  }

  /**
   * What holds for this opening stays with each entry of the browser's history, so that it outlives loading the page again.
   * @param {string} [address]
   */
  remember(address) {
    const { language, theme, from } = this.before;
    history.replaceState({ language, theme, from }, "", address);
  }

  /** The address has changed. */
  moved() {
    if (this.follow()) {
      this.adopt({});
      this.render();
    }
    this.reveal(anchorHere(), true);
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
    history.pushState(null, "", "#");
    await new App(data, root, status, { ...before, language: words.language.tag, theme }).start();
    scrollTo(0, 0);
  }

  /**
   * Reads what the browser keeps. What cannot be used is left as it is until the user has decided, and nothing is written
   * over it.
   */
  async load() {
    let found = await this.keeper.load();
    if (!this.started) this.adopt(found.settings);
    let goOn = null;
    while (found.trouble && goOn === null) {
      goOn = await passGate(this, found.trouble);
      found = await this.keeper.load();
    }
    this.otherHash = found.otherHash;
    const assessment = goOn ?? found.assessment ?? emptyAssessment("");
    this.begin(assessment);
    this.unsavedFile ||= goOn !== null;
    if (!found.earlier || !this.writer.mine) return;
    this.earlier = true;
    this.keeper.replace(this.assessment);
    this.keeper.keepSetting("earlier", true);
  }

  /**
   * Language and colours as they were chosen before.
   * @param {Record<string, unknown>} settings
   */
  adopt({ language, theme }) {
    this.words = new Words(
      this.data,
      firstLanguage(this.data, this.before.language ?? language, navigator.languages),
    );
    this.theme = this.before.theme ?? String(theme ?? "auto");
  }

  /**
   * Begins anew with an assessment: nothing before it can be undone.
   * @param {Assessment} assessment
   */
  begin(assessment) {
    const own = beginHistory(
      assessment.id === "" ? { ...assessment, id: crypto.randomUUID() } : assessment,
    );
    if (this.aside) this.aside = own;
    else this.history = own;
    this.result = this.scored();
  }

  /** @returns {View} */
  view() {
    const { model, languages } = this.data;
    const about = /** @type {import("./types.js").About} */ (
      this.data.about[this.words.language.tag]
    );
    const { words, assessment, result, theme, act, shown, history } = this;
    const { from = "" } = this.before;
    const can = { undo: history.past.length > 0, redo: history.future.length > 0 };
    const { mode, copies, backup } = this.keeper;
    const keeping = {
      mode,
      copies,
      saved: backup.saved,
      unsaved: backup.first !== "" && !assessment.sample,
      lacks: this.lacks,
      sample: this.data.samples !== undefined && this.data.own === undefined,
    };
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
      from,
      own: this.data.own ?? "",
      database: this.keeper.name,
      keeping,
      shown,
      can,
      act,
    };
  }

  /** @returns {Actions} */
  actions() {
    return {
      change: (topic, next) => this.change(topic, next(this.assessment, new Date().toISOString())),
      undo: () => this.travel(undone, "tool.undo.done"),
      redo: () => this.travel(redone, "tool.redo.done"),
      go: (anchor) => this.go(anchor),
      nextOpen: () => this.nextOpen(),
      save: () => saveToFile(this),
      open: () => openFile(this),
      print: () =>
        this.isCurrent() ? print() : tell(this.words, "tool.behind.title", "tool.behind.text"),
      isCurrent: (state) => this.isCurrent(state),
      deleteAll: () => deleteAll(this),
      nextRound: () => startNextRound(this),
      leaveOwn: () => this.data.base && this.switchTo(this.data.base),
      retry: () => this.keeper.retry(),
      keeping: keepingActions(this),
      takeOver: () => this.writer.takeOver(),
      setLanguage: (tag) => this.setLanguage(tag),
      setTheme: (theme) => this.setTheme(theme),
      say: (words) => this.say(words),
      redraw: () => this.drawPart(),
    };
  }

  /**
   * @param {string} topic
   * @param {Assessment} next
   */
  change(topic, next) {
    if (!this.writer.mine || next === this.assessment) return;
    const item = document.activeElement?.closest(".item")?.id.slice(anchorOf("").length);
    if (item) this.touched = item;
    this.reached = "";
    this.become(advance(this.history, next, topic));
    this.drawSmall();
  }

  /**
   * @param {typeof undone<Assessment>} step
   * @param {string} key What is read out.
   */
  travel(step, key) {
    const next = step(this.history);
    if (!this.writer.mine || next === this.history) return;
    this.become(next);
    this.drawPart(true);
    this.drawSmall();
    this.say(this.words.say(key));
  }

  /** @param {import("./state/history.js").History<Assessment>} history */
  become(history) {
    this.history = history;
    this.result = this.scored();
    if (this.assessment.sample) return;
    this.unsavedFile = true;
    this.keeper.noteChange(new Date().toISOString());
    this.keeper.keep(this.assessment);
    this.showSaveState();
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
   * @param {import("./state/history.js").History<Assessment>} history
   */
  show(history) {
    this.history = history;
    this.result = this.scored();
    this.render(true);
  }

  scored() {
    return resultOf(this.data.model, this.assessment);
  }

  /**
   * Builds the whole page anew: at the start, in another language, with another assessment.
   * @param {boolean} [anew] Whether another state is shown than the one that the user may be writing in.
   */
  render(anew = false) {
    const { language } = this.words;
    const [view, html] = [this.view(), document.documentElement];
    [html.lang, html.dir, document.title] = [
      language.tag,
      language.dir,
      `${this.words.say("tool.title", { model: this.words.model })} · ${view.about.site}`,
    ];
    html.setAttribute("data-theme", this.theme);
    if (this.gate) return this.gate();
    clearTimeout(this.drawing);
    const parts = partsOf(view);
    redrawn(
      this.root,
      h("div", { id: this.root.id }, frame(view, parts, buildPanel(view, this.part))),
      { anew },
    );
    showPart(view, this.root, parts, this.part);
    this.drawSmall();
    this.showSaveState();
  }

  /**
   * Puts the part that is to be seen in place of the one that is there, and gives the focus back to what had it.
   * @param {boolean} [anew] As of `render`.
   */
  drawPart(anew = false) {
    clearTimeout(this.drawing);
    const place = this.root.querySelector("#panel");
    if (!place) return;
    const view = this.view();
    redrawn(place, h("div", { id: place.id }, buildPanel(view, this.part)), { anew });
    showPart(view, this.root, partsOf(view), this.part);
  }

  /** What changes with each answer: at once, but for charts, for which an answer never waits. */
  drawSmall() {
    const [view, panel] = [this.view(), this.panel()];
    showFrame(view, this.root);
    const part = partsOf(view).find(({ name }) => name === this.part);
    if (panel) part?.update?.(view, panel);
    clearTimeout(this.drawing);
    this.drawing = setTimeout(
      () => panel?.isConnected && part?.redraw?.(this.view(), panel),
      DRAW_DELAY,
    );
  }

  panel() {
    return /** @type {HTMLElement | null} */ (this.root.querySelector(".panel"));
  }

  /** What is kept is kept in another way by now: other tabs hear of it. */
  keptOtherwise() {
    if (this.writer.mine) this.tabs.tell(this.keeper.state);
    this.showSaveState();
  }

  /** A tab that does not write asks how things are, and looks for itself where nobody may answer. */
  catchUp() {
    if (this.writer.mine) return;
    this.tabs.ask();
    if (!this.tabs.channel) this.hear("saved");
  }

  /**
   * Shows what the tab that writes has saved, as soon as that is all that it has.
   * @param {string} state
   */
  async hear(state) {
    if (!this.started || this.gate) return;
    this.behind = true;
    // What this tab alone has is never given up for what another one saved.
    const alone = this.keeper.waiting || ["memory", "failed"].includes(this.keeper.state);
    const [look, settled] = [(this.looks += 1), !alone && ["saved", "idle"].includes(state)];
    const found = settled ? await this.keeper.load(true) : null;
    if (look !== this.looks || this.writer.mine) return;
    if (found?.trouble === null) {
      this.behind = false;
      this.showKept(found.assessment);
    }
    if (state !== "saving") this.showSaveState();
  }

  /**
   * Puts what is kept in place of what is shown, where it differs; what is being read stays where it is.
   * @param {Assessment | null} kept
   */
  showKept(kept) {
    const next = kept ?? emptyAssessment(this.own.now.id);
    if (changedRecords(this.own.now, next).length === 0) return;
    this.begin(next);
    this.steadily(() => this.drawPart());
    this.drawSmall();
  }

  /**
   * Draws anew without moving the question that is being read.
   * @param {() => void} draw
   */
  steadily(draw) {
    const anchor = [...this.root.querySelectorAll(".panel .item")].find(
      (item) => item.getBoundingClientRect().bottom > 0,
    );
    const before = anchor?.getBoundingClientRect().top ?? 0;
    draw();
    const after = document.getElementById(anchor?.id ?? "")?.getBoundingClientRect().top;
    if (after !== undefined && scrollY > 0) scrollBy(0, after - before);
  }

  /**
   * Whether what was made from a state may be handed out: not where it is older than what another tab has.
   * @param {Assessment} [state]
   */
  isCurrent(state = this.assessment) {
    return this.writer.mine || (!this.behind && state === this.assessment);
  }

  /** The line beside the progress: what is true at this moment. Read out only when it becomes something else. */
  showSaveState() {
    if (!this.started) return;
    const { state } = this.keeper;
    if (state === "saved") this.savedAt = new Date();
    const words = saveLine(this.view(), state, this.savedAt, this.root);
    const { otherHash, earlier, arrived, dismissed } = this;
    const behind = this.behind && !this.writer.mine;
    showNotices(this.view(), this.root, {
      state,
      otherHash,
      earlier,
      arrived,
      behind,
      dismissed,
      due: dueAnswers(this),
    });
    if (state !== "saving" && state !== "idle" && state !== this.saidState) {
      this.saidState = state;
      this.say(words);
    }
  }

  /** @param {string} words */
  say(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.status.replaceChildren(words), SAY_DELAY);
  }

  /**
   * Another tab writes, or this one may again: then what was written meanwhile is read first.
   * @param {boolean} mine
   */
  async writing(mine) {
    if (!this.started) return;
    if (mine && this.keeper.state !== "memory" && !this.keeper.waiting) await this.load();
    this.render(mine);
    this.say(this.words.say(mine ? "tool.notice.mine" : "tool.state.other"));
  }

  /** @param {string} anchor */
  go(anchor) {
    const hash = `#${encodeURIComponent(anchor)}`;
    if (location.hash !== hash) history.pushState(null, "", hash);
    this.reveal(anchor, true);
  }

  /**
   * Shows the part in which an anchor is, and goes there.
   * @param {string} anchor
   * @param {boolean} move Whether the focus goes there too.
   */
  reveal(anchor, move) {
    const part = partOf(this.view(), anchor);
    if (part === undefined) return;
    if (part !== this.part) {
      this.part = part;
      this.drawPart();
    }
    const [panel, target] = [this.panel(), document.getElementById(anchor)];
    if (!panel || !target) return;
    const focus =
      target === panel
        ? panel.querySelector("h2")
        : (target.querySelector("[aria-invalid]") ??
          target.querySelector("input:checked") ??
          target.querySelector("input, select, button"));
    if (target === panel) scrollToTop(panel);
    else target.scrollIntoView();
    if (move && focus instanceof HTMLElement) focus.focus({ preventScroll: true });
  }

  /**
   * Goes to the first item without an answer after the one touched last, and round again; to that one itself where it lacks
   * no more than a reason, unless this has just gone there.
   */
  nextOpen() {
    const { items } = this.result;
    const here =
      document.activeElement?.closest(".item")?.id.slice(anchorOf("").length) ?? this.touched;
    const at = items.findIndex((item) => item.id === here);
    const lacksReason =
      answerTo(this.assessment, here).notApplicable !== null && here !== this.reached;
    const from = lacksReason ? at : at + 1;
    const next = [...items.slice(from), ...items.slice(0, from)].find(
      ({ state }) => state === "open",
    );
    if (next) this.touched = this.reached = next.id;
    else this.say(this.words.say("tool.alldone"));
    this.go(next ? anchorOf(next.id) : "part-result");
  }

  /**
   * Turns the page into a tool for another model, unless something exists nowhere else and the user wants to keep it.
   * @param {ToolData} data
   */
  async switchTo(data) {
    if (
      this.isAtRisk() &&
      !(await confirmed(this.words, "tool.own", {}, ["tool.own.risk"], "tool.own.leave"))
    )
      return;
    await this.turnInto(data);
  }

  /** @param {string} tag */
  setLanguage(tag) {
    this.words = new Words(this.data, tag);
    this.before.language = tag;
    this.remember();
    if (this.writer.mine && !this.gate) this.keeper.keepSetting("language", tag);
    this.steadily(() => {
      this.render();
      translateSample(this);
    });
  }

  /** @param {string} theme */
  setTheme(theme) {
    this.theme = theme;
    this.before.theme = theme;
    this.remember();
    if (this.writer.mine) this.keeper.keepSetting("theme", theme);
    document.documentElement.setAttribute("data-theme", theme);
    tellTheme(this.root, theme);
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

/**
 * Goes to the top of the page if the part is to be seen there, else to the part.
 * @param {Element} panel
 */
function scrollToTop(panel) {
  scrollTo(0, 0);
  if (panel.getBoundingClientRect().top > innerHeight / 2) panel.scrollIntoView();
}

/** The id that the address names; never more than that is in the address. */
function anchorHere() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
