//! Derives each browser's manifest from the one `extension/manifest.json`: only what that browser accepts without a
//! warning.

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::Browser;

/// The manifest of a package, with the version from Cargo.toml.
pub(crate) fn derive(shared: &str, browser: Browser, version: &str) -> Result<String> {
    let mut manifest: Map<String, Value> =
        serde_json::from_str(shared).context("not a JSON object")?;
    manifest.insert("version".to_owned(), version.into());
    match browser {
        Browser::Chrome => {
            // Chromium reports `background.scripts` as an error in developer mode, and its permission `dns` is a
            // different one.
            if let Some(background) = manifest
                .get_mut("background")
                .and_then(Value::as_object_mut)
            {
                background.remove("scripts");
                background.remove("preferred_environment");
            }
            manifest.remove("browser_specific_settings");
            // Our own pages open in the private window that they belong to, and what is kept for it ends with it. Firefox
            // knows no such mode, and opens them there anyway.
            manifest.insert("incognito".to_owned(), "split".into());
            drop_permission(&mut manifest, "dns");
        }
        Browser::Firefox => {
            // With activeTab alone, webRequest reports nothing in Firefox.
            drop_permission(&mut manifest, "webRequest");
            manifest.remove("minimum_chrome_version");
        }
    }
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

fn drop_permission(manifest: &mut Map<String, Value>, name: &str) {
    if let Some(permissions) = manifest
        .get_mut("permissions")
        .and_then(Value::as_array_mut)
    {
        permissions.retain(|permission| permission != name);
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    const SHARED: &str = r#"{
        "manifest_version": 3, "name": "x", "version": "0",
        "permissions": ["activeTab", "scripting", "storage", "webRequest", "dns"],
        "background": {"service_worker": "b.js", "scripts": ["b.js"], "type": "module", "preferred_environment": ["service_worker", "document"]},
        "minimum_chrome_version": "120",
        "browser_specific_settings": {"gecko": {"id": "x@y"}}
    }"#;

    fn derived(browser: Browser) -> Value {
        serde_json::from_str(&derive(SHARED, browser, "1.2.3").unwrap()).unwrap()
    }

    #[test]
    fn chrome_gets_a_service_worker_and_no_firefox_keys() {
        let manifest = derived(Browser::Chrome);
        assert_eq!(
            manifest["background"],
            serde_json::json!({"service_worker": "b.js", "type": "module"})
        );
        assert_eq!(
            manifest["permissions"],
            serde_json::json!(["activeTab", "scripting", "storage", "webRequest"])
        );
        assert!(manifest.get("browser_specific_settings").is_none());
        assert_eq!(manifest["incognito"], "split");
        assert_eq!(manifest["version"], "1.2.3");
    }

    #[test]
    fn firefox_keeps_its_scripts_and_its_name_lookup() {
        let manifest = derived(Browser::Firefox);
        assert_eq!(
            manifest["background"]["scripts"],
            serde_json::json!(["b.js"])
        );
        assert_eq!(
            manifest["permissions"],
            serde_json::json!(["activeTab", "scripting", "storage", "dns"])
        );
        assert_eq!(manifest["browser_specific_settings"]["gecko"]["id"], "x@y");
        assert!(manifest.get("minimum_chrome_version").is_none());
    }

    #[test]
    fn a_manifest_that_is_no_object_is_an_error() {
        assert!(derive("[]", Browser::Chrome, "1.2.3").is_err());
    }
}
