// Runs before the first paint, inline: what needs scripts may show itself, and the stored choice of light or dark holds.

document.documentElement.classList.add("js");
try {
  const stored = localStorage.getItem("shirube-theme");
  if (stored === "light" || stored === "dark") {
    document.documentElement.dataset.theme = stored;
  }
} catch {
  // Storage may be forbidden; the system's choice holds then.
}
