// @ts-check
// Does the jobs of a tab one after another, so that the button tells the latest.

/**
 * The last job of each tab: the next one waits for it.
 * @type {Map<number, Promise<void>>}
 */
const jobs = new Map();

/**
 * @param {number} tabId
 * @param {() => Promise<unknown>} work
 */
export function afterTheLast(tabId, work) {
  const job = (jobs.get(tabId) ?? Promise.resolve()).then(work).then(() => undefined, ignoreGoneTab);
  jobs.set(tabId, job);
  job.then(() => jobs.get(tabId) === job && jobs.delete(tabId));
}

/**
 * A tab that was closed or left in the middle of a click needs no answer. Anything else is a fault of ours: say it.
 * @param {unknown} error
 */
export function ignoreGoneTab(error) {
  if (!/no tab|tab id|removed|closed|navigat/i.test(String(error))) console.error(error);
}
