// @ts-check
// Answers a click on the toolbar button: brings the engine into the page, and opens the overlay or closes it. A click while an
// overlay is still being opened, such as on a page that is slow to load, closes it too.

import { catalogue } from "../shared/catalogue.js";
import { forEngine, keptFor } from "../shared/kept.js";
import { BUTTONS, show } from "./button.js";
import { note } from "./history.js";
import { bringEngine, callInPage, lookTwice } from "./inject.js";
import { Jobs, ignoreGoneTab } from "./jobs.js";
import { close, report, say, shown, toggle } from "./page_functions.js";
import { lookAtPictures } from "./screenshots.js";
import { lookUpServer } from "./server_address.js";
import { browser } from "../shared/which_browser.js";

/** @import { Button, EngineMessage } from "../types/engine.js" */

/** In order, so that no overlay is ever half open and the button tells the latest. */
const jobs = new Jobs();

/**
 * The clicks that are still being answered, by tab.
 * @type {Map<number, AbortController>}
 */
const clicks = new Map();

/** @param {number} tabId */
export function click(tabId) {
  const earlier = clicks.get(tabId);
  if (earlier !== undefined) return earlier.abort();
  const click = new AbortController();
  clicks.set(tabId, click);
  show(tabId, BUTTONS.checking).catch(ignoreGoneTab);
  jobs.add(tabId, () => answer(tabId, click.signal).finally(() => clicks.delete(tabId)));
}

/**
 * Answers a click until another one takes it back.
 * @param {number} tabId
 * @param {AbortSignal} signal
 */
async function answer(tabId, signal) {
  const takenBack = new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  try {
    await Promise.race([takenBack, openOrClose(tabId, signal)]);
  } catch (error) {
    if (!signal.aborted) throw error;
    // What is on its way into the page is there before this. A page that hangs is not waited for.
    callInPage(tabId, close).catch(ignoreGoneTab);
    await show(tabId, BUTTONS.closed);
  }
}

/**
 * @param {number} tabId
 * @param {AbortSignal} signal
 */
async function openOrClose(tabId, signal) {
  const reading = catalogue(); // while the engine is on its way into the page
  reading.catch(() => undefined); // heard below, unless the page is refused before
  const { incognito } = await chrome.tabs.get(tabId);
  const page = await lookTwice(tabId);
  signal.throwIfAborted();
  if (page === undefined || page.isPdf) return show(tabId, BUTTONS.refused);

  // Of the address that the page has now: the one of the click may be another site's.
  const keeping = keptFor(page.url, incognito);
  const engine = await bringEngine(tabId, page);
  const [{ language, messages }, kept] = await Promise.all([reading, keeping]);
  signal.throwIfAborted();
  if (engine === undefined) return show(tabId, BUTTONS.refused);
  const context = { messages, language, browser: browser(), engine, server: null, kept: forEngine(kept) };
  const status = await callInPage(tabId, toggle, context);
  signal.throwIfAborted();
  if (status === undefined) return show(tabId, BUTTONS.refused);
  if (status.state !== "opened") return show(tabId, BUTTONS[status.state]);

  if (status.asks.server) lookUpServer(tabId, page.url).catch(ignoreGoneTab);
  if (status.asks.picture) lookAtPictures(tabId);
  await showOpened(tabId, status.number, status.button);
  const reported = () => callInPage(tabId, report);
  await note(reported, incognito).catch(() => callInPage(tabId, say, "options_not_saved"));
}

/**
 * The engine has checked the page again.
 * @param {number} tabId
 * @param {EngineMessage & {type: "checked"}} message
 */
export function checkedAgain(tabId, { number, button, asks }) {
  jobs.add(tabId, () => showOpened(tabId, number, button));
  if (asks.picture) lookAtPictures(tabId);
}

/**
 * The person has closed the overlay.
 * @param {number} tabId
 */
export function closed(tabId) {
  jobs.add(tabId, () => show(tabId, BUTTONS.closed));
}

/**
 * Shows what an open overlay found, and tells the engine that the button agrees with it. When the tab has left the page
 * meanwhile, the button must not speak of it on the next one.
 *
 * @param {number} tabId
 * @param {number} number of the engine's message
 * @param {Button} button
 */
async function showOpened(tabId, number, button) {
  await show(tabId, button);
  const isOpen = await callInPage(tabId, shown, number).catch(() => false);
  if (!isOpen) await show(tabId, BUTTONS.closed);
}
