/** Says that scripts run. This theme has none for the search and the tools. */
document.documentElement.classList.add("scripted");
