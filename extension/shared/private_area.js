// @ts-check
// Keeps what is written in private windows: in memory, until the last of them is closed.
//
// Chromium runs a second extension for private windows, whose caches end with them; its `storage.session` is shared with the
// first one, which hears nothing of private windows. Firefox has one extension for all windows, and a cache for each kind.

import { IS_FIREFOX } from "./which_browser.js";

/** @import { Area } from "./desk.js" */

const CACHE = "private";
/** A name, never fetched. */
const KEY = "https://private.invalid/";

/** @type {Area} */
const cached = {
  async get() {
    const cache = await caches.open(CACHE);
    return (await (await cache.match(KEY))?.json()) ?? {};
  },
  async set(values) {
    const all = { ...(await cached.get(null)), ...values };
    const cache = await caches.open(CACHE);
    await cache.put(KEY, new Response(JSON.stringify(all)));
  },
};

/** @type {Area} */
export const privateArea = IS_FIREFOX ? chrome.storage.session : cached;

/** Forgets all of it, where it does not end by itself. */
export async function forgetPrivate() {
  if (!IS_FIREFOX) return;
  const windows = await chrome.windows.getAll();
  if (!windows.some(({ incognito }) => incognito)) await chrome.storage.session.clear();
}
