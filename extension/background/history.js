// @ts-check
// Notes checks in the history, which exists once the person has switched it on.

import { runOrder } from "../shared/desk.js";

/** @import { Reported } from "../types/engine.js" */

/**
 * Notes a check; `reported` is its report as JSON. Rejects when it could not be stored. Private windows leave nothing.
 * @param {() => Promise<string | null | undefined>} reported
 * @param {boolean} isPrivate
 */
export async function note(reported, isPrivate) {
  const { history } = await chrome.storage.local.get("history").catch(() => ({ history: undefined }));
  if (history === undefined || isPrivate) return;
  const json = await reported();
  if (!json) return;
  /** @type {Reported} */
  const { report, view } = JSON.parse(json);
  await runOrder({ do: "record", report, missing: view.missing, private: isPrivate }, ["history"]);
}
