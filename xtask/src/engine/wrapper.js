/*
 * Beian Lens, the checker: Rust compiled to {{description}}.
 * Made by `cargo xtask build`, not by hand. License: MIT OR Apache-2.0.
 *
 * The value of this script tells the injector whether it worked. Injected again, it does nothing.
 */
(() => {
  "use strict";

  // Own properties only: an element with id="beianLens" in the page appears on the global object by inheritance.
  if (Object.hasOwn(globalThis, "beianLens")) {
    return { ready: true, engine: globalThis.beianLens.engine };
  }

  try {
    {{module}}
    {{bundle}}

    const engine = "{{engine}}";
    const { toggle, report, close, say, hide, renew, learn, pose, shown, check, checkDocument, capture } = rust;
    const value = Object.freeze({
      engine,
      toggle: (context) => toggle({ ...context, engine }),
      close,
      say,
      report,
      hide,
      renew,
      check: (context) => check({ ...context, engine }),
      checkDocument: (document, url, context) => checkDocument(document, url, { ...context, engine }),
      capture,
      learn,
      pose,
      shown,
    });
    Object.defineProperty(globalThis, "beianLens", { value, configurable: true });
    return { ready: true, engine };
  } catch (error) {
    // Chromium applies the page's policy to WebAssembly in content scripts.
    return { ready: false, message: String(error) };
  }
})();
