// The way from the browser's storage to the desk and back: what is stored is read, changed and migrated by Rust alone.
"use strict";

/**
 * Lets the desk do an order on what is stored under these keys (null: on all), and writes what it says. One after
 * another over all of the extension's pages. Rejects when the browser does not store, such as when its storage is full:
 * then all is as it was before.
 */
function desk(order, keys = null) {
  return navigator.locks.request("storage", async () => {
    const stored = await chrome.storage.local.get(keys);
    const { write, answer, warnings } = await globalThis.beianDesk(stored, order);
    if (Object.keys(write).length > 0) await chrome.storage.local.set(write);
    return { answer, warnings };
  });
}
