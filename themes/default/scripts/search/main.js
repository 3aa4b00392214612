// The search, loaded when the box is first used. The page's own script waits for it: it holds the one policy by which
// scripts may be loaded.

import { startSearch } from "./view.js";

document.dispatchEvent(new CustomEvent("shirube:search", { detail: startSearch }));
