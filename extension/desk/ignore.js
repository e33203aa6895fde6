// @ts-check
// Shows one finding, to be ignored with a reason or no longer to be.

import { sentence } from "../shared/catalogue.js";
import { changeWaiver } from "../shared/kept.js";
import { element, find } from "../shared/page.js";
import { renewOverlay, returnToPage } from "./case.js";

/** @import { Catalogue, RowFinding } from "../types/engine.js" */
/** @import { Opened } from "./case.js" */

const form = find("#waive", HTMLFormElement);
const reason = find("[name=reason]", HTMLInputElement, form);
const unwaive = find("#unwaive", HTMLButtonElement);

/**
 * @param {Opened} opened
 * @param {Catalogue} texts
 * @param {string} rule
 */
export async function showIgnore(opened, texts, rule) {
  const { report, view, kept, isPrivate } = opened;
  const say = (/** @type {string} */ name, /** @type {string[]} */ ...args) => {
    element("#status").textContent = sentence(texts, { name, args });
  };
  const rows = [...view.path, ...view.groups.flatMap(({ rows }) => rows)];
  /** @type {RowFinding | undefined} */
  const finding = rows.flatMap(({ findings }) => findings).find((finding) => finding.rule === rule);
  if (finding === undefined) return say("desk_no_finding");

  element("#ignore").hidden = false;
  element("#finding").textContent = sentence(texts, { name: `${rule.replaceAll("-", "_")}_title`, args: [] });
  element("#message").textContent = sentence(texts, finding.message);
  element("#waive-hint").textContent = sentence(texts, { name: "desk_ignore_hint", args: [report.host] });
  const isWaived = finding.waived !== undefined;
  const ofThisWindow = isPrivate ? kept.privateWaivers : kept.waivers;
  form.hidden = isWaived;
  element("#ignored").hidden = !ofThisWindow.some((waiver) => waiver.rule === rule);
  if (isWaived) {
    say("desk_ignored_because", finding.waived ?? "");
    if (element("#ignored").hidden) element("#message").append(" ", sentence(texts, { name: "desk_kept_elsewhere", args: [] }));
  } else {
    reason.value = "";
    reason.focus();
  }

  /** @param {Parameters<typeof changeWaiver>[0]} order */
  const change = async (order) => {
    const answer = await changeWaiver(order, isPrivate).catch(() => ({ fault: { name: "options_not_saved", args: [] } }));
    if (answer.fault) {
      say(answer.fault.name, ...answer.fault.args);
      reason.focus();
      return;
    }
    await renewOverlay();
    await returnToPage();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    change({ do: "waive", url: report.url, rule, reason: reason.value });
  };
  unwaive.onclick = () => change({ do: "unwaive", url: report.url, rule });
}
