// @ts-check
// Shows the options page: every choice is stored as soon as it is made, and whether that worked is said. What is stored, what
// may be, and what is read from files is the desk's to decide; this page shows it.

import { catalogueOf, sentence } from "../shared/catalogue.js";
import { runOrder } from "../shared/desk.js";
import { element, find, label, make, save } from "../shared/page.js";

/** @import { Catalogue, Message, Verdict } from "../types/engine.js" */
/** @import { Order } from "../types/desk.js" */

/** @type {Record<Verdict, string>} */
const VERDICTS = {
  complete: "options_verdict_complete",
  incomplete: "options_verdict_incomplete",
  "needs-review": "options_verdict_needs_review",
  "not-required": "options_verdict_not_required",
};

/** @typedef {{domain: string, icp: string, publicSecurity: string}} Filing */

const language = find("#language", HTMLSelectElement);
const lookUpServer = find("#look-up-server", HTMLInputElement);
const filing = find("#filing", HTMLFormElement);
const filingStatus = element("#filing-status");
const csv = find("#csv", HTMLFormElement);
const csvText = find("textarea", HTMLTextAreaElement, csv);
const csvFile = find("[type=file]", HTMLInputElement, csv);
const csvImport = element("#csv-import");
const csvStatus = element("#csv-status");
const historyOn = find("#history-on", HTMLInputElement);
const historyQuery = find("#history-query", HTMLInputElement);
const historyStatus = element("#history-status");

/** @param {string} name */
const field = (name) => find(`[name=${name}]`, HTMLInputElement, filing);

/** @type {Catalogue} */
let texts = { language: "en", messages: {} };
/**
 * What was said about the stored data since the page was opened.
 * @type {Set<string>}
 */
const told = new Set();
/**
 * The domain whose filing is being edited; null when a new one is written.
 * @type {string | null}
 */
let edited = null;

/**
 * @param {string} name a message's key
 * @param {(string | number)[]} args
 */
const text = (name, args = []) => sentence(texts, { name, args: args.map(String) });

/**
 * Lets the desk do something; undefined when the desk refused or the browser did not store it, which is said.
 * @param {Order} order
 * @param {HTMLElement} [status] where it is said
 */
async function ask(order, status = element("#status")) {
  try {
    const { answer, warnings } = await runOrder(order);
    for (const warning of warnings) told.add(sentence(texts, warning));
    element("#warnings").hidden = told.size === 0;
    element("#warnings").textContent = [...told].join(" ");
    if (!answer?.fault) return answer;
    status.textContent = sentence(texts, answer.fault);
    return undefined;
  } catch (error) {
    console.error(error);
    status.textContent = text("options_not_saved");
    return undefined;
  }
}

/**
 * @param {string} table
 * @param {(string | Node | Node[])[][]} rows
 */
function fill(table, rows) {
  const filled = rows.map((cells) => make("tr", cells.map((cell) => make("td", cell))));
  element(`${table} tbody`).replaceChildren(...filled);
  element(`.table:has(> ${table})`).hidden = rows.length === 0;
  element(`:has(> .table > ${table}) > .none`).hidden = rows.length > 0;
}

/**
 * @param {string} name a message's key
 * @param {string} label
 * @param {() => void} onclick
 */
function button(name, label, onclick) {
  return make("button", text(name), { type: "button", ariaLabel: label, onclick });
}

async function paint() {
  texts = await catalogueOf(language.value);
  label(texts);
  document.title = text("options_title");
  await paintKept();
}

async function paintKept() {
  const kept = await ask({ do: "open" });
  if (kept === undefined) return;
  fill("#filings", kept.filings.map((/** @type {Filing} */ row) => [
    row.domain,
    row.icp,
    row.publicSecurity,
    [
      button("options_edit", text("options_edit_one", [row.domain]), () => edit(row)),
      button("options_delete", text("options_delete_one", [row.domain]), () => remove(row.domain)),
    ],
  ]));
  fill("#waivers", kept.waivers.map((/** @type {Record<"host" | "rule" | "reason", string>} */ { host, rule, reason }) => [
    host,
    text(`${rule.replaceAll("-", "_")}_title`),
    reason,
    button("desk_unwaive", `${text("desk_unwaive")}: ${host}, ${rule}`, async () => {
      if (await ask({ do: "unwaive", url: host, rule })) await paintKept();
    }),
  ]));
  historyOn.checked = kept.history.on;
  await paintHistory();
}

async function paintHistory() {
  const query = historyQuery.value.trim();
  const checks = await ask({ do: "search-history", query });
  if (checks === undefined) return;
  fill("#history", checks.map((/** @type {{checkedAt: string, url: string, verdict: Verdict}} */ { checkedAt, url, verdict }) => [
    new Date(checkedAt).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }),
    url,
    text(VERDICTS[verdict]),
  ]));
  // Nothing found is not nothing noted.
  const isNoneNoted = checks.length === 0 && query === "";
  element(":has(> .table > #history) > .none").hidden = !isNoneNoted;
  historyStatus.textContent = isNoneNoted ? "" : text("options_history_found", [checks.length]);
}

/** @param {Filing} row */
function edit(row) {
  edited = row.domain;
  field("domain").value = row.domain;
  field("icp").value = row.icp;
  field("publicSecurity").value = row.publicSecurity;
  element("#filing [type=reset]").hidden = false;
  field("domain").focus();
}

/** @param {string} domain */
async function remove(domain) {
  if ((await ask({ do: "remove-filing", domain }, filingStatus)) === undefined) return;
  filingStatus.textContent = text("options_saved");
  await paintKept();
  filingStatus.scrollIntoView({ block: "nearest" });
  field("domain").focus();
}

filing.addEventListener("reset", () => {
  edited = null;
  element("#filing [type=reset]").hidden = true;
  filingStatus.textContent = "";
});

filing.addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = Object.fromEntries(new FormData(filing));
  const answer = await ask({ do: "put-filing", filing: typed, insteadOf: edited }, filingStatus);
  if (answer === undefined) return;
  filing.reset();
  filingStatus.textContent = text("options_saved");
  await paintKept();
});

// The browser's own button for files speaks the browser's language and not the one chosen here.
element("#csv-file").addEventListener("click", () => csvFile.click());

csvFile.addEventListener("change", async () => {
  const file = csvFile.files?.[0];
  if (file === undefined) return;
  csvText.value = await file.text();
  csv.requestSubmit();
});

csv.addEventListener("submit", async (event) => {
  event.preventDefault();
  const found = await ask({ do: "read-filings", text: csvText.value }, csvStatus);
  if (found === undefined) return;
  const { added, changed, same, faulty } = found;
  csvStatus.textContent = text("options_csv_found", [added, changed, same, faulty.length]);
  csvImport.hidden = added + changed === 0;
  paintFaults(faulty);
});

csvText.addEventListener("input", () => {
  csvImport.hidden = true; // what was read is not what stands there any more
});

csvImport.addEventListener("click", async () => {
  const done = await ask({ do: "import-filings", text: csvText.value }, csvStatus);
  if (done === undefined) return;
  csvText.value = done.rest;
  csvImport.hidden = true;
  csvStatus.textContent = text("options_csv_imported");
  csvText.focus();
  await paintKept();
});

/** @param {{line: number, text: string, fault: Message}[]} faulty */
function paintFaults(faulty) {
  element("#csv-faults").replaceChildren(...faulty.map(({ line, text: content, fault }) =>
    make("li", [make("strong", text("options_csv_line", [line])), ` ${sentence(texts, fault)} `, make("code", content)])));
}

element("#csv-export").addEventListener("click", async () => {
  saveCsv("beian-lens-filings.csv", await ask({ do: "export-filings" }, csvStatus));
});

historyOn.addEventListener("change", async () => {
  const saved = await ask({ do: "set-history", on: historyOn.checked }, historyStatus);
  if (saved === undefined) historyOn.checked = !historyOn.checked;
  else historyStatus.textContent = text("options_saved");
});

historyQuery.addEventListener("input", paintHistory);

element("#history-export").addEventListener("click", async () => {
  saveCsv("beian-lens-history.csv", await ask({ do: "export-history" }, historyStatus));
});

element("#history-clear").addEventListener("click", async () => {
  if ((await ask({ do: "clear-history" }, historyStatus)) === undefined) return;
  await paintHistory();
  historyStatus.textContent = text("options_history_cleared");
});

/**
 * @param {string} name
 * @param {string | undefined} content
 */
function saveCsv(name, content) {
  if (content !== undefined) save(name, "text/csv", content);
}

/**
 * Stores a choice and says whether that worked, in the language chosen.
 * @param {Record<string, unknown>} choice
 */
async function store(choice) {
  const saved = await chrome.storage.local.set(choice).then(() => true, () => false);
  await paint();
  element("#status").textContent = text(saved ? "options_saved" : "options_not_saved");
}

language.addEventListener("change", () => store({ language: language.value }));
lookUpServer.addEventListener("change", () => store({ lookUpServer: lookUpServer.checked }));

async function start() {
  const defaults = { language: "auto", lookUpServer: true };
  const chosen = await chrome.storage.local.get(defaults).catch(() => defaults);
  language.value = String(chosen.language);
  if (language.selectedIndex < 0) language.value = "auto"; // what was stored is no language of ours
  lookUpServer.checked = chosen.lookUpServer !== false;
  await paint();
}

start().finally(() => {
  element("main").ariaBusy = "false";
});
