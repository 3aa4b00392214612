/**
 * One writer among tabs. A second tab of the tool sees the assessment but does not change it, until the first one is
 * closed or the user takes over.
 */

/** The lock that says which tab may write. Browsers without locks let every tab write. */
export class Writer {
  /**
   * @param {string} name
   * @param {(mine: boolean) => void} report Called whenever this tab gains or loses the right to write.
   */
  constructor(name, report) {
    this.name = name;
    this.report = report;
    this.mine = false;
    this.waiting = new AbortController();
    /** Lets the lock go. */
    this.release = () => {};
    this.stopped = false;
  }

  /** Gives the right to write back and waits for it no more. */
  stop() {
    this.stopped = true;
    this.waiting.abort();
    this.release();
  }

  /** Asks for the right to write; resolves when it is known whether this tab has it. */
  async start() {
    if (!navigator.locks) return this.set(true);
    await new Promise((known) => {
      this.hold({ ifAvailable: true }, known).then(known, (error) => {
        if (error.name === "AbortError") return this.lost();
        this.set(true);
        known(undefined);
      });
    });
    if (!this.mine) this.wait();
  }

  /** Takes the right to write away from the other tab. */
  takeOver() {
    this.waiting.abort();
    this.hold({ steal: true }).catch(() => this.lost());
  }

  wait() {
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    this.hold({ signal }).catch(() => {
      if (!signal.aborted) this.lost();
    });
  }

  lost() {
    if (this.stopped) return;
    this.set(false);
    this.wait();
  }

  /**
   * Holds the lock until this tab is closed, or until it is taken away (then the promise rejects).
   * @param {LockOptions} options
   * @param {(value?: unknown) => void} [known]
   * @returns {Promise<void>}
   */
  hold(options, known = () => {}) {
    return navigator.locks.request(this.name, options, (lock) => {
      if (!lock) return this.set(false);
      this.set(true);
      known();
      return new Promise((release) => (this.release = () => release(undefined)));
    });
  }

  /** @param {boolean} mine */
  set(mine) {
    this.mine = mine;
    this.report(mine);
  }
}
