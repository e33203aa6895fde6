// The options page: every choice is stored as soon as it is made, and whether that worked is said.
"use strict";

const language = document.querySelector("#language");
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

language.addEventListener("change", async () => {
  const saved = await chrome.storage.local.set({ language: language.value }).then(() => true, () => false);
  const messages = await paint();
  status.textContent = messages[saved ? "options_saved" : "options_not_saved"].message;
});

async function start() {
  const { language: chosen } = await chrome.storage.local.get({ language: "auto" }).catch(() => ({ language: "auto" }));
  language.value = chosen;
  if (language.selectedIndex < 0) language.value = "auto"; // what was stored is no language of ours
  await paint();
}

start();
