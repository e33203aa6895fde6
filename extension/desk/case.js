// @ts-check
// Gets the check that this page is beside, and goes back to its tab.

/** @import { Reported } from "../types/engine.js" */
/** @import { Case, KeptForHost, PageMessage } from "../types/pages.js" */

/**
 * The check whose overlay is open in the tab beside this page.
 * @typedef {Reported & {kept: KeptForHost, isPrivate: boolean}} Opened
 */

const TAB = Number(new URLSearchParams(location.search).get("tab"));

/**
 * @param {PageMessage} message
 * @returns {Promise<any>}
 */
const ask = (message) => chrome.runtime.sendMessage(message);

/**
 * The check in the tab; null when its overlay is closed or its page was left.
 * @returns {Promise<Opened | null>}
 */
export async function openCase() {
  /** @type {Case | null} */
  const found = await ask({ type: "case", tab: TAB });
  if (!found) return null;
  const { reported, kept, isPrivate } = found;
  return { ...JSON.parse(reported), kept, isPrivate };
}

/**
 * A picture of the page's footer as a data address; null when the browser does not let one be taken.
 * @param {string | null} footer its selector
 * @returns {Promise<string | null>}
 */
export async function pictureOfFooter(footer) {
  return (await ask({ type: "picture", tab: TAB, footer })) ?? null;
}

/** What is kept about the host has changed: the overlay shows it. */
export async function renewOverlay() {
  await ask({ type: "renew", tab: TAB });
}

/** Brings the checked page to the front, and closes this one. */
export async function returnToPage() {
  const page = await chrome.tabs.update(TAB, { active: true }).catch(() => undefined);
  if (page !== undefined) await chrome.windows.update(page.windowId, { focused: true });
  const own = await chrome.tabs.getCurrent();
  if (own?.id !== undefined) await chrome.tabs.remove(own.id);
}
