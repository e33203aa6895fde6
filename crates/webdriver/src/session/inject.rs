//! Injects the checker into a page's own world, for when there is no extension to click or the page removes the
//! overlay.

use anyhow::{Context, Result, bail};
use beian_lens_core::report::Report;
use serde_json::json;

use super::Session;

/// The two scripts of the checker, in the extension's folder; the second one is for pages that refuse the first.
const ENGINES: [&str; 2] = ["engine/wasm.js", "engine/wasm2js.js"];

/// Runs the checker among the page's own scripts. An object with our name that the page defines is not ours and is
/// removed; so are the `toJSON` methods that old libraries add to built-in types.
const INJECTED: &str = "
    delete globalThis.beianLens;
    const status = ENGINE
    if (!status.ready) return null;
    const report = globalThis.beianLens.check(arguments[0]);
    for (const type of [Array, Boolean, Number, Object, String]) delete type.prototype.toJSON;
    return JSON.stringify(report);";

impl Session {
    /// Injects the checker into the page and returns its report, without an overlay. Uses WebAssembly, or JavaScript
    /// where the page's policy forbids WebAssembly.
    ///
    /// # Errors
    /// When the session is gone, or the page refuses both scripts.
    pub async fn inject(&self) -> Result<Report> {
        let context = json!({
            "language": "",
            "browser": {"name": self.browser.name(), "version": self.version},
            "server": null,
        });
        for engine in ENGINES {
            let file = self.package.join(engine);
            let engine = tokio::fs::read_to_string(&file)
                .await
                .with_context(|| format!("cannot read {}", file.display()))?;
            let script = INJECTED.replace("ENGINE", &engine);
            let answer = self.web.execute(script, vec![context.clone()]).await?;
            if let Some(report) = answer.json().as_str() {
                return serde_json::from_str(report)
                    .with_context(|| format!("the checker failed: {report}"));
            }
        }
        bail!("the page refuses both WebAssembly and JavaScript")
    }
}
