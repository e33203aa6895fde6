// Wires the toolbar button to the engine in the page. It decides nothing: what is missing, and what to say about it,
// comes from the engine; which language is automatic, from the browser.
"use strict";

// Firefox takes the list of scripts in the manifest; a service worker has one and loads the rest itself.
if (typeof importScripts === "function") importScripts("engine/desk.js", "storage.js");

const BADGE_COLOUR = { missing: "#b3261e", complete: "#116329", review: "#5b5f66" };
const RETRY_AFTER_MS = 100;
/** A server that takes longer to answer again is not asked for its address any further. */
const LOOK_UP_MS = 1500;
/** Chromium allows two screenshots in a second, in all tabs together. */
const SCREENSHOT_EVERY_MS = 550;
/** The longer side of a picture in a screenshot, in its own pixels: a larger one is scaled down. */
const PICTURE_SIDE = 96;
const IS_FIREFOX = chrome.runtime.getURL("").startsWith("moz-extension:");

/** The last job of each tab: the next one waits for it, so that no overlay is ever half open and the button tells the latest. */
const jobs = new Map();

function afterTheLast(tabId, work) {
  const job = (jobs.get(tabId) ?? Promise.resolve()).then(work).catch(ignoreGoneTab);
  jobs.set(tabId, job);
  job.then(() => jobs.get(tabId) === job && jobs.delete(tabId));
}

chrome.action.onClicked.addListener((tab) => afterTheLast(tab.id, () => click(tab)));

chrome.runtime.onMessage.addListener((message, sender) => {
  if (sender.id !== chrome.runtime.id || sender.tab === undefined) return;
  const tabId = sender.tab.id;
  if (message?.type === "closed") afterTheLast(tabId, () => show(tabId, { state: "closed" }));
  if (message?.type === "export") afterTheLast(tabId, () => handOver(sender.tab, message));
  if (message?.type === "waive" || message?.type === "unwaive") afterTheLast(tabId, () => waive(tabId, sender.url, message));
  if (message?.type === "checked") afterTheLast(tabId, () => showOpened(tabId, { state: "opened", ...message }));
  if (message?.asks?.picture) afterTheLast(tabId, () => lookAtPictures(tabId));
  if (message?.type === "why") afterTheLast(tabId, () => openRulePage(sender.tab, message.rule));
  if (message?.type === "home") afterTheNextPage(tabId, () => afterTheLast(tabId, () => clickAgain(tabId)));
});

/** The page of all rules, at the one that was asked for. It is the extension's own: no other page can open it. */
async function openRulePage({ id, index }, rule) {
  const { language } = await catalogue();
  const page = language.startsWith("zh") ? "rules/zh.html" : "rules/en.html";
  await chrome.tabs.create({ url: `${chrome.runtime.getURL(page)}#${rule}`, openerTabId: id, index: index + 1 });
}

/** Calls back once, when the tab has left its page and loaded another. */
function afterTheNextPage(tabId, work) {
  let left = false;
  chrome.tabs.onUpdated.addListener(function listener(changed, { status }) {
    if (changed !== tabId || status === undefined) return;
    left ||= status === "loading";
    if (!left || status !== "complete") return;
    chrome.tabs.onUpdated.removeListener(listener);
    work();
  });
}

/** The overlay goes on on the page that it led to, where the browser lets it: Firefox wants a click for each page. */
async function clickAgain(tabId) {
  const page = await lookTwice(tabId);
  return page === undefined ? show(tabId, { state: "once-more" }) : click(await chrome.tabs.get(tabId));
}

async function click(tab) {
  const tabId = tab.id;
  // Read while the engine is on its way into the page.
  const reading = Promise.all([catalogue(), kept(tab.url)]);
  reading.catch(() => undefined); // heard below, unless the page is refused before
  const page = await lookTwice(tabId);
  if (page === undefined || page.isPdf) return show(tabId, { state: "refused" });

  let engine = page.refusesWebAssembly ? undefined : await inject(tabId, { files: ["engine/wasm.js"] });
  if (!engine?.ready) engine = await inject(tabId, { files: ["engine/wasm2js.js"] });
  if (!engine?.ready) return show(tabId, { state: "refused" });

  const [{ language, messages }, keeps] = await reading;
  const context = { messages, language, browser: browser(), engine: engine.engine, server: null, kept: keeps };
  const status = await inject(tabId, { func: (context) => globalThis.beianLens.toggle(context), args: [context] });
  if (status?.state !== "opened") return show(tabId, status ?? { state: "refused" });
  // No other click waits for a slow server.
  if (status.asks.server) lookUpServer(tabId, page.url).catch(ignoreGoneTab);
  await showOpened(tabId, status);
  await note(tab, status);
  if (status.asks.picture) await lookAtPictures(tabId);
}

/** What the person keeps about a page's host. The desk is not woken for somebody who keeps nothing. */
async function kept(url) {
  const keys = ["filings", "waivers"];
  const stored = await chrome.storage.local.get(keys).catch(() => ({}));
  if (url === undefined || Object.keys(stored).length === 0) return {};
  return desk({ do: "context", url }, keys).then(({ answer }) => answer, () => ({}));
}

/** Notes a check in the history, which exists once somebody has switched it on. */
async function note(tab, { report, missing }) {
  const { history } = await chrome.storage.local.get("history").catch(() => ({}));
  if (history === undefined) return;
  const order = { do: "record", report, missing, private: tab.incognito };
  await desk(order, ["history"]).catch(() => say(tab.id, "options_not_saved"));
}

async function waive(tabId, url, { type, rule, reason }) {
  try {
    const { answer } = await desk({ do: type, url, rule, reason }, ["waivers"]);
    if (answer.fault) return await say(tabId, answer.fault.name);
  } catch {
    return say(tabId, "options_not_saved");
  }
  await inject(tabId, { func: (kept) => globalThis.beianLens.renew(kept), args: [await kept(url)] });
  await say(tabId, type === "waive" ? "card_waive_done" : "card_unwaive_done");
}

/** Says something in the card; `name` is a message's key. */
async function say(tabId, name) {
  await inject(tabId, { func: (name) => globalThis.beianLens.say(name), args: [name] });
}

/** Makes an export of a report, and hands it to the person in the way that its format asks for. */
async function handOver(tab, { format, view, report: json }) {
  try {
    const report = JSON.parse(json);
    const hasPicture = format === "html" || format === "print";
    const picture = hasPicture ? await pictureOfFoot(tab, report).catch(() => null) : null;
    const { answer: file } = await desk({ do: "export", format, report, view, texts: await catalogue(), picture }, []);
    if (format === "json") file.text = `${JSON.stringify({ ...report, notes: file.notes }, null, 2)}\n`;
    if (format === "markdown") return await inject(tab.id, { func: (text) => globalThis.beianLens.offer(text), args: [file.text] });
    if (format === "print") {
      await chrome.storage.session.set({ proof: file });
      await chrome.tabs.create({ url: chrome.runtime.getURL("proof/proof.html"), index: tab.index + 1, openerTabId: tab.id });
    } else {
      await inject(tab.id, { func: download, args: [file] });
    }
    await say(tab.id, "card_export_done");
  } catch (error) {
    console.error(error);
    await say(tab.id, "card_export_failed");
  }
}

/** A screenshot of the page's foot without the overlay, as a data address. The page is scrolled back after it. */
async function pictureOfFoot(tab, report) {
  const { answer: foot } = await desk({ do: "foot", report }, []);
  return inTurn(async () => {
    const scrolled = await inject(tab.id, { func: showFoot, args: [foot] });
    try {
      const { active } = await chrome.tabs.get(tab.id);
      return active ? await chrome.tabs.captureVisibleTab(tab.windowId, { format: "png" }) : null;
    } finally {
      await inject(tab.id, { func: goBack, args: [scrolled] });
    }
  });
}

/** Runs in the page: brings the foot into the window, and answers where it was scrolled to before. */
async function showFoot(foot) {
  const scrolled = [scrollX, scrollY];
  globalThis.beianLens.hide(true);
  const mark = foot && document.querySelector(foot);
  if (mark) mark.scrollIntoView({ block: "center", behavior: "instant" });
  else scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return scrolled;
}

/** Runs in the page. */
function goBack([left, top]) {
  scrollTo({ left, top, behavior: "instant" });
  globalThis.beianLens.hide(false);
}

/** Runs in the page: a link that is never in the document, so that the page does not hear of it. */
function download({ name, type, text }) {
  const link = document.createElementNS("http://www.w3.org/1999/xhtml", "a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Shows what an open overlay found, and tells the engine that the button agrees with it. When the tab has left the page
 * meanwhile, the button must not speak of it on the next one.
 */
async function showOpened(tabId, status) {
  await show(tabId, status);
  const func = (number) => Object.hasOwn(globalThis, "beianLens") && globalThis.beianLens.shown(number);
  const isOpen = await inject(tabId, { func, args: [status.number ?? 0] }).catch(() => false);
  if (!isOpen) await show(tabId, { state: "closed" });
}

/** Tells the engine an answer; what it still asks for, or null when the overlay was closed. */
function learn(tabId, what, answer) {
  // Apart, because Chromium takes what is null out of objects on their way.
  const func = (what, answer) =>
    Object.hasOwn(globalThis, "beianLens") ? globalThis.beianLens.learn({ [what]: answer }) : null;
  return inject(tabId, { func, args: [what, answer] });
}

/** Tells the engine the address that the page's server has, or null when it could not be learnt or must not be looked up. */
async function lookUpServer(tabId, url) {
  const { lookUpServer } = await chrome.storage.local.get({ lookUpServer: true }).catch(() => ({ lookUpServer: true }));
  const lookUp = IS_FIREFOX ? resolvedAddress : answeringAddress;
  const address = lookUpServer ? await withinTime(lookUp(tabId, url)).catch(() => undefined) : undefined;
  await learn(tabId, "server", address ? { address } : null);
}

function withinTime(promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, LOOK_UP_MS))]);
}

/** Firefox: by name, which asks nothing of the site itself. */
async function resolvedAddress(_tabId, url) {
  const { addresses } = await chrome.dns.resolve(new URL(url).hostname.replace(/^\[|\]$/g, ""), []);
  return addresses[0];
}

/** Chromium: from the answer to one HEAD request of the page for its own address. */
async function answeringAddress(tabId, url) {
  const [page] = url.split("#");
  let heard;
  const address = new Promise((resolve) => {
    heard = ({ method, url, ip }) => method === "HEAD" && url === page && resolve(ip);
  });
  const events = [chrome.webRequest.onResponseStarted, chrome.webRequest.onBeforeRedirect];
  for (const event of events) event.addListener(heard, { urls: ["<all_urls>"], tabId });
  try {
    const asked = inject(tabId, { func: askAgain, args: [page, LOOK_UP_MS] });
    // The events come before the answer does, or not at all.
    return await Promise.race([address, withinTime(asked.then(() => undefined))]);
  } finally {
    for (const event of events) event.removeListener(heard);
  }
}

/** Runs in the page. */
async function askAgain(url, limit) {
  const options = { method: "HEAD", mode: "no-cors", cache: "no-store", credentials: "omit", redirect: "manual" };
  await fetch(url, { ...options, signal: AbortSignal.timeout(limit) }).catch(() => undefined);
}

/** The last screenshot of any tab: the next one waits for it, and for its time. */
let screenshots = Promise.resolve();

function inTurn(work) {
  const turn = screenshots.then(work);
  const afterwards = () => new Promise((resolve) => setTimeout(resolve, SCREENSHOT_EVERY_MS));
  screenshots = turn.then(afterwards, afterwards);
  return turn;
}

/** Shows the engine the pictures that it asks for, one after the other. */
async function lookAtPictures(tabId) {
  let asks = { picture: true };
  while (asks?.picture) asks = await inTurn(() => lookAtPicture(tabId));
}

/** Answers what the engine still asks for; null when there is nothing to look at. */
async function lookAtPicture(tabId) {
  const spot = await inject(tabId, { func: pose });
  if (!spot) return null;
  return learn(tabId, "picture", await shoot(tabId, spot).catch(() => null));
}

/** Runs in the page. Resolves when the pose has been painted; at once where nothing is painted. */
async function pose() {
  const spot = Object.hasOwn(globalThis, "beianLens") ? globalThis.beianLens.pose() : null;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  if (spot !== null && document.visibilityState === "visible") await frame().then(frame);
  return spot;
}

/** What is at a spot of a tab's page; null when another tab is shown. */
async function shoot(tabId, spot) {
  const tab = await chrome.tabs.get(tabId);
  if (!tab.active) return null;
  const screenshot = await chrome.tabs.captureVisibleTab(tab.windowId, { format: "png" });
  if (!(await chrome.tabs.get(tabId)).active) return null;
  const bytes = Uint8Array.from(atob(screenshot.split(",")[1]), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const scale = bitmap.width / spot.viewport;
  const [x, y, width, height] = [spot.x, spot.y, spot.width, spot.height].map((length) => Math.round(length * scale));
  const shrink = Math.min(1, PICTURE_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * shrink)), Math.max(1, Math.round(height * shrink)));
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, x, y, width, height, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { width: canvas.width, rgba: Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data) };
}

/**
 * What must be known of the page first; undefined when the browser lets nobody in. Right after a page has loaded,
 * Chromium can refuse the first script of a tab that it lets in a moment later.
 */
async function lookTwice(tabId) {
  const page = await inject(tabId, { func: look }).catch(() => undefined);
  if (page !== undefined) return page;
  await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  await chrome.tabs.get(tabId); // rejects when the tab was closed meanwhile
  return inject(tabId, { func: look }).catch(() => undefined);
}

/**
 * Runs in the page. A policy in the page itself is read first, because an attempt that Chromium refuses can send the
 * site's owner a report.
 */
function look() {
  const refuses = (policy) => {
    const directives = policy.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
    const sources = ["script-src", "default-src"].map((name) => directives.find((words) => words[0] === name)).find(Boolean);
    return sources !== undefined && !sources.includes("'unsafe-eval'") && !sources.includes("'wasm-unsafe-eval'");
  };
  const policies = [...document.querySelectorAll('meta[http-equiv="content-security-policy" i]')];
  const isChromium = !navigator.userAgent.includes("Firefox/");
  return {
    url: location.href,
    isPdf: document.contentType === "application/pdf",
    refusesWebAssembly: isChromium && policies.some((meta) => refuses(meta.getAttribute("content") ?? "")),
  };
}

/** The completion value of a script in the tab's top document. */
async function inject(tabId, script) {
  const [injection] = await chrome.scripting.executeScript({ target: { tabId }, ...script });
  return injection?.result ?? undefined;
}

/** The catalogue of the language chosen in the options, or else of the one the browser chose. */
async function catalogue() {
  const { language } = await chrome.storage.local.get({ language: "auto" }).catch(() => ({ language: "auto" }));
  const automatic = chrome.i18n.getMessage("extension_locale");
  const locale = ["en", "zh_CN", "zh_TW"].includes(language) ? language : automatic;
  if (!catalogues.has(locale)) catalogues.set(locale, await readCatalogue(locale));
  return catalogues.get(locale);
}

/** The catalogues that were read, by locale. */
const catalogues = new Map();

async function readCatalogue(locale) {
  const response = await fetch(chrome.runtime.getURL(`_locales/${locale}/messages.json`));
  const entries = Object.entries(await response.json());
  return { language: locale.replace("_", "-"), messages: Object.fromEntries(entries.map(([key, { message }]) => [key, message])) };
}

function browser() {
  const [, name, version] = navigator.userAgent.match(/(Firefox|Chrome)\/([\d.]+)/) ?? [null, "", ""];
  return { name: name === "Firefox" ? "firefox" : "chromium", version };
}

/** The toolbar button's badge and title for one tab; the browser itself resets them when the tab navigates. */
async function show(tabId, status) {
  const { messages } = await catalogue();
  const [text, title, colour] = button(status);
  await chrome.action.setBadgeText({ tabId, text });
  await chrome.action.setTitle({ tabId, title: messages[title].replace("$1", String(status.missing)) });
  if (text === "") return;
  await chrome.action.setBadgeBackgroundColor({ tabId, color: colour });
  await chrome.action.setBadgeTextColor({ tabId, color: "#ffffff" });
}

function button(status) {
  if (status.state === "refused") return ["!", "button_refused", BADGE_COLOUR.review];
  if (status.state === "once-more") return ["→", "button_once_more", BADGE_COLOUR.review];
  if (status.state === "failed") return ["!", "button_failed", BADGE_COLOUR.review];
  if (status.state === "closed") return ["", "button_title"];
  if (status.missing > 0) return [String(status.missing), "button_missing", BADGE_COLOUR.missing];
  const verdict = status.verdict ?? status.report?.verdict;
  if (verdict === "incomplete") return ["!", "button_wrong", BADGE_COLOUR.missing];
  if (verdict === "complete") return ["✓", "button_complete", BADGE_COLOUR.complete];
  if (verdict === "not-required") return ["–", "button_not_required", BADGE_COLOUR.review];
  return ["?", "button_review", BADGE_COLOUR.review];
}

/** A tab that was closed or left in the middle of a click needs no answer. Anything else is a fault of ours: say it. */
async function ignoreGoneTab(error) {
  if (!/no tab|tab id|removed|closed|navigat/i.test(String(error))) console.error(error);
}
