// @ts-check
// Shows the report as it is handed over, and hands it over: copied, saved or printed.

import { sentence } from "../shared/catalogue.js";
import { runOrder } from "../shared/desk.js";
import { element, find, save } from "../shared/page.js";
import { pictureOfFooter } from "./case.js";

/** @import { Catalogue } from "../types/engine.js" */
/** @import { Opened } from "./case.js" */

/** @typedef {{name: string, type: string, text: string, notes: string[]}} File */

const copy = element("#copy");
const copyText = find("textarea", HTMLTextAreaElement, copy);

/**
 * @param {Opened} opened
 * @param {Catalogue} texts
 * @param {string} chosen the format to start with
 */
export async function showExport({ report, view }, texts, chosen) {
  const { answer: footer } = await runOrder({ do: "foot", report }, []);
  const picture = await pictureOfFooter(footer).catch(() => null);
  /**
   * @param {string} format
   * @returns {Promise<File>}
   */
  const fileOf = async (format) => {
    return (await runOrder({ do: "export", format, report, view, texts, picture }, [])).answer;
  };
  const say = (/** @type {string} */ name, /** @type {string[]} */ ...args) => {
    element("#status").textContent = sentence(texts, { name, args });
  };

  const printed = await fileOf("print");
  // The desk writes inert HTML; what is taken over of it is its elements, into a page whose policy runs no script of theirs.
  const main = new DOMParser().parseFromString(printed.text, "text/html").querySelector("main");
  element("#report").replaceChildren(...(main?.childNodes ?? []));
  element("#report > h1").id = "verdict";
  element("#report").hidden = false;
  element("#export").hidden = false;
  copy.hidden = true;

  /** @type {Record<string, () => Promise<void>>} */
  const ways = {
    async markdown() {
      const { text } = await fileOf("markdown");
      copyText.value = text;
      const isCopied = await navigator.clipboard.writeText(text).then(() => true, () => false);
      copy.hidden = isCopied;
      if (!isCopied) copyText.select();
      say(isCopied ? "desk_copied" : "desk_copy_refused");
    },
    async json() {
      const { name, type, notes } = await fileOf("json");
      save(name, type, `${JSON.stringify({ ...report, notes }, null, 2)}\n`);
      say("desk_saved", name);
    },
    async html() {
      const { name, type, text } = await fileOf("html");
      save(name, type, text);
      say("desk_saved", name);
    },
    async print() {
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
      const { title } = document;
      document.title = printed.name; // what browsers call the file when it is printed as one
      print();
      document.title = title;
    },
  };
  for (const [format, hand] of Object.entries(ways)) {
    const button = find(`[data-format=${format}]`, HTMLButtonElement);
    button.onclick = () => hand().catch((error) => {
      console.error(error);
      say("desk_failed");
    });
    if (format === chosen) button.focus();
  }
}
