//! The checker without an overlay: where the page takes the overlay away, and where there is no extension to click.

use anyhow::{Context, Result, bail};
use beian_lens_core::report::{By, Report};
use serde_json::{Value, json};

use super::Session;

/// The two scripts of the checker, in the extension's folder; the second one is for pages that refuse the first.
const ENGINES: [&str; 2] = ["engine/wasm.js", "engine/wasm2js.js"];

/// Runs in the extension's world of the page, where the click has left the engine.
const CHECK: &str = "(context) => Object.hasOwn(globalThis, 'beianLens')
    ? JSON.stringify(globalThis.beianLens.check(context))
    : null";

/// Runs in a sandbox.
const CHECK_IN_SANDBOX: &str = "(context) => {
    const status = ENGINE
    return status.ready ? globalThis.beianLens.check(context) : null;
}";

/// Runs the checker where the page's own scripts run. What a page calls by our name is not ours, and old libraries teach
/// their values to write themselves as JSON in a way of their own.
const CHECK_IN_PAGE: &str = "
    delete globalThis.beianLens;
    const status = ENGINE
    if (!status.ready) return null;
    const report = globalThis.beianLens.check(arguments[0]);
    for (const type of [Array, Boolean, Number, Object, String]) delete type.prototype.toJSON;
    return JSON.stringify(report);";

impl Session {
    /// Lets the checker judge the page without an overlay, in the best world that there is; see [`world`](Self::world).
    ///
    /// # Errors
    /// When the session is gone, or the page refuses both scripts.
    pub async fn inject(&self) -> Result<Report> {
        let context = json!({
            "language": "",
            "browser": {"name": self.browser.name(), "version": self.version},
            "server": null,
        });
        match self.world() {
            By::Extension => {
                let report = self.ask_extension(CHECK, &[context]).await?;
                read(&report.context("the extension's engine is not in the page")?)
            }
            By::Isolated => {
                let window = self.web.window().await?.to_string();
                let bidi = self.bidi.as_ref().context("no BiDi connection")?;
                for engine in self.engines().await? {
                    let function = CHECK_IN_SANDBOX.replace("ENGINE", &engine);
                    let arguments = [context.clone()];
                    let report = bidi.call_in_sandbox(&window, &function, &arguments).await?;
                    if report != Value::Null {
                        return read(&report.to_string());
                    }
                }
                bail!("the page refuses both WebAssembly and JavaScript")
            }
            By::Page => {
                for engine in self.engines().await? {
                    let script = CHECK_IN_PAGE.replace("ENGINE", &engine);
                    let answer = self.web.execute(script, vec![context.clone()]).await?;
                    if let Some(report) = answer.json().as_str() {
                        return read(report);
                    }
                }
                bail!("the page refuses both WebAssembly and JavaScript")
            }
        }
    }

    async fn engines(&self) -> Result<Vec<String>> {
        let mut engines = Vec::new();
        for engine in ENGINES {
            let file = self.package.join(engine);
            let engine = tokio::fs::read_to_string(&file)
                .await
                .with_context(|| format!("cannot read {}", file.display()))?;
            engines.push(engine);
        }
        Ok(engines)
    }
}

fn read(report: &str) -> Result<Report> {
    serde_json::from_str(report).with_context(|| {
        let start: String = report.chars().take(200).collect();
        format!("the checker failed: {start}")
    })
}
