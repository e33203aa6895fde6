// The entry of engine/wasm.js: starts the WebAssembly module and hands on its functions.
import * as glue from "./beian_lens_bg.js";
import bytes from "./beian_lens_bg.wasm";

// Synchronously, so that the script's value can say whether the page's policy let it happen.
const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "./beian_lens_bg.js": glue });
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start?.();

export const { toggle, close, say, offer, hide, renew, check, checkDocument, capture } = glue;
