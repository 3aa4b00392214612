import assert from "node:assert/strict";
import { test } from "node:test";
import { score } from "../../../src/tool/browser/scoring/score.js";
import { parseWorksheet } from "../../../src/tool/browser/formats/worksheet.js";
import { worksheetBytes } from "../../../src/tool/browser/formats/xlsx-write.js";
import { parseXml, xmlText } from "../../../src/tool/browser/formats/xml.js";
import { unzip, zip } from "../../../src/tool/browser/formats/zip.js";
import { allTexts, anyAssessment, model, resultOf } from "./files-sample.js";
import { numbers } from "./sample.js";

const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (data) => new TextDecoder().decode(data);
const written = (assessment, lang = "en") =>
  worksheetBytes({ model, texts: allTexts[lang], lang, assessment, result: resultOf(assessment) });
const read = (data) => parseWorksheet(model, allTexts, data);
const problemsOf = async (data) =>
  (await read(data)).problems.map(({ key, args }) => `${key} ${args.place ?? ""}`.trim());

/** The same package with some parts changed; a part that becomes null is left out. */
async function edited(data, change) {
  const files = new Map([...(await unzip(data))].map(([name, part]) => [name, textOf(part)]));
  change(files);
  return zip(
    [...files].map(([name, text]) => ({
      name,
      data: typeof text === "string" ? bytesOf(text) : text,
    })),
  );
}

const INPUT = "xl/worksheets/sheet2.xml";
const edit = (files, name, from, to) => {
  assert.ok(files.get(name).search(from) >= 0, String(from));
  files.set(name, files.get(name).replace(from, to));
};
/** Puts a cell of XML into the input sheet. */
const withCell = (place, xml) =>
  edited(plain, (files) =>
    edit(
      files,
      INPUT,
      new RegExp(`<c r="${place}"[^>]*?(/>|>.*?</c>)`),
      xml.replace("<c", `<c r="${place}"`),
    ),
  );

const clean = (text) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
const kept = (text) => (clean(text).trim() === "" ? "" : clean(text));

function expected(assessment) {
  const { team, scope, date, assessors, position, months, tlp, pattern, target } = assessment;
  const answers = [...assessment.answers].map(
    ([id, { level, side, notApplicable, note, decidedBy, decidedOn, evidence }]) => {
      const shown = evidence.map(({ what, where, owner, date: day, confidence }) => ({
        what: kept(what),
        where: kept(where),
        owner: kept(owner),
        date: day,
        confidence,
      }));
      return [
        id,
        {
          level,
          side,
          notApplicable: kept(notApplicable ?? "") || null,
          note: kept(note),
          evidence: shown,
          decidedBy: kept(decidedBy),
          decidedOn,
        },
      ];
    },
  );
  const filled = answers.filter(([, answer]) =>
    Object.values(answer).some((value) =>
      Array.isArray(value) ? value.length > 0 : (value ?? "") !== "",
    ),
  );
  return {
    assessment: {
      team: kept(team),
      scope: kept(scope),
      date,
      assessors: assessors.map(kept).filter((line) => line !== ""),
      position: kept(position),
      months,
      tlp,
    },
    answers: new Map(filled),
    target: { level: target.level, items: target.items },
    pattern: { current: pattern.current, target: pattern.target },
  };
}

/** What a worksheet has places for. */
function comparable({
  team,
  scope,
  date,
  assessors,
  position,
  months,
  tlp,
  answers,
  target,
  pattern,
}) {
  const shown = [...answers].map(
    ([id, { level, side, notApplicable, note, evidence, decidedBy, decidedOn }]) => {
      return [
        id,
        {
          level,
          side,
          notApplicable,
          note,
          evidence: evidence.map(({ kept: _, ...one }) => one),
          decidedBy,
          decidedOn,
        },
      ];
    },
  );
  const { current, target: wanted } = pattern;
  return {
    assessment: { team, scope, date, assessors, position, months, tlp },
    answers: new Map(shown),
    target: { level: target.level, items: target.items },
    pattern: { current, target: wanted },
  };
}

test("what is written is read back the same, in both languages, a hundred times", async () => {
  const next = numbers(71);
  for (let run = 0; run < 100; run += 1) {
    const assessment = anyAssessment(next, ["\u0000", "\r\n", "\uFFFF", "\uD800"]);
    const {
      assessment: back,
      problems,
      warnings,
    } = await read(await written(assessment, run % 2 ? "ja" : "en"));
    assert.deepEqual([problems, warnings], [[], []]);
    assert.deepEqual(comparable(back), expected(assessment));
  }
});

const blank = {
  ...anyAssessment(numbers(1)),
  team: "",
  answers: new Map(),
  target: { level: null, items: new Map(), kept: {} },
};
const answered = [
  ["A-1", { level: 5, side: "out" }],
  ["A-2", { level: 3, side: "" }],
].map(([id, given]) => [
  id,
  {
    notApplicable: null,
    note: "=1+1",
    evidence: [],
    decidedBy: "",
    decidedOn: "",
    plan: { level: null, owner: "", due: "", step: "" },
    agreed: "",
    ...given,
  },
]);
const plain = await written({ ...blank, date: "2026-11-25", answers: new Map(answered) });

test("every part is well-formed, nothing runs, nothing points outside, nobody is named", async () => {
  const files = await unzip(await written(anyAssessment(numbers(9)), "ja"));
  assert.deepEqual(
    [...files.keys()].filter((name) => /vba|external|connection|comment|printer/i.test(name)),
    [],
  );
  for (const [name, data] of files) {
    parseXml(textOf(data));
    assert.ok(
      !/TargetMode|creator|lastModifiedBy|<f>[^<]*(HYPERLINK|WEBSERVICE|CALL)/i.test(textOf(data)),
      name,
    );
  }
  const sheet = textOf(files.get(INPUT));
  // Only what the chosen level means is a formula.
  assert.deepEqual(
    [
      ...sheet.matchAll(
        /<c r="([A-Z]+)\d+"[^>]*><f>(?!IFERROR\()|<c r="(?!G)([A-Z]+)\d+"[^>]*><f>/g,
      ),
    ],
    [],
  );
  assert.match(
    textOf(files.get("docProps/core.xml")),
    /<dc:title>自己評価ワークシート: 見本[^]*<dc:language>ja</,
  );
});

test("rows of keys and columns of keys are hidden, the head is frozen and printed on every page", async () => {
  const files = await unzip(plain);
  assert.match(
    textOf(files.get("xl/worksheets/sheet1.xml")),
    /<col min="1" max="1" width="12" customWidth="1" hidden="1"/,
  );
  const sheet = textOf(files.get(INPUT));
  assert.match(sheet, /<row r="2"[^>]* hidden="1">.*?<t xml:space="preserve">item</);
  assert.match(sheet, /<pane xSplit="3" ySplit="2" topLeftCell="D3"/);
  assert.match(sheet, /<pageSetup paperSize="9" orientation="landscape"/);
  assert.match(
    textOf(files.get("xl/workbook.xml")),
    /Print_Titles" localSheetId="1">'Input'!\$A:\$A,'Input'!\$1:\$1</,
  );
});

test("levels are numbers, days are dates, what looks like a formula stays text", async () => {
  const sheet = textOf((await unzip(plain)).get(INPUT));
  assert.match(sheet, /<c r="F3" s="3"><v>5<\/v><\/c>/);
  assert.match(sheet, /<c r="I3" s="2" t="inlineStr"><is><t xml:space="preserve">=1\+1</);
  assert.match(textOf((await unzip(plain)).get("xl/worksheets/sheet1.xml")), /<v>46351<\/v>/);
});

/** Saved again by a spreadsheet program: shared strings with runs and readings, other order, other targets. */
async function savedAgain(data, { epoch = 0, strings = true } = {}) {
  return edited(data, (files) => {
    const shared = [];
    for (const name of [...files.keys()].filter((one) => one.startsWith("xl/worksheets/sheet"))) {
      const text = files
        .get(name)
        .replace(/ t="inlineStr"><is><t xml:space="preserve">([^]*?)<\/t><\/is>/g, (_, inner) => {
          if (!strings)
            return `><is><r><t>${inner}</t></r></is>`.replace("><is>", ' t="inlineStr"><is>');
          shared.push(
            `<si><r><rPr><b/></rPr><t>${inner.slice(0, 0)}</t></r><r><t xml:space="preserve">${inner}</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>`,
          );
          return ` t="s"><v>${shared.length - 1}</v>`;
        });
      files.set(name, text.replace(/<v>46351<\/v>/, `<v>${46351 - epoch}.0</v>`));
    }
    files.set("xl/strings.xml", `<sst xmlns="x">${shared.join("")}</sst>`);
    edit(
      files,
      "xl/_rels/workbook.xml.rels",
      "</Relationships>",
      '<Relationship Id="rIdS" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" Target="/xl/strings.xml"/></Relationships>',
    );
    edit(
      files,
      "xl/_rels/workbook.xml.rels",
      'Target="worksheets/sheet2.xml"',
      'Target="/xl/../xl/worksheets/sheet2.xml"',
    );
    if (epoch > 0)
      edit(files, "xl/workbook.xml", "<bookViews>", '<workbookPr date1904="true"/><bookViews>');
    const order = files.get("xl/workbook.xml").match(/<sheet [^>]*>/g);
    edit(
      files,
      "xl/workbook.xml",
      /<sheets>.*<\/sheets>/,
      `<sheets>${order.reverse().join("")}</sheets>`,
    );
  });
}

for (const [name, options] of Object.entries({
  "shared strings": {},
  "the calendar of 1904": { epoch: 1462 },
  "rich inline strings": { strings: false },
})) {
  test(`read when saved again: ${name}, other order, absolute targets`, async () => {
    const { assessment, problems } = await read(await savedAgain(plain, options));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [
        assessment.date,
        assessment.answers.get("A-1").level,
        assessment.answers.get("A-1").side,
        assessment.answers.get("A-2").note,
      ],
      ["2026-11-25", 5, "out", "=1+1"],
    );
  });
}

const cells = {
  "a number as text": ['<c t="inlineStr"><is><t> ３ </t></is></c>', 3],
  "a number with rounding noise": ["<c><v>2.9999999999999996</v></c>", 3],
  "the cached number of a formula": ["<c><f>1+2</f><v>3</v></c>", 3],
  "the cached text of a formula": ['<c t="str"><f>"3"</f><v>3</v></c>', 3],
  nothing: ["<c/>", null],
};
for (const [name, [xml, level]] of Object.entries(cells)) {
  test(`level read: ${name}`, async () => {
    const { assessment, problems } = await read(await withCell("F4", xml));
    assert.deepEqual(problems, []);
    assert.equal(assessment.answers.get("A-2")?.level ?? null, level);
  });
}

test("a formula in a text cell is its cached text", async () => {
  const { assessment } = await read(
    await withCell("I4", '<c t="str"><f>HYPERLINK("//e.example")</f><v>seen _x0041_</v></c>'),
  );
  assert.equal(assessment.answers.get("A-2").note, "seen A");
});

test("without the row of keys, headings in either language name the columns", async () => {
  for (const lang of ["en", "ja"]) {
    const data = await edited(
      await written({ ...blank, answers: new Map(answered) }, lang),
      (files) => edit(files, INPUT, /<row r="2".*?<\/row>/, ""),
    );
    const { assessment, problems } = await read(data);
    assert.deepEqual(problems, []);
    assert.equal(assessment.answers.get("A-1").level, 5);
  }
});

test("rows in another order, the row of keys among them", async () => {
  const data = await edited(plain, (files) => {
    const rows = files
      .get(INPUT)
      .match(/<row .*?<\/row>/g)
      .map((row) => row.replace(/ r="[^"]*"/g, ""));
    edit(
      files,
      INPUT,
      /<sheetData>.*<\/sheetData>/,
      `<sheetData>${[rows[0], ...rows.slice(1).reverse()].join("")}</sheetData>`,
    );
  });
  const { assessment, problems } = await read(data);
  assert.deepEqual(problems, []);
  assert.deepEqual([...assessment.answers.keys()].sort(), ["A-1", "A-2"]);
});

test("the sheet of levels says what each looks like, and each row shows the text of its level", async () => {
  const texts = {
    ...allTexts.en,
    items: {
      "A-1": { ...allTexts.en.items["A-1"], levels: { 5: 'Say "yes" & mean it.\nTwice.' } },
    },
    scaleNames: { in: 'In "house"', out: "Out" },
  };
  const assessment = { ...blank, answers: new Map(answered) };
  const files = await unzip(
    await worksheetBytes({ model, texts, lang: "en", assessment, result: resultOf(assessment) }),
  );
  const cellsOf = (name) =>
    Object.fromEntries(
      parseXml(textOf(files.get(`xl/worksheets/${name}.xml`)))
        .children.find(({ name: part }) => part === "sheetData")
        .children.flatMap(({ children }) =>
          children.map((cell) => {
            const textIn = (element) =>
              element.children.reduce((text, child) => text + textIn(child), element.text);
            return [cell.attributes.get("r"), cell.children.map(textIn)];
          }),
        ),
    );
  const [input, levels] = [cellsOf("sheet2"), cellsOf("sheet3")];
  assert.deepEqual(
    [levels.A1, levels.A2, levels.B2, levels.A3, levels.B3],
    [["Level"], ["A-1"], ['First – In "house"'], ["0  Inside 0"], ["What inside means 0"]],
  );
  assert.deepEqual(
    [levels.B8, levels.A14, levels.B14, levels.A15],
    [["First – Out"], ["5  Outside 5"], ['Say "yes" & mean it.\nTwice.'], ["A-2"]],
  );
  const side = (first, last, known) =>
    `INDEX('What the levels mean'!$B$${first}:$B$${last},MATCH(F3,{${known}},0))`;
  assert.deepEqual(input.G3, [
    `IFERROR(CHOOSE(MATCH(E3,{"In ""house""","Out"},0),${side(3, 7, "0,1,2,3,4")},${side(9, 14, "0,1,2,3,4,5")})&"","")`,
    'Say "yes" & mean it.\nTwice.',
  ]);
  assert.deepEqual(input.G4, [
    `IFERROR(INDEX('What the levels mean'!$B$16:$B$20,MATCH(F4,{0,1,2,3,4},0))&"","")`,
    "What inside means 3",
  ]);
  assert.deepEqual(input.G5[1], "");
});

test("another hash is warned of", async () => {
  const data = await edited(plain, (files) =>
    edit(files, "xl/worksheets/sheet1.xml", ">abc<", ">old<"),
  );
  assert.deepEqual((await read(data)).warnings, [{ key: "tool.warning.hash", args: {} }]);
});

test("formulas count what the result says, and hold it already", async () => {
  const sheet = parseXml(textOf((await unzip(plain)).get("xl/worksheets/sheet4.xml")));
  const rows = sheet.children.find(({ name }) => name === "sheetData").children;
  const formula = rows[3].children[2].children.map(({ text }) => text);
  assert.deepEqual(formula, [
    `SUMPRODUCT(('Input'!$B$3:$B$7=$B4)*ISNUMBER('Input'!$F$3:$F$7)*('Input'!$H$3:$H$7=""))`,
    "2",
  ]);
  assert.deepEqual(
    rows[3].children.slice(4).map((cell) => cell.children[1].text),
    ["3", "4"],
  );
});

const PREPARATION = "xl/worksheets/sheet1.xml";
const inPreparation = (from, to) => edited(plain, (files) => edit(files, PREPARATION, from, to));
const replaced = (name, text) => edited(plain, (files) => files.set(name, text));
const text = (value) => `<c t="inlineStr"><is><t>${xmlText(value)}</t></is></c>`;
const valueOf = (key) =>
  new RegExp(`(<t xml:space="preserve">${key}</t>.*?)<c r="(C\\d+)"[^>]*?(/>|>.*?</c>)`);
const valued = (key, value) =>
  inPreparation(valueOf(key), `$1<c r="$2" t="inlineStr"><is><t>${value}</t></is></c>`);

const refusals = {
  "not an archive": [async () => bytesOf("x".repeat(100)), "tool.package.damaged"],
  "an empty archive": [async () => zip([]), "tool.package.workbook"],
  "another archive": [
    async () => zip([{ name: "x", data: bytesOf("x") }]),
    "tool.package.workbook",
  ],
  "a workbook that is not ours": [
    () => inPreparation(">shirube-worksheet<", ">other<"),
    "tool.package.workbook",
  ],
  "a newer layout": [() => inPreparation(/<v>1<\/v>/, "<v>2</v>"), "tool.problem.newer"],
  "a layout without version": [
    () => inPreparation(/<v>1<\/v>/, "<v>x</v>"),
    "tool.problem.version",
  ],
  "another model": [() => valued("model.id", "other"), "tool.problem.model"],
  "another version": [() => valued("model.version", "0"), "tool.problem.model"],
  "without its input": [
    () =>
      edited(plain, (files) =>
        edit(
          files,
          "xl/workbook.xml",
          / name="Input" sheetId="2" r:id="rId2"/,
          ' name="Input" sheetId="2" r:id="rId9"',
        ),
      ),
    "tool.package.workbook",
  ],
  "a sheet that is missing": [
    () => edited(plain, (files) => files.delete(INPUT)),
    "tool.package.workbook",
  ],
  "a target outside": [
    () =>
      edited(plain, (files) =>
        edit(
          files,
          "_rels/.rels",
          'Target="xl/workbook.xml"',
          'Target="http://e.example/" TargetMode="External"',
        ),
      ),
    "tool.package.workbook",
  ],
  "a target in a folder above": [
    () =>
      edited(plain, (files) =>
        edit(files, "_rels/.rels", 'Target="xl/workbook.xml"', 'Target="../../etc/passwd"'),
      ),
    "tool.package.workbook",
  ],
  "a document type": [
    () => replaced(INPUT, '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'),
    "tool.package.dtd",
  ],
  "XML that is cut short": [
    () => edited(plain, (files) => files.set(INPUT, files.get(INPUT).slice(0, -9))),
    "tool.package.xml",
  ],
  "UTF-16": [() => replaced(INPUT, Uint8Array.of(0xff, 0xfe, 0x3c, 0)), "tool.package.xml"],
  "a string that is not there": [
    () => withCell("I4", '<c t="s"><v>7</v></c>'),
    "tool.package.damaged",
  ],
  "a string at a name": [
    () => withCell("I4", '<c t="s"><v>constructor</v></c>'),
    "tool.package.damaged",
  ],
  "an unknown item": [() => withCell("A4", text("__proto__")), "tool.table.item Input!A4"],
  "one item twice": [() => withCell("A4", text("A-1")), "tool.table.repeated Input!F4"],
  "a level of another scale": [
    () => withCell("F4", "<c><v>5</v></c>"),
    "tool.problem.level Input!F4",
  ],
  "an error in a cell": [
    () => withCell("F4", '<c t="e"><v>#N/A</v></c>'),
    "tool.problem.level Input!F4",
  ],
  "a boolean in a cell": [
    () => withCell("F4", '<c t="b"><v>1</v></c>'),
    "tool.problem.level Input!F4",
  ],
  "a formula as text": [() => withCell("F4", text("=1+1")), "tool.problem.level Input!F4"],
  "a level that is endless": [
    () => withCell("F4", "<c><v>1e999</v></c>"),
    "tool.problem.level Input!F4",
  ],
  "a side that is missing": [() => withCell("E3", "<c/>"), "tool.table.side Input!E3"],
  "a side of nobody": [() => withCell("E3", text("constructor")), "tool.problem.word Input!E3"],
  "a date in words": [() => withCell("M4", text("yesterday")), "tool.problem.date Input!M4"],
  "a number that is no day": [
    () => withCell("M4", "<c><v>3</v></c>"),
    "tool.problem.date Input!M4",
  ],
  "confidence in words": [() => withCell("N4", text("sure")), "tool.problem.word Input!N4"],
  "a note that is too long": [
    () => withCell("I4", text("x".repeat(20001))),
    "tool.problem.long Input!I4",
  ],
  "a target of another kind": [() => withCell("O4", text("high")), "tool.problem.level Input!O4"],
  "headings twice": [
    () =>
      edited(
        plain,
        (files) => (
          edit(files, INPUT, />Not applicable because</, ">Note<"),
          edit(files, INPUT, />notApplicable</, ">note<")
        ),
      ),
    "tool.table.twice Input!I1",
  ],
  "a date of assessment in words": [
    () => valued("date", "soon"),
    "tool.problem.date Preparation!C9",
  ],
  "months in words": [() => valued("months", "many"), "tool.problem.type Preparation!C13"],
  "months below nothing": [() => valued("months", "-1"), "tool.problem.type Preparation!C13"],
  "a label that TLP 2.0 does not have": [
    () => valued("tlp", "TLP:WHITE"),
    "tool.problem.word Preparation!C14",
  ],
  "a pattern of nobody": [
    () => valued("pattern.current", "constructor"),
    "tool.problem.word Preparation!C15",
  ],
  "a target for all that is no level": [
    () => valued("targetLevel", "9"),
    "tool.problem.level Preparation!C17",
  ],
};
for (const [name, [make, problem]] of Object.entries(refusals)) {
  test(`refused: ${name}`, async () => {
    const data = await make();
    assert.equal((await read(data)).assessment, null);
    assert.equal((await problemsOf(data))[0], problem);
  });
}

test("the target on the result sheet is the higher of the team's own and what the chosen profiles ask, computed anew, too", async () => {
  const profile = {
    id: "own",
    name: "Own",
    exemptions: [],
    levels: new Map([
      ["A-1", 4],
      ["A-2", 2],
      ["B-1", "not-required"],
    ]),
  };
  const target = { level: 3, items: new Map([["A-1", "not-required"]]), kept: {} };
  const assessment = {
    ...blank,
    target,
    answers: new Map(answered),
    profiles: [profile, { ...profile, id: "other", levels: new Map([["C-1", 4]]) }],
    compared: ["own"],
  };
  const result = score(model, assessment.answers, target, [profile]);
  const files = await unzip(
    await worksheetBytes({ model, texts: allTexts.en, lang: "en", assessment, result }),
  );
  const sheet = textOf(files.get("xl/worksheets/sheet4.xml"));
  const cells = [
    ...sheet.matchAll(/<c r="D(\d+)"[^>]*>\s*<f>([^<]*)<\/f>\s*<v>([^<]*)<\/v>/g),
  ].slice(-model.items.length);
  assert.deepEqual(
    cells.map(([, , , value]) => value),
    ["4", "3", "3", "3", "3"],
  );
  const asked = cells.map(([, , formula]) => /MAX\(.*,(\d)\),\1\)$/.exec(formula)?.[1] ?? null);
  assert.deepEqual(asked, ["4", "2", null, null, null]);
});
