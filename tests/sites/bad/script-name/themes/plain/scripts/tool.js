import { title } from "./title.js";

const { model } = JSON.parse(document.getElementById("data").textContent);
document.title = title(model);
