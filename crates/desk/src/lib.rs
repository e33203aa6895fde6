//! The desk: what a person keeps (filings, waivers, history) and hands over (exports).
//!
//! JavaScript reads the browser's storage, hands it in with an order ([`run`]), writes what [`Done::write`] says and shows the
//! answer. All that is decided about stored data is decided here. This is a second, small module for the extension's own
//! pages: nothing of it is injected into a page.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

#[cfg(target_family = "wasm")]
mod bridge;
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
use beian_lens_core::report::Message;

pub use filings::{Filing, Filings};
pub use history::{Entry, History};
pub use stored::{Kept, Row};
pub use waivers::{HostWaiver, Waivers};

use stored::{Store, to_list};

/// What came of an order.
#[derive(Debug, Default)]
pub struct Done {
    /// Keys and values to put into the storage; mostly empty.
    pub write: Map<String, Value>,
    /// What was asked for.
    pub answer: Value,
    /// What to tell the person about the stored data itself: it was unreadable and has been kept aside.
    pub warnings: Vec<Message>,
}

impl Done {
    /// As a plain object.
    #[must_use]
    pub fn into_value(self) -> Value {
        object([
            ("write", self.write.into()),
            ("answer", self.answer),
            (
                "warnings",
                self.warnings.iter().map(stored::to_value).collect(),
            ),
        ])
    }
}

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
        // All that is kept, for the options page.
        "open" => object([
            ("filings", to_list(store.read::<Filings>().rows())),
            ("waivers", to_list(store.read::<Waivers>().rows())),
            (
                "history",
                object([("on", store.read::<History>().on.into())]),
            ),
        ]),
        // What concerns the host of a `url`: the numbers expected there, the findings waived there.
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
        // Writes a `filing` down as it was typed, `insteadOf` the one of another domain when it is edited.
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
        // Reads the `text` of a CSV file and says what importing it would do.
        "read-filings" => store.read::<Filings>().import(text(order, "text")).write(),
        // Imports its good lines.
        "import-filings" => {
            store.change(|filings: &mut Filings| Ok(filings.import(text(order, "text")).write()))
        }
        "export-filings" => store.read::<Filings>().csv().into(),
        // Notes a `report` with so many elements `missing`, if history is on and the window is not `private`.
        "record" => {
            let mut history = store.read::<History>();
            if history.on && !is(order, "private") {
                let missing = order.get("missing").and_then(Value::as_u64);
                history.record(order.get("report")?, missing.unwrap_or_default());
                store.write(&history);
            }
            Value::Null
        }
        // Switches history `on` or off. What was noted stays.
        "set-history" => store.change(|history: &mut History| {
            history.on = is(order, "on");
            Ok(object([]))
        }),
        // The noted checks in which all words of a `query` occur.
        "search-history" => to_list(store.read::<History>().search(text(order, "query"))),
        "clear-history" => store.change(|history: &mut History| {
            history.rows.clear();
            Ok(object([]))
        }),
        "export-history" => store.read::<History>().csv().into(),
        // Ignores what a `rule` says on the host of a `url`, from now on, for a `reason`.
        "waive" => {
            let now = store.now().to_owned();
            let (rule, reason) = (text(order, "rule"), text(order, "reason"));
            store.change(|waivers: &mut Waivers| {
                waivers.waive(&host_of(url), rule, reason, &now)?;
                Ok(object([]))
            })
        }
        // Ignores it no more.
        "unwaive" => store.change(|waivers: &mut Waivers| {
            waivers.unwaive(&host_of(url), text(order, "rule"));
            Ok(object([]))
        }),
        "export" => export_of(order)?,
        // The selector of what the picture of the foot of a `report` should show.
        "foot" => export::foot(order.get("report")?).into(),
        _ => return None,
    })
}

/// A `report` and the `view` of it in a `format`, in the language of the `texts`, with the `picture` of the foot as a data
/// address if it could be taken. The JSON is the report itself, to which the caller adds the notes that every export carries.
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

/// The host as the report names it, of an address or of a host's name.
fn host_of(url: &str) -> String {
    match Url::split(url) {
        Some(_) => PageAddress::of(url).host_name,
        None => url.to_owned(),
    }
}

/// A message without arguments.
fn fault(name: &str) -> Message {
    fault_with(name, Vec::new())
}

fn fault_with(name: &str, args: Vec<String>) -> Message {
    Message {
        name: name.into(),
        args,
    }
}
