// @ts-check
// Holds the functions that run in the page. Each goes there as text: it may name nothing of this module.
//
// Own properties alone are asked for: an element with id="beianLens" shows up on the global object by inheritance.

/** @import { Asks, Context, Kept, Picture, Spot, Status } from "../types/engine.js" */

/**
 * What must be known of a page before the engine is brought into it.
 * @typedef {object} Looked
 * @property {string} url
 * @property {boolean} isPdf
 * @property {boolean} refusesWebAssembly
 */

/**
 * Waits for the page's body, and looks at the page. A policy in the page itself is read first, because an attempt that
 * Chromium refuses can send the site's owner a report.
 * @returns {Promise<Looked>}
 */
export async function look() {
  /** @param {string} policy */
  const refuses = (policy) => {
    const directives = policy.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
    const sources = ["script-src", "default-src"].map((name) => directives.find((words) => words[0] === name)).find(Boolean);
    return sources !== undefined && !sources.includes("'unsafe-eval'") && !sources.includes("'wasm-unsafe-eval'");
  };
  const isThere = () => document.body !== null || document.readyState !== "loading";
  if (!isThere()) {
    await new Promise((resolve) => {
      const heard = () => {
        if (!isThere()) return;
        observer.disconnect();
        document.removeEventListener("readystatechange", heard);
        resolve(undefined);
      };
      const observer = new MutationObserver(heard);
      observer.observe(document, { childList: true, subtree: true });
      document.addEventListener("readystatechange", heard);
    });
  }
  const policies = [...document.querySelectorAll('meta[http-equiv="content-security-policy" i]')];
  const isChromium = !navigator.userAgent.includes("Firefox/");
  return {
    url: location.href,
    isPdf: document.contentType === "application/pdf",
    refusesWebAssembly: isChromium && policies.some((meta) => refuses(meta.getAttribute("content") ?? "")),
  };
}

/**
 * @param {Context} context
 * @returns {Status}
 */
export function toggle(context) {
  return globalThis.beianLens.toggle(context);
}

/**
 * The report of the open overlay as JSON, because browsers take what is null out of objects on their way; null without one.
 * @returns {string | null}
 */
export function report() {
  const reported = Object.hasOwn(globalThis, "beianLens") ? globalThis.beianLens.report() : null;
  return reported === null ? null : JSON.stringify(reported);
}

export function close() {
  if (Object.hasOwn(globalThis, "beianLens")) globalThis.beianLens.close();
}

/**
 * Tells the engine which message the button shows; whether the overlay is open.
 * @param {number} number
 */
export function shown(number) {
  return Object.hasOwn(globalThis, "beianLens") && globalThis.beianLens.shown(number) === true;
}

/** @param {string} name a message's key */
export function say(name) {
  if (Object.hasOwn(globalThis, "beianLens")) globalThis.beianLens.say(name);
}

/** @param {Kept} kept */
export function renew(kept) {
  if (Object.hasOwn(globalThis, "beianLens")) globalThis.beianLens.renew(kept);
}

/**
 * Tells the engine an answer; what it still asks for, or null when the overlay was closed. In two arguments, because Chromium
 * takes what is null out of objects on their way.
 * @param {"server" | "picture"} what
 * @param {{address: string} | Picture | null} answer
 * @returns {Asks | null}
 */
export function learn(what, answer) {
  const told = /** @type {Parameters<typeof beianLens.learn>[0]} */ (/** @type {unknown} */ ({ [what]: answer }));
  return Object.hasOwn(globalThis, "beianLens") ? globalThis.beianLens.learn(told) : null;
}

/**
 * Brings a picture into sight. Resolves when the pose has been painted; soon where nothing is painted.
 * @param {number} limit milliseconds
 * @returns {Promise<Spot | null>}
 */
export async function pose(limit) {
  const spot = Object.hasOwn(globalThis, "beianLens") ? globalThis.beianLens.pose() : null;
  if (spot !== null && document.visibilityState === "visible") {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.race([frame().then(frame), new Promise((resolve) => setTimeout(resolve, limit))]);
  }
  return spot;
}

/**
 * Brings the footer into the window without the overlay; where it was scrolled to before.
 * @param {string | null} footer its selector
 * @param {number} limit milliseconds
 */
export async function showFooter(footer, limit) {
  const scrolled = [scrollX, scrollY];
  if (Object.hasOwn(globalThis, "beianLens")) globalThis.beianLens.hide(true);
  const mark = footer === null ? null : document.querySelector(footer);
  if (mark) mark.scrollIntoView({ block: "center", behavior: "instant" });
  else scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await Promise.race([frame().then(frame), new Promise((resolve) => setTimeout(resolve, limit))]);
  return scrolled;
}

/** @param {number[]} scrolled */
export function scrollBack([left, top]) {
  scrollTo({ left, top, behavior: "instant" });
  if (Object.hasOwn(globalThis, "beianLens")) globalThis.beianLens.hide(false);
}

/**
 * Asks the page's server for something: its answer's address is heard elsewhere.
 * @param {string} url
 * @param {number} limit milliseconds
 */
export async function ask(url, limit) {
  const options = /** @type {const} */ ({
    method: "HEAD", mode: "no-cors", cache: "no-store", credentials: "omit", redirect: "manual",
  });
  await fetch(url, { ...options, signal: AbortSignal.timeout(limit) }).catch(() => undefined);
}
