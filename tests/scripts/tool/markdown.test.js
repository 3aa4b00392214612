import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownReport, markdownText } from "../../../src/tool/browser/formats/markdown.js";
import { allTexts, anyAssessment, model, resultOf } from "./files-sample.js";
import { numbers } from "./sample.js";

const HOSTILE = [
  "|",
  "\\|",
  "\n",
  "\r",
  "\n\n# x",
  "<img src=x onerror=alert(1)>",
  "</td>",
  "[x](javascript:alert(1))",
  "![x](//e.example)",
  "https://e.example",
  "www.e.example",
  "a@e.example",
  "`",
  "``|",
  "`a|b`",
  "&lt;",
  "$x$",
  "- ",
  "1. ",
  "---",
  ":-:",
  "~~~",
  "\\",
  "\u2028",
  "[^1]:",
  "{#id}",
  "mailto:x",
];

/** What is left of a line when escaped signs and code are taken out. */
const bare = (line) => line.replace(/(`+)(?!`)([^]*?[^`])\1(?!`)/g, "c").replace(/\\[^\w\s]/g, "e");

test("tables keep their shape, whatever is written in them, a hundred times", () => {
  const next = numbers(31);
  for (let run = 0; run < 100; run += 1) {
    const report = markdownReport(
      model,
      allTexts.ja,
      anyAssessment(next, HOSTILE),
      resultOf(anyAssessment(next)),
    );
    for (const block of report.split("\n\n").filter((part) => part.startsWith("|"))) {
      const lines = block.trimEnd().split("\n");
      const cells = lines.map((line) => line.replace(/\\\|/g, "").split("|").length);
      assert.deepEqual([...new Set(cells)], [cells[0]], block);
      assert.match(lines[1], /^\|( --- \|)+$/);
    }
    for (const line of report.split("\n")) assert.match(line, /^(\||#|$|これは)/, line);
  }
});

test("no HTML and no link becomes active", () => {
  for (const text of HOSTILE) {
    for (const around of [text, `a${text}b`, `${text} ${text}`, `(${text})`]) {
      const shown = bare(markdownText(around)).replaceAll("<br>", " ");
      assert.ok(!/[<>[\]]|\/\/|www\.|@|`/.test(shown), `${around} → ${markdownText(around)}`);
    }
  }
});

test("numbers are shown, nothing is an empty cell, lines stay apart", () => {
  assert.equal(markdownText(0), "0");
  assert.equal(markdownText(null), "");
  assert.equal(markdownText("a\nb"), "a<br>b");
  assert.equal(markdownText("see https://e.example/a|b"), "see `https://e.example/a\\|b`");
});

test("the report says who, what and how far", () => {
  const assessment = { ...anyAssessment(numbers(2)), team: "Team *A*", tlp: "TLP:RED" };
  const report = markdownReport(model, allTexts.en, assessment, resultOf(assessment));
  assert.ok(report.startsWith("# Sample: Team \\*A\\*\n"));
  assert.match(report, /\| TLP label \| TLP\\:RED \|/);
  for (const { id } of model.items) assert.ok(report.includes(`| ${markdownText(id)} | `));
  assert.match(report, /## Evidence/);
});
