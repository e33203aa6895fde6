// @ts-check
// Looks up what the person keeps about a page's host, and notes checks in the history.

import { runOrder } from "../shared/desk.js";

/** @import { Kept } from "../types/engine.js" */

/**
 * What the person keeps about a page's host. The desk is not woken for somebody who keeps nothing.
 * @param {string} url
 * @returns {Promise<Kept>}
 */
export async function keptFor(url) {
  const keys = ["filings", "waivers"];
  const stored = await chrome.storage.local.get(keys).catch(() => ({}));
  if (Object.keys(stored).length === 0) return {};
  return runOrder({ do: "context", url }, keys).then(({ answer }) => answer, () => ({}));
}

/**
 * Notes a check in the history, which exists once somebody has switched it on. Rejects when it could not be stored.
 * @param {unknown} report
 * @param {number} missing
 * @param {boolean} isPrivate
 */
export async function note(report, missing, isPrivate) {
  const { history } = await chrome.storage.local.get("history").catch(() => ({ history: undefined }));
  if (history === undefined || isPrivate) return;
  await runOrder({ do: "record", report, missing, private: isPrivate }, ["history"]);
}
