// What a printed page says, read back with poppler.

import { execFileSync } from "node:child_process";

const run = (program, ...words) =>
  execFileSync(program, words, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 16_000_000,
  });

/** The text of a PDF, one string a sheet. */
export const sheets = (path) => run("pdftotext", "-layout", path, "-").split("\f").slice(0, -1);

/** Size of the sheets in points. */
export function sheetSize(path) {
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(run("pdfinfo", path)) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** No word of ours is smaller, in points; poppler rounds sizes down to whole ones. */
const LEAST = 9;

/** Texts that are smaller than they may be, with their size. */
export function smallText(path) {
  const xml = run("pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", path);
  const small = new Map(
    [...xml.matchAll(/<fontspec id="(\d+)" size="(\d+)"/g)]
      .filter(([, , size]) => Number(size) < LEAST)
      .map(([, id, size]) => [id, size]),
  );
  const texts = [...xml.matchAll(/<text [^>]*font="(\d+)"[^>]*>(.*?)<\/text>/gs)].filter(
    ([, font, text]) => small.has(font) && text.replace(/<[^>]*>/g, "").trim() !== "",
  );
  return texts.map(([, font, text]) => `${small.get(font)} pt: ${text}`);
}

/**
 * The lines of each sheet without what runs along its head and foot, and how far down each ends, from 0 to 1.
 * @returns {{text: string, bottom: number}[][]}
 */
export function linesOf(path) {
  const pages = run("pdftotext", "-bbox-layout", path, "-").split("<page ").slice(1);
  return pages.map((page) => {
    const height = Number(/height="([\d.]+)"/.exec(page)[1]);
    const lines = [
      ...page.matchAll(
        /<line xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)<\/line>/gs,
      ),
    ];
    const inside = lines.filter(
      ([, top, bottom]) => Number(top) > 0.06 * height && Number(bottom) < 0.93 * height,
    );
    return inside
      .map(([, , bottom, words]) => ({
        text: [...words.matchAll(/>([^<]*)<\/word>/g)].map(([, word]) => word).join(" "),
        bottom: Number(bottom) / height,
      }))
      .sort((a, b) => a.bottom - b.bottom);
  });
}
