//! What the built packages may do. A change here is a change of what we ask of people: it needs a reason and this table.

use std::collections::BTreeMap;
use std::fs;

use beian_lens_webdriver::Browser;
use beian_lens_webdriver::extension;
use serde_json::{Value, json};

/// What the extension asks for, per package.
const PERMISSIONS: [(Browser, &[&str]); 2] = [
    (
        Browser::Chromium,
        &["activeTab", "scripting", "storage", "webRequest"],
    ),
    (
        Browser::Firefox,
        &["activeTab", "dns", "scripting", "storage"],
    ),
];

/// Our own pages run our own files and speak to nobody. The desk is WebAssembly, and what is printed holds its picture.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Every key that a manifest may have. Not among them: host_permissions, optional_permissions, content_scripts,
/// web_accessible_resources, externally_connectable, update_url, sandbox.
const KEYS: [(Browser, &[&str]); 2] = [
    (
        Browser::Chromium,
        &[
            "action",
            "background",
            "commands",
            "content_security_policy",
            "default_locale",
            "description",
            "icons",
            "incognito",
            "manifest_version",
            "minimum_chrome_version",
            "name",
            "options_ui",
            "permissions",
            "short_name",
            "version",
        ],
    ),
    (
        Browser::Firefox,
        &[
            "action",
            "background",
            "browser_specific_settings",
            "commands",
            "content_security_policy",
            "default_locale",
            "description",
            "icons",
            "manifest_version",
            "name",
            "options_ui",
            "permissions",
            "short_name",
            "version",
        ],
    ),
];

fn manifest(browser: Browser) -> BTreeMap<String, Value> {
    let file = extension::locate(browser).unwrap().join("manifest.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn the_packages_ask_for_these_permissions_and_no_others() {
    for (browser, expected) in PERMISSIONS {
        let mut asked: Vec<String> =
            serde_json::from_value(manifest(browser).remove("permissions").unwrap()).unwrap();
        asked.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(asked, expected, "{browser}");
    }
}

#[test]
fn the_packages_have_these_keys_and_no_others() {
    for (browser, expected) in KEYS {
        let keys: Vec<String> = manifest(browser).into_keys().collect();
        assert_eq!(keys, expected, "{browser}");
    }
}

#[test]
fn our_own_pages_run_our_own_files_and_speak_to_nobody() {
    for browser in Browser::ALL {
        assert_eq!(
            manifest(browser)["content_security_policy"],
            json!({ "extension_pages": POLICY }),
            "{browser}"
        );
    }
}

#[test]
fn there_is_one_command_and_it_is_the_button() {
    for browser in Browser::ALL {
        assert_eq!(
            manifest(browser)["commands"],
            json!({ "_execute_action": { "suggested_key": { "default": "Alt+Shift+B" } } }),
            "{browser}"
        );
    }
}

/// A phone is not promised before somebody has tried it: the README says the same.
#[test]
fn firefox_for_android_is_not_declared() {
    let settings = &manifest(Browser::Firefox)["browser_specific_settings"];
    let browsers: Vec<_> = settings.as_object().unwrap().keys().collect();
    assert_eq!(browsers, ["gecko"]);
}

#[test]
fn firefox_is_told_that_no_data_is_collected() {
    assert_eq!(
        manifest(Browser::Firefox)["browser_specific_settings"]["gecko"]["data_collection_permissions"],
        json!({ "required": ["none"] })
    );
}
