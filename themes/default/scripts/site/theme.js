// Light, dark, or as the system says. scripts/head/head.js applies the stored choice before the first paint.

const THEME_KEY = "shirube-theme";
const THEMES = ["auto", "light", "dark"];

/** @returns {string} */
function storedTheme() {
  try {
    const stored = localStorage.getItem(THEME_KEY) || "";
    return THEMES.includes(stored) ? stored : "auto";
  } catch {
    return "auto";
  }
}

/** @param {string} theme */
function storeTheme(theme) {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    return;
  }
}

/** @param {string} theme */
function applyTheme(theme) {
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

/**
 * The choice after this one.
 * @param {string} theme
 * @returns {string}
 */
export function nextTheme(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
}

/**
 * Each press goes to the next choice; the button says which one holds.
 * @param {Element} button
 * @param {Record<string, string>} texts
 */
export function startTheme(button, texts) {
  const choice = button.querySelector(".theme-choice") || button;
  let theme = storedTheme();
  const say = () => {
    choice.textContent = texts[`script.theme_${theme}`] || theme;
  };
  say();
  button.addEventListener("click", () => {
    theme = nextTheme(theme);
    applyTheme(theme);
    storeTheme(theme);
    say();
  });
}
