// @ts-check
// Runs orders on what the person keeps: reads the browser's storage, lets the desk (Rust) decide, and writes what it says.

import { run } from "../engine/desk.js";

/** @import { Done, Order } from "../types/desk.js" */

/**
 * A place to keep things in.
 * @typedef {object} Area
 * @property {(keys: string[] | null) => Promise<Record<string, unknown>>} get
 * @property {(values: Record<string, unknown>) => Promise<void>} set
 */

/**
 * Lets the desk do an order on what is stored under these keys (null: on all), and writes what it says. One after
 * another over all of the extension's pages. Rejects when the browser does not store, such as when its storage is full:
 * then all is as it was before.
 *
 * @param {Order} order
 * @param {string[] | null} [keys]
 * @param {{area?: Area, readOnly?: boolean}} [how] where it is kept, and whether it must stay as it is
 * @returns {Promise<Pick<Done, "answer" | "warnings">>}
 */
export async function runOrder(order, keys = null, { area = chrome.storage.local, readOnly = false } = {}) {
  return await navigator.locks.request("storage", async () => {
    const stored = await area.get(keys);
    const { write, answer, warnings } = await run(stored, order);
    if (!readOnly && Object.keys(write).length > 0) await area.set(write);
    return { answer, warnings };
  });
}
