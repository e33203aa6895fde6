// @ts-check
// Wires the toolbar button and the engine's messages to their jobs. It decides nothing: what is missing, and what to say about
// it, comes from the engine; which language is automatic, from the browser.

import { catalogue } from "../shared/catalogue.js";
import { runOrder } from "../shared/desk.js";
import { BUTTONS, buttonOf, show } from "./button.js";
import { click, showOpened } from "./click.js";
import { handOver } from "./exports.js";
import { afterTheNextPage } from "./home_page.js";
import { callInPage, lookTwice } from "./inject.js";
import { afterTheLast } from "./jobs.js";
import { keptFor } from "./kept.js";
import { renew, say } from "./page_functions.js";
import { lookAtPictures } from "./screenshots.js";

/** @import { EngineMessage } from "../types/engine.js" */

chrome.action.onClicked.addListener(({ id }) => {
  if (id !== undefined) afterTheLast(id, () => click(id));
});

chrome.runtime.onMessage.addListener((/** @type {EngineMessage} */ message, sender) => {
  if (sender.id !== chrome.runtime.id || sender.tab?.id === undefined) return;
  const tab = { ...sender.tab, id: sender.tab.id };
  const tabId = tab.id;
  switch (message.type) {
    case "closed":
      return afterTheLast(tabId, () => show(tabId, BUTTONS.closed));
    case "export":
      return afterTheLast(tabId, () => handOver(tab, message));
    case "waive":
    case "unwaive":
      return afterTheLast(tabId, () => waive(tabId, sender.url ?? "", message));
    case "checked":
      afterTheLast(tabId, () => showOpened(tabId, message.number, buttonOf(message.missing, message.verdict)));
      if (message.asks.picture) afterTheLast(tabId, () => lookAtPictures(tabId));
      return;
    case "why":
      return afterTheLast(tabId, () => openRulePage(tab, message.rule));
    case "home":
      return afterTheNextPage(tabId, () => afterTheLast(tabId, () => clickAgain(tabId)));
  }
});

/**
 * The page of all rules, at the one that was asked for. It is the extension's own: no other page can open it.
 * @param {chrome.tabs.Tab} tab
 * @param {string} rule
 */
async function openRulePage({ id, index }, rule) {
  const { language } = await catalogue();
  const page = language.startsWith("zh") ? "rules/zh.html" : "rules/en.html";
  await chrome.tabs.create({ url: `${chrome.runtime.getURL(page)}#${rule}`, openerTabId: id, index: index + 1 });
}

/**
 * The overlay goes on on the page that it led to, where the browser lets it: Firefox wants a click for each page.
 * @param {number} tabId
 */
async function clickAgain(tabId) {
  const page = await lookTwice(tabId);
  return page === undefined ? show(tabId, BUTTONS.onceMore) : click(tabId);
}

/**
 * @param {number} tabId
 * @param {string} url
 * @param {{type: "waive" | "unwaive", rule: string, reason?: string}} message
 */
async function waive(tabId, url, { type, rule, reason }) {
  try {
    const { answer } = await runOrder({ do: type, url, rule, reason }, ["waivers"]);
    if (answer.fault) return await callInPage(tabId, say, answer.fault.name);
  } catch {
    return callInPage(tabId, say, "options_not_saved");
  }
  await callInPage(tabId, renew, await keptFor(url));
  await callInPage(tabId, say, type === "waive" ? "card_waive_done" : "card_unwaive_done");
}
