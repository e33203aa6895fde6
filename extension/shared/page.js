// @ts-check
// Holds what the extension's own pages have in common: finding and making elements, filling in messages, saving files. All of
// it is put in as text, never as markup.

import { sentence } from "./catalogue.js";

/** @import { Catalogue } from "../types/engine.js" */

/**
 * The element that a selector finds: it is in the page's own HTML.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [within]
 * @returns {T}
 */
export function find(selector, type, within = document) {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`no ${selector}`);
}

/** @param {string} selector */
export const element = (selector) => find(selector, HTMLElement);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string | Node | (string | Node)[]} content
 * @param {Partial<HTMLElementTagNameMap[K]>} [properties]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, content, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...[content].flat());
  return made;
}

/**
 * Puts the texts of a language into all that stands in the page's HTML.
 * @param {Catalogue} texts
 */
export function label(texts) {
  document.documentElement.lang = texts.language;
  for (const labelled of document.querySelectorAll("[data-message]")) {
    labelled.textContent = sentence(texts, { name: labelled.getAttribute("data-message") ?? "", args: [] });
  }
}

/**
 * Saves a file.
 * @param {string} name
 * @param {string} type
 * @param {string} content
 */
export function save(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  make("a", [], { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
