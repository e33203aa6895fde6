// @ts-check
// Goes on with the check on the home page that the person asked for.

/**
 * Calls back once, when the tab has left its page and loaded another.
 * @param {number} tabId
 * @param {() => void} work
 */
export function afterTheNextPage(tabId, work) {
  let left = false;
  chrome.tabs.onUpdated.addListener(function listener(changed, { status }) {
    if (changed !== tabId || status === undefined) return;
    left ||= status === "loading";
    if (!left || status !== "complete") return;
    chrome.tabs.onUpdated.removeListener(listener);
    work();
  });
}
