import { title } from "./title.js";

const { model } = JSON.parse(document.getElementById("tool-data").textContent);
document.title = title(model);
