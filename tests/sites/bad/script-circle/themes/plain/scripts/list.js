import {
  entry,
} from "./entry.js";

export const list = () => entry();
