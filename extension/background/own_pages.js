// @ts-check
// Opens the extension's own pages beside a tab, and answers what they ask about it.

import { catalogue } from "../shared/catalogue.js";
import { forEngine, keptFor } from "../shared/kept.js";
import { callInPage } from "./inject.js";
import { renew, report } from "./page_functions.js";
import { pictureOfFooter } from "./screenshots.js";

/** @import { Open, Reported } from "../types/engine.js" */
/** @import { Case, PageMessage } from "../types/pages.js" */

/**
 * Opens a page of the extension's own: no website can open one, and nothing is done in it before the person confirms.
 * @param {chrome.tabs.Tab & {id: number}} tab
 * @param {Open} destination
 */
export async function openBeside(tab, destination) {
  const where = { index: tab.index + 1, openerTabId: tab.id, windowId: tab.windowId };
  const url = chrome.runtime.getURL(await pathOf(tab.id, destination));
  // For an export a picture is taken of the page while it is in front: the new tab comes to the front by itself after it.
  await chrome.tabs.create({ ...where, url, active: destination.view !== "export" });
}

/**
 * @param {number} tabId
 * @param {Open} destination
 */
async function pathOf(tabId, destination) {
  switch (destination.view) {
    case "rule": {
      const { language } = await catalogue();
      return `rules/${language.startsWith("zh") ? "zh" : "en"}.html#${destination.rule}`;
    }
    case "ignore":
      return `desk/desk.html?tab=${tabId}#ignore/${destination.rule}`;
    case "export":
      return `desk/desk.html?tab=${tabId}#export/${destination.format}`;
    case "kept":
      return `desk/desk.html?tab=${tabId}#kept`;
  }
}

/**
 * What one of the extension's own pages asks for.
 * @param {PageMessage} message
 */
export async function answerPage(message) {
  switch (message.type) {
    case "case":
      return caseOf(message.tab);
    case "picture":
      return pictureOfFooter(message.tab, message.footer);
    case "renew": {
      const current = await caseOf(message.tab);
      if (current !== null) await callInPage(message.tab, renew, forEngine(current.kept));
      return current !== null;
    }
  }
}

/**
 * The check whose overlay is open in a tab; null without one.
 * @param {number} tabId
 * @returns {Promise<Case | null>}
 */
async function caseOf(tabId) {
  const reported = await callInPage(tabId, report);
  if (!reported) return null;
  const { incognito } = await chrome.tabs.get(tabId);
  /** @type {Reported} */
  const { report: { url } } = JSON.parse(reported);
  return { reported, kept: await keptFor(url, incognito), isPrivate: incognito };
}
