// @ts-check
// Shows on the toolbar button what was found in a tab. The browser itself resets it when the tab goes elsewhere.

import { catalogue, sentence } from "../shared/catalogue.js";

/** @import { Button } from "../types/engine.js" */

/** @type {Record<Button["tone"], string>} */
const COLOURS = { missing: "#b3261e", complete: "#116329", review: "#5b5f66" };

/** What is shown while no engine has seen the page. */
export const BUTTONS = /** @satisfies {Record<string, Button>} */ ({
  checking: { text: "…", tone: "review", title: { name: "button_checking", args: [] } },
  refused: { text: "!", tone: "review", title: { name: "button_refused", args: [] } },
  failed: { text: "!", tone: "review", title: { name: "button_failed", args: [] } },
  onceMore: { text: "→", tone: "review", title: { name: "button_once_more", args: [] } },
  closed: { text: "", tone: "review", title: { name: "button_title", args: [] } },
});

/**
 * What each tab's button is about to show: the latest counts, however long its texts take to be read.
 * @type {Map<number, Button>}
 */
const latest = new Map();

/**
 * @param {number} tabId
 * @param {Button} button
 */
export async function show(tabId, button) {
  latest.set(tabId, button);
  // A person who clicked should see at once that something happens.
  if (button === BUTTONS.checking) await setBadge(tabId, button);
  const texts = await catalogue();
  if (latest.get(tabId) !== button) return;
  latest.delete(tabId);
  // All at one go, so that no other button comes between title and badge.
  await Promise.all([
    chrome.action.setTitle({ tabId, title: sentence(texts, button.title) }),
    setBadge(tabId, button),
  ]);
}

/**
 * @param {number} tabId
 * @param {Button} button
 */
async function setBadge(tabId, { text, tone }) {
  await Promise.all([
    chrome.action.setBadgeBackgroundColor({ tabId, color: COLOURS[tone] }),
    chrome.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
    chrome.action.setBadgeText({ tabId, text }),
  ]);
}
