// The entry of engine/wasm2js.js: the same module as plain JavaScript, for pages that refuse WebAssembly.
import * as glue from "./beian_lens_bg.js";
import * as module from "./beian_lens_bg.wasm.js";

glue.__wbg_set_wasm(module);
module.__wbindgen_start?.();

export const { toggle, close, check, capture } = glue;
