// The page "try it": reads a pasted page in a frame that can run nothing and fetch nothing, lets the engine judge it,
// and lists what the engine says. All judgement is the engine's; all sentences are the catalogue's and words.json's.

const MOST_BYTES = 10 * 1024 * 1024;
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const FRAME_HEIGHT = 800;

const language = document.documentElement.lang;
const code = language.startsWith("zh") ? "zh" : "en";
const byId = (id) => document.getElementById(id);
const asset = (path) => new URL(path, import.meta.url);
const fetched = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return response;
};
const json = async (path) => (await fetched(asset(path))).json();

const [words, messages] = await Promise.all([json(`words/${code}.json`), json(`messages/${code}.json`)]);

/** An element with attributes and children; text is text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The catalogue's text for a message of the engine. */
const say = ({ name, args }) => (messages[name] ?? name).replace(/\$([1-9$])/g, (_, what) => (what === "$" ? "$" : (args[what - 1] ?? "")));

// ---- Input

/** A file's text in the encoding that it names, else UTF-8, else what old Chinese pages are in. */
async function textOf(file) {
  if (file.size > MOST_BYTES) throw new Error(words.try_too_big);
  const bytes = await file.arrayBuffer();
  const start = new TextDecoder("latin1").decode(bytes.slice(0, 1024));
  const named = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1];
  for (const [label, fatal] of [[named ?? "utf-8", named === undefined], ["gb18030", false]]) {
    try {
      return new TextDecoder(label, { fatal }).decode(bytes);
    } catch {
      // An encoding that does not exist, or bytes that are not in it: the next one.
    }
  }
  return "";
}

/** The home page's address on the host that was typed, or null when that is no host name. */
function homePage(host) {
  const address = `https://${host}/`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  // Some browsers escape what cannot be in a host name where others refuse it.
  return url.pathname === "/" && !url.hostname.includes("%") && !url.username && !url.search && !url.hash ? url.href : null;
}

// ---- The frame

/** Takes away what reaches the network although the frame's policy forbids it. */
function disarm(root, url) {
  // The frame runs no scripts, so it would show what is meant for those who have none; and a content policy does not
  // keep `<link>` from looking up host names and connecting to them.
  for (const element of root.querySelectorAll("noscript, link, base")) element.remove();
  // Chromium connects to a frame's host before it asks the policy. An empty frame of an origin of its own is counted as
  // not looked at, as the frame on the real page would be.
  for (const frame of root.querySelectorAll("iframe[src], frame[src]")) {
    frame.setAttribute("sandbox", "");
    frame.setAttribute("src", "data:,");
  }
  for (const frame of root.querySelectorAll("iframe[srcdoc]")) {
    frame.setAttribute("srcdoc", harmless(frame.getAttribute("srcdoc"), url));
  }
  // What is in a template is not found from outside; as a declarative shadow root it becomes part of the page.
  for (const template of root.querySelectorAll("template")) disarm(template.content, url);
}

/** The pasted page as the frame may have it: no network, and relative addresses as on the site itself. */
function harmless(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const base = page.querySelector("base[href]")?.getAttribute("href") ?? "";
  disarm(page, url);
  const head = (tag, attributes) => {
    const element = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  page.head.prepend(
    head("meta", { "http-equiv": "Content-Security-Policy", content: FRAME_POLICY }),
    head("meta", { "http-equiv": "x-dns-prefetch-control", content: "off" }),
    head("base", { href: URL.canParse(base, url) ? new URL(base, url).href : url }),
  );
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** Shows the page in the frame; resolves to its document once it is laid out. */
function load(html, width) {
  const frame = byId("frame");
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = `${FRAME_HEIGHT}px`;
  byId("preview").hidden = false;
  fit();
  return new Promise((resolve) => {
    frame.addEventListener("load", () => resolve(frame.contentDocument), { once: true });
    frame.srcdoc = html;
  });
}

/** Scales the frame to the room there is; the page in it keeps the width that was asked for. */
function fit() {
  const frame = byId("frame");
  const room = frame.parentElement;
  const scale = Math.min(1, room.clientWidth / frame.offsetWidth || 1);
  frame.style.scale = scale;
  room.style.blockSize = `${FRAME_HEIGHT * scale}px`;
}
new ResizeObserver(fit).observe(byId("frame").parentElement);

// ---- The result

const badge = (tone) => make("span", { class: `tone ${tone}` }, words.tones[tone]);

function fix(remedy) {
  const text = make("code", {}, remedy);
  const button = make("button", { type: "button", class: "button quiet" }, words.try_copy);
  const told = make("span", { role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(remedy);
      told.textContent = words.try_copied;
    } catch {
      getSelection().selectAllChildren(text);
      told.textContent = words.try_copy_refused;
    }
  });
  return make("div", { class: "fix" }, make("p", {}, words.try_fix), make("pre", {}, text), make("p", {}, button, " ", told));
}

/** What a rule says of the page. */
function finding({ rule, tone, message, basis, remedy }) {
  const label = make("span", { class: `tone ${tone}` }, tone === "found" ? words.passed : words.tones[tone]);
  const link = make("a", { href: `rules/${rule}.html` }, words.try_rule, make("span", { class: "unseen" }, ` ${rule}`));
  const why = make("p", { class: "hint" }, ...(basis.length ? [`${words.try_basis} ${basis.map((name) => say({ name, args: [] })).join("; ")} · `] : []), link);
  return make("li", {}, make("p", {}, label, " ", say(message)), why, ...(remedy ? [fix(remedy)] : []));
}

function row({ element, title, tone, evidence, findings }) {
  const shown = evidence ? [make("p", { class: "evidence", lang: "zh-CN" }, evidence)] : [];
  return make("section", { class: "row", "data-element": element },
    make("h4", {}, badge(tone), " ", say(title)), ...shown, make("ul", {}, ...findings.map(finding)));
}

function show({ report, view }) {
  byId("verdict").replaceChildren(badge(view.tone), " ", say(view.verdict));
  const doubts = { title: { name: "card_need_to_file", args: [] }, rows: view.path.filter(({ tone }) => tone !== "found") };
  const groups = doubts.rows.length ? [doubts, ...view.groups] : view.groups;
  byId("groups").replaceChildren(
    ...groups.map(({ title, rows }) => make("section", {}, make("h3", {}, say(title)), ...rows.map(row))));
  byId("notes").replaceChildren(...view.notes.map((note) => make("li", {}, say(note))));
  const download = byId("download");
  if (download.href.startsWith("blob:")) URL.revokeObjectURL(download.href);
  download.href = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2)], { type: "application/json" }));
  byId("result").hidden = false;
  byId("verdict").focus();
}

/** Which browser this is, as the report names it; null when it is neither. */
function browser() {
  const [, name, version] = /(Firefox|Chrome)\/([\d.]+)/.exec(navigator.userAgent) ?? [];
  return name ? { name: name === "Firefox" ? "firefox" : "chromium", version } : null;
}

// ---- Wiring

const status = (text) => { byId("status").textContent = text; };

async function check() {
  byId("result").hidden = true;
  const html = byId("html").value;
  const url = homePage(byId("host").value.trim());
  byId("host").setAttribute("aria-invalid", String(url === null));
  if (!globalThis.beianLens?.checkDocument) return status(words.try_no_engine);
  if (html.trim() === "") return status(words.try_empty);
  if (url === null) return status(words.try_host_wrong);
  status(words.try_busy);
  try {
    const page = await load(harmless(html, url), byId("width").value);
    const result = globalThis.beianLens.checkDocument(page, url, { messages, language, browser: browser(), server: null });
    if (result.state === "failed") throw new Error(say(result.message));
    show(result);
    // What matters is at the foot.
    page.defaultView.scrollTo(0, page.documentElement.scrollHeight);
    status("");
  } catch (error) {
    status(`${words.try_failed} ${error?.message ?? error}`);
  }
}

async function take(file) {
  try {
    byId("html").value = await textOf(file);
    await check();
  } catch (error) {
    status(error.message);
  }
}

async function takeSample(name) {
  byId("html").value = await (await fetched(asset(`../samples/${name}`))).text();
  await check();
}

byId("input").addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
byId("file").addEventListener("change", ({ target }) => target.files[0] && take(target.files[0]));
byId("sample").addEventListener("change", ({ target }) => target.value && takeSample(target.value));
byId("html").addEventListener("dragover", (event) => event.preventDefault());
byId("html").addEventListener("drop", (event) => {
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  take(file);
});

// A link from the samples page names one of those in the list; anything else is not loaded.
const wanted = new URLSearchParams(location.search).get("sample");
if (wanted && [...byId("sample").options].some(({ value }) => value === wanted)) {
  byId("sample").value = wanted;
  await takeSample(wanted);
}
