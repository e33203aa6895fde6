//! Checks the declarations in `extension/types/engine.d.ts` against what the engine really answers and sends: the TypeScript
//! compiler takes both, and a field that only one of them has is an error.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use beian_lens_webdriver::Browser;
use serde_json::{Value, json};

use crate::options::store;
use crate::support::Lens;
use crate::support::pool::run;

/// A page that has every kind of button on its card when another number is expected there.
const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <footer><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a></footer></html>"#;

/// Runs in the extension's own page beside the page under test. What its messages open is of no interest here.
const LISTEN: &str = "
    globalThis.messages = [];
    chrome.runtime.onMessage.addListener((message) => { messages.push(message); });
    chrome.tabs.onCreated.addListener(({ id }) => { chrome.tabs.remove(id).catch(() => undefined); });
    return null;";

const ASK: &str = "
    const call = async (func, ...args) =>
        (await chrome.scripting.executeScript({ target: { tabId: id }, func, args }))[0].result;
    const reported = JSON.parse(await call(() => JSON.stringify(globalThis.beianLens.report())));
    const toggle = () => call((context) => globalThis.beianLens.toggle(context), { messages: {}, language: 'en' });
    const statuses = [await toggle(), await toggle()];
    return { messages, reported, statuses };";

#[test]
fn the_declarations_are_what_the_engine_says() {
    run(declarations_are_what_the_engine_says());
}

async fn declarations_are_what_the_engine_says() -> Result<()> {
    let lens = Lens::start(Browser::Chromium).await?;
    lens.open_options().await?;
    let expected = json!({ "domain": "example-shop.cn", "icp": "沪ICP备2021036517号-1", "publicSecurity": "" });
    store(
        &lens,
        json!({ "filings": { "schema": 1, "rows": [expected] } }),
    )
    .await?;
    lens.open("page.html", PAGE).await?;
    lens.session
        .evaluate("history.pushState(null, '', '/about')")
        .await?;
    lens.open_other_tab().await?;
    lens.click_for_report().await?;
    lens.in_other_tab(LISTEN).await?;

    lens.press_in_card("[data-element=icp-number] > summary")
        .await?;
    for action in ["ignore", "kept", "why"] {
        let button = format!("[data-element=icp-number] [data-action={action}]");
        lens.press_in_card(&button).await?;
    }
    for format in ["markdown", "json", "html", "print"] {
        lens.press_in_card(&format!("[data-format={format}]"))
            .await?;
    }
    lens.session
        .evaluate(
            "document.querySelector('footer').remove();
             navigation.addEventListener('navigate', (event) => event.preventDefault());",
        )
        .await?;
    lens.press_in_card("[data-action=home]").await?;
    let kinds = [
        "checked",
        "home",
        "open export",
        "open ignore",
        "open kept",
        "open rule",
    ];
    for kind in kinds {
        until_sent(&lens, kind).await?;
    }
    compile(&lens.in_other_tab(ASK).await?)
}

/// Waits until the background was sent a message of this kind.
async fn until_sent(lens: &Lens, kind: &str) -> Result<()> {
    lens.state(kind, async || {
        let kinds =
            "return messages.map(({ type, view }) => [type, view].filter(Boolean).join(' '));";
        let sent = lens.in_other_tab(kinds).await?;
        Ok(sent
            .as_array()
            .is_some_and(|sent| sent.contains(&json!(kind))))
    })
    .await
}

/// Lets the TypeScript compiler compare the samples with the declarations.
fn compile(samples: &Value) -> Result<()> {
    let modules = std::env::var("BEIAN_LENS_NODE_MODULES").context("run by `cargo xtask test`")?;
    let modules = Path::new(&modules);
    let types = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../extension/types/engine.d.ts");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("samples.ts");
    let [messages, reported, statuses] =
        ["messages", "reported", "statuses"].map(|name| samples[name].to_string());
    std::fs::write(
        &file,
        format!(
            "import type {{ EngineMessage, Reported, Status }} from {};\n\
             export const messages: EngineMessage[] = {messages};\n\
             export const statuses: Status[] = {statuses};\n\
             export const reported: Reported = {reported};\n",
            json!(types.to_string_lossy().replace(".d.ts", ".js")),
        ),
    )?;
    let options = json!({
        "noEmit": true,
        "strict": true,
        "skipLibCheck": true,
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "types": [],
    });
    let project = json!({ "compilerOptions": options, "files": [file] });
    std::fs::write(folder.path().join("tsconfig.json"), project.to_string())?;
    let output = Command::new("node")
        .arg(modules.join("typescript/bin/tsc"))
        .arg("--project")
        .arg(folder.path())
        .output()
        .context("node does not start")?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{said}");
    Ok(())
}
