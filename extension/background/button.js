// @ts-check
// Shows on the toolbar button what was found in a tab. The browser itself resets it when the tab goes elsewhere.

import { catalogue, sentence } from "../shared/catalogue.js";

/** @import { Message, Verdict } from "../types/engine.js" */

/** @typedef {"missing" | "complete" | "review"} Tone */

/** @type {Record<Tone, string>} */
const COLOURS = { missing: "#b3261e", complete: "#116329", review: "#5b5f66" };

/**
 * What a button shows.
 * @typedef {object} Button
 * @property {string} text
 * @property {Tone} tone
 * @property {Message} title
 */

/** @type {(name: string, ...args: string[]) => Message} */
const message = (name, ...args) => ({ name, args });

/** Of states in which no engine has seen the page. */
export const BUTTONS = /** @satisfies {Record<string, Button>} */ ({
  refused: { text: "!", tone: "review", title: message("button_refused") },
  failed: { text: "!", tone: "review", title: message("button_failed") },
  onceMore: { text: "→", tone: "review", title: message("button_once_more") },
  closed: { text: "", tone: "review", title: message("button_title") },
});

/**
 * What the button shows of a check.
 * @param {number} missing
 * @param {Verdict} verdict
 * @returns {Button}
 */
export function buttonOf(missing, verdict) {
  if (missing > 0) return { text: String(missing), tone: "missing", title: message("button_missing", String(missing)) };
  if (verdict === "incomplete") return { text: "!", tone: "missing", title: message("button_wrong") };
  if (verdict === "complete") return { text: "✓", tone: "complete", title: message("button_complete") };
  if (verdict === "not-required") return { text: "–", tone: "review", title: message("button_not_required") };
  return { text: "?", tone: "review", title: message("button_review") };
}

/**
 * @param {number} tabId
 * @param {Button} button
 */
export async function show(tabId, { text, tone, title }) {
  const texts = await catalogue();
  await chrome.action.setBadgeText({ tabId, text });
  await chrome.action.setTitle({ tabId, title: sentence(texts, title) });
  if (text === "") return;
  await chrome.action.setBadgeBackgroundColor({ tabId, color: COLOURS[tone] });
  await chrome.action.setBadgeTextColor({ tabId, color: "#ffffff" });
}
