// Debian's two browsers, started so that whatever tries to leave the machine ends at the counter.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import puppeteer from "puppeteer-core";
import { Counter } from "./counter.mjs";
import { sleep } from "./wait.mjs";

export const BROWSERS = ["chromium", "firefox"];

const PROGRAMS = { chromium: "/usr/bin/chromium", firefox: "/usr/bin/firefox-esr" };

/**
 * @typedef {object} Options
 * @property {string} [profile] folder that keeps what the browser stores
 * @property {"light" | "dark"} [scheme]
 * @property {string} [downloads] folder for saved files
 * @property {boolean} [scripting] false: pages run no script
 * @property {Record<string, unknown>} [preferences] further preferences of Firefox
 */

/** @type {Set<Session>} */
const running = new Set();

// A test that fails leaves its browser behind, and node waits for it.
after(() => Promise.all([...running].map((session) => session.stop())));

/** A running browser with its request counter. */
export class Session {
  /**
   * @param {string} name
   * @param {Options} [options]
   */
  static async start(name, options = {}) {
    const session = new Session();
    session.name = name;
    session.options = options;
    session.counter = await Counter.start();
    const profile = options.profile ?? newProfile();
    const port = session.counter.port;
    session.browser = await puppeteer.launch({
      browser: name === "chromium" ? "chrome" : "firefox",
      executablePath: PROGRAMS[name],
      userDataDir: profile,
      args: name === "chromium" ? chromiumArguments(port) : [],
      extraPrefsFirefox: { ...firefoxPreferences(port, options), ...options.preferences },
      downloadBehavior:
        name === "chromium" && options.downloads
          ? { policy: "allow", downloadPath: options.downloads }
          : undefined,
      protocolTimeout: 60_000,
    });
    running.add(session);
    return session;
  }

  /**
   * A new tab that remembers what went wrong in it.
   * @param {{ width?: number, height?: number, scheme?: "light" | "dark" }} [view]
   */
  async open(view = {}) {
    const page = await this.browser.newPage();
    await page.setViewport({ width: view.width ?? 1280, height: view.height ?? 900 });
    const scheme = view.scheme ?? this.options.scheme;
    if (this.name === "chromium") {
      if (scheme)
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      if (this.options.scripting === false) await page.setJavaScriptEnabled(false);
    }
    return new Tab(page, this).listen();
  }

  async stop() {
    if (!running.delete(this)) return;
    await this.browser.close();
    await this.counter.stop();
  }

  /** Ends the browser as a power cut does: it gets no chance to write anything. */
  async kill() {
    running.delete(this);
    const process_ = this.browser.process();
    const gone = new Promise((done) => process_.once("exit", done));
    process.kill(-process_.pid, "SIGKILL");
    await gone;
    await this.counter.stop();
    // Puppeteer puts the profile's preferences back once it notices the end; a second browser must not meet it there.
    await sleep(1000);
  }
}

/** A page, and what it complained about. */
class Tab {
  /**
   * @param {import("puppeteer-core").Page} page
   * @param {Session} session
   */
  constructor(page, session) {
    this.page = page;
    this.session = session;
    /** @type {string[]} */
    this.said = [];
  }

  async listen() {
    this.page.on("pageerror", (error) => this.said.push(`error: ${error.message}`));
    this.page.on(
      "console",
      (message) => message.type() === "error" && this.said.push(`console: ${message.text()}`),
    );
    await this.page.evaluateOnNewDocument(() => {
      const heard = [];
      Object.defineProperty(window, "heardByTest", { value: heard });
      window.addEventListener(
        "securitypolicyviolation",
        (event) =>
          heard.push(
            `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`,
          ),
        true,
      );
      window.addEventListener(
        "error",
        (event) => {
          const target = event.target;
          if (target instanceof Element)
            heard.push(
              `not loaded: ${target.getAttribute("src") ?? target.getAttribute("href") ?? target.tagName}`,
            );
        },
        true,
      );
      window.addEventListener("unhandledrejection", (event) =>
        heard.push(`rejected: ${event.reason}`),
      );
    });
    return this;
  }

  /** @param {string} address */
  async goto(address) {
    this.said.length = 0;
    await this.page.goto(address, { waitUntil: "load", timeout: 30_000 });
    return this.page;
  }

  /** Everything that went wrong since the page was opened. */
  async problems() {
    const heard = await this.page.evaluate(() => /** @type {any} */ (window).heardByTest ?? []);
    return [...new Set([...this.said, ...heard])];
  }

  close() {
    return this.page.close();
  }
}

export function newProfile() {
  return mkdtempSync(join(tmpdir(), "shirube-profile-"));
}

function chromiumArguments(port) {
  return [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--lang=en-US",
    // The browser's own errands, which would be counted as the page's.
    "--disable-component-update",
    "--disable-domain-reliability",
    "--component-updater=url-source=http://127.0.0.1:9/",
    "--gaia-url=http://127.0.0.1:9/",
    "--disable-features=NetworkTimeServiceQuerying,OptimizationHints",
    `--proxy-server=http://127.0.0.1:${port}`,
    // The site's own server is the one thing on the loopback interface that is asked directly.
    "--proxy-bypass-list=<-loopback>;127.0.0.1",
    `--host-resolver-rules=MAP * 127.0.0.1:${port}, EXCLUDE 127.0.0.1`,
  ];
}

function firefoxPreferences(port, { scheme, scripting, downloads }) {
  const preferences = {
    // Puppeteer sets this to false, which makes file:// far more permissive than what readers have.
    "security.fileuri.strict_origin_policy": true,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": port,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": port,
    "network.proxy.allow_hijacking_localhost": true,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.proxy.failover_direct": false,
    "network.dns.forceResolve": "127.0.0.1",
    "network.trr.mode": 5,
    "intl.accept_languages": "en-US",
    "browser.aboutConfig.showWarning": false,
    // The browser's own errands, which would be counted as the page's.
    "app.update.auto": false,
    "browser.safebrowsing.update.enabled": false,
    "extensions.getAddons.cache.enabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
  };
  if (downloads) {
    Object.assign(preferences, {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
      "browser.helperApps.neverAsk.saveToDisk":
        "application/json,text/csv,text/markdown,image/svg+xml,image/png,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    });
  }
  if (scheme)
    preferences["layout.css.prefers-color-scheme.content-override"] = scheme === "dark" ? 0 : 1;
  if (scripting === false) preferences["javascript.enabled"] = false;
  return preferences;
}
