//! Reads what a caller says about the page from plain objects.

use wasm_bindgen::JsValue;

use super::convert::{failed, member, text};
use beian_lens_core::answers::Answers;
use beian_lens_core::report::{Engine, Message, Waiver};
use beian_lens_core::snapshot::{Expected, ServerAddress};

/// What the background knows and the page does not. A caller without an overlay leaves out what it does not need.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) language: String,
    pub(super) engine: Engine,
    /// Name and version; the viewport comes from the page.
    pub(super) browser: Option<(String, String)>,
    server: Option<ServerAddress>,
    pub(super) kept: OfHost,
}

/// What the person keeps about the page's host, as the desk picked it out.
#[derive(Clone, Default)]
pub(super) struct OfHost {
    pub(super) expected: Option<Expected>,
    pub(super) waivers: Vec<Waiver>,
}

impl Context {
    /// An error when it is not an object. A value that is missing or malformed counts as unknown.
    pub(super) fn read(context: &JsValue) -> Result<Self, Message> {
        if !context.is_object() {
            return Err(failed(&"no context".into()));
        }
        let browser = member(context, "browser").filter(JsValue::is_object);
        let kept = member(context, "kept").filter(JsValue::is_object);
        Ok(Self {
            kept: kept.as_ref().map(OfHost::read).unwrap_or_default(),
            language: text(context, "language").unwrap_or_default(),
            engine: match text(context, "engine").as_deref() {
                Some("wasm") => Engine::Wasm,
                Some("wasm2js") => Engine::Wasm2js,
                _ => Engine::Native,
            },
            browser: browser
                .and_then(|browser| Some((text(&browser, "name")?, text(&browser, "version")?))),
            server: server_of(context),
        })
    }

    pub(super) fn answers(&self) -> Answers {
        Answers::of_server(self.server.clone())
    }
}

impl OfHost {
    /// A malformed value counts as not kept.
    pub(super) fn read(of_host: &JsValue) -> Self {
        let expected = member(of_host, "expected").filter(JsValue::is_object);
        let waivers = member(of_host, "waivers").filter(js_sys::Array::is_array);
        Self {
            expected: expected.map(|expected| Expected {
                icp: text(&expected, "icp"),
                public_security: text(&expected, "publicSecurity"),
            }),
            waivers: waivers
                .into_iter()
                .flat_map(|waivers| js_sys::Array::from(&waivers).to_vec())
                .filter_map(|waiver| {
                    Some(Waiver {
                        rule: text(&waiver, "rule")?,
                        reason: text(&waiver, "reason")?,
                    })
                })
                .collect(),
        }
    }
}

/// The address in `{server: {address}}`.
pub(super) fn server_of(object: &JsValue) -> Option<ServerAddress> {
    let server = member(object, "server").filter(JsValue::is_object)?;
    Some(ServerAddress {
        address: text(&server, "address")?,
    })
}
