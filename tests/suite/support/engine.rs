//! The wasm2js engine in the page's own world: the one that runs under every page's policy, as WebDriver's scripts are subject
//! to it.

use anyhow::{Context, Result};
use beian_lens_webdriver::extension;
use serde_json::Value;
use thirtyfour::bidi::BrowsingContextId;
use thirtyfour::bidi::modules::script::AddPreloadScript;

use super::pool::Borrowed;

/// Where a page has the engine, not yet run. Nothing that the page does can replace it.
const NAME: &str = "beianLensUnderTest";

/// Puts the engine into every page that the current tab opens from now on: it is half a megabyte, and sent once.
pub(crate) async fn prepare(session: &Borrowed) -> Result<()> {
    let file = extension::locate(session.browser())?.join("engine/wasm2js.js");
    let engine = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let tab = session.web().window().await?.to_string();
    let script = AddPreloadScript {
        function_declaration: format!(
            "() => {{ Object.defineProperty(globalThis, '{NAME}', {{ value() {{ {engine} }} }}); }}"
        ),
        arguments: Vec::new(),
        sandbox: None,
        contexts: vec![BrowsingContextId::from(tab)],
    };
    session.web().bidi().await?.send(script).await?;
    Ok(())
}

/// Runs the engine in the page that is open, and then `call`, an expression about it.
pub(crate) async fn call(session: &Borrowed, call: &str) -> Result<Value> {
    let script = format!("globalThis.{NAME}(); return globalThis.beianLens.{call}");
    Ok(session.evaluate(&script).await?)
}
