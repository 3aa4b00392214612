import { list } from "./list.js";

document.title = list();
