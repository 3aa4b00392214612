import * as words from "./words.js";
import { title as name } from "./words.js";
import { h } from "preact";

document.title = name;
export default words;
