// @ts-check
// Takes pictures of a tab: of what the engine asks for, and of the footer for exports.

import { callInPage } from "./inject.js";
import { Jobs } from "./jobs.js";
import { learn, pose, scrollBack, showFooter } from "./page_functions.js";
import { sleep, withinTime } from "./time.js";

/** @import { Asks, Picture, Spot } from "../types/engine.js" */

/** Chromium allows two screenshots in a second, in all tabs together. */
const EVERY_MS = 550;
/** Maximum time for a page to draw two frames. A tab that is hidden draws none. */
const FRAMES_MS = 500;
/** Maximum time that a page keeps others waiting for their screenshots. */
const TURN_MS = 1500;
/** Maximum length of the longer side of a picture, in pixels of a screenshot: a larger one is scaled down. */
const LONGER_SIDE = 96;

/** Each picture changes what its page looks like: one at a time. */
const looks = new Jobs();

/**
 * The last turn, of any tab: the next one waits for it.
 * @type {Promise<unknown>}
 */
let lastTurn = Promise.resolve();
/** When the next screenshot may be taken. */
let nextAt = 0;

/**
 * Does something that takes a screenshot when its turn has come. What takes longer than it may is waited for no more, and
 * hears that its turn is over.
 *
 * @template T
 * @param {(turn: {isOver: boolean}) => Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
function inTurn(work) {
  const result = lastTurn.then(async () => {
    await sleep(Math.max(0, nextAt - Date.now()));
    const turn = { isOver: false };
    try {
      return await withinTime(work(turn), TURN_MS);
    } finally {
      turn.isOver = true;
    }
  });
  lastTurn = result.catch(() => undefined);
  return result;
}

/**
 * A screenshot of what a tab shows, as a data address. Null unless the tab is in front of its window, with the same document,
 * from before it was taken until after it.
 *
 * @param {number} tabId
 * @param {{isOver: boolean}} turn
 */
async function screenshot(tabId, turn) {
  const before = await chrome.tabs.get(tabId);
  const stillness = watch(tabId, before.windowId);
  try {
    const start = await chrome.tabs.get(tabId);
    if (!start.active || start.windowId !== before.windowId || turn.isOver) return null;
    nextAt = Date.now() + EVERY_MS;
    const picture = await chrome.tabs.captureVisibleTab(start.windowId, { format: "png" });
    const end = await chrome.tabs.get(tabId);
    const isSame = end.active && end.windowId === start.windowId && end.url === start.url;
    return isSame && stillness.holds() ? picture : null;
  } finally {
    stillness.end();
  }
}

/**
 * Watches whether another tab, window or document comes in between.
 * @param {number} tabId
 * @param {number} windowId
 */
function watch(tabId, windowId) {
  let holds = true;
  /** @type {(activated: {windowId: number}) => void} */
  const activated = (info) => {
    if (info.windowId === windowId) holds = false;
  };
  /** @type {(moved: number) => void} */
  const moved = (tab) => {
    if (tab === tabId) holds = false;
  };
  /** @type {(updated: number, changes: {status?: string, url?: string}) => void} */
  const updated = (tab, { status, url }) => {
    if (tab === tabId && (status === "loading" || url !== undefined)) holds = false;
  };
  const { onActivated, onAttached, onDetached, onUpdated } = chrome.tabs;
  onActivated.addListener(activated);
  onAttached.addListener(moved);
  onDetached.addListener(moved);
  onUpdated.addListener(updated);
  return {
    holds: () => holds,
    end() {
      onActivated.removeListener(activated);
      onAttached.removeListener(moved);
      onDetached.removeListener(moved);
      onUpdated.removeListener(updated);
    },
  };
}

/**
 * Shows the engine the pictures that it asks for, one after the other.
 * @param {number} tabId
 */
export function lookAtPictures(tabId) {
  looks.add(tabId, async () => {
    /** @type {Asks | null | undefined} */
    let asks = { server: false, picture: true };
    while (asks?.picture) asks = await lookAtPicture(tabId);
  });
}

/**
 * What the engine still asks for; null when there is nothing to look at.
 * @param {number} tabId
 */
async function lookAtPicture(tabId) {
  const seen = await inTurn(async (turn) => {
    const spot = await callInPage(tabId, pose, FRAMES_MS);
    if (!spot) return { picture: undefined };
    return { picture: await pictureOf(tabId, spot, turn).catch(() => null) };
  });
  if (seen !== undefined && seen.picture === undefined) return null;
  return callInPage(tabId, learn, "picture", seen?.picture ?? null);
}

/**
 * What is at a spot of a tab's page; null when that cannot be seen.
 * @param {number} tabId
 * @param {Spot} spot
 * @param {{isOver: boolean}} turn
 * @returns {Promise<Picture | null>}
 */
async function pictureOf(tabId, spot, turn) {
  const address = await screenshot(tabId, turn);
  if (address === null) return null;
  const bytes = Uint8Array.from(atob(address.split(",")[1] ?? ""), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const scaled = (/** @type {number} */ length) => Math.round((length * bitmap.width) / spot.viewport);
  const [width, height] = [scaled(spot.width), scaled(spot.height)];
  const shrink = Math.min(1, LONGER_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * shrink)), Math.max(1, Math.round(height * shrink)));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.drawImage(bitmap, scaled(spot.x), scaled(spot.y), width, height, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { width: canvas.width, rgba: Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data) };
}

/**
 * A screenshot of a page's footer without the overlay, as a data address; null when that cannot be seen. A tab that is behind
 * another one comes to the front for it. The page is scrolled back after it.
 *
 * @param {number} tabId
 * @param {string | null} footer its selector
 * @returns {Promise<string | null>}
 */
export async function pictureOfFooter(tabId, footer) {
  const picture = await inTurn(async (turn) => {
    const { active, windowId } = await chrome.tabs.get(tabId);
    const [inFront] = active ? [] : await chrome.tabs.query({ active: true, windowId });
    if (!active) await chrome.tabs.update(tabId, { active: true });
    try {
      const scrolled = await callInPage(tabId, showFooter, footer, FRAMES_MS);
      try {
        return await screenshot(tabId, turn);
      } finally {
        callInPage(tabId, scrollBack, scrolled ?? [0, 0]).catch(() => undefined);
      }
    } finally {
      if (inFront?.id !== undefined) await chrome.tabs.update(inFront.id, { active: true });
    }
  });
  return picture ?? null;
}
