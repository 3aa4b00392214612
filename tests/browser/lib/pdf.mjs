// What a printed page says, read back with poppler.

import { execFileSync } from "node:child_process";

const run = (program, ...words) => execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 16_000_000 });

/** The text of a PDF, one string a sheet. */
export const sheets = (path) => run("pdftotext", "-layout", path, "-").split("\f").slice(0, -1);

/** Size of the sheets in points. */
export function sheetSize(path) {
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(run("pdfinfo", path)) ?? [];
  return { width: Number(width), height: Number(height) };
}
