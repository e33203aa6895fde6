// @ts-check
// Shows what the person keeps for the site of the checked page.

import { sentence } from "../shared/catalogue.js";
import { changeWaiver } from "../shared/kept.js";
import { element, make } from "../shared/page.js";
import { openCase, renewOverlay } from "./case.js";

/** @import { Catalogue } from "../types/engine.js" */
/** @import { Waiver } from "../types/pages.js" */
/** @import { Opened } from "./case.js" */

/**
 * @param {Opened} opened
 * @param {Catalogue} texts
 */
export async function showKept({ report, kept, isPrivate }, texts) {
  const text = (/** @type {string} */ name, /** @type {string[]} */ ...args) => sentence(texts, { name, args });
  const { icp = "", publicSecurity = "" } = kept.expected ?? {};
  const numbers = [["options_icp", icp], ["options_public_security", publicSecurity]].filter(([, number]) => number);
  element("#expected").replaceChildren(...numbers.flatMap(([label = "", number = ""]) => {
    return [make("dt", text(label)), make("dd", number)];
  }));
  element("#expected").hidden = numbers.length === 0;
  element("#expected + .none").hidden = numbers.length > 0;

  /** @param {string} rule */
  const unwaive = async (rule) => {
    const answer = await changeWaiver({ do: "unwaive", url: report.url, rule }, isPrivate).catch(() => undefined);
    if (answer === undefined || answer.fault) {
      element("#status").textContent = text(answer?.fault.name ?? "options_not_saved");
      return;
    }
    await renewOverlay();
    const now = await openCase();
    if (now !== null) await showKept(now, texts);
    element("#status").textContent = text("desk_unwaived");
    element("#waivers-title").focus();
  };
  /**
   * @param {Waiver} waiver
   * @param {boolean} isOfThisWindow
   */
  const item = ({ rule, reason }, isOfThisWindow) => {
    const title = text(`${rule.replaceAll("-", "_")}_title`);
    const ariaLabel = text("desk_unwaive_one", title);
    const button = make("button", text("desk_unwaive"), { type: "button", ariaLabel, onclick: () => unwaive(rule) });
    const change = isOfThisWindow ? button : make("p", text("desk_kept_elsewhere"), { className: "hint" });
    return make("li", [make("h3", title), make("p", reason, { dir: "auto" }), change]);
  };
  const stored = kept.waivers.map((waiver) => item(waiver, !isPrivate));
  const privately = kept.privateWaivers.map((waiver) => item(waiver, true));
  element("#waivers").replaceChildren(...privately, ...stored);
  element("#waivers").hidden = privately.length + stored.length === 0;
  element("#waivers + .none").hidden = !element("#waivers").hidden;
  element("#kept").hidden = false;
}
