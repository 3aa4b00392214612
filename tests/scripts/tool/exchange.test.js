import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName } from "../../../src/tool/browser/view/exchange.js";

test("file names are ones that every system takes", () => {
  assert.equal(
    fileName(["sim3", "しるべ CSIRT", "2026-11-22"]),
    "shirube-sim3-しるべ-CSIRT-2026-11-22.json",
  );
  assert.equal(
    fileName(["sim3", "../../etc:passwd\u0000\u202e*", ""]),
    "shirube-sim3-etc-passwd.json",
  );
  assert.equal(fileName(["sim3", "...", "2026-11-22"]), "shirube-sim3-2026-11-22.json");
  assert.ok(fileName(["sim3", "x".repeat(400)]).length < 80);
});
