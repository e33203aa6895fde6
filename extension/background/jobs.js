// @ts-check
// Does the jobs of a tab one after another.

/** Jobs that wait for each other, tab by tab. */
export class Jobs {
  /**
   * The last job of each tab.
   * @type {Map<number, Promise<void>>}
   */
  #last = new Map();

  /**
   * Does a job when the tab's earlier ones are done.
   * @param {number} tabId
   * @param {() => Promise<unknown>} work
   */
  add(tabId, work) {
    const job = (this.#last.get(tabId) ?? Promise.resolve()).then(work).then(() => undefined, ignoreGoneTab);
    this.#last.set(tabId, job);
    job.then(() => this.#last.get(tabId) === job && this.#last.delete(tabId));
  }
}

/**
 * A tab that was closed or left in the middle of a job needs no answer. Anything else is a fault of ours: say it.
 * @param {unknown} error
 */
export function ignoreGoneTab(error) {
  if (!/no tab|tab id|removed|closed|navigat/i.test(String(error))) console.error(error);
}
