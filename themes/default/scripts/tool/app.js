/** The tool at work: state, what the user may do with it, and what is shown and kept after each change. */
import { answerFields, answerTo, emptyAssessment, fromParts, isEmpty, targetFields, toParts, withAnswer, withItemTarget, withTarget } from "./state/assessment.js";
import { ask } from "./view/dialogs.js";
import { h } from "./view/dom.js";
import { chooseFile, download, preview } from "./view/exchange.js";
import { score } from "./score/score.js";
import { Store } from "./keep/store.js";
import { dataPanel } from "./view/data.js";
import { frame, showFrame, showNotices, showPanel } from "./view/frame.js";
import { anchorOf } from "./view/parts.js";
import { printParts, showPrint } from "./view/print.js";
import { questionPanels, showProgress } from "./view/questions.js";
import { resultPanel, showResult } from "./view/result.js";
import { startPanel } from "./view/start.js";
import { Words, firstLanguage } from "./view/words.js";
import { Writer } from "./keep/writer.js";

/**
 * @typedef {import("./types.js").ToolData} ToolData
 * @typedef {import("./types.js").Assessment} Assessment
 * @typedef {import("./types.js").View} View
 * @typedef {import("./types.js").Actions} Actions
 * @typedef {import("./view/frame.js").Notice} Notice
 */

const STORAGE_VERSION = 1;
const DRAW_DELAY = 250;
const SAY_DELAY = 700;

/** One page, one assessment. */
export class App {
  /**
   * @param {ToolData} data
   * @param {HTMLElement} root
   * @param {HTMLElement} status Where short messages are read out.
   */
  constructor(data, root, status) {
    const { id, version } = data.model;
    this.data = data;
    this.root = root;
    this.status = status;
    this.database = `shirube-assessment/${id}/${version}/${STORAGE_VERSION}`;
    this.store = new Store(this.database, () => this.showSaveState());
    this.writer = new Writer(this.database, (mine) => this.writing(mine));
    /** @type {Assessment} */
    this.assessment = emptyAssessment(crypto.randomUUID());
    this.words = new Words(data, data.default);
    this.theme = "auto";
    this.part = "part-start";
    this.touched = "";
    this.unsavedFile = false;
    this.damaged = false;
    this.otherHash = false;
    this.saidState = "";
    this.headKept = "";
    this.started = false;
    this.drawing = 0;
    this.saying = 0;
    /** @type {Date | null} */
    this.savedAt = null;
    this.result = score(data.model, this.assessment.answers, this.assessment.target);
    this.act = this.actions();
  }

  async start() {
    await this.writer.start();
    await this.load();
    this.started = true;
    this.render();
    this.reveal(anchorHere(), false);
    addEventListener("hashchange", () => this.reveal(anchorHere(), true));
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("beforeprint", () => this.drawAll());
    addEventListener("beforeunload", (event) => this.leave(event));
  }

  /** Reads what the browser keeps. What cannot be understood is left as it is, and nothing is written over it. */
  async load() {
    const kept = await this.store.load();
    const settings = kept?.settings ?? {};
    this.words = new Words(this.data, firstLanguage(this.data, this.started ? this.words.language.tag : settings.language, navigator.languages));
    if (!this.started && typeof settings.theme === "string") this.theme = settings.theme;
    if (!kept) return;
    if (Object.keys(kept.parts).length === 0 && Object.keys(kept.answers).length === 0) return this.forget();
    const { assessment, target, rest, hash } = kept.parts;
    const read = fromParts(this.data.model, { assessment, answers: kept.answers, target, rest: isRecord(rest) ? rest : {} });
    this.damaged = read.problems.length > 0;
    if (this.damaged) return this.store.useMemory();
    this.assessment = read.assessment.id === "" ? { ...read.assessment, id: crypto.randomUUID() } : read.assessment;
    this.otherHash = hash !== undefined && hash !== this.data.model.hash;
    this.rescore();
  }

  /** @returns {View} */
  view() {
    const { model, languages } = this.data;
    const about = this.data.about[this.words.language.tag] ?? this.data.about[this.data.default] ?? { intro: "", scoring: "", home: "" };
    const { words, assessment, result, theme, act } = this;
    return { model, words, languages, about, assessment, result, readonly: !this.writer.mine, theme, act };
  }

  /** @returns {Actions} */
  actions() {
    const now = () => new Date().toISOString();
    return {
      setLevel: (item, level) => this.answer(item, withAnswer(this.assessment, item, { level }, now())),
      setNote: (item, note) => this.answer(item, withAnswer(this.assessment, item, { note }, now())),
      setDetail: (field, value) => this.describe({ ...this.assessment, [field]: value }),
      setAssessors: (assessors) => this.describe({ ...this.assessment, assessors }),
      setTarget: (level) => this.aim(withTarget(this.assessment, level)),
      setItemTarget: (item, level) => this.aim(withItemTarget(this.assessment, item, level)),
      go: (anchor) => this.go(anchor),
      nextOpen: () => this.nextOpen(),
      save: () => this.save(),
      open: () => this.open(),
      print: () => print(),
      deleteAll: () => this.deleteAll(),
      retry: () => this.store.write(),
      takeOver: () => this.writer.takeOver(),
      setLanguage: (tag) => this.setLanguage(tag),
      setTheme: (theme) => this.setTheme(theme),
    };
  }

  /**
   * @param {string} item
   * @param {Assessment} next
   */
  answer(item, next) {
    this.touched = item;
    this.change(next);
    this.store.put("answers", item, answerFields(answerTo(next, item)));
    this.keepHead();
  }

  /** @param {Assessment} next */
  describe(next) {
    this.change(next);
    this.store.put("parts", "assessment", toParts(next).assessment);
    this.keepHead();
  }

  /** @param {Assessment} next */
  aim(next) {
    this.change(next);
    this.store.put("parts", "target", targetFields(next.target));
    this.keepHead();
  }

  /** Keeps what a first answer needs beside it: the assessment's id and the model's hash. */
  keepHead() {
    if (this.headKept === this.assessment.id) return;
    this.headKept = this.assessment.id;
    this.store.put("parts", "assessment", toParts(this.assessment).assessment);
    this.store.put("parts", "hash", this.data.model.hash);
  }

  /** @param {Assessment} next */
  change(next) {
    this.assessment = next;
    this.unsavedFile = true;
    this.rescore();
    this.drawSmall();
    this.drawLater();
  }

  rescore() {
    this.result = score(this.data.model, this.assessment.answers, this.assessment.target);
  }

  /** Builds the whole page anew: at the start, in another language, with another assessment. */
  render() {
    const { language } = this.words;
    const focused = document.activeElement?.id ?? "";
    const opened = [...this.root.querySelectorAll("details[open]")].map((details) => details.id);
    const [view, html] = [this.view(), document.documentElement];
    [html.lang, html.dir, document.title] = [language.tag, language.dir, this.words.say("tool.title", { model: this.words.model })];
    html.setAttribute("data-theme", this.theme);
    const panels = [startPanel(view), ...questionPanels(view), resultPanel(view), dataPanel(view, this.database)];
    this.root.replaceChildren(...frame(view, panels, printParts()));
    opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    showPanel(view, this.root, this.part);
    this.drawSmall();
    this.drawAll();
    this.showSaveState();
    document.getElementById(focused)?.focus({ preventScroll: true });
  }

  drawSmall() {
    const view = this.view();
    showFrame(view, this.root);
    showProgress(view, this.root);
  }

  drawAll() {
    clearTimeout(this.drawing);
    const view = this.view();
    showResult(view, this.root);
    showPrint(view, this.root);
  }

  /** Charts and paper follow a moment later, so that an answer is never waiting for them. */
  drawLater() {
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.drawAll(), DRAW_DELAY);
  }

  /** The line beside the progress: what is true at this moment. Read out only when it becomes something else. */
  showSaveState() {
    if (!this.started) return;
    const { state } = this.store;
    if (state === "saved") this.savedAt = new Date();
    const time = this.savedAt ? this.words.time(this.savedAt) : "";
    const words = this.writer.mine ? this.words.say(`tool.state.${state}`, { time }) : this.words.say("tool.state.other");
    const line = document.getElementById("save-state");
    line?.replaceChildren(words);
    line?.setAttribute("data-state", state);
    this.showNotices();
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

  showNotices() {
    const save = { key: "tool.save", click: this.act.save };
    /** @type {[boolean, Notice][]} */
    const all = [
      [!this.writer.mine, { key: "tool.notice.other", buttons: [{ key: "tool.notice.takeover", click: this.act.takeOver }] }],
      [this.damaged, { key: "tool.notice.damaged", kind: "bad" }],
      [this.store.state === "memory" && !this.damaged, { key: "tool.notice.memory", kind: "bad", buttons: [save] }],
      [this.store.state === "failed", { key: "tool.notice.failed", kind: "bad", buttons: [{ key: "tool.notice.retry", click: this.act.retry }, save] }],
      [this.otherHash, { key: "tool.notice.hash" }],
    ];
    const shown = all.filter(([wanted]) => wanted).map(([, notice]) => notice);
    const names = shown.map((notice) => notice.key).join(" ") + this.words.language.tag;
    const box = this.root.querySelector(".notices");
    if (!box || box.getAttribute("data-shown") === names) return;
    box.setAttribute("data-shown", names);
    showNotices(this.view(), this.root, shown);
  }

  /**
   * Another tab writes, or this one may again: then what was written meanwhile is read first.
   * @param {boolean} mine
   */
  async writing(mine) {
    if (!this.started) return;
    if (mine && this.store.state !== "memory" && this.store.queue.size === 0) await this.load();
    this.render();
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
    const target = document.getElementById(anchor);
    const panel = target?.closest(".panel");
    if (!target || !panel) return;
    this.part = panel.id;
    showPanel(this.view(), this.root, panel.id);
    const focus = target === panel ? panel.querySelector("h2") : target.querySelector("input:checked");
    if (target === panel) scrollToTop(panel);
    else target.scrollIntoView();
    if (move && focus instanceof HTMLElement) focus.focus({ preventScroll: true });
  }

  /** Goes to the first item without an answer after the one touched last, and round again. */
  nextOpen() {
    const { items } = this.data.model;
    const here = document.activeElement?.closest(".item")?.id.slice(anchorOf("").length) ?? this.touched;
    const at = items.findIndex((item) => item.id === here);
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const next = order.find((item) => answerTo(this.assessment, item.id).level === null);
    if (next) this.touched = next.id;
    else this.say(this.words.say("tool.alldone"));
    this.go(next ? anchorOf(next.id) : "part-result");
  }

  save() {
    const name = download(this.view(), localDay(new Date()));
    this.unsavedFile = false;
    this.say(this.words.say("tool.saved.file", { name }));
  }

  async open() {
    const file = await chooseFile();
    if (!file) return;
    const opened = await preview(this.view(), file, () => this.save(), isEmpty(this.assessment));
    if (!opened || !this.writer.mine) return;
    this.assessment = opened;
    this.unsavedFile = false;
    this.rescore();
    this.keepAll();
    this.render();
    this.say(this.words.say("tool.opened", { name: file.name }));
  }

  /** Writes the whole assessment in place of the one that was kept. */
  keepAll() {
    const { assessment, answers, target, rest } = toParts(this.assessment);
    const parts = Object.entries({ assessment, target, rest, hash: this.data.model.hash });
    this.headKept = this.assessment.id;
    this.otherHash = false;
    this.store.replace([
      ...parts.map(([id, value]) => ({ shelf: /** @type {const} */ ("parts"), id, value })),
      ...Object.entries(answers).map(([id, value]) => ({ shelf: /** @type {const} */ ("answers"), id, value })),
    ]);
  }

  async deleteAll() {
    const { words } = this;
    const body = [h("p", null, words.say("tool.delete.ask", { count: this.result.answered })), h("p", null, words.say("tool.delete.files"))];
    const buttons = [
      { value: "", words: words.say("tool.cancel") },
      { value: "delete", words: words.say("tool.delete.confirm"), kind: "danger" },
    ];
    if ((await ask({ title: words.say("tool.delete.title"), body, buttons })) !== "delete") return;
    const keptNothing = this.store.state === "memory" && !this.damaged;
    try {
      if (!keptNothing) await this.store.destroy();
    } catch {
      return this.tell("tool.delete.title", "tool.delete.failed");
    }
    this.forget();
    this.render();
    this.tell("tool.delete.title", "tool.delete.done");
  }

  forget() {
    this.assessment = emptyAssessment(crypto.randomUUID());
    [this.damaged, this.otherHash, this.unsavedFile] = [false, false, false];
    [this.headKept, this.savedAt, this.touched, this.saidState] = ["", null, "", ""];
    this.rescore();
  }

  /**
   * @param {string} title
   * @param {string} text
   */
  tell(title, text) {
    const { words } = this;
    ask({ title: words.say(title), body: [h("p", null, words.say(text))], buttons: [{ value: "", words: words.say("tool.close") }] });
  }

  /** @param {string} tag */
  setLanguage(tag) {
    const anchor = [...this.root.querySelectorAll(".panel:not([hidden]) .item")].find((item) => item.getBoundingClientRect().bottom > 0);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    this.words = new Words(this.data, tag);
    this.keepSetting("language", tag);
    this.render();
    const after = document.getElementById(anchor?.id ?? "")?.getBoundingClientRect().top;
    if (after !== undefined && scrollY > 0) scrollBy(0, after - before);
  }

  /** @param {string} theme */
  setTheme(theme) {
    this.theme = theme;
    this.keepSetting("theme", theme);
    document.documentElement.setAttribute("data-theme", theme);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  keepSetting(name, value) {
    if (this.writer.mine) this.store.put("settings", name, value);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s";
    if (!wanted) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) this.save();
  }

  /**
   * Asks before the page is left while something exists nowhere else.
   * @param {BeforeUnloadEvent} event
   */
  leave(event) {
    const { state } = this.store;
    if (this.unsavedFile && (state === "memory" || state === "failed" || state === "saving")) event.preventDefault();
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

/**
 * The day in the user's own time zone.
 * @param {Date} time
 */
function localDay(time) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
