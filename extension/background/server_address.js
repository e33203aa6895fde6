// @ts-check
// Finds out the address of a page's server, and tells the engine: null when it could not be found out or must not be looked up.

import { callInPage } from "./inject.js";
import { ask, learn } from "./page_functions.js";
import { IS_FIREFOX } from "../shared/which_browser.js";
import { withinTime } from "./time.js";

/** A server that takes longer to answer again is not asked for its address any further. */
const LOOK_UP_MS = 1500;

/**
 * @param {number} tabId
 * @param {string} url
 */
export async function lookUpServer(tabId, url) {
  const { lookUpServer } = await chrome.storage.local.get({ lookUpServer: true }).catch(() => ({ lookUpServer: true }));
  const lookUp = IS_FIREFOX ? resolvedAddress : answeringAddress;
  const found = lookUpServer ? withinTime(lookUp(tabId, new URL(url)), LOOK_UP_MS) : Promise.resolve(undefined);
  const address = await found.catch(() => undefined);
  await callInPage(tabId, learn, "server", address ? { address } : null);
}

/**
 * Firefox: by name, which asks nothing of the site itself.
 * @param {number} _tabId
 * @param {URL} url
 */
async function resolvedAddress(_tabId, url) {
  const { addresses } = await chrome.dns.resolve(url.hostname.replace(/^\[|\]$/g, ""), []);
  return addresses[0];
}

/**
 * Chromium: from the answer to one HEAD request of the page for its site's root. The page's own address may hold a token that
 * works once, and only the server's address is wanted.
 * @param {number} tabId
 * @param {URL} url
 * @returns {Promise<string | undefined>}
 */
async function answeringAddress(tabId, url) {
  const root = `${url.origin}/`;
  /** @type {(answer: {method: string, url: string, ip?: string}) => void} */
  let heard = () => undefined;
  /** @type {Promise<string | undefined>} */
  const address = new Promise((resolve) => {
    heard = ({ method, url, ip }) => {
      if (method === "HEAD" && url === root) resolve(ip);
    };
  });
  const { onResponseStarted, onBeforeRedirect } = chrome.webRequest;
  onResponseStarted.addListener(heard, { urls: ["<all_urls>"], tabId });
  onBeforeRedirect.addListener(heard, { urls: ["<all_urls>"], tabId });
  try {
    const asked = callInPage(tabId, ask, root, LOOK_UP_MS);
    // The events come before the answer does, or not at all.
    return await Promise.race([address, withinTime(asked.then(() => undefined), LOOK_UP_MS)]);
  } finally {
    onResponseStarted.removeListener(heard);
    onBeforeRedirect.removeListener(heard);
  }
}
