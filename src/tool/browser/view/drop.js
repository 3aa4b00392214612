/** Files dropped on the page: a browser would go to them and leave the tool. */

/**
 * Opens what is dropped; what a part of the page has taken already is left to it.
 * @param {AbortSignal} signal Ends the listening.
 * @param {(file: File) => void} open
 */
export function listenToDrops(signal, open) {
  addEventListener(
    "dragover",
    (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(),
    { signal },
  );
  const dropped = (/** @type {DragEvent} */ event) => {
    const file = event.dataTransfer?.files[0];
    if (event.defaultPrevented || !file) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) open(file);
  };
  addEventListener("drop", dropped, { signal });
}
