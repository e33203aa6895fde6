// The entry of engine/desk.js: WebAssembly for the extension's own pages, fetched and started when it is first needed.
// Unlike the checker's, it is a separate file rather than part of the script: it is never injected, and packages compress
// it best as it is.
import * as glue from "./beian_lens_bg.js";

let started;

export async function run(stored, order) {
  started ??= start();
  await started;
  return glue.run(stored, order);
}

async function start() {
  const response = await fetch(chrome.runtime.getURL("engine/desk.wasm"));
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer(), { "./beian_lens_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
}
