// The entry of engine/wasm2js.js: the same module as plain JavaScript, for pages that refuse WebAssembly.
import * as glue from "./beian_lens_bg.js";

// `instantiate` is inserted before this bundle: see `translate` in mod.rs.
const module = instantiate(() => glue);
glue.__wbg_set_wasm(module);
module.__wbindgen_start?.();

export const { toggle, report, close, say, hide, renew, learn, pose, shown, check, checkDocument, capture } = glue;
