// Light, dark, or as the system says. scripts/head/head.js applies the choice before the first paint.

const THEME_KEY = "shirube-theme";

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
 * The fragment of a link to a scoring tool, with the colours that were chosen here. Where nothing was chosen, the tool keeps its own.
 * @param {string} fragment
 * @param {string} theme
 * @returns {string}
 */
export function withTheme(fragment, theme) {
  const rest = fragment.replace(/&theme=\w*$/, "");
  return theme === "auto" ? rest : `${rest}&theme=${theme}`;
}

/**
 * The fragment without the colours that a tool sent along.
 * @param {string} fragment
 * @returns {string}
 */
export function withoutTheme(fragment) {
  return fragment.replace(/[#&]theme=\w*$/, "");
}

/** Colours that came with the address have been applied; they are not to stay in it, nor to hide the place on the page. */
export function forgetSentTheme() {
  const rest = withoutTheme(location.hash);
  if (rest === location.hash) {
    return;
  }
  history.replaceState(null, "", location.href.split("#")[0] + rest);
  // The browser looked for a place with the colours in its name.
  const places = Array.from(document.querySelectorAll("[id]"));
  places
    .find(({ id }) => rest === `#${id}` || rest === `#${encodeURIComponent(id)}`)
    ?.scrollIntoView();
}

/**
 * @param {HTMLSelectElement} choice
 * @param {Iterable<HTMLAnchorElement>} tools Links to scoring tools: what is stored here may be out of their reach.
 */
export function startTheme(choice, tools) {
  const tell = () => {
    for (const link of tools) {
      link.hash = withTheme(link.hash, choice.value);
    }
  };
  choice.value = document.documentElement.dataset.theme || "auto";
  tell();
  choice.addEventListener("change", () => {
    applyTheme(choice.value);
    storeTheme(choice.value);
    tell();
  });
}
