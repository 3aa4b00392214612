import { list } from "./list.js";

export const entry = () => (list ? "entry" : "");
