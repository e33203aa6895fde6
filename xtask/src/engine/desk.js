// The entry of engine/desk.js: WebAssembly for the extension's own pages, started when it is first needed.
import * as glue from "./beian_lens_bg.js";
import bytes from "./beian_lens_bg.wasm";

let started = false;

export function run(stored, order) {
  if (!started) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "./beian_lens_bg.js": glue });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start?.();
    started = true;
  }
  return glue.run(stored, order);
}
