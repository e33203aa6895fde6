//! The desk: what a person keeps (filings, waivers, history) and hands over (exports).
//!
//! JavaScript reads the browser's storage, hands it in with an [`Order`], writes what [`Done::write`] says and shows the
//! answer. All that is decided about stored data is decided here. This is a second, small module for the extension's own
//! pages (feature `desk`): nothing of it is injected into a page.

mod filings;
mod history;
mod punycode;
mod stored;
mod waivers;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::export::{self, Checked, Proof, Texts};
use crate::filing::hosts::Url;
use crate::overlay_view::OverlayView;
use crate::report::Message;

pub use filings::{Filing, Filings};
pub use history::{Entry, History};
pub use stored::Kept;
pub use waivers::Waivers;

use stored::Store;

/// What is asked of the desk.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Order {
    /// All that is kept, for the options page.
    Open,
    /// What concerns one host: the numbers expected there, the findings waived there.
    Context {
        /// The page's address.
        url: String,
    },
    /// Writes a filing down, in place of another one when it is edited.
    PutFiling {
        /// As typed.
        filing: Filing,
        /// The domain of the filing it replaces.
        instead_of: Option<String>,
    },
    /// Forgets a filing.
    RemoveFiling {
        /// Its domain.
        domain: String,
    },
    /// Reads a CSV file and says what importing it would do.
    ReadFilings {
        /// The file's text.
        text: String,
    },
    /// Imports the good lines of a CSV file.
    ImportFilings {
        /// The file's text.
        text: String,
    },
    /// The filings as CSV.
    ExportFilings,
    /// Notes a check, if history is on.
    Record {
        /// The report of the check.
        report: Box<Checked>,
        /// How many elements are missing.
        missing: usize,
        /// The window is a private one: nothing of it is kept.
        private: bool,
    },
    /// Switches history on or off. What was noted stays.
    SetHistory {
        /// On or off.
        on: bool,
    },
    /// The noted checks in which all words of a query occur.
    SearchHistory {
        /// Words; empty for all.
        query: String,
    },
    /// Forgets all checks.
    ClearHistory,
    /// The noted checks as CSV.
    ExportHistory,
    /// Ignores what a rule says on a host, from now on.
    Waive {
        /// The address of a page of the host.
        url: String,
        /// The rule's id.
        rule: String,
        /// Why; must not be empty.
        reason: String,
    },
    /// Ignores it no more.
    Unwaive {
        /// The address of a page of the host, or its name.
        url: String,
        /// The rule's id.
        rule: String,
    },
    /// The report in a format to hand over.
    Export {
        /// The format.
        format: Format,
        /// The report.
        report: Box<Checked>,
        /// What the card shows of it.
        view: Box<OverlayView>,
        /// The language to write in.
        texts: Texts,
        /// The picture of the foot as a data address, when it could be taken.
        picture: Option<String>,
    },
    /// The selector of what the picture of the foot should show.
    Foot {
        /// The report.
        report: Box<Checked>,
    },
}

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// To paste into a ticket.
    Markdown,
    /// One self-contained file, also what is printed.
    #[serde(alias = "print")]
    Html,
    /// The report itself, which the caller has; the desk adds the notes.
    Json,
}

/// What came of an order.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// Keys and values to put into the storage; mostly empty.
    pub write: Map<String, Value>,
    /// What was asked for.
    pub answer: Value,
    /// What to tell the person about the stored data itself: it was unreadable and has been kept aside.
    pub warnings: Vec<Message>,
}

/// Does what is ordered. `stored` is the whole storage, or the part of it that the order needs; `now` is RFC 3339.
#[must_use]
pub fn run(stored: &Map<String, Value>, order: Order, now: &str) -> Done {
    let mut store = Store::new(stored, now);
    let answer = answer(&mut store, order);
    store.done(answer)
}

fn answer(store: &mut Store<'_>, order: Order) -> Value {
    match order {
        Order::Open => json!({
            "filings": store.read::<Filings>().rows,
            "waivers": store.read::<Waivers>().rows,
            "history": { "on": store.read::<History>().on },
        }),
        Order::Context { url } => json!({
            "expected": store.read::<Filings>().expected(&host_of(&url)),
            "waivers": store.read::<Waivers>().of(&host_of(&url)),
        }),
        Order::PutFiling { filing, instead_of } => {
            store.change(|filings: &mut Filings| filings.put(&filing, instead_of.as_deref()))
        }
        Order::RemoveFiling { domain } => store.change(|filings: &mut Filings| {
            filings.remove(&domain);
            Ok(())
        }),
        Order::ReadFilings { text } => json!(store.read::<Filings>().import(&text)),
        Order::ImportFilings { text } => {
            let mut filings = store.read::<Filings>();
            let import = filings.import(&text);
            store.write(&filings);
            json!(import)
        }
        Order::ExportFilings => store.read::<Filings>().csv().into(),
        Order::Record {
            report,
            missing,
            private,
        } => {
            let mut history = store.read::<History>();
            if history.on && !private {
                history.record(&report, missing);
                store.write(&history);
            }
            Value::Null
        }
        Order::SetHistory { on } => store.change(|history: &mut History| {
            history.on = on;
            Ok(())
        }),
        Order::SearchHistory { query } => json!(store.read::<History>().search(&query)),
        Order::ClearHistory => store.change(|history: &mut History| {
            history.rows.clear();
            Ok(())
        }),
        Order::ExportHistory => store.read::<History>().csv().into(),
        Order::Waive { url, rule, reason } => {
            let now = store.now().to_owned();
            store
                .change(|waivers: &mut Waivers| waivers.waive(&host_of(&url), &rule, &reason, &now))
        }
        Order::Unwaive { url, rule } => store.change(|waivers: &mut Waivers| {
            waivers.unwaive(&host_of(&url), &rule);
            Ok(())
        }),
        Order::Export {
            format,
            report,
            view,
            texts,
            picture,
        } => {
            let proof = Proof {
                checked: &report,
                view: &view,
                texts: &texts,
            };
            let (ending, media_type, text) = match format {
                Format::Markdown => ("md", "text/markdown", Some(export::markdown::write(proof))),
                Format::Html => (
                    "html",
                    "text/html",
                    Some(export::html::write(proof, picture.as_deref())),
                ),
                Format::Json => ("json", "application/json", None),
            };
            let name = [&export::file_stem(&report), ".", ending].concat();
            json!({ "name": name, "type": media_type, "text": text, "notes": proof.notes() })
        }
        Order::Foot { report } => json!(report.foot()),
    }
}

/// The host as the report names it, of an address or of a host's name.
fn host_of(url: &str) -> String {
    Url::split(url).map_or_else(|| url.to_owned(), |url| url.host)
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
