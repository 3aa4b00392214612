import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../../src/tool/browser/", import.meta.url);
const names = readdirSync(folder, { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".js"));
const sources = names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);

/**
 * The census of ways out of the page: where data could leave it, and the rule that each place keeps. Each line is a
 * decision; a new one has to be made on purpose.
 */
const ALLOWED = {
  "view/exchange.js": {
    createObjectURL: "only in the function that hands the user a file that was asked for",
    "download:": "the same place: the file goes to the user's own folder",
  },
  "keep/tabs.js": {
    postMessage:
      "to tabs of the same tool in the same browser: how it is kept (a word of ours), never what is kept",
    BroadcastChannel: "the same",
  },
  "app/places.js": {
    pushState: "an anchor of the page: the id of a part or of an item, never what somebody entered",
    replaceState:
      "the same; beside it, never in it, the page of this site that the user came from, with language and colours",
  },
  "app/actions.js": {
    "print()": "at the user's request; the browser's own dialog decides where it goes",
  },
};
const WAYS = [
  "fetch(",
  "XMLHttpRequest",
  "sendBeacon",
  "WebSocket",
  "EventSource",
  "RTCPeer",
  'import("http',
  "window.open",
  "location.href",
  "location.assign",
  "location.replace",
  "location =",
  "localStorage",
  "sessionStorage",
  "document.cookie",
  "postMessage",
  "BroadcastChannel",
  "clipboard",
  "createObjectURL",
  "download:",
  "pushState",
  "replaceState",
  "print()",
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "document.write",
  "eval(",
  "new Function",
  "Worker(",
  "DOMParser",
  "http://",
  "https://",
  ".style",
  "alert(",
  "confirm(",
  "prompt(",
];

for (const [name, source] of sources) {
  test(`${name}: nothing leaves the page but by the ways that are allowed`, () => {
    // Names of XML formats; nothing is fetched from there.
    const code = source.replaceAll(
      /http:\/\/(www\.w3\.org\/2000\/svg|schemas\.openxmlformats\.org\/|purl\.org\/dc\/elements\/1\.1\/)|spreadsheetml\.styles/g,
      "",
    );
    assert.deepEqual(
      WAYS.filter((way) => code.includes(way)),
      Object.keys(ALLOWED[name] ?? {}),
    );
  });
}

test("links to other pages open in a new tab and say nothing of where they come from", () => {
  for (const [name, source] of sources) {
    const tags = [...source.matchAll(/h\("a", \{[^}]*\}/g)].map(([tag]) => tag);
    const own = (tag) =>
      tag.includes('href: "#') ||
      tag.includes("href: `#") ||
      tag.includes("download:") ||
      tag.includes("wayHome(view)");
    for (const tag of tags.filter((tag) => !own(tag)))
      assert.match(tag, /target: "_blank", rel: "noreferrer"/, name);
  }
});

/** A folder knows itself and those before it; what stands at the top knows them all. */
const FLOORS = ["scoring", "state", "formats", "keep", "view", "app"];

test("folders know only those below them", () => {
  for (const [name, source] of sources.filter(([name]) => name.includes("/"))) {
    const own = FLOORS.indexOf(name.split("/")[0]);
    assert.notEqual(own, -1, name);
    const known = [...source.matchAll(/^(?:import|\}) .*from "\.\.\/(.*?)\/?[\w-]+\.js";$/gm)].map(
      (match) => FLOORS.indexOf(match[1]),
    );
    assert.ok(
      known.every((floor) => floor >= 0 && floor < own),
      name,
    );
  }
});
