// @ts-check
// Makes an export of a report, and hands it to the person in the way that its format asks for.

import { catalogue } from "../shared/catalogue.js";
import { runOrder } from "../shared/desk.js";
import { callInPage } from "./inject.js";
import { download, offer, say } from "./page_functions.js";
import { pictureOfFooter } from "./screenshots.js";

/**
 * @param {chrome.tabs.Tab & {id: number}} tab
 * @param {{format: string, view: unknown, report: string}} message
 */
export async function handOver(tab, { format, view, report: json }) {
  try {
    const report = JSON.parse(json);
    const hasPicture = format === "html" || format === "print";
    const { answer: footer } = await runOrder({ do: "foot", report }, []);
    const picture = hasPicture ? await pictureOfFooter(tab.id, footer).catch(() => null) : null;
    const { answer: file } = await runOrder({ do: "export", format, report, view, texts: await catalogue(), picture }, []);
    if (format === "json") file.text = `${JSON.stringify({ ...report, notes: file.notes }, null, 2)}\n`;
    if (format === "markdown") return await callInPage(tab.id, offer, file.text);
    if (format === "print") {
      await chrome.storage.session.set({ proof: file });
      await chrome.tabs.create({ url: chrome.runtime.getURL("proof/proof.html"), index: tab.index + 1, openerTabId: tab.id });
    } else {
      await callInPage(tab.id, download, file);
    }
    await callInPage(tab.id, say, "card_export_done");
  } catch (error) {
    console.error(error);
    await callInPage(tab.id, say, "card_export_failed");
  }
}
