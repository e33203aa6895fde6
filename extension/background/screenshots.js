// @ts-check
// Takes pictures of a tab: of what the engine asks for, and of the footer for exports.

import { callInPage } from "./inject.js";
import { learn, pose, scrollBack, showFooter } from "./page_functions.js";
import { sleep } from "./time.js";

/** @import { Asks, Picture, Spot } from "../types/engine.js" */

/** Chromium allows two screenshots in a second, in all tabs together. */
const EVERY_MS = 550;
/** How long a page may take to draw two frames. */
const FRAMES_MS = 500;
/** The longer side of a picture in a screenshot, in its own pixels: a larger one is scaled down. */
const LONGER_SIDE = 96;

/**
 * The last screenshot of any tab: the next one waits for it, and for its time.
 * @type {Promise<unknown>}
 */
let last = Promise.resolve();

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function inTurn(work) {
  const turn = last.then(work);
  const afterwards = () => sleep(EVERY_MS);
  last = turn.then(afterwards, afterwards);
  return turn;
}

/**
 * Shows the engine the pictures that it asks for, one after the other.
 * @param {number} tabId
 */
export async function lookAtPictures(tabId) {
  /** @type {Asks | null | undefined} */
  let asks = { server: false, picture: true };
  while (asks?.picture) asks = await inTurn(() => lookAtPicture(tabId));
}

/**
 * What the engine still asks for; null when there is nothing to look at.
 * @param {number} tabId
 */
async function lookAtPicture(tabId) {
  const spot = await callInPage(tabId, pose, FRAMES_MS);
  if (!spot) return null;
  return callInPage(tabId, learn, "picture", await pictureOf(tabId, spot).catch(() => null));
}

/**
 * What is at a spot of a tab's page; null when another tab is shown.
 * @param {number} tabId
 * @param {Spot} spot
 * @returns {Promise<Picture | null>}
 */
async function pictureOf(tabId, spot) {
  const tab = await chrome.tabs.get(tabId);
  if (!tab.active) return null;
  const screenshot = await chrome.tabs.captureVisibleTab(tab.windowId, { format: "png" });
  if (!(await chrome.tabs.get(tabId)).active) return null;
  const bytes = Uint8Array.from(atob(screenshot.split(",")[1] ?? ""), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const scale = bitmap.width / spot.viewport;
  const [x, y, width, height] = [spot.x * scale, spot.y * scale, spot.width * scale, spot.height * scale];
  const shrink = Math.min(1, LONGER_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * shrink)), Math.max(1, Math.round(height * shrink)));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const rounded = [x, y, width, height].map(Math.round);
  context.drawImage(bitmap, .../** @type {[number, number, number, number]} */ (rounded), 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { width: canvas.width, rgba: Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data) };
}

/**
 * A screenshot of the page's footer without the overlay, as a data address; null when another tab is shown. The page is
 * scrolled back after it.
 * @param {number} tabId
 * @param {string | null} footer its selector
 */
export function pictureOfFooter(tabId, footer) {
  return inTurn(async () => {
    const scrolled = await callInPage(tabId, showFooter, footer, FRAMES_MS);
    try {
      const { active, windowId } = await chrome.tabs.get(tabId);
      return active ? await chrome.tabs.captureVisibleTab(windowId, { format: "png" }) : null;
    } finally {
      await callInPage(tabId, scrollBack, scrolled ?? [0, 0]);
    }
  });
}
