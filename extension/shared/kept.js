// @ts-check
// Looks up and changes what the person keeps about a host. What is kept in a private window lives in memory, and the storage is
// not written from there.

import { runOrder } from "./desk.js";
import { privateArea } from "./private_area.js";

/** @import { Area } from "./desk.js" */
/** @import { Kept } from "../types/engine.js" */
/** @import { KeptForHost, Waiver } from "../types/pages.js" */

const NOTHING = { expected: null, waivers: [] };

/**
 * What the person keeps about the host of an address. The desk is not woken for somebody who keeps nothing.
 * @param {string} url
 * @param {boolean} isPrivate
 * @returns {Promise<KeptForHost>}
 */
export async function keptFor(url, isPrivate) {
  const [kept, privately] = await Promise.all([
    keptIn(chrome.storage.local, ["filings", "waivers"], url, isPrivate),
    isPrivate ? keptIn(privateArea, ["waivers"], url, false) : NOTHING,
  ]);
  return { ...kept, privateWaivers: privately.waivers };
}

/**
 * @param {Area} area
 * @param {string[]} keys
 * @param {string} url
 * @param {boolean} readOnly
 * @returns {Promise<{expected: Kept["expected"], waivers: Waiver[]}>}
 */
async function keptIn(area, keys, url, readOnly) {
  try {
    if (Object.keys(await area.get(keys)).length === 0) return NOTHING;
    return (await runOrder({ do: "context", url }, keys, { area, readOnly })).answer;
  } catch {
    return NOTHING; // a check is worth more than what is kept about its host
  }
}

/**
 * As the engine takes it. What is ignored for as long as a private window is open goes before what is stored.
 * @param {KeptForHost} kept
 * @returns {Kept}
 */
export function forEngine({ expected, waivers, privateWaivers }) {
  const own = new Set(privateWaivers.map(({ rule }) => rule));
  return { expected, waivers: [...privateWaivers, ...waivers.filter(({ rule }) => !own.has(rule))] };
}

/**
 * Ignores a finding on the host of an address, or no longer does. Answers what the desk says; rejects when it was not stored.
 * @param {{do: "waive", url: string, rule: string, reason: string} | {do: "unwaive", url: string, rule: string}} order
 * @param {boolean} isPrivate
 */
export async function changeWaiver(order, isPrivate) {
  const area = isPrivate ? privateArea : chrome.storage.local;
  return (await runOrder(order, ["waivers"], { area })).answer;
}
