//! The checker put into a page's own world, where there is no extension to click or the page takes its overlay away.

use anyhow::{Context, Result, bail};
use beian_lens_core::report::Report;
use serde_json::json;

use super::Session;

/// The two scripts of the checker, in the extension's folder; the second one is for pages that refuse the first.
const ENGINES: [&str; 2] = ["engine/wasm.js", "engine/wasm2js.js"];

/// Runs the checker where the page's own scripts run. What a page calls by our name is not ours, and old libraries teach
/// their values to write themselves as JSON in a way of their own.
const INJECTED: &str = "
    delete globalThis.beianLens;
    const status = ENGINE
    if (!status.ready) return null;
    const report = globalThis.beianLens.check(arguments[0]);
    for (const type of [Array, Boolean, Number, Object, String]) delete type.prototype.toJSON;
    return JSON.stringify(report);";

impl Session {
    /// Puts the checker into the page itself and lets it judge, without an overlay: WebAssembly, or where the page's
    /// policy refuses that, JavaScript.
    ///
    /// # Errors
    /// When the session is gone, or the page leaves the checker no way to work.
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
