// The entry of engine/wasm.js: starts the WebAssembly module and exposes its functions.
import { inflateSync } from "fflate";
import * as glue from "./beian_lens_bg.js";
import deflated from "./beian_lens_bg.wasm.deflated";

// Synchronous, so that the script's value can say whether the page's policy allowed it. (Not with
// DecompressionStream, whose bytes belong to the page in Firefox.)
const module = new WebAssembly.Module(inflateSync(deflated));
const instance = new WebAssembly.Instance(module, { "./beian_lens_bg.js": glue });
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start?.();

export const { toggle, report, close, say, hide, renew, learn, pose, shown, check, checkDocument, capture } = glue;
