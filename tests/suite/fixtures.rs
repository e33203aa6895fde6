//! The test pages in real browsers: the committed snapshots are what Chromium sees today, and Firefox sees the same.
//!
//! `cargo xtask fixtures` makes the snapshots: it runs the one ignored test of this file, which writes what the other
//! tests compare. One browser session sees all pages.

use std::fs;

use anyhow::Result;
use beian_lens_core::rules::RULES;
use beian_lens_core::snapshot::{
    Expected, Frame, Image, Link, PageSnapshot, ServerAddress, Surface, TextRun, Visibility,
};
use beian_lens_webdriver::Browser;
use beian_lens_webdriver::server::Site;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::engine;
use crate::support::pool::{Borrowed, Network};
use crate::test_pages::outcome;
use crate::test_pages::pages::{self, TestPage};

/// Fonts differ a little between machines: lengths may differ by so many CSS pixels, contrasts by so many tenths.
const TOLERANCE: i64 = 4;

/// A browser that looks at test pages.
struct Eye {
    session: Borrowed,
}

impl Eye {
    async fn open(browser: Browser) -> Result<Self> {
        let session = Borrowed::take(browser, Network::Played).await?;
        engine::prepare(&session).await?;
        Ok(Self { session })
    }

    /// What the browser sees of a page. The page's first comment, `<!-- url: … server: … -->`, says where it is served, and
    /// `expected-icp: … expected-public-security: …` in it what its owner wrote down.
    async fn see(&self, page: &TestPage) -> Result<PageSnapshot> {
        let html = fs::read_to_string(&page.html)?;
        let said = html
            .strip_prefix("<!--")
            .and_then(|rest| rest.split_once("-->"));
        let said = said.map(|(said, _)| said).unwrap_or_default();
        let word_after = |name| {
            let mut words = said.split_whitespace();
            words.find(|word| *word == name)?;
            words.next().map(str::to_owned)
        };
        let url = word_after("url:");
        let server = word_after("server:");
        let expected = Expected {
            icp: word_after("expected-icp:"),
            public_security: word_after("expected-public-security:"),
        };

        // The loopback server has no certificate: a page of an https address is seen at the usual one.
        let address = url.as_deref().and_then(|url| url.strip_prefix("http://"));
        let authority = address.map_or(crate::support::HOST, |rest| rest.trim_end_matches('/'));
        let host = authority.split(':').next().unwrap_or(authority);
        self.session.server().play(Site::new(host, &page.html)?);
        self.session.goto(&format!("http://{authority}/")).await?;
        crate::support::until("the page's pictures are loaded", async || {
            Ok(self.session.evaluate("return document.readyState").await? == json!("complete"))
        })
        .await?;
        let mut snapshot: PageSnapshot =
            serde_json::from_value(engine::call(&self.session, "capture()").await?)?;
        if let Some(url) = url {
            snapshot.url = url;
        }
        snapshot.server = server.map(|address| ServerAddress { address });
        snapshot.expected = (expected != Expected::default()).then_some(expected);
        Ok(snapshot)
    }
}

/// The pages of all rules, each with its rule's id, and the samples.
fn all_pages() -> Vec<(Option<&'static str>, TestPage)> {
    let fixtures = RULES.iter().flat_map(|rule| {
        pages::fixtures(rule.id)
            .into_iter()
            .map(|page| (Some(rule.id), page))
    });
    let samples = pages::samples().into_iter().map(|page| (None, page));
    fixtures.chain(samples).collect()
}

#[test]
#[ignore = "`cargo xtask fixtures` runs it: it writes the committed snapshots"]
fn make_the_snapshots() {
    crate::support::pool::run(async {
        let eye = Eye::open(Browser::Chromium).await?;
        for (_, page) in all_pages() {
            let seen = eye.see(&page).await?;
            let mut text = serde_json::to_string_pretty(&compact(&seen))?;
            text.push('\n');
            fs::write(&page.snapshot, text)?;
        }
        Ok(())
    });
}

#[test]
fn chromium_sees_what_is_committed() {
    crate::support::pool::run(async {
        let eye = Eye::open(Browser::Chromium).await?;
        let mut wrong = Vec::new();
        for (_, page) in all_pages() {
            let seen = serde_json::to_value(eye.see(&page).await?)?;
            let committed = serde_json::to_value(page.committed())?;
            if let Some(place) = difference(&seen, &committed) {
                wrong.push(format!("{}{place}", page.html.display()));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        Ok(())
    });
}

#[test]
fn firefox_sees_the_same_and_judges_the_same() {
    crate::support::pool::run(async {
        let eye = Eye::open(Browser::Firefox).await?;
        let mut wrong = Vec::new();
        for (rule, page) in all_pages() {
            let seen = eye.see(&page).await?;
            let committed = page.committed();
            let name = page.html.display();
            if words(&seen) != words(&committed) {
                wrong.push(format!("{name}: {:#?}", words(&seen)));
            }
            if verdicts(&seen) != verdicts(&committed) {
                wrong.push(format!("{name}: {:#?}", verdicts(&seen)));
            }
            wrong
                .extend(rule.and_then(|rule| outcome::other_than_named(rule, &page.name(), &seen)));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        Ok(())
    });
}

/// The texts and links of a page and what a person sees of them: equal in all browsers, whatever their fonts.
fn words(page: &PageSnapshot) -> Vec<(&str, Option<&str>, Visibility)> {
    let link = |index: usize| page.links.get(index).map(|link| link.url.as_str());
    let runs = page
        .runs
        .iter()
        .map(|run| (run.text.as_str(), run.link.and_then(link), run.visibility));
    let links = page
        .links
        .iter()
        .map(|link| (link.text.as_str(), link.href.as_deref(), link.visibility));
    runs.chain(links).collect()
}

/// What every rule says of a page.
fn verdicts(page: &PageSnapshot) -> Vec<String> {
    let findings = beian_lens_core::check(page).findings;
    findings
        .into_iter()
        .map(|finding| finding.message.name)
        .collect()
}

/// Where two snapshots differ by more than fonts do, and how.
fn difference(seen: &Value, committed: &Value) -> Option<String> {
    match (seen, committed) {
        (Value::Object(seen), Value::Object(committed)) => seen.iter().find_map(|(key, seen)| {
            let committed = committed.get(key).unwrap_or(&Value::Null);
            difference(seen, committed).map(|place| format!("/{key}{place}"))
        }),
        (Value::Array(seen), Value::Array(committed)) if seen.len() == committed.len() => seen
            .iter()
            .zip(committed)
            .enumerate()
            .find_map(|(at, (seen, committed))| {
                difference(seen, committed).map(|place| format!("/{at}{place}"))
            }),
        (Value::Number(a), Value::Number(b)) => {
            let lengths = a.as_i64().zip(b.as_i64());
            let is_near = lengths.is_some_and(|(a, b)| (a - b).abs() <= TOLERANCE);
            (!is_near).then(|| format!(": {a}, not {b}"))
        }
        _ => (seen != committed).then(|| format!(": {seen}, not {committed}")),
    }
}

/// The snapshot without what it need not say: a field that is left out has its default.
fn compact(page: &PageSnapshot) -> Value {
    let mut compact = without_defaults(page, &PageSnapshot::default());
    let lists = [
        ("surfaces", each(&page.surfaces, &Surface::default())),
        ("runs", each(&page.runs, &TextRun::default())),
        ("links", each(&page.links, &Link::default())),
        ("images", each(&page.images, &Image::default())),
        ("frames", each(&page.frames, &Frame::default())),
    ];
    for (name, list) in lists {
        if let Some(place) = compact.get_mut(name) {
            *place = list;
        }
    }
    compact
}

fn each<T: Serialize>(items: &[T], default: &T) -> Value {
    items
        .iter()
        .map(|item| without_defaults(item, default))
        .collect()
}

fn without_defaults<T: Serialize>(item: &T, default: &T) -> Value {
    let default = serde_json::to_value(default).expect("plain data");
    let mut item = serde_json::to_value(item).expect("plain data");
    if let Value::Object(fields) = &mut item {
        fields.retain(|name, value| *value != default[name]);
    }
    item
}
