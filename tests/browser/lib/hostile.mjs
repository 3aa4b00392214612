// Files that a stranger might send.

const HEAD = {
  format: "shirube-assessment",
  formatVersion: 1,
  tool: "shirube",
  model: { id: "sim3", version: "v2i", hash: "0" },
};

const file = (parts) =>
  JSON.stringify({
    ...HEAD,
    assessment: {
      id: "00000000-0000-4000-8000-000000000000",
      team: "",
      scope: "",
      date: "",
      assessors: [],
    },
    answers: {},
    target: {},
    ...parts,
  });

export const HOSTILE = [
  { why: "no JSON", text: "<html><script>window.harmed=1</script>" },
  { why: "another format", text: JSON.stringify({ format: "other", formatVersion: 1 }) },
  { why: "a newer format", text: file({ formatVersion: 99 }) },
  {
    why: "another model",
    text: file({ model: { id: "<img src=x onerror=window.harmed=1>", version: "1", hash: "0" } }),
  },
  { why: "a list for a table", text: file({ answers: [{ level: 3 }] }) },
  { why: "a level that is a text", text: file({ answers: { "O-1": { level: "4", note: "" } } }) },
  {
    why: "a level that does not exist",
    text: file({ answers: { "O-1": { level: 9, note: "" } } }),
  },
  { why: "a fraction of a level", text: file({ answers: { "O-1": { level: 2.5, note: "" } } }) },
  {
    why: "a note that is a table",
    text: file({ answers: { "O-1": { level: 1, note: { toString: "x" } } } }),
  },
  {
    why: "brackets a thousand deep",
    text: file({ extra: 0 }).replace('"extra":0', `"extra":${"[".repeat(1000)}${"]".repeat(1000)}`),
  },
];

/** A file that is right, with the given text wherever a text may stand, and fields named to change every object. */
export const VALID = (text) =>
  file({
    assessment: {
      id: "00000000-0000-4000-8000-000000000000",
      team: text,
      scope: text,
      date: "2026-11-22",
      assessors: [text],
    },
    answers: { "O-1": { level: 3, note: text }, "H-1": { level: 0, note: text } },
    extra: 0,
  }).replace(
    '"extra":0',
    '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}',
  );
