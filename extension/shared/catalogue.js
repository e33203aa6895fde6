// @ts-check
// Reads the message catalogue of the language that the person chose, and fills its texts.

/** @import { Catalogue, Message } from "../types/engine.js" */

const LOCALES = ["en", "zh_CN", "zh_TW"];

/**
 * The catalogues that were asked for, by locale.
 * @type {Map<string, Promise<Catalogue>>}
 */
const catalogues = new Map();

/**
 * The catalogue of the language chosen in the options, or else of the one the browser chose.
 * @returns {Promise<Catalogue>}
 */
export async function catalogue() {
  const { language } = await chrome.storage.local.get({ language: "auto" }).catch(() => ({ language: "auto" }));
  return catalogueOf(String(language));
}

/**
 * The catalogue of a locale; of the one the browser chose when it is not one of ours.
 * @param {string} language
 * @returns {Promise<Catalogue>}
 */
export function catalogueOf(language) {
  const locale = LOCALES.includes(language) ? language : chrome.i18n.getMessage("extension_locale");
  const found = catalogues.get(locale) ?? read(locale);
  catalogues.set(locale, found);
  found.catch(() => catalogues.delete(locale));
  return found;
}

/**
 * @param {string} locale
 * @returns {Promise<Catalogue>}
 */
async function read(locale) {
  const response = await fetch(chrome.runtime.getURL(`_locales/${locale}/messages.json`));
  /** @type {Record<string, {message: string}>} */
  const entries = await response.json();
  const messages = Object.entries(entries).map(([key, { message }]) => [key, message]);
  return { language: locale.replace("_", "-"), messages: Object.fromEntries(messages) };
}

/**
 * The sentence of a message. A key that no catalogue has stands for itself, so that a person can report it.
 * @param {Catalogue} catalogue
 * @param {Message} message
 */
export function sentence({ messages }, { name, args }) {
  const template = messages[name] ?? name;
  return template.replace(/\$([1-9$])/g, (_, what) => (what === "$" ? "$" : (args[Number(what) - 1] ?? "")));
}
