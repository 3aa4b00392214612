// Runs before the first paint, inline: what needs scripts may show itself, and the choice of light or dark holds. A tool sends its
// own along in the fragment, because from file:// a page may not see what another one stored.

document.documentElement.classList.add("js");
{
  const sent = /[#&]theme=(auto|light|dark)$/.exec(location.hash);
  let theme = sent ? sent[1] : null;
  try {
    if (theme) {
      localStorage.setItem("shirube-theme", theme);
    } else {
      theme = localStorage.getItem("shirube-theme");
    }
  } catch {
    // Storage may be forbidden; the choice that was sent holds, or the system's.
  }
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
}
