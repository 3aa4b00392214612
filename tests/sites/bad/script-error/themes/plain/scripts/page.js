import { words } from "./words.js";

export function show(data) {
  document.title = words(data;
}
show(JSON.parse(document.getElementById("tool-data").textContent));
