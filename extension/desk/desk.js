// @ts-check
// Shows the desk: the extension's own page beside a checked page. What stores something or hands something over is done here,
// where the checked page can neither see nor change it.

import { catalogue, sentence } from "../shared/catalogue.js";
import { element, label } from "../shared/page.js";
import { openCase, returnToPage } from "./case.js";
import { showExport } from "./export.js";
import { showIgnore } from "./ignore.js";
import { showKept } from "./kept.js";

/** @import { Catalogue } from "../types/engine.js" */
/** @import { Opened } from "./case.js" */

/**
 * What a view shows, of the part of the address after its name.
 * @typedef {(opened: Opened, texts: Catalogue, what: string) => Promise<void>} Show
 */

/** @type {Record<string, {title: string, show: Show}>} */
const VIEWS = {
  ignore: { title: "desk_ignore", show: showIgnore },
  export: { title: "desk_export", show: showExport },
  kept: { title: "desk_kept", show: showKept },
};

/** @param {Catalogue} texts */
async function showView(texts) {
  const [name = "", what = ""] = location.hash.slice(1).split("/");
  const view = VIEWS[name] ?? VIEWS.kept;
  const title = sentence(texts, { name: view?.title ?? "desk_kept", args: [] });
  element("#title").textContent = title;
  document.title = `${title} – Beian Lens`;
  element("#status").textContent = "";
  for (const id of Object.keys(VIEWS)) element(`#${id}`).hidden = true;
  element("#report").hidden = true;

  const opened = await openCase();
  for (const shownOfACase of ["#site", "nav"]) element(shownOfACase).hidden = opened === null;
  element("#private").hidden = !opened?.isPrivate;
  if (opened === null) {
    element("#status").textContent = sentence(texts, { name: "desk_gone", args: [] });
    return;
  }
  element("#site").textContent = opened.report.url;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  await view?.show(opened, texts, what);
}

async function start() {
  const texts = await catalogue();
  label(texts);
  for (const button of document.querySelectorAll(".back")) button.addEventListener("click", returnToPage);
  const show = async () => {
    element("main").ariaBusy = "true";
    await showView(texts).catch((error) => {
      console.error(error);
      element("#status").textContent = sentence(texts, { name: "desk_failed", args: [] });
    });
    element("main").ariaBusy = "false";
  };
  addEventListener("hashchange", show);
  await show();
  const own = await chrome.tabs.getCurrent();
  if (own?.id !== undefined && !own.active) await chrome.tabs.update(own.id, { active: true });
}

start();
