// @ts-check
// Answers a click on the toolbar button: brings the engine into the page, opens the overlay or closes it.

import { catalogue } from "../shared/catalogue.js";
import { BUTTONS, buttonOf, show } from "./button.js";
import { bringEngine, callInPage, lookTwice } from "./inject.js";
import { ignoreGoneTab } from "./jobs.js";
import { keptFor, note } from "./kept.js";
import { say, shown, toggle } from "./page_functions.js";
import { lookAtPictures } from "./screenshots.js";
import { lookUpServer } from "./server_address.js";
import { browser } from "./which_browser.js";

/** @import { Button } from "./button.js" */

/** @param {number} tabId */
export async function click(tabId) {
  const reading = catalogue(); // while the engine is on its way into the page
  reading.catch(() => undefined); // heard below, unless the page is refused before
  const page = await lookTwice(tabId);
  if (page === undefined || page.isPdf) return show(tabId, BUTTONS.refused);
  const keeping = keptFor(page.url);

  const engine = await bringEngine(tabId, page);
  if (engine === undefined) return show(tabId, BUTTONS.refused);
  const [{ language, messages }, kept] = await Promise.all([reading, keeping]);
  const context = { messages, language, browser: browser(), engine, server: null, kept };
  const status = await callInPage(tabId, toggle, context);
  if (status === undefined) return show(tabId, BUTTONS.refused);
  if (status.state !== "opened") return show(tabId, BUTTONS[status.state]);

  // No other click waits for a slow server.
  if (status.asks.server) lookUpServer(tabId, page.url).catch(ignoreGoneTab);
  await showOpened(tabId, 0, buttonOf(status.missing, status.report.verdict));
  const { incognito } = await chrome.tabs.get(tabId);
  await note(status.report, status.missing, incognito).catch(() => callInPage(tabId, say, "options_not_saved"));
  if (status.asks.picture) await lookAtPictures(tabId);
}

/**
 * Shows what an open overlay found, and tells the engine that the button agrees with it. When the tab has left the page
 * meanwhile, the button must not speak of it on the next one.
 *
 * @param {number} tabId
 * @param {number} number of the engine's message, 0 for its answer to the click
 * @param {Button} button
 */
export async function showOpened(tabId, number, button) {
  await show(tabId, button);
  const isOpen = await callInPage(tabId, shown, number).catch(() => false);
  if (!isOpen) await show(tabId, BUTTONS.closed);
}
