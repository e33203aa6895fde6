// @ts-check
// Wires the browser's events and the messages of our own scripts to their jobs. It decides nothing: what is missing, and what to
// say about it, comes from the engine; which language is automatic, from the browser.

import { forgetPrivate } from "../shared/private_area.js";
import { checkedAgain, click, closed } from "./click.js";
import { forgetHome, whenHome } from "./home_page.js";
import { ignoreGoneTab } from "./jobs.js";
import { answerPage, openBeside } from "./own_pages.js";

/** @import { EngineMessage } from "../types/engine.js" */
/** @import { PageMessage } from "../types/pages.js" */

const OWN_PAGES = chrome.runtime.getURL("");

chrome.action.onClicked.addListener(({ id }) => {
  if (id === undefined) return;
  forgetHome(id);
  click(id);
});

chrome.windows.onRemoved.addListener(() => void forgetPrivate().catch(ignoreGoneTab));

chrome.runtime.onMessage.addListener((/** @type {unknown} */ message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  if (sender.url?.startsWith(OWN_PAGES)) {
    answerPage(/** @type {PageMessage} */ (message)).then(respond, (error) => {
      ignoreGoneTab(error);
      respond(null);
    });
    return true;
  }
  const { tab, url } = sender;
  if (tab?.id !== undefined && url !== undefined) heard({ ...tab, id: tab.id }, url, /** @type {EngineMessage} */ (message));
  return false;
});

/**
 * The engine in a tab's page tells something. A page may have had a hand in it: nothing is stored or handed over for it.
 * @param {chrome.tabs.Tab & {id: number}} tab
 * @param {string} url the page's
 * @param {EngineMessage} message
 */
function heard(tab, url, message) {
  switch (message.type) {
    case "checked":
      return checkedAgain(tab.id, message);
    case "closed":
      return closed(tab.id);
    case "home":
      return whenHome(tab.id, url, () => click(tab.id));
    case "open":
      openBeside(tab, message).catch(ignoreGoneTab);
  }
}
