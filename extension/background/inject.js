// @ts-check
// Runs scripts in a tab's top document, and brings the engine into it.

import { look } from "./page_functions.js";
import { sleep } from "./time.js";

/** @import { Ready } from "../types/engine.js" */
/** @import { Looked } from "./page_functions.js" */

const RETRY_AFTER_MS = 100;

/**
 * What a function answers in the page. Without waiting for the page to be loaded: a script in it that never comes would keep
 * the person waiting.
 *
 * @template {unknown[]} A
 * @template T
 * @param {number} tabId
 * @param {(...args: A) => T} func
 * @param {A} args
 * @returns {Promise<Awaited<T> | undefined>} undefined where the browser ran nothing
 */
export async function callInPage(tabId, func, ...args) {
  const injected = await chrome.scripting.executeScript({ target: { tabId }, func, args, injectImmediately: true });
  return injected[0]?.result ?? undefined;
}

/**
 * Brings an engine into the page.
 * @param {number} tabId
 * @param {string} file
 * @returns {Promise<Ready | undefined>}
 */
async function injectEngine(tabId, file) {
  const injected = await chrome.scripting.executeScript({ target: { tabId }, files: [file], injectImmediately: true });
  return /** @type {Ready | undefined} */ (/** @type {unknown} */ (injected[0]?.result) ?? undefined);
}

/**
 * The name of the engine that runs in the page from now on; undefined when the browser lets none in.
 * @param {number} tabId
 * @param {Looked} page
 */
export async function bringEngine(tabId, page) {
  let engine = page.refusesWebAssembly ? undefined : await injectEngine(tabId, "engine/wasm.js");
  if (!engine?.ready) engine = await injectEngine(tabId, "engine/wasm2js.js");
  return engine?.ready ? engine.engine : undefined;
}

/**
 * What must be known of the page first; undefined when the browser lets nobody in. Right after a page has loaded,
 * Chromium can refuse the first script of a tab that it lets in a moment later.
 * @param {number} tabId
 * @returns {Promise<Looked | undefined>}
 */
export async function lookTwice(tabId) {
  const page = await callInPage(tabId, look).catch(() => undefined);
  if (page !== undefined) return page;
  await sleep(RETRY_AFTER_MS);
  await chrome.tabs.get(tabId); // rejects when the tab was closed meanwhile
  return callInPage(tabId, look).catch(() => undefined);
}
