// Prints the HTML export: shows what is in the file, and opens the browser's print dialog.
"use strict";

async function start() {
  const { proof } = await chrome.storage.session.get("proof");
  if (proof === undefined) return; // the browser was restarted with this tab open
  await chrome.storage.session.remove("proof");
  const file = new DOMParser().parseFromString(proof, "text/html");
  const style = new CSSStyleSheet();
  style.replaceSync(file.querySelector("style").textContent); // this page's policy lets no <style> in
  document.adoptedStyleSheets = [style];
  document.documentElement.lang = file.documentElement.lang;
  document.title = file.title;
  document.body.replaceChildren(document.importNode(file.querySelector("main"), true));
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  print();
}

start();
