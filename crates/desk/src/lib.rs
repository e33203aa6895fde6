//! Manages what the user keeps (filings, waivers, history) and exports.
//!
//! JavaScript reads the browser's storage, passes it in with an order ([`run`]), writes [`Done::write`] back and shows
//! the answer. Every decision about stored data is made here. This is a second, small module for the extension's own
//! pages: nothing of it is injected into a page.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

#[cfg(target_family = "wasm")]
mod bridge;
mod done;
pub mod export;
mod filings;
mod filings_csv;
mod history;
mod punycode;
mod stored;
mod waivers;

use serde_json::{Map, Value};

use crate::export::plain::{is, object, optional, text};
use crate::export::{Proof, Texts};
use beian_lens_core::filing::hosts::Url;
use beian_lens_core::host::PageAddress;

pub use done::Done;
pub use filings::{Filing, Filings};
pub use history::{Entry, History};
pub use stored::{Kept, Row};
pub use waivers::{HostWaiver, Waivers};

use stored::{Store, to_list};

/// Does what is ordered: an object whose `do` names the order, beside what it needs. `stored` is the whole storage, or the
/// part of it that the order needs; `now` is RFC 3339. `None`: there is no such order.
#[must_use]
pub fn run(stored: &Map<String, Value>, order: &Value, now: &str) -> Option<Done> {
    let mut store = Store::new(stored, now);
    let answer = answer(&mut store, order)?;
    Some(store.done(answer))
}

fn answer(store: &mut Store<'_>, order: &Value) -> Option<Value> {
    let url = text(order, "url");
    Some(match text(order, "do") {
        // Everything that is stored, for the options page.
        "open" => object([
            ("filings", to_list(store.read::<Filings>().rows())),
            ("waivers", to_list(store.read::<Waivers>().rows())),
            (
                "history",
                object([("on", store.read::<History>().on.into())]),
            ),
        ]),
        // What is stored for the host of a `url`: the numbers expected there and the findings ignored there.
        "context" => {
            let host = host_of(url);
            let expected = store.read::<Filings>().expected(&host).map(|expected| {
                object([
                    ("icp", expected.icp.into()),
                    ("publicSecurity", expected.public_security.into()),
                ])
            });
            let waivers = store.read::<Waivers>().of(&host);
            object([
                ("expected", expected.into()),
                ("waivers", to_list(&waivers)),
            ])
        }
        // Stores a `filing` as typed; when it was edited, it replaces the one of the domain `insteadOf`.
        "put-filing" => {
            let typed = Filing::read(order.get("filing")?)?;
            store.change(|filings: &mut Filings| {
                filings.put(&typed, optional(order, "insteadOf"))?;
                Ok(object([]))
            })
        }
        "remove-filing" => store.change(|filings: &mut Filings| {
            filings.remove(text(order, "domain"));
            Ok(object([]))
        }),
        // Reads the `text` of a CSV file and returns what importing it would do.
        "read-filings" => store.read::<Filings>().import(text(order, "text")).write(),
        // Imports the good lines of the `text`.
        "import-filings" => {
            store.change(|filings: &mut Filings| Ok(filings.import(text(order, "text")).write()))
        }
        "export-filings" => store.read::<Filings>().csv().into(),
        // Records a `report` with the number of `missing` elements, if history is on and the window is not `private`.
        "record" => {
            let mut history = store.read::<History>();
            if history.on && !is(order, "private") {
                let missing = order.get("missing").and_then(Value::as_u64);
                history.record(order.get("report")?, missing.unwrap_or_default());
                store.write(&history);
            }
            Value::Null
        }
        // Turns history `on` or off. Recorded checks are kept.
        "set-history" => store.change(|history: &mut History| {
            history.on = is(order, "on");
            Ok(object([]))
        }),
        // The recorded checks that contain all words of a `query`.
        "search-history" => to_list(store.read::<History>().search(text(order, "query"))),
        "clear-history" => store.change(|history: &mut History| {
            history.rows.clear();
            Ok(object([]))
        }),
        "export-history" => store.read::<History>().csv().into(),
        // Ignores a `rule` on the host of a `url` from now on, for a `reason`.
        "waive" => {
            let now = store.now().to_owned();
            let (rule, reason) = (text(order, "rule"), text(order, "reason"));
            store.change(|waivers: &mut Waivers| {
                waivers.waive(&host_of(url), rule, reason, &now)?;
                Ok(object([]))
            })
        }
        // Stops ignoring it.
        "unwaive" => store.change(|waivers: &mut Waivers| {
            waivers.unwaive(&host_of(url), text(order, "rule"));
            Ok(object([]))
        }),
        "export" => export_of(order)?,
        // The selector of what a picture of the footer should show for a `report`.
        "foot" => export::foot(order.get("report")?).into(),
        _ => return None,
    })
}

/// Exports a `report` and its `view` in a `format`, in the language of the `texts`, with the `picture` of the footer as
/// a data URL if there is one. JSON is the report itself, to which the caller adds the notes that are part of every
/// export.
fn export_of(order: &Value) -> Option<Value> {
    let report = order.get("report")?;
    let proof = Proof {
        report,
        view: order.get("view")?,
        texts: Texts(order.get("texts")?),
    };
    let (ending, media_type, text) = match text(order, "format") {
        "markdown" => ("md", "text/markdown", Some(export::markdown::write(proof))),
        "html" => {
            let html = export::html::write(proof, optional(order, "picture"));
            ("html", "text/html", Some(html))
        }
        "print" => {
            let html = export::html::main(proof, optional(order, "picture"));
            ("html", "text/html", Some(html))
        }
        "json" => ("json", "application/json", None),
        _ => return None,
    };
    let name = [&export::file_stem(report), ".", ending].concat();
    Some(object([
        ("name", name.into()),
        ("type", media_type.into()),
        ("text", text.into()),
        ("notes", proof.notes().into()),
    ]))
}

/// The host of an address or host name, in the form that the report uses.
fn host_of(url: &str) -> String {
    match Url::split(url) {
        Some(_) => PageAddress::of(url).host_name,
        None => url.to_owned(),
    }
}
