// Prints a report: shows it as the HTML export does, and opens the browser's print dialog. It stays in memory until the next
// one is printed or the browser ends, so that this page can be loaded again.
"use strict";

async function start() {
  const { proof } = await chrome.storage.session.get("proof");
  if (proof === undefined) return; // the browser was restarted with this tab open
  const main = new DOMParser().parseFromString(proof.text, "text/html").querySelector("main");
  document.documentElement.lang = main.lang;
  document.title = proof.name; // what browsers call the file when it is printed as one
  document.body.replaceChildren(document.importNode(main, true));
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  print();
}

start();
