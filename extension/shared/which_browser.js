// @ts-check
// Tells in which browser the extension runs.

export const IS_FIREFOX = chrome.runtime.getURL("").startsWith("moz-extension:");

/** Its name and version, as reports have it. */
export function browser() {
  const [, name, version] = navigator.userAgent.match(/(Firefox|Chrome)\/([\d.]+)/) ?? [null, "", ""];
  return { name: name === "Firefox" ? "firefox" : "chromium", version: version ?? "" };
}
