// @ts-check
// Goes on with the check on the home page, when the person asked for it and the tab is on its way there. It ends when another
// page comes instead, when none does in time, or when the person clicks.

import { BUTTONS, show } from "./button.js";
import { callInPage } from "./inject.js";
import { ignoreGoneTab } from "./jobs.js";
import { report } from "./page_functions.js";
import { IS_FIREFOX } from "../shared/which_browser.js";

/** Maximum time until the home page begins to be shown. A person who waits longer can click. */
const WAIT_MS = 10_000;

/**
 * What ends each tab's wait for its home page.
 * @type {Map<number, () => void>}
 */
const waits = new Map();

/**
 * Does something once, when the tab shows the home page of the site that its page is of.
 * @param {number} tabId
 * @param {string} from the page's address
 * @param {() => void} work
 */
export function whenHome(tabId, from, work) {
  forgetHome(tabId);
  let home = `${new URL(from).origin}/`;
  const timer = setTimeout(() => forgetHome(tabId), WAIT_MS);

  /** @param {{url: string, redirectUrl: string}} redirect */
  const redirected = ({ url, redirectUrl }) => {
    if (url === home) [home] = [redirectUrl.split("#")[0] ?? home];
  };
  /** @type {(updated: number, changes: {status?: string, url?: string}) => void} */
  const updated = (updatedId, { status, url }) => {
    if (updatedId !== tabId) return;
    if (url !== undefined) {
      forgetHome(tabId);
      if (url === home) work();
    } else if (status === "complete") {
      // No address was told: either the tab did not leave, or the browser does not let us see where it went.
      forgetHome(tabId);
      if (IS_FIREFOX) sayOnceMore(tabId).catch(ignoreGoneTab);
    }
  };
  chrome.tabs.onUpdated.addListener(updated);
  if (!IS_FIREFOX) {
    chrome.webRequest.onBeforeRedirect.addListener(redirected, { urls: ["<all_urls>"], tabId, types: ["main_frame"] });
  }
  waits.set(tabId, () => {
    clearTimeout(timer);
    chrome.tabs.onUpdated.removeListener(updated);
    if (!IS_FIREFOX) chrome.webRequest.onBeforeRedirect.removeListener(redirected);
  });
}

/**
 * The tab's next page is checked no more by itself.
 * @param {number} tabId
 */
export function forgetHome(tabId) {
  waits.get(tabId)?.();
  waits.delete(tabId);
}

/**
 * Firefox wants a click for each page: says so, unless the tab has not left its page.
 * @param {number} tabId
 */
async function sayOnceMore(tabId) {
  const hasStayed = await callInPage(tabId, report).then(() => true, () => false);
  if (!hasStayed) await show(tabId, BUTTONS.onceMore);
}
