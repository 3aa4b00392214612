// The language switch leads to the same place of the same page.

/** @param {Iterable<HTMLAnchorElement>} links */
export function startLanguages(links) {
  const follow = () => {
    for (const link of links) {
      link.hash = location.hash;
    }
  };
  follow();
  addEventListener("hashchange", follow);
}
