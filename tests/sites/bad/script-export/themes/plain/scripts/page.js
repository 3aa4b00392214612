import { titel, letters } from "./title.js";
import {
  title,
  Title,
  hidden,
} from "./title.js";

document.title = title(letters, titel, Title, hidden);
