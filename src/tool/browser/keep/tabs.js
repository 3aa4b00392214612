/** What tabs of one tool tell each other: only how the one that writes keeps what it has, never what that is. */

/** What a tab that does not write asks the one that writes. */
const QUESTION = "?";

/** The tabs of one assessment. Browsers without channels leave each tab to look for itself. */
export class Tabs {
  /**
   * @param {string} name
   * @param {() => string | null} answer How this tab keeps what it has; null where it does not write.
   * @param {(state: string) => void} heard What the tab that writes says.
   */
  constructor(name, answer, heard) {
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel(name) : null;
    this.channel?.addEventListener("message", ({ data }) => {
      const state = answer();
      if (state === null && data !== QUESTION) heard(String(data));
      if (state !== null && data === QUESTION) this.tell(state);
    });
  }

  /** @param {string} state */
  tell(state) {
    this.channel?.postMessage(state);
  }

  ask() {
    this.tell(QUESTION);
  }

  stop() {
    this.channel?.close();
  }
}
