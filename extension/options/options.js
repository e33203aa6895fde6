// The options page: every choice is stored as soon as it is made, and whether that worked is said. What is stored, what may
// be, and what is read from files is the desk's to decide; this page shows it. All of it is put in as text, never as markup.
"use strict";

const VERDICTS = {
  complete: "options_verdict_complete",
  incomplete: "options_verdict_incomplete",
  "needs-review": "options_verdict_needs_review",
  "not-required": "options_verdict_not_required",
};

const find = (selector) => document.querySelector(selector);
const language = find("#language");
const lookUpServer = find("#look-up-server");
const filing = find("#filing");
const csv = find("#csv");

let messages = {};
/** What was said about the stored data since the page was opened. */
const told = new Set();
/** The domain whose filing is being edited; null when a new one is written. */
let edited = null;

async function catalogue(chosen) {
  const locale = chosen === "auto" ? chrome.i18n.getMessage("extension_locale") : chosen;
  document.documentElement.lang = locale.replace("_", "-");
  return (await fetch(chrome.runtime.getURL(`_locales/${locale}/messages.json`))).json();
}

function text(name, args = []) {
  return messages[name].message.replace(/\$([1-9])/g, (_, number) => args[number - 1] ?? "");
}

const sentence = ({ name, args }) => text(name, args);

function element(tag, content, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...[content].flat());
  return made;
}

/** Lets the desk do something; undefined when the desk refused or the browser did not store it, which is said. */
async function ask(order, status = find("#status")) {
  try {
    const { answer, warnings } = await desk(order);
    for (const warning of warnings) told.add(sentence(warning));
    find("#warnings").hidden = told.size === 0;
    find("#warnings").textContent = [...told].join(" ");
    if (!answer?.fault) return answer;
    status.textContent = sentence(answer.fault);
    return undefined;
  } catch (error) {
    console.error(error);
    status.textContent = text("options_not_saved");
    return undefined;
  }
}

function fill(table, rows) {
  find(`${table} tbody`).replaceChildren(...rows.map((cells) => element("tr", cells.map((cell) => element("td", cell)))));
  find(table).parentElement.hidden = rows.length === 0;
  find(`:has(> .table > ${table}) > .none`).hidden = rows.length > 0;
}

function button(name, label, onclick) {
  return element("button", text(name), { type: "button", ariaLabel: label, onclick });
}

async function paint() {
  messages = await catalogue(language.value);
  for (const labelled of document.querySelectorAll("[data-message]")) labelled.textContent = text(labelled.dataset.message);
  document.title = text("options_title");
  await paintKept();
}

async function paintKept() {
  const kept = await ask({ do: "open" });
  if (kept === undefined) return;
  fill("#filings", kept.filings.map((row) => [
    row.domain,
    row.icp,
    row.publicSecurity,
    [
      button("options_edit", text("options_edit_one", [row.domain]), () => edit(row)),
      button("options_delete", text("options_delete_one", [row.domain]), () => remove(row.domain)),
    ],
  ]));
  fill("#waivers", kept.waivers.map(({ host, rule, reason }) => [
    host,
    text(`${rule.replaceAll("-", "_")}_title`),
    reason,
    button("card_unwaive", `${text("card_unwaive")}: ${host}, ${rule}`, async () => {
      if (await ask({ do: "unwaive", url: host, rule })) await paintKept();
    }),
  ]));
  find("#history-on").checked = kept.history.on;
  await paintHistory();
}

async function paintHistory() {
  const query = find("#history-query").value.trim();
  const checks = await ask({ do: "search-history", query });
  if (checks === undefined) return;
  fill("#history", checks.map(({ checkedAt, url, verdict }) => [
    new Date(checkedAt).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }),
    url,
    text(VERDICTS[verdict]),
  ]));
  // Nothing found is not nothing noted.
  const isNoneNoted = checks.length === 0 && query === "";
  find(":has(> .table > #history) > .none").hidden = !isNoneNoted;
  find("#history-status").textContent = isNoneNoted ? "" : text("options_history_found", [checks.length]);
}

function edit(row) {
  edited = row.domain;
  for (const field of ["domain", "icp", "publicSecurity"]) filing.elements[field].value = row[field];
  filing.querySelector("[type=reset]").hidden = false;
  filing.elements.domain.focus();
}

async function remove(domain) {
  const status = find("#filing-status");
  if ((await ask({ do: "remove-filing", domain }, status)) === undefined) return;
  status.textContent = text("options_saved");
  await paintKept();
  find("#filing-status").scrollIntoView({ block: "nearest" });
  filing.elements.domain.focus();
}

filing.addEventListener("reset", () => {
  edited = null;
  filing.querySelector("[type=reset]").hidden = true;
  find("#filing-status").textContent = "";
});

filing.addEventListener("submit", async (event) => {
  event.preventDefault();
  const status = find("#filing-status");
  const typed = Object.fromEntries(new FormData(filing));
  const answer = await ask({ do: "put-filing", filing: typed, insteadOf: edited }, status);
  if (answer === undefined) return;
  filing.reset();
  status.textContent = text("options_saved");
  await paintKept();
});

// The browser's own button for files speaks the browser's language and not the one chosen here.
find("#csv-file").addEventListener("click", () => csv.querySelector("[type=file]").click());

csv.querySelector("[type=file]").addEventListener("change", async ({ target }) => {
  if (target.files.length === 0) return;
  csv.elements.text.value = await target.files[0].text();
  csv.requestSubmit();
});

csv.addEventListener("submit", async (event) => {
  event.preventDefault();
  const found = await ask({ do: "read-filings", text: csv.elements.text.value }, find("#csv-status"));
  if (found === undefined) return;
  const { added, changed, same, faulty } = found;
  find("#csv-status").textContent = text("options_csv_found", [added, changed, same, faulty.length]);
  find("#csv-import").hidden = added + changed === 0;
  paintFaults(faulty);
});

csv.elements.text.addEventListener("input", () => {
  find("#csv-import").hidden = true; // what was read is not what stands there any more
});

find("#csv-import").addEventListener("click", async () => {
  const done = await ask({ do: "import-filings", text: csv.elements.text.value }, find("#csv-status"));
  if (done === undefined) return;
  csv.elements.text.value = done.rest;
  find("#csv-import").hidden = true;
  find("#csv-status").textContent = text("options_csv_imported");
  csv.elements.text.focus();
  await paintKept();
});

function paintFaults(faulty) {
  find("#csv-faults").replaceChildren(...faulty.map(({ line, text: content, fault }) =>
    element("li", [element("strong", text("options_csv_line", [line])), ` ${sentence(fault)} `, element("code", content)])));
}

find("#csv-export").addEventListener("click", async () => {
  save("beian-lens-filings.csv", await ask({ do: "export-filings" }, find("#csv-status")));
});

find("#history-on").addEventListener("change", async ({ target }) => {
  const saved = await ask({ do: "set-history", on: target.checked }, find("#history-status"));
  if (saved === undefined) target.checked = !target.checked;
  else find("#history-status").textContent = text("options_saved");
});

find("#history-query").addEventListener("input", paintHistory);

find("#history-export").addEventListener("click", async () => {
  save("beian-lens-history.csv", await ask({ do: "export-history" }, find("#history-status")));
});

find("#history-clear").addEventListener("click", async () => {
  if ((await ask({ do: "clear-history" }, find("#history-status"))) === undefined) return;
  await paintHistory();
  find("#history-status").textContent = text("options_history_cleared");
});

function save(name, content) {
  if (content === undefined) return;
  const href = URL.createObjectURL(new Blob([content], { type: "text/csv" }));
  element("a", [], { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** Stores a choice and says whether that worked, in the language chosen. */
async function store(choice) {
  const saved = await chrome.storage.local.set(choice).then(() => true, () => false);
  await paint();
  find("#status").textContent = text(saved ? "options_saved" : "options_not_saved");
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

start().finally(() => {
  find("main").ariaBusy = "false";
});
