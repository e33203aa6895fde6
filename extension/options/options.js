// The options page: every choice is stored as soon as it is made, and whether that worked is said.
"use strict";

const language = document.querySelector("#language");
const lookUpServer = document.querySelector("#look-up-server");
const status = document.querySelector("#status");

async function catalogue(chosen) {
  const locale = chosen === "auto" ? chrome.i18n.getMessage("extension_locale") : chosen;
  document.documentElement.lang = locale.replace("_", "-");
  return (await fetch(chrome.runtime.getURL(`_locales/${locale}/messages.json`))).json();
}

async function paint() {
  const messages = await catalogue(language.value);
  for (const element of document.querySelectorAll("[data-message]")) {
    element.textContent = messages[element.dataset.message].message;
  }
  document.title = messages.options_title.message;
  return messages;
}

/** Stores a choice and says whether that worked, in the language chosen. */
async function store(choice) {
  const saved = await chrome.storage.local.set(choice).then(() => true, () => false);
  const messages = await paint();
  status.textContent = messages[saved ? "options_saved" : "options_not_saved"].message;
}

language.addEventListener("change", () => store({ language: language.value }));
lookUpServer.addEventListener("change", () => store({ lookUpServer: lookUpServer.checked }));

async function start() {
  const defaults = { language: "auto", lookUpServer: true };
  const chosen = await chrome.storage.local.get(defaults).catch(() => defaults);
  language.value = chosen.language;
  if (language.selectedIndex < 0) language.value = "auto"; // what was stored is no language of ours
  lookUpServer.checked = chosen.lookUpServer;
  await paint();
}

start();
